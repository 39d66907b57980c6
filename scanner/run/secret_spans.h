// Finds the secrets in a text by where they stand: userinfo, parameters of
// queries and fragments, authentication schemes, tokens in paths, JSON Web
// Tokens; in URLs within URLs too. Immutable once built; thread-safe. Spans are
// offsets into the text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/text_span.h"

namespace pagescan {

/// What a string is, which decides where a URL in it ends.
enum class TextKind {
  kText,    // may hold URLs: they end at white space, quotes and < >
  kUrl,     // is one URL, or a method and a URL: they end with it
  kTarget,  // as a user types it: "user:password@host" needs no scheme
  kHtml,    // pretty-printed HTML: attributes and hidden fields too
};

/// A user name and password next to each other in a URL's userinfo.
struct UserinfoSpan {
  TextSpan user;
  TextSpan password;  // empty where there is none
};

class SecretFinder {
 public:
  SecretFinder();
  ~SecretFinder();
  SecretFinder(SecretFinder&&) noexcept;
  SecretFinder& operator=(SecretFinder&&) noexcept;

  /// The secrets in `text`, any bytes, in order and apart from each other.
  /// Linear time.
  std::vector<TextSpan> find(std::string_view text, TextKind kind) const;

  /// The userinfo of every URL in `text`, percent-encoded URLs within URLs
  /// included.
  std::vector<UserinfoSpan> find_userinfo(std::string_view text,
                                          TextKind kind) const;

 private:
  struct Patterns;

  void find_in_text(std::string_view text, TextKind kind,
                    std::vector<TextSpan>& spans) const;
  void find_parameters(std::string_view text, TextKind kind,
                       std::vector<TextSpan>& spans) const;
  void find_tokens(std::string_view text, std::vector<TextSpan>& spans) const;
  void find_in_attributes(std::string_view html,
                          std::vector<TextSpan>& spans) const;

  std::unique_ptr<const Patterns> patterns_;
};

inline constexpr std::string_view kRedacted = "REDACTED";

/// Sorts spans, drops empty ones, makes one of those that overlap.
void merge_spans(std::vector<TextSpan>& spans);

/// `text` with kRedacted in place of each of the merged spans.
std::string mask_spans(std::string_view text,
                       const std::vector<TextSpan>& spans);

}  // namespace pagescan
