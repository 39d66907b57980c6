#include "scanner/url/idna.h"

#include <unicode/uidna.h>

#include <cstdint>
#include <memory>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

struct UidnaCloser {
  void operator()(UIDNA* idna) const { uidna_close(idna); }
};
using UidnaPointer = std::unique_ptr<UIDNA, UidnaCloser>;

UidnaPointer open_uts46() {
  UErrorCode status = U_ZERO_ERROR;
  UidnaPointer idna(uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                        UIDNA_NONTRANSITIONAL_TO_ASCII |
                                        UIDNA_NONTRANSITIONAL_TO_UNICODE,
                                    &status));
  if (U_FAILURE(status) != 0) idna.reset();
  return idna;
}

// Opening costs 50 times a look-up. ICU documents a UIDNA as immutable and
// safe to share between threads, so this is a constant that happens to be
// built at first use (under the language's own lock), not mutable state. Null
// only where ICU's data is missing; every domain is then refused.
const UIDNA* uts46() {
  static const UidnaPointer kInstance = open_uts46();
  return kInstance.get();
}

// What beStrict = false lets pass: CheckHyphens and VerifyDnsLength are off.
constexpr uint32_t kToleratedErrors =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

using Converter = int32_t (*)(const UIDNA*, const char*, int32_t, char*,
                              int32_t, UIDNAInfo*, UErrorCode*);

// Runs one of ICU's two UTF-8 conversions, growing the buffer once at need.
std::optional<std::string> convert(Converter converter,
                                   std::string_view domain) {
  if (uts46() == nullptr || domain.size() > kMaxUnicodeDomain) return {};
  std::string out(domain.size() * 2 + 64, '\0');
  for (int attempt = 0; attempt < 2; ++attempt) {
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t size =
        converter(uts46(), domain.data(), static_cast<int32_t>(domain.size()),
                  out.data(), static_cast<int32_t>(out.size()), &info, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
      out.resize(static_cast<size_t>(size));
      continue;
    }
    if (U_FAILURE(status) != 0 || (info.errors & ~kToleratedErrors) != 0) {
      return {};
    }
    out.resize(static_cast<size_t>(size));
    return out;
  }
  return {};
}

enum class NewerMapping : uint8_t { kUnchanged, kIgnored, kMapped };

// ICU 72 holds the mapping table of Unicode 15.0. These are the assigned code
// points whose row differs in IdnaMappingTable.txt of Unicode 15.1 to 17.0
// (https://www.unicode.org/Public/idna/), but for U+1806, which became valid:
// a mapping made beforehand can't say that.
NewerMapping newer_mapping(char32_t c, char32_t& mapped) {
  const auto to = [&mapped](char32_t target) {
    mapped = target;
    return NewerMapping::kMapped;
  };
  if (c >= 0x10A0 && c <= 0x10C5) return to(c - 0x10A0 + 0x2D00);  // Georgian
  switch (c) {
    case 0x04C0:
      return to(0x04CF);  // Cyrillic palochka
    case 0x1E9E:
      return to(0x00DF);  // capital sharp s, no longer "ss"
    case 0x2132:
      return to(0x214E);  // turned F
    case 0x2183:
      return to(0x2184);  // reversed C
    case 0x2F868:
      return to(0x36FC);
    case 0x2F874:
      return to(0x5F53);
    case 0x2F91F:
      return to(0x243AB);
    case 0x2F95F:
      return to(0x7AEE);
    case 0x2F9BF:
      return to(0x45D7);
    default:
      break;
  }
  const bool ignored =
      c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || c == 0x180E ||
      (c >= 0x2061 && c <= 0x2063) || (c >= 0x206A && c <= 0x206F) ||
      c == 0x3164 || c == 0xFFA0 || (c >= 0x1D173 && c <= 0x1D17A);
  return ignored ? NewerMapping::kIgnored : NewerMapping::kUnchanged;
}

std::string apply_newer_mappings(std::string_view domain) {
  std::string out;
  out.reserve(domain.size());
  for (size_t i = 0; i < domain.size();) {
    const CodePoint c = code_point_at(domain, i);
    char32_t mapped = 0;
    switch (newer_mapping(c.value, mapped)) {
      case NewerMapping::kUnchanged:
        out.append(domain.substr(i, c.size));
        break;
      case NewerMapping::kMapped:
        append_utf8(out, mapped);
        break;
      case NewerMapping::kIgnored:
        break;
    }
    i += c.size;
  }
  return out;
}

}  // namespace

std::optional<std::string> unicode_domain_to_ascii(std::string_view domain) {
  if (domain.size() > kMaxUnicodeDomain) return {};
  return convert(uidna_nameToASCII_UTF8, apply_newer_mappings(domain));
}

std::string domain_to_unicode(std::string_view ascii_domain) {
  return convert(uidna_nameToUnicodeUTF8, ascii_domain)
      .value_or(std::string(ascii_domain));
}

}  // namespace pagescan
