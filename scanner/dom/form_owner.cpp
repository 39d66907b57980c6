#include "scanner/dom/form_owner.h"

#include <algorithm>
#include <array>
#include <span>

namespace pagescan {
namespace {

constexpr std::array kSubmittable = {Tag::kButton, Tag::kInput, Tag::kSelect,
                                     Tag::kTextarea};

// The innermost of a list of elements around nodes asked for in tree order.
class InnermostOpen {
 public:
  InnermostOpen(const Document& document, std::span<const NodeId> elements)
      : document_(document), elements_(elements) {}

  /// The innermost element around `id`, or kNoNode. Calls must not go back in
  /// tree order.
  NodeId around(NodeId id) {
    while (next_ < elements_.size() && elements_[next_] < id) {
      close_before(elements_[next_]);
      open_.push_back(elements_[next_++]);
    }
    close_before(id);
    return open_.empty() ? kNoNode : open_.back();
  }

 private:
  void close_before(NodeId id) {
    while (!open_.empty() && document_.node(open_.back()).end <= id) {
      open_.pop_back();
    }
  }

  const Document& document_;
  std::span<const NodeId> elements_;
  size_t next_ = 0;
  std::vector<NodeId> open_;
};

std::vector<NodeId> submittable_elements(const Document& document) {
  std::vector<NodeId> all;
  for (const Tag tag : kSubmittable) {
    const std::span<const NodeId> some = document.elements(tag);
    all.insert(all.end(), some.begin(), some.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

// What a `form` attribute names: a form, or nothing at all.
NodeId named_form(const Document& document, const IdIndex& ids,
                  std::string_view id) {
  const NodeId named = ids.find(id);
  const bool is_form = named != kNoNode && document.is(named, Tag::kForm);
  return is_form ? named : kNoNode;
}

}  // namespace

bool is_submittable(Tag tag) {
  return std::find(kSubmittable.begin(), kSubmittable.end(), tag) !=
         kSubmittable.end();
}

bool is_form_associated(Tag tag) {
  return is_submittable(tag) || tag == Tag::kFieldset || tag == Tag::kObject ||
         tag == Tag::kOutput || tag == Tag::kImg;
}

std::vector<OwnedControl> find_controls(const Document& document,
                                        const IdIndex& ids) {
  InnermostOpen forms(document, document.elements(Tag::kForm));
  InnermostOpen templates(document, document.elements(Tag::kTemplate));
  std::vector<OwnedControl> controls;
  for (const NodeId id : submittable_elements(document)) {
    // A template's contents are a tree of their own: a form outside of it is
    // no ancestor, and no ID leads out of it.
    const NodeId root = templates.around(id);
    NodeId form = forms.around(id);
    if (root != kNoNode && form != kNoNode && form < root) form = kNoNode;
    if (root == kNoNode) {
      const NodeId given = document.parser_form_owner(id);
      if (given != kNoNode) form = given;
      if (const auto named = document.attribute(id, "form")) {
        form = named_form(document, ids, *named);
      }
    }
    controls.push_back({id, form});
  }
  return controls;
}

}  // namespace pagescan
