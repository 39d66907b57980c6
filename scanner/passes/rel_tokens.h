// Sets of keywords, as in rel attributes. Pure function; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/base/strings.h"

namespace pagescan {

/// Whether one of `tokens` is `keyword` but for ASCII case.
inline bool contains_token(const std::vector<std::string_view>& tokens,
                           std::string_view keyword) {
  for (const std::string_view token : tokens) {
    if (ascii_iequals(token, keyword)) return true;
  }
  return false;
}

/// Whether one of `tokens` names an icon: the Standard's keyword or one of
/// Apple's.
inline bool contains_icon(const std::vector<std::string_view>& tokens) {
  return contains_token(tokens, "icon") ||
         contains_token(tokens, "apple-touch-icon") ||
         contains_token(tokens, "apple-touch-icon-precomposed") ||
         contains_token(tokens, "mask-icon");
}

}  // namespace pagescan
