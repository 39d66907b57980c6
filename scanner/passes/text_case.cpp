#include "scanner/passes/text_case.h"

#include <unicode/ucasemap.h>

#include <algorithm>
#include <cstdint>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// No code point's upper case takes more than three times its UTF-8 bytes
// (U+0390 becomes three code points of two bytes each).
constexpr size_t kMaxGrowth = 3;

}  // namespace

void UpperCaser::CloseCaseMap::operator()(UCaseMap* map) const {
  ucasemap_close(map);
}

UpperCaser::UpperCaser() = default;
UpperCaser::~UpperCaser() = default;

std::string_view UpperCaser::operator()(std::string_view text) {
  buffer_.resize(text.size());
  unsigned char seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    seen = static_cast<unsigned char>(seen | static_cast<uint8_t>(text[i]));
    buffer_[i] = ascii_upper(text[i]);
  }
  if (seen < 0x80 || map_unicode(text)) return buffer_;
  // ICU without its data: the ASCII letters at least.
  return buffer_ = ascii_uppercase(text);
}

bool UpperCaser::map_unicode(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  if (map_ == nullptr) map_.reset(ucasemap_open("", 0, &status));
  if (U_FAILURE(status) || text.size() > INT32_MAX / kMaxGrowth) return false;
  buffer_.resize(text.size() * kMaxGrowth);
  const int32_t size = ucasemap_utf8ToUpper(
      map_.get(), buffer_.data(), static_cast<int32_t>(buffer_.size()),
      text.data(), static_cast<int32_t>(text.size()), &status);
  if (U_FAILURE(status)) return false;
  buffer_.resize(static_cast<size_t>(size));
  return true;
}

}  // namespace pagescan
