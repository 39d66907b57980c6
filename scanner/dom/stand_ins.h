// Carries characters past Gumbo that it would turn into U+FFFD: C0 and C1
// controls and noncharacters, which the HTML Standard keeps
// (https://html.spec.whatwg.org/#preprocessing-the-input-stream). Before the
// parse each is replaced by a private-use character of a block that the page
// does not use; after it, each is put back. Immutable once made; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

class StandIns {
 public:
  /// Rewrites well-formed `utf8` in place where it has such characters. Nothing
  /// where it has none, as nearly every page, and where no block is free. One
  /// character stays one character, so columns stay right.
  static std::optional<StandIns> substitute(std::string& utf8);

  /// Whether `text` holds a stand-in.
  bool appears_in(std::string_view text) const;

  /// `text` with the characters of the page in place of the stand-ins.
  std::string restore(std::string_view text) const;

 private:
  explicit StandIns(char32_t block) : block_(block) {}

  char32_t block_;  // the first code point of the block
};

}  // namespace pagescan
