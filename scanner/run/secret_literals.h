// The secrets a user typed, to be masked wherever they turn up: in the page's
// text, in a form, in a message. Owns them. Safe to read from several threads.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "scanner/run/secret_spans.h"

namespace pagescan {

/// Anything shorter is no secret worth the words it would black out.
inline constexpr size_t kMinLiteralBytes = 6;
/// So much of a longer one is enough to be masked.
inline constexpr size_t kMaxLiteralBytes = 1024;
/// How many are kept, forms and encodings of one another included.
inline constexpr size_t kMaxLiterals = 512;

class SecretLiterals {
 public:
  /// Adds the secrets of a URL as typed, valid or not: its userinfo, its
  /// token-like parameters and path segments.
  void add_target(std::string_view url, const SecretFinder& finder);

  /// Adds a secret: as it is, percent-decoded and percent-encoded, escaped for
  /// HTML and quoted for a message.
  void add(std::string_view secret);

  /// `text` with every occurrence masked, ASCII case ignored; also a beginning
  /// of at least kMinLiteralBytes that the text, or an ellipsis in it, cuts
  /// short. Linear time but for a factor of kMaxLiteralBytes at worst.
  std::string mask(std::string text) const;

 private:
  void add_form(std::string_view form);

  std::set<std::string> literals_;  // lower case
};

}  // namespace pagescan
