#include "scanner/passes/form_purposes.h"

#include <algorithm>

namespace pagescan {
namespace {

template <class Enum, size_t N>
std::optional<Enum> constant_named(const std::array<std::string_view, N>& names,
                                   std::string_view name) {
  const auto* it = std::find(names.begin(), names.end(), name);
  if (it == names.end()) return std::nullopt;
  return static_cast<Enum>(it - names.begin());
}

}  // namespace

std::optional<FormPurpose> form_purpose_named(std::string_view name) {
  return constant_named<FormPurpose>(kFormPurposeNames, name);
}

std::optional<FieldPurpose> field_purpose_named(std::string_view name) {
  return constant_named<FieldPurpose>(kFieldPurposeNames, name);
}

}  // namespace pagescan
