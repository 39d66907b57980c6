// What in a report acts on whoever reads it. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan::test {

/// The first thing in a report that a terminal or a build server acts on, ""
/// for nothing. `has_commands`: lines may be commands of GitHub Actions.
std::string hazard_in(std::string_view report, bool has_commands);

/// The cells of a row of a Markdown table: a | ends one unless a backslash
/// stands before it.
size_t cells_of(std::string_view row);

/// The element names and attributes of an HTML document, in tree order, with
/// the values of those that load or lead somewhere.
std::vector<std::string> skeleton(const std::string& html);

/// An HTML report without what has files of its own and would hide what a
/// review is of: style sheet, script and their digests.
std::string without_assets(std::string html);

}  // namespace pagescan::test
