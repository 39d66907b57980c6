// The text of elements as passes catalogue it. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// The child text content (https://dom.spec.whatwg.org/#concept-child-text-
/// content): of the children alone, not of their descendants. The view is into
/// the Document where there is one text child, else into `storage`.
std::string_view child_text_content(const Document& document, NodeId element,
                                    std::string& storage);

/// Appends `text` with its white space collapsed, until `out` is longer than
/// `max_bytes`. `pending_space` says that white space came last, which is only
/// written once a word follows; there is none at the beginning of `out`.
void append_collapsed(std::string_view text, size_t max_bytes, std::string& out,
                      bool& pending_space);

/// Gives elements their text, white space stripped and collapsed, in bounded
/// time: elements that nest by the thousand all hold the same text. Lives for
/// one pass over one document.
class CollapsedText {
 public:
  explicit CollapsedText(const PassInput& input);

  /// The text of the descendants but for scripts, style sheets and template
  /// contents, cut to the limit for values. Once the work for the document is
  /// used up, what has been read until then.
  std::string of(NodeId element);

  /// Whether the work was used up: texts are missing.
  bool exhausted() const { return work_left_ == 0; }

 private:
  void append(std::string_view text, std::string& out);

  const PassInput& input_;
  size_t work_left_;  // bytes to read and nodes to visit
  bool pending_space_ = false;
};

}  // namespace pagescan
