// What data-driven rules match: the kinds of facts of a page or response, and
// by which names a rule asks for their properties. Adding a property: a line in
// the table of its kind. Constants and pure functions; thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/rule.h"

namespace pagescan {

/// The page or response as a whole.
struct PageFact {};
struct ControlFact {
  const Form* form = nullptr;  // null: no form owns it
  const Control* control = nullptr;
};
/// An element or a comment.
struct NodeFact {
  const Document* document = nullptr;
  NodeId id = kNoNode;
};
struct FieldFact {
  size_t hop = 0;
  const Field* field = nullptr;
};

/// One thing a rule may match. Borrows from the RuleInput.
struct Fact {
  const RuleInput* input = nullptr;
  std::variant<PageFact, FieldFact, const ReceivedCookie*, const Form*,
               ControlFact, const Link*, const Script*, const Resource*,
               NodeFact>
      item;
};

/// Nothing where the fact has no such thing. The view is into the fact or into
/// the scratch that was given.
using PropertyValue = std::optional<std::string_view>;

struct FactProperty {
  std::string_view name;
  PropertyValue (*get)(const Fact& fact, std::string& scratch);
};

using VisitFact = std::function<void(const Fact&)>;

struct FactKind {
  std::string_view name;  // "control"
  RuleSubject subject = RuleSubject::kPage;
  std::span<const FactProperty> properties;
  /// Properties whose names start so are looked up by the rest of their name:
  /// "@" for attributes, "field:" for response fields. "": there are none.
  std::string_view prefix;
  PropertyValue (*get_prefixed)(const Fact& fact, std::string_view name,
                                std::string& scratch) = nullptr;
  /// In tree order, or in the order received.
  void (*each)(const RuleInput& input, const VisitFact& visit) = nullptr;
  FindingEvidence (*evidence)(const Fact& fact) = nullptr;
  /// What it is told by from scan to scan.
  std::string (*key)(const Fact& fact) = nullptr;
};

std::vector<const FactKind*> fact_kinds();

std::vector<std::string_view> property_names(const FactKind& kind);

/// The kind `page`, whose properties are those of `when` in every rule.
const FactKind& page_fact_kind();

/// A property of a kind, found once and asked for often.
class PropertyRef {
 public:
  static std::optional<PropertyRef> find(const FactKind& kind,
                                         std::string_view name);

  const std::string& name() const { return name_; }
  PropertyValue of(const Fact& fact, std::string& scratch) const;

 private:
  PropertyRef(const FactKind& kind, std::string_view name)
      : kind_(&kind), name_(name) {}

  const FactKind* kind_;
  std::string name_;
  PropertyValue (*get_)(const Fact&, std::string&) = nullptr;
};

}  // namespace pagescan
