#include "rules/config/nearest_word.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kMaxWordBytes = 64;
constexpr size_t kMaxWordsTold = 40;

// Insertions, deletions and replacements (Levenshtein), row by row.
size_t distance(std::string_view a, std::string_view b) {
  std::array<size_t, kMaxWordBytes + 1> row{};
  for (size_t i = 0; i <= b.size(); ++i) row[i] = i;
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced =
          diagonal + (ascii_lower(a[i]) == ascii_lower(b[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view text,
                              std::span<const std::string_view> words) {
  std::string_view nearest;
  if (text.size() > kMaxWordBytes) return nearest;
  // A third of the letters may be wrong.
  size_t best = text.size() / 3 + 2;
  for (const std::string_view word : words) {
    if (word.size() > kMaxWordBytes) continue;
    const size_t between = distance(text, word);
    if (between >= best) continue;
    best = between;
    nearest = word;
  }
  return nearest;
}

std::string hint_at(std::string_view text,
                    std::span<const std::string_view> words) {
  const std::string_view nearest = nearest_word(text, words);
  if (!nearest.empty()) return fmt::format(" (did you mean \"{}\"?)", nearest);
  if (words.empty() || words.size() > kMaxWordsTold) return "";
  return fmt::format(" (there are: {})", fmt::join(words, ", "));
}

}  // namespace pagescan
