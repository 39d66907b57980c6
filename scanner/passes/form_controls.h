// One control of a form, read off its element. Pure function; thread-safe.
#pragma once

#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/control_labels.h"
#include "scanner/passes/forms.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Which controls a disabled fieldset around them disables
/// (https://html.spec.whatwg.org/#concept-fe-disabled).
class DisabledByFieldset {
 public:
  explicit DisabledByFieldset(const Document& document);

  bool contains(NodeId control) const {
    return !depth_.empty() && depth_[control] > 0;
  }

 private:
  // For each node, how many disabled fieldsets it is in and not excepted from
  // by their first legend; empty where the page has none.
  std::vector<int> depth_;
};

/// Every fact about the control but the form it belongs to.
Control read_control(const PassInput& input, NodeId element,
                     LabelFinder& labels, const DisabledByFieldset& disabled,
                     Facts& facts);

}  // namespace pagescan
