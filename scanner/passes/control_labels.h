// What names a control: label elements, ARIA attributes, its own text. Built
// once a document, which it borrows; not shared between threads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/dom/form_owner.h"
#include "scanner/dom/id_index.h"
#include "scanner/passes/forms.h"
#include "scanner/passes/name_from_content.h"
#include "scanner/passes/rendering.h"

namespace pagescan {

struct ControlName {
  ControlLabels labels;
  /// The accessible name, "" if there is none.
  std::string label;
};

/// Names controls by the accessible name computation
/// (https://www.w3.org/TR/accname-1.2/, https://w3c.github.io/html-aam/) as
/// browsers do it, without style sheets and scripts. Where the specifications
/// leave room, or Chromium departs from them, as Chromium does:
/// - a label element, were it empty or hidden, keeps title and placeholder from
///   naming the control, and so does an empty value a button;
/// - a hidden label element says nothing. It does here if the control is hidden
///   too: forms are hidden together with their labels until they are called.
class LabelFinder {
 public:
  LabelFinder(const Document& document, const IdIndex& ids,
              std::span<const OwnedControl> controls);

  ControlName name_of(NodeId control);

  /// Whether the work for the document was used up: texts are missing.
  bool exhausted() const { return budget_.is_spent(); }

 private:
  struct LabelOf {
    NodeId control = kNoNode;
    NodeId label = kNoNode;
  };
  // What label elements say.
  struct LabelText {
    bool any = false;  // elements, whatever they say
    std::string text;  // of all of them in tree order
  };

  void find_labels(std::span<const OwnedControl> controls);
  void find_hidden(std::span<const OwnedControl> controls);
  bool is_hidden(NodeId id) const;
  bool is_left_out(NodeId label, NodeId control) const;
  HiddenNodes hidden_nodes_of(NodeId target) const;
  LabelText read_labels(NodeId control, NameReader& reader,
                        ControlLabels& labels) const;
  std::string read_label(NodeId label, NameReader& reader) const;
  std::string text_of_ids(std::string_view id_list, NodeId control,
                          std::string_view own_name, NameReader& reader) const;

  const Document& document_;
  const IdIndex& ids_;
  std::vector<LabelOf> labels_;  // sorted by control, then tree order
  RenderedNodes rendered_;       // empty if no name depends on it
  ReadingBudget budget_;
};

}  // namespace pagescan
