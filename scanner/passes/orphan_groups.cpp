#include "scanner/passes/orphan_groups.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "scanner/dom/form_owner.h"
#include "scanner/passes/control_signals.h"

namespace pagescan {
namespace {

// How many boxes out the one around two neighbours may be: a field mostly
// stands in one or two of its own.
constexpr size_t kMaxOutwards = 4;
// More is a table or a list of things to tick, and no form.
constexpr size_t kMaxControls = 100;

// The elements of the orphans: both are in tree order. kNoNode where a control
// was not found again.
std::vector<NodeId> elements_of(const Document& document,
                                const FormFacts& facts, Contents contents) {
  const bool in_template = contents == Contents::kTemplates;
  std::vector<NodeId> elements;
  elements.reserve(facts.orphans.size());
  const std::span<const Node> nodes = document.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    if (elements.size() == facts.orphans.size()) break;
    const Node& node = nodes[id];
    if (is_submittable(node.tag) && node.in_template == in_template &&
        node.position.offset ==
            facts.orphans[elements.size()].position.offset) {
      elements.push_back(id);
    }
  }
  elements.resize(facts.orphans.size(), kNoNode);
  return elements;
}

// Whether a box at most kMaxOutwards out from both holds the two, and is less
// than the body.
bool share_a_box(const Document& document, NodeId first, NodeId second) {
  NodeId box = first;
  for (size_t i = 0; i < kMaxOutwards; ++i) {
    box = document.node(box).parent;
    if (box == kNoNode || document.is(box, Tag::kBody) ||
        document.is(box, Tag::kHtml)) {
      return false;
    }
    if (second < document.node(box).end) break;
  }
  if (second >= document.node(box).end) return false;
  NodeId id = second;
  for (size_t i = 0; i <= kMaxOutwards; ++i) {
    if (id == box) return true;
    id = document.node(id).parent;
    if (id == kNoNode) return false;
  }
  return false;
}

bool is_filled_in(const Control& control) {
  if (control.element == "textarea") return true;
  constexpr std::array<std::string_view, 6> kTypes = {
      "text", "email", "tel", "search", "url", "number"};
  return control.element == "input" &&
         std::find(kTypes.begin(), kTypes.end(), control.type) != kTypes.end();
}

bool is_password(const Control& control) {
  if (control.type == "password") return true;
  const auto asked = asked_for(control);
  return asked == FieldPurpose::kCurrentPassword ||
         asked == FieldPurpose::kNewPassword;
}

// Appends the group where it makes a form.
void append_if_form(const FormFacts& facts, OrphanGroup group,
                    std::vector<OrphanGroup>& groups) {
  if (group.controls.size() > kMaxControls) return;
  bool has_field = false;
  bool has_button = false;
  for (const size_t i : group.controls) {
    const Control& control = facts.orphans[i];
    has_field |= is_filled_in(control);
    has_button |= is_action(control);
    group.has_password |= is_password(control);
  }
  if (group.has_password || (has_field && has_button)) {
    groups.push_back(std::move(group));
  }
}

}  // namespace

std::vector<OrphanGroup> find_orphan_groups(const Document& document,
                                            const FormFacts& facts,
                                            Contents contents) {
  std::vector<OrphanGroup> groups;
  if (facts.orphans.empty()) return groups;
  const std::vector<NodeId> elements = elements_of(document, facts, contents);
  OrphanGroup group;
  NodeId last = kNoNode;
  for (size_t i = 0; i < elements.size(); ++i) {
    if (elements[i] == kNoNode) break;
    if (facts.orphans[i].type == "hidden") continue;
    if (last != kNoNode && !share_a_box(document, last, elements[i])) {
      append_if_form(facts, std::exchange(group, {}), groups);
    }
    group.controls.push_back(i);
    last = elements[i];
  }
  append_if_form(facts, std::move(group), groups);
  return groups;
}

}  // namespace pagescan
