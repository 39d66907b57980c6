// Fields of a response whose values are another with every response, whatever
// the page. Pure; thread-safe.
#pragma once

#include <string_view>

namespace pagescan {

struct FieldNoise {
  /// "x-request-id"; all that start so where it ends in '*'.
  std::string_view name;
  std::string_view mask;  // that hides it, by its name
  /// That it is there or is not depends on the moment too.
  bool comes_and_goes = false;
};

/// What the field (its name in lower case) is; null for all others.
const FieldNoise* find_field_noise(std::string_view name);

}  // namespace pagescan
