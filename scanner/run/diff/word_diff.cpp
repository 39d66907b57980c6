#include "scanner/run/diff/word_diff.h"

#include <cstddef>
#include <unordered_map>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/run/diff/align.h"

namespace pagescan {
namespace {

// A letter, a digit, or part of a character that is no ASCII.
bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  size_t begin = 0;
  while (begin < text.size()) {
    size_t end = begin + 1;
    const auto run_of = [&](bool (*belongs)(char)) {
      while (end < text.size() && belongs(text[end])) ++end;
    };
    if (is_word_byte(text[begin])) {
      run_of(is_word_byte);
    } else if (is_ascii_whitespace(text[begin])) {
      run_of(is_ascii_whitespace);
    }
    tokens.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return tokens;
}

using TokenNumbers = std::unordered_map<std::string_view, uint32_t>;

std::vector<uint32_t> numbers_of(const std::vector<std::string_view>& tokens,
                                 TokenNumbers& numbers) {
  std::vector<uint32_t> found;
  found.reserve(tokens.size());
  for (const std::string_view token : tokens) {
    found.push_back(
        numbers.try_emplace(token, static_cast<uint32_t>(numbers.size()))
            .first->second);
  }
  return found;
}

// Whether two pairs have nothing between them.
bool touch(const AlignedPair& a, const AlignedPair& b) {
  return a.before + 1 == b.before && a.after + 1 == b.after;
}

class SpanWriter {
 public:
  SpanWriter(std::string_view before, std::string_view after)
      : before_(before), after_(after) {}

  // Up to `old_end` and `new_end` all differs, then `size` bytes are the same.
  void write(size_t old_end, size_t new_end, size_t size) {
    add(WordSpan::Kind::kRemoved, before_, old_at_, old_end);
    add(WordSpan::Kind::kAdded, after_, new_at_, new_end);
    add(WordSpan::Kind::kSame, before_, old_end, old_end + size);
    old_at_ = old_end + size;
    new_at_ = new_end + size;
  }

  std::vector<WordSpan> take() && { return std::move(spans_); }

 private:
  void add(WordSpan::Kind kind, std::string_view text, size_t begin,
           size_t end) {
    if (begin == end) return;
    if (!spans_.empty() && spans_.back().kind == kind) {
      std::string_view& last = spans_.back().text;
      last = std::string_view(last.data(), last.size() + (end - begin));
      return;
    }
    spans_.push_back({kind, text.substr(begin, end - begin)});
  }

  std::string_view before_;
  std::string_view after_;
  size_t old_at_ = 0;
  size_t new_at_ = 0;
  std::vector<WordSpan> spans_;
};

// The pairs of `before` and `after` in an order of the two that does not hang
// on which is the older.
std::vector<AlignedPair> align_tokens(
    const std::vector<std::string_view>& before,
    const std::vector<std::string_view>& after, bool swapped) {
  TokenNumbers numbers;
  const std::vector<uint32_t> first =
      numbers_of(swapped ? after : before, numbers);
  const std::vector<uint32_t> second =
      numbers_of(swapped ? before : after, numbers);
  std::vector<AlignedPair> pairs = align(first, second, numbers.size());
  if (swapped) {
    for (AlignedPair& pair : pairs) std::swap(pair.before, pair.after);
  }
  return pairs;
}

}  // namespace

std::vector<WordSpan> word_diff(std::string_view before,
                                std::string_view after) {
  const std::vector<std::string_view> old_tokens = tokens_of(before);
  const std::vector<std::string_view> new_tokens = tokens_of(after);
  const std::vector<AlignedPair> pairs =
      align_tokens(old_tokens, new_tokens, after < before);
  SpanWriter writer(before, after);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const std::string_view token = old_tokens[pairs[i].before];
    // A space between two words that changed says nothing.
    if (is_ascii_whitespace(token.front()) &&
        (i == 0 || !touch(pairs[i - 1], pairs[i])) &&
        (i + 1 == pairs.size() || !touch(pairs[i], pairs[i + 1]))) {
      continue;
    }
    writer.write(
        static_cast<size_t>(token.data() - before.data()),
        static_cast<size_t>(new_tokens[pairs[i].after].data() - after.data()),
        token.size());
  }
  writer.write(before.size(), after.size(), 0);
  return std::move(writer).take();
}

}  // namespace pagescan
