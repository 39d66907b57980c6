// How bad it is that a field of a response became what it is. Pure functions;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/finding.h"

namespace pagescan {

/// A field as a whole, by its name in lower case and its combined values;
/// nothing where it is not there. kError where what a browser enforces is lost,
/// kWarning where it is weakened or whoever reads the answer should look.
Level field_level(std::string_view name,
                  const std::optional<std::string>& before,
                  const std::optional<std::string>& after);

/// Whether browsers guard the page by it: no part of its value is noise.
bool is_guarding_field(std::string_view name);

/// Whether the order of the members means nothing, and they are tokens.
bool is_set_field(std::string_view name);

/// The members of such a field, lower-case, sorted, each once, joined.
std::string set_field_words(std::string_view value);

/// The directives for robots, as set_field_words(); nothing if there are none.
std::optional<std::string> robots_words(std::string_view value);

/// kWarning where robots are told for the first time not to index the page or
/// not to follow it.
Level robots_level(std::string_view before, std::string_view after);

}  // namespace pagescan
