// The text of a page (see scanner/passes/text.h) as a list of paragraphs,
// whatever the width its lines were filled to. A pure function; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

/// One paragraph, list item or line that ends by itself, without indentation,
/// marks of quotations and of list items, white space collapsed: numbers of a
/// list are others where an item is added before.
struct Paragraph {
  std::string text;
  /// Where in `text` lines of the layout began, but for the first: the space
  /// before it. The layout does not tell whether a line that is full was ended
  /// by the page too.
  std::vector<size_t> line_begins;
};

/// Linear time.
std::vector<Paragraph> paragraphs_of(std::string_view text);

/// Paragraphs of more lines are not tried to be cut.
inline constexpr size_t kMaxLinesToCut = 64;

/// Cuts paragraphs that only one of the two texts has where a line begins, if
/// one of the parts is a paragraph of the other that this has not.
void cut_alike(std::vector<Paragraph>& before, std::vector<Paragraph>& after);

}  // namespace pagescan
