#include "scanner/dom/stand_ins.h"

#include <bitset>

#include "scanner/base/byte_scan.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Blocks of 256 code points in plane 15, which is private use but for its two
// last code points. Their UTF-8 starts with F3 B0 to F3 BF.
constexpr char32_t kFirstBlock = 0xF0000;
constexpr size_t kBlocks = 255;
constexpr size_t kBlockSize = 256;
constexpr char kStandInLead = '\xF3';

// Whether a character that needs a stand-in may start with this byte.
bool may_need_stand_in(unsigned char byte) {
  const bool control = (byte < 0x20) & (byte != '\t') & (byte != '\n') &
                       (byte != '\f') & (byte != '\r') & (byte != 0);
  return control | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xEF) |
         (byte >= 0xF0);
}

// Where in its block the stand-in of `c` is; nothing if it needs none.
std::optional<char32_t> stand_in_index(char32_t c) {
  const bool control = (c >= 0x01 && c <= 0x08) || c == 0x0B ||
                       (c >= 0x0E && c <= 0x1F) || (c >= 0x7F && c <= 0x9F);
  if (control) return c;
  if (c >= 0xFDD0 && c <= 0xFDEF) return 0xA0 + (c - 0xFDD0);
  if ((c & 0xFFFE) == 0xFFFE) return 0xC0 + 2 * (c >> 16) + (c & 1);
  return std::nullopt;
}

// The inverse of stand_in_index.
char32_t character_at(char32_t index) {
  if (index < 0xA0) return index;
  if (index < 0xC0) return 0xFDD0 + (index - 0xA0);
  const char32_t last = index - 0xC0;
  return ((last >> 1) << 16) | 0xFFFE | (last & 1);
}

// The offset of the next character at or after `from` that needs a stand-in,
// or the size of the text.
size_t find_character(std::string_view text, size_t from) {
  size_t i = find_byte(text, from, may_need_stand_in);
  while (i < text.size() && !stand_in_index(code_point_at(text, i).value)) {
    i = find_byte(text, i + 1, may_need_stand_in);
  }
  return i;
}

// A block none of whose code points is in `text`.
std::optional<char32_t> free_block(std::string_view text) {
  std::bitset<kBlocks + 1> used;
  size_t i = 0;
  while ((i = text.find(kStandInLead, i)) != std::string_view::npos) {
    const CodePoint c = code_point_at(text, i);
    if (c.value >= kFirstBlock) used.set((c.value - kFirstBlock) / kBlockSize);
    i += c.size;
  }
  for (size_t block = 0; block < kBlocks; ++block) {
    if (!used.test(block)) {
      return kFirstBlock + static_cast<char32_t>(block * kBlockSize);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<StandIns> StandIns::substitute(std::string& utf8) {
  size_t i = find_character(utf8, 0);
  if (i == utf8.size()) return std::nullopt;
  const std::optional<char32_t> block = free_block(utf8);
  if (!block) return std::nullopt;
  std::string out;
  out.reserve(utf8.size() + utf8.size() / 8);
  size_t copied = 0;
  while (i < utf8.size()) {
    const CodePoint c = code_point_at(utf8, i);
    out.append(utf8, copied, i - copied);
    append_utf8(out, *block + *stand_in_index(c.value));
    copied = i + c.size;
    i = find_character(utf8, copied);
  }
  out.append(utf8, copied);
  utf8 = std::move(out);
  return StandIns(*block);
}

bool StandIns::appears_in(std::string_view text) const {
  return text.find(kStandInLead) != std::string_view::npos;
}

std::string StandIns::restore(std::string_view text) const {
  std::string out;
  size_t copied = 0;
  size_t i = 0;
  while ((i = text.find(kStandInLead, i)) != std::string_view::npos) {
    const CodePoint c = code_point_at(text, i);
    if (c.value - block_ < kBlockSize) {
      out.append(text.substr(copied, i - copied));
      append_utf8(out, character_at(c.value - block_));
      copied = i + c.size;
    }
    i += c.size;
  }
  out.append(text.substr(copied));
  return out;
}

}  // namespace pagescan
