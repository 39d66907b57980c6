// What names a control: label elements, ARIA attributes, its own text. Built
// once a document, borrowed views into it; thread-safe once built.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/dom/form_owner.h"
#include "scanner/dom/id_index.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// A label's text is cut at this many bytes: what is longer is no label.
inline constexpr size_t kMaxLabelBytes = 1024;

class LabelFinder {
 public:
  LabelFinder(const Document& document, const IdIndex& ids,
              std::span<const OwnedControl> controls);

  ControlLabels labels_of(NodeId control) const;

 private:
  struct LabelOf {
    NodeId control = kNoNode;
    NodeId label = kNoNode;
  };

  std::string text_of(NodeId element) const;
  std::string text_of_ids(std::string_view id_list) const;
  std::string own_text(NodeId control) const;
  std::string short_attribute(NodeId element, std::string_view name) const;

  const Document& document_;
  const IdIndex& ids_;
  std::vector<LabelOf> labels_;  // sorted by control, then tree order
};

/// The one that names the control, "" if none does. The order is that of the
/// accessible name computation (https://w3c.github.io/html-aam/).
const std::string& chosen_label(const ControlLabels& labels);

}  // namespace pagescan
