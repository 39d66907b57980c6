// Where the noise of the built-in masks stands in a text. Immutable once made;
// thread-safe. Spans are offsets into the text, in no order, and may overlap.
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/run/diff/masks.h"

namespace pagescan {

/// In the order of builtin_masks().
enum class Noise : uint8_t {
  kNonces,
  kCsrfTokens,
  kCacheBusters,
  kTimestamps,
  kCounters,
  kBuildIds,
  kRequestIds,
  kInlineData,
};
inline constexpr size_t kNoiseCount = 8;

struct NoiseSpan {
  size_t begin = 0;
  size_t end = 0;
  MaskIndex mask = 0;
};

class NoiseSpans {
 public:
  void add(size_t begin, size_t end, Noise noise) {
    if (begin < end) {
      spans_.push_back({begin, end, static_cast<MaskIndex>(noise)});
    }
  }
  /// Of `part`, a view into `text`.
  void add(std::string_view text, std::string_view part, Noise noise) {
    const auto begin = static_cast<size_t>(part.data() - text.data());
    add(begin, begin + part.size(), noise);
  }
  std::vector<NoiseSpan>& spans() { return spans_; }

 private:
  std::vector<NoiseSpan> spans_;
};

/// Patterns for texts that people read. Slow to make: see noise_patterns().
struct NoisePatterns {
  NoisePatterns();

  re2::RE2 dates;     // with a year, or with the day of the week
  re2::RE2 times;     // clock times, "3 minutes ago"
  re2::RE2 counters;  // "1,234 views", "Comments (12)", "in 0.12 seconds"
  re2::RE2 labelled;  // "Ray ID: 8f1c2d3e4f5a6b7c"
};

/// The one instance: constants, compiled when first asked for.
const NoisePatterns& noise_patterns();

/// One URL, absolute or as written. Linear time, as all of these.
void find_url_noise(std::string_view url, NoiseSpans& found);

void find_text_noise(std::string_view text, const NoisePatterns& patterns,
                     NoiseSpans& found);

/// The value of a field; URLs in it are looked at as such.
void find_field_noise(std::string_view value, const NoisePatterns& patterns,
                      NoiseSpans& found);

void find_cookie_noise(std::string_view value, NoiseSpans& found);

/// The value of a control, a content attribute.
void find_value_noise(std::string_view value, const NoisePatterns& patterns,
                      NoiseSpans& found);

/// A name, an ID.
void find_name_noise(std::string_view name, NoiseSpans& found);

/// A script or a policy.
void find_code_noise(std::string_view code, NoiseSpans& found);

/// The values of nonces in a Content Security Policy: 'nonce-...'.
void find_nonces(std::string_view text, NoiseSpans& found);

}  // namespace pagescan
