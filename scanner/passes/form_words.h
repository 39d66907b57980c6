// Texts of forms as the form model reads them: words, case and accents folded,
// and what they mean in many languages. Values and views; a WordReader is one
// thread's, the rest is thread-safe.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

/// How much of one text is read, in code points.
inline constexpr size_t kMaxWordTextLength = 200;

/// What words of rules/form_words.txt can mean, by number of their section.
class ConceptSet {
 public:
  static constexpr size_t kMaxConcepts = 128;

  constexpr void set(size_t number) {
    bits_[number / kBits] |= uint64_t{1} << (number % kBits);
  }
  constexpr bool test(size_t number) const {
    return (bits_[number / kBits] >> (number % kBits) & 1) != 0;
  }
  constexpr bool empty() const { return bits_ == decltype(bits_){}; }
  constexpr ConceptSet& operator|=(const ConceptSet& other) {
    for (size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
    return *this;
  }
  friend constexpr bool operator==(const ConceptSet&,
                                   const ConceptSet&) = default;

  constexpr size_t count() const {
    size_t count = 0;
    for (const uint64_t bits : bits_) {
      count += static_cast<size_t>(std::popcount(bits));
    }
    return count;
  }

  /// Calls `visit(number)` for each concept in it, in order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (size_t i = 0; i < bits_.size(); ++i) {
      for (uint64_t rest = bits_[i]; rest != 0; rest &= rest - 1) {
        visit(i * kBits + static_cast<size_t>(std::countr_zero(rest)));
      }
    }
  }

 private:
  static constexpr size_t kBits = 64;
  std::array<uint64_t, kMaxConcepts / kBits> bits_{};
};

/// 32 bits of FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), which can be
/// gone on with: hash(a + b) == hash(b, hash(a)).
inline constexpr uint32_t kEmptyHash = 2166136261U;
uint32_t hash_bytes(std::string_view bytes, uint32_t start = kEmptyHash);

/// The phrases of the word list, as compiled into the form table: a hash table
/// of phrases and of what longer phrases start with. Borrows its arrays.
class PhraseTable {
 public:
  struct Slot {
    uint32_t hash = 0;           // 0: an empty slot
    uint16_t concepts = 0;       // which of the sets; 0: a start alone
    uint16_t starts_longer = 0;  // whether a longer phrase starts so
  };

  PhraseTable() = default;
  /// `slots` are a power of two, some of them empty; sets[0] is empty.
  PhraseTable(std::span<const Slot> slots, std::span<const ConceptSet> sets)
      : slots_(slots), sets_(sets) {}

  /// The slot of the phrase with this hash, null if there is none.
  const Slot* find(uint32_t hash) const;
  const ConceptSet& concepts(const Slot& slot) const;

 private:
  std::span<const Slot> slots_;
  std::span<const ConceptSet> sets_;
};

/// A word list compiled: what a PhraseTable is made over.
struct PhraseList {
  std::vector<PhraseTable::Slot> slots;
  std::vector<ConceptSet> sets;
  std::vector<std::string> concepts;  // names, by number

  PhraseTable table() const { return {slots, sets}; }
};

/// Compiles a word list in the form of rules/form_words.txt.
PhraseList compile_phrases(std::string_view word_list);

/// What was read of a text.
struct Words {
  std::vector<uint32_t> hashes;  // of its words, digits made alike
  ConceptSet concepts;           // of phrases in it
  ConceptSet whole;              // of the phrase it is, if it is one

  void clear() {
    hashes.clear();
    concepts = {};
    whole = {};
  }
};

/// Whether a text is for people or an identifier, in which case starts a word:
/// "lastName" is "last name".
enum class WordStyle : uint8_t { kText, kIdentifier };

class WordReader {
 public:
  /// `phrases` must outlive the reader.
  explicit WordReader(const PhraseTable& phrases) : phrases_(phrases) {}

  /// Adds the first `max_words` words of `text`, and what phrases among them
  /// mean, to `words`.
  void read(std::string_view text, WordStyle style, size_t max_words,
            Words& words);

  /// The same for the last words of the start of `text` that is read.
  void read_last(std::string_view text, size_t max_words, Words& words);

 private:
  struct Token {
    size_t begin = 0;  // in folded_
    size_t end = 0;
    bool unspaced = false;  // of a script that puts no spaces between words
  };

  void split(std::string_view text, WordStyle style, size_t max_words);
  void add(std::span<const Token> tokens, Words& words) const;
  void match_words(std::span<const Token> tokens, size_t first,
                   Words& words) const;
  void match_within(std::string_view token, bool is_all, Words& words) const;
  std::string_view text_of(const Token& token) const {
    return std::string_view(folded_).substr(token.begin,
                                            token.end - token.begin);
  }

  const PhraseTable& phrases_;
  std::string folded_;
  std::vector<Token> tokens_;
};

}  // namespace pagescan
