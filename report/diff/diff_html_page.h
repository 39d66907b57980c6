// One page in the HTML report of a diff. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "report/diff/diff_totals.h"
#include "scanner/run/diff/change.h"

namespace pagescan {

/// What the list of pages shows of one.
struct DiffHtmlRow {
  std::string url;  // cut, not escaped
  /// "changed", "same" or "failed", as it was not compared.
  std::string_view state;
  ChangeCounts changes{};
  size_t hidden = 0;
};

DiffHtmlRow diff_html_row(const PageDiff& diff);

/// The word for a state, for people.
std::string_view diff_state_word(std::string_view state);

/// What is said of the page: when it was scanned, its changes by part, old and
/// new beside one another, at most `max_changes`, what is hidden, what is cut.
std::string diff_html_page(const PageDiff& diff, size_t max_changes);

/// The masks and how many changes each hid, as markup; "" for none.
std::string diff_html_hidden(const std::map<std::string, size_t>& hidden);

}  // namespace pagescan
