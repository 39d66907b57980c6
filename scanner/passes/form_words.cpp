#include "scanner/passes/form_words.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <map>
#include <optional>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Words longer than this are data, not words.
constexpr size_t kMaxPhraseWords = 8;
constexpr size_t kMaxUnspacedLength = 40;  // code points of one run looked at

bool is_ascii_alphanumeric(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c);
}

// Scripts whose words stand without spaces, or take endings as Korean's do.
bool is_unspaced(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7AF);
}

// What case folding and decomposition do not take apart.
std::string_view special_fold(char32_t c) {
  switch (c) {
    case 0xDF:
      return "ss";
    case 0xE6:
      return "ae";
    case 0xF8:
      return "o";
    case 0x111:
      return "d";
    case 0x131:
      return "i";
    case 0x142:
      return "l";
    case 0x153:
      return "oe";
    default:
      return {};
  }
}

// A letter without its accents: the first character of its full decomposition.
UChar32 base_letter(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* nfkd = unorm2_getNFKDInstance(&error);
  if (U_FAILURE(error)) return c;
  constexpr int32_t kMaxUnits = 32;  // the longest decomposition has 18
  std::array<UChar, kMaxUnits> units{};
  const int32_t length =
      unorm2_getDecomposition(nfkd, c, units.data(), kMaxUnits, &error);
  if (U_FAILURE(error) || length <= 0) return c;
  return U16_IS_SINGLE(units[0]) ? UChar32{units[0]} : c;
}

// Appends the folded letter or digit; whether `c` is one, or a mark on one.
bool append_folded(char32_t c, std::string& out) {
  auto point = static_cast<UChar32>(c);
  const int8_t category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK) {
    return true;
  }
  point = u_tolower(point);
  const std::string_view special = special_fold(static_cast<char32_t>(point));
  if (!special.empty()) {
    out += special;
    return true;
  }
  const bool decomposes = point < 0x2000 || (point >= 0xFF00 && point < 0xFF60);
  if (decomposes) point = u_tolower(base_letter(point));
  if (u_isalnum(point) == 0) return false;
  append_utf8(out, static_cast<char32_t>(point));
  return true;
}

// The hash of a word with its runs of digits made alike: what counts is that
// there is a number, and how long it is.
uint32_t word_hash(std::string_view word) {
  constexpr size_t kLongNumber = 3;
  uint32_t hash = kEmptyHash;
  for (size_t i = 0; i < word.size();) {
    size_t end = i + 1;
    if (!is_ascii_digit(word[i])) {
      hash = hash_bytes(word.substr(i, 1), hash);
    } else {
      while (end < word.size() && is_ascii_digit(word[end])) ++end;
      const size_t length = std::min(end - i, kLongNumber);
      hash = hash_bytes(std::string_view("999").substr(0, length), hash);
    }
    i = end;
  }
  return hash;
}

// A phrase list while it is compiled: concepts by hash of the phrase.
struct PhraseEntry {
  ConceptSet concepts;
  bool starts_longer = false;
};
using PhraseMap = std::map<uint32_t, PhraseEntry>;

std::string folded_phrase(std::string_view phrase) {
  std::string folded;
  for (size_t i = 0; i < phrase.size();) {
    const CodePoint c = code_point_at(phrase, i);
    if (!append_folded(c.value, folded)) folded += ' ';
    i += c.size;
  }
  return strip_and_collapse_ascii_whitespace(folded);
}

void add_phrase(std::string_view text, size_t concept_number, PhraseMap& map) {
  const std::string phrase = folded_phrase(text);
  if (phrase.empty()) return;
  bool unspaced = false;
  for (size_t i = 0; i < phrase.size();) {
    const CodePoint c = code_point_at(phrase, i);
    unspaced |= is_unspaced(c.value);
    i += c.size;
    // Words are gone on with over a space, characters one by one.
    if (i < phrase.size() && phrase[i] == ' ') {
      map[hash_bytes(phrase.substr(0, i))].starts_longer = true;
    }
  }
  map[hash_bytes(phrase)].concepts.set(concept_number);
  if (!unspaced) return;
  std::string joined = phrase;
  std::erase(joined, ' ');
  for (size_t i = 0; i < joined.size();) {
    i += code_point_at(joined, i).size;
    if (i < joined.size()) {
      map[hash_bytes(joined.substr(0, i))].starts_longer = true;
    }
  }
  map[hash_bytes(joined)].concepts.set(concept_number);
}

uint16_t number_of_set(const ConceptSet& concepts, PhraseList& list) {
  const auto it = std::find(list.sets.begin(), list.sets.end(), concepts);
  const auto number = static_cast<uint16_t>(it - list.sets.begin());
  if (it == list.sets.end()) list.sets.push_back(concepts);
  return number;
}

PhraseList to_phrase_list(const PhraseMap& map,
                          std::vector<std::string> concepts) {
  PhraseList list;
  list.concepts = std::move(concepts);
  list.sets.emplace_back();
  size_t size = 1;
  while (size * 2 < map.size() * 3) size *= 2;  // at most two thirds full
  list.slots.resize(size);
  for (const auto& [hash, entry] : map) {
    if (hash == 0) continue;
    size_t slot = hash & (size - 1);
    while (list.slots[slot].hash != 0) slot = (slot + 1) & (size - 1);
    list.slots[slot] = {hash, number_of_set(entry.concepts, list),
                        static_cast<uint16_t>(entry.starts_longer ? 1 : 0)};
  }
  return list;
}

}  // namespace

uint32_t hash_bytes(std::string_view bytes, uint32_t start) {
  constexpr uint32_t kPrime = 16777619;
  uint32_t hash = start;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= kPrime;
  }
  return hash;
}

const PhraseTable::Slot* PhraseTable::find(uint32_t hash) const {
  if (slots_.empty() || hash == 0) return nullptr;
  const size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask; slots_[i].hash != 0; i = (i + 1) & mask) {
    if (slots_[i].hash == hash) return &slots_[i];
  }
  return nullptr;
}

const ConceptSet& PhraseTable::concepts(const Slot& slot) const {
  return sets_[slot.concepts];
}

PhraseList compile_phrases(std::string_view word_list) {
  PhraseMap map;
  std::vector<std::string> concepts;
  for (const std::string_view line : split(word_list, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      concepts.emplace_back(line.substr(1, line.find(']') - 1));
      continue;
    }
    const size_t space = line.find(' ');
    if (space == std::string_view::npos || concepts.empty()) continue;
    for (const std::string_view phrase : split(line.substr(space), ',')) {
      add_phrase(phrase, concepts.size() - 1, map);
    }
  }
  return to_phrase_list(map, std::move(concepts));
}

void WordReader::split(std::string_view text, WordStyle style,
                       size_t max_words) {
  folded_.clear();
  tokens_.clear();
  Token token;
  bool was_lower = false;
  const auto end_token = [&] {
    token.end = folded_.size();
    if (token.end > token.begin) tokens_.push_back(token);
    token = {folded_.size(), 0, false};
  };
  size_t read = 0;
  for (size_t i = 0; i < text.size() && read < kMaxWordTextLength; ++read) {
    const char ascii = text[i];
    if (static_cast<unsigned char>(ascii) < 0x80) {
      const bool is_upper = ascii >= 'A' && ascii <= 'Z';
      const bool starts_word =
          style == WordStyle::kIdentifier && is_upper && was_lower;
      if (starts_word || !is_ascii_alphanumeric(ascii)) end_token();
      if (is_ascii_alphanumeric(ascii)) folded_ += ascii_lower(ascii);
      was_lower = ascii >= 'a' && ascii <= 'z';
      ++i;
    } else {
      const CodePoint c = code_point_at(text, i);
      if (!append_folded(c.value, folded_)) end_token();
      token.unspaced |= is_unspaced(c.value);
      was_lower = false;
      i += c.size;
    }
    if (tokens_.size() >= max_words) return;
  }
  end_token();
}

void WordReader::match_words(std::span<const Token> tokens, size_t first,
                             Words& words) const {
  uint32_t hash = kEmptyHash;
  const size_t end = std::min(tokens.size(), first + kMaxPhraseWords);
  for (size_t i = first; i < end; ++i) {
    hash = hash_bytes(text_of(tokens[i]), hash);
    const PhraseTable::Slot* slot = phrases_.find(hash);
    if (slot == nullptr) return;
    if (slot->concepts != 0) {
      const ConceptSet& concepts = phrases_.concepts(*slot);
      words.concepts |= concepts;
      if (first == 0 && i + 1 == tokens.size()) words.whole |= concepts;
    }
    if (slot->starts_longer == 0) return;
    hash = hash_bytes(" ", hash);
  }
}

void WordReader::match_within(std::string_view token, bool is_all,
                              Words& words) const {
  size_t start = 0;
  for (size_t n = 0; n < kMaxUnspacedLength && start < token.size(); ++n) {
    uint32_t hash = kEmptyHash;
    for (size_t i = start; i < token.size();) {
      const size_t size = code_point_at(token, i).size;
      hash = hash_bytes(token.substr(i, size), hash);
      i += size;
      const PhraseTable::Slot* slot = phrases_.find(hash);
      if (slot == nullptr) break;
      if (slot->concepts != 0) {
        const ConceptSet& concepts = phrases_.concepts(*slot);
        words.concepts |= concepts;
        if (is_all && start == 0 && i == token.size()) words.whole |= concepts;
      }
      if (slot->starts_longer == 0) break;
    }
    start += code_point_at(token, start).size;
  }
}

void WordReader::add(std::span<const Token> tokens, Words& words) const {
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view token = text_of(tokens[i]);
    words.hashes.push_back(word_hash(token));
    match_words(tokens, i, words);
    if (tokens[i].unspaced) {
      match_within(token, tokens.size() == 1, words);
      continue;
    }
    // "address1", "password2": also what the word without its number means.
    const size_t stem = token.find_last_not_of("0123456789") + 1;
    if (stem == 0 || stem == token.size()) continue;
    const PhraseTable::Slot* slot =
        phrases_.find(hash_bytes(token.substr(0, stem)));
    if (slot != nullptr) words.concepts |= phrases_.concepts(*slot);
  }
}

void WordReader::read(std::string_view text, WordStyle style, size_t max_words,
                      Words& words) {
  if (text.empty()) return;
  split(text, style, max_words);
  add(tokens_, words);
}

void WordReader::read_last(std::string_view text, size_t max_words,
                           Words& words) {
  if (text.empty()) return;
  split(text, WordStyle::kText, kMaxWordTextLength);
  const std::span<const Token> tokens = tokens_;
  add(tokens.last(std::min(max_words, tokens.size())), words);
}

}  // namespace pagescan
