// Language tags (BCP 47, RFC 5646). Pure function; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace pagescan {

enum class LanguageTagFault : uint8_t {
  kNone,
  kMalformed,        // "en_US", "english"
  kUnknownLanguage,  // two letters that ISO 639-1 never had: "cz"
};

/// Whether `tag` is well-formed (RFC 5646 section 2.2.9) as far as its subtags
/// have possible lengths, and begins with a language, "x" or "i".
LanguageTagFault language_tag_fault(std::string_view tag);

}  // namespace pagescan
