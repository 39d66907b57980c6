// A URL record while it is being parsed: the serialisation written front to
// back, and where its parts stand. The writing half of UrlParser, which alone
// uses it. Owns the string; not shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "scanner/url/percent_encode.h"
#include "scanner/url/url.h"

namespace pagescan {

class UrlWriter {
 public:
  /// Nothing, or in words what is wrong.
  using Outcome = tl::expected<void, std::string>;

  void reserve(size_t size) { href_.reserve(size); }
  size_t size() const { return href_.size(); }

  SchemeType scheme_type() const { return parts_.scheme_type; }
  bool is_special() const {
    return parts_.scheme_type != SchemeType::kNotSpecial;
  }

  /// Starts over with `scheme` (in any case) and ':'; no host, an empty path.
  void set_scheme(std::string_view scheme);

  /// "//" and of "user:password@" what is not empty. The first ':' parts them.
  void append_credentials(std::string_view credentials);
  /// The host, parsed and serialised; follows append_credentials.
  Outcome append_host(std::string_view host);
  /// ":port", unless it is empty or the scheme's default
  /// (https://url.spec.whatwg.org/#port-state).
  Outcome append_port(std::string_view digits);
  /// "//" and nothing more, as in "file:///".
  void set_empty_host();

  /// One segment (https://url.spec.whatwg.org/#path-state, step 1.4).
  void append_segment(std::string_view segment);
  /// A segment without text: the path now ends in '/'.
  void append_empty_segment() { href_.push_back('/'); }
  /// https://url.spec.whatwg.org/#shorten-a-urls-path
  void shorten_path();
  void append_opaque_path(std::string_view path);

  void append_query(std::string_view bytes, PercentEncodeSet set);
  void append_fragment(std::string_view fragment);

  /// Starts over with everything of `base` before its path, then with its
  /// path as well, then with its query as well.
  void copy_authority(const Url& base);
  void copy_path(const Url& base);
  void copy_query(const Url& base);

  /// The finished record; leaves the writer empty.
  Url finish() &&;

 private:
  uint32_t position() const { return static_cast<uint32_t>(href_.size()); }

  std::string href_;
  UrlParts parts_;
};

}  // namespace pagescan
