// Finds the elements of the document behind the facts about them: facts keep a
// place, rules sometimes ask for an attribute more. Borrows the document;
// immutable once built, thread-safe.
#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/forms.h"

namespace pagescan {

class PageElements {
 public:
  /// Those with one of these tags, template contents apart.
  PageElements(const Document& document, std::initializer_list<Tag> tags);

  /// The element that starts there, or kNoNode.
  NodeId at(const SourcePosition& position) const;

 private:
  std::vector<std::pair<uint32_t, NodeId>> by_offset_;  // sorted
};

/// Whether markup of the form says that a script takes its submission over: an
/// onsubmit, a framework's attribute for it, an onclick of its submitters.
bool is_submitted_by_script(const Document& document,
                            const PageElements& elements, const Form& form);

/// The tags is_submitted_by_script() asks for.
inline constexpr std::initializer_list<Tag> kSubmissionTags = {
    Tag::kForm, Tag::kInput, Tag::kButton};

}  // namespace pagescan
