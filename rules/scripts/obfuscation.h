// Whether the text of a script hides what it does. Pure function; linear time;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pagescan {

enum class ObfuscationKind : uint8_t {
  kDecodedAndRun,   // eval(atob("...")), new Function(unescape("..."))
  kDecodedMarkup,   // document.write(unescape("%3C%73..."))
  kCharacterCodes,  // String.fromCharCode of many numbers
  kEncodedText,     // nearly all of it hexadecimal or base64
  kPacked,          // eval(function(p,a,c,k,e,d)...: a packer, often harmless
};

struct Obfuscation {
  ObfuscationKind kind = ObfuscationKind::kPacked;
  std::string_view excerpt;  // where it begins, in the script
};

/// The first sign of the kind that comes first above.
std::optional<Obfuscation> find_obfuscation(std::string_view script);

}  // namespace pagescan
