// Parts of the HTML reports: counts, fields of the tools. All text given here
// is markup or the program's own. Pure functions; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/finding.h"
#include "scanner/base/time.h"

namespace pagescan {

/// The levels in the order of reports.
inline constexpr std::array kHtmlLevels = {Level::kError, Level::kWarning,
                                           Level::kNote};

/// "Errors".
std::string_view html_level_heading(Level level);

/// "2026-11-24 07:31 UTC".
std::string html_time(WallTime time);

/// Appends a count of dl.tiles; `kind` is its class.
void append_html_tile(std::string_view name, size_t count,
                      std::string_view kind, std::string& out);

/// Appends a cell of the list of pages; `kind` is its class.
void append_html_number(size_t number, std::string_view kind, std::string& out);

/// Appends the search and the boxes of the levels; `has_off`: one more for
/// findings that do not count.
void append_html_search(bool has_off, std::string& out);

/// Appends a select: `all` are values, raw, and their texts, markup, after one
/// for everything.
void append_html_options(
    std::string_view id, std::string_view label, std::string_view everything,
    const std::vector<std::pair<std::string, std::string>>& all,
    std::string& out);

}  // namespace pagescan
