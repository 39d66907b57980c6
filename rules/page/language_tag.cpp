#include "rules/page/language_tag.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <string>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Longer ones are no tags anybody uses, and need not be read.
constexpr size_t kMaxTagBytes = 100;
constexpr size_t kMaxSubtagBytes = 8;

bool is_subtag(std::string_view subtag) {
  return !subtag.empty() && subtag.size() <= kMaxSubtagBytes &&
         std::ranges::all_of(subtag, [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c);
         });
}

// ISO 639-1 as ICU has it, the withdrawn codes included.
bool is_two_letter_language(const std::string& code) {
  return *uloc_getISO3Language(code.c_str()) != '\0';
}

}  // namespace

LanguageTagFault language_tag_fault(std::string_view tag) {
  if (tag.size() > kMaxTagBytes) return LanguageTagFault::kMalformed;
  const auto subtags = split(tag, '-');
  if (!std::ranges::all_of(subtags, is_subtag)) {
    return LanguageTagFault::kMalformed;
  }
  const std::string language = ascii_lowercase(subtags.front());
  if (language == "x" || language == "i") {
    return subtags.size() > 1 ? LanguageTagFault::kNone
                              : LanguageTagFault::kMalformed;
  }
  if (!std::ranges::all_of(language, is_ascii_alpha) || language.size() < 2 ||
      language.size() > 3) {
    return LanguageTagFault::kMalformed;
  }
  return language.size() == 2 && !is_two_letter_language(language)
             ? LanguageTagFault::kUnknownLanguage
             : LanguageTagFault::kNone;
}

}  // namespace pagescan
