// Fuzzes the masks of a diff: the first byte is the context, the rest the text.
// What a mask leaves must be what was there, and nothing found twice.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/passes/volatile_text.h"
#include "scanner/run/diff/masks.h"

namespace {

using namespace pagescan;

void require(bool holds) {
  if (!holds) std::abort();
}

// The text between the marks stands in `text` in that order.
void check_rest(std::string_view text, std::string_view masked,
                const Masks& masks) {
  while (!masked.empty()) {
    size_t mark = 0;
    const std::string* name = nullptr;
    for (; mark < masked.size() && name == nullptr; ++mark) {
      if (masked[mark] != '<') continue;
      for (MaskIndex i = 0; i < masks.size() && name == nullptr; ++i) {
        if (masked.substr(mark + 1).starts_with(masks.name(i) + '>')) {
          name = &masks.name(i);
        }
      }
      if (name != nullptr) break;
    }
    const size_t at = text.find(masked.substr(0, mark));
    require(at != std::string_view::npos);
    if (name == nullptr) return;
    text.remove_prefix(at + mark);
    masked.remove_prefix(mark + name->size() + 2);
  }
}

void check_spans(std::string_view text, VolatileIn in) {
  size_t at = 0;
  for (const VolatileSpan& span : volatile_spans(text, in)) {
    require(at <= span.begin && span.begin < span.end &&
            span.end <= text.size());
    require(span.end - span.begin <= kMaxVolatileLiteral);
    at = span.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Masks kMasks;
  constexpr uint8_t kContexts = static_cast<uint8_t>(MaskContext::kCode) + 1;
  if (size == 0) return 0;
  const auto context = static_cast<MaskContext>(data[0] % kContexts);
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const MaskedText masked = kMasks.apply(text, context);
  require(masked.used.empty() == (masked.text == text));
  for (size_t i = 1; i < masked.used.size(); ++i) {
    require(masked.used[i - 1] < masked.used[i]);
  }
  if (text.find('<') == std::string::npos) {
    check_rest(text, masked.text, kMasks);
  }
  const MaskedText again = kMasks.apply(masked.text, context);
  require(again.used.empty() && again.text == masked.text);
  check_spans(text, VolatileIn::kScript);
  check_spans(text, VolatileIn::kData);
  return 0;
}
