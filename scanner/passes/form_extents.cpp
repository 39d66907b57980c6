#include "scanner/passes/form_extents.h"

#include <algorithm>

#include "scanner/passes/control_signals.h"

namespace pagescan {
namespace {

// How many boxes out a form is looked for beside something.
constexpr size_t kMaxOutwards = 6;
// Forms that begin before a node and are not around it; few stand in each
// other.
constexpr size_t kMaxBefore = 8;
// The forms of one box that are looked at.
constexpr size_t kMaxFormsInBox = 16;

bool signs_in(const Form& form) {
  if (form.purpose.type == FormPurpose::kLogin ||
      form.purpose.type == FormPurpose::kRegistration) {
    return true;
  }
  return std::any_of(form.controls.begin(), form.controls.end(),
                     [](const Control& c) { return c.type == "password"; });
}

bool searches(const Form& form) {
  if (form.purpose.type == FormPurpose::kSearch) return true;
  return std::any_of(form.controls.begin(), form.controls.end(),
                     [](const Control& c) { return c.type == "search"; });
}

}  // namespace

FormExtents::FormExtents(const Document& document, const FormFacts& facts,
                         Contents contents)
    : document_(document) {
  const bool in_template = contents == Contents::kTemplates;
  for (const NodeId element : document.elements(Tag::kForm)) {
    if (document.node(element).in_template != in_template) continue;
    if (extents_.size() == facts.forms.size()) break;
    const Form& form = facts.forms[extents_.size()];
    extents_.push_back(
        {element, document.node(element).end, signs_in(form), searches(form)});
  }
  if (extents_.empty()) return;
  for (const Tag tag :
       {Tag::kInput, Tag::kButton, Tag::kSelect, Tag::kTextarea}) {
    for (const NodeId control : document.elements(tag)) {
      const NodeId form = document.parser_form_owner(control);
      if (form == kNoNode) continue;
      const auto extent = std::lower_bound(
          extents_.begin(), extents_.end(), form,
          [](const Extent& e, NodeId id) { return e.begin < id; });
      if (extent != extents_.end() && extent->begin == form) {
        extent->end = std::max(extent->end, document.node(control).end);
      }
    }
  }
}

std::optional<size_t> FormExtents::around(NodeId node) const {
  const auto after =
      std::upper_bound(extents_.begin(), extents_.end(), node,
                       [](NodeId id, const Extent& e) { return id < e.begin; });
  auto extent = after;
  for (size_t i = 0; i < kMaxBefore && extent != extents_.begin(); ++i) {
    --extent;
    if (node < extent->end) {
      return static_cast<size_t>(extent - extents_.begin());
    }
  }
  return std::nullopt;
}

std::optional<size_t> FormExtents::only_form_in(NodeId begin,
                                                NodeId end) const {
  auto extent =
      std::lower_bound(extents_.begin(), extents_.end(), begin,
                       [](const Extent& e, NodeId id) { return e.begin < id; });
  std::optional<size_t> sign_in;
  std::optional<size_t> other;
  size_t others = 0;
  for (size_t i = 0;
       i < kMaxFormsInBox && extent != extents_.end() && extent->begin < end;
       ++i, ++extent) {
    const auto index = static_cast<size_t>(extent - extents_.begin());
    if (extent->signs_in) {
      if (!sign_in) sign_in = index;
    } else if (!extent->searches) {
      other = index;
      ++others;
    }
  }
  if (sign_in) return sign_in;
  return others == 1 ? other : std::nullopt;
}

std::optional<SightingForm> FormExtents::of(NodeId node) const {
  if (extents_.empty()) return std::nullopt;
  if (const auto form = around(node)) {
    return SightingForm{*form, FormNearness::kInside, std::nullopt};
  }
  NodeId box = document_.node(node).parent;
  for (size_t i = 0; i < kMaxOutwards && box != kNoNode; ++i) {
    if (document_.is(box, Tag::kBody) || document_.is(box, Tag::kHtml)) break;
    if (const auto form = only_form_in(box, document_.node(box).end)) {
      return SightingForm{*form, FormNearness::kBeside, std::nullopt};
    }
    box = document_.node(box).parent;
  }
  return std::nullopt;
}

}  // namespace pagescan
