#include "rules/config/fact_kinds.h"

#include "rules/config/fact_tables.h"

namespace pagescan {

std::vector<const FactKind*> fact_kinds() {
  std::vector<const FactKind*> all;
  for (const auto& table :
       {response_fact_kinds(), form_fact_kinds(), markup_fact_kinds()}) {
    for (const FactKind& kind : table) all.push_back(&kind);
  }
  return all;
}

const FactKind& page_fact_kind() { return response_fact_kinds().front(); }

std::optional<PropertyRef> PropertyRef::find(const FactKind& kind,
                                             std::string_view name) {
  for (const FactProperty& property : kind.properties) {
    if (property.name != name) continue;
    PropertyRef found(kind, name);
    found.get_ = property.get;
    return found;
  }
  const bool is_prefixed = !kind.prefix.empty() &&
                           name.starts_with(kind.prefix) &&
                           name.size() > kind.prefix.size();
  if (!is_prefixed) return std::nullopt;
  return PropertyRef(kind, name);
}

PropertyValue PropertyRef::of(const Fact& fact, std::string& scratch) const {
  if (get_ != nullptr) return get_(fact, scratch);
  const std::string_view name = name_;
  return kind_->get_prefixed(fact, name.substr(kind_->prefix.size()), scratch);
}

std::vector<std::string_view> property_names(const FactKind& kind) {
  std::vector<std::string_view> names;
  for (const FactProperty& property : kind.properties) {
    names.push_back(property.name);
  }
  return names;
}

}  // namespace pagescan
