#include "scanner/decode/iso_2022_jp.h"

#include <optional>

#include "scanner/decode/index.h"
#include "scanner/decode/utf8_writer.h"

namespace pagescan {
namespace {

constexpr char kEscape = '\x1B';

enum class State : uint8_t { kAscii, kRoman, kKatakana, kJis0208 };

// The state that the three bytes from an ESC on ask for.
std::optional<State> escaped_state(std::string_view rest) {
  const std::string_view sequence = rest.substr(1, 2);
  if (sequence == "(B") return State::kAscii;
  if (sequence == "(J") return State::kRoman;
  if (sequence == "(I") return State::kKatakana;
  if (sequence == "$@" || sequence == "$B") return State::kJis0208;
  return std::nullopt;
}

// The Standard's states "lead byte" and "trail byte" are kJis0208 with lead_
// empty and set; "escape start" and "escape" look ahead instead of restoring.
class Decoder {
 public:
  explicit Decoder(size_t size) : writer_(size) {}

  DecodedText run(std::string_view bytes) {
    while (!bytes.empty()) {
      if (bytes.front() == kEscape) {
        bytes.remove_prefix(escape(bytes));
      } else {
        put(static_cast<unsigned char>(bytes.front()));
        bytes.remove_prefix(1);
      }
    }
    if (lead_ != 0) writer_.put_error();
    return writer_.finish();
  }

 private:
  // Handles an ESC; returns how many bytes it used up.
  size_t escape(std::string_view rest) {
    if (lead_ != 0) writer_.put_error();
    lead_ = 0;
    const auto state = escaped_state(rest);
    if (!state) {
      just_escaped_ = false;
      writer_.put_error();
      return 1;
    }
    state_ = *state;
    // Two escapes with nothing between could hide text from a filter.
    if (just_escaped_) writer_.put_error();
    just_escaped_ = true;
    return 3;
  }

  void put(unsigned char byte) {
    just_escaped_ = false;
    switch (state_) {
      case State::kAscii:
      case State::kRoman:
        put_ascii_or_roman(byte);
        break;
      case State::kKatakana:
        writer_.put_or_error(byte >= 0x21 && byte <= 0x5F
                                 ? char32_t{0xFF61} + byte - 0x21
                                 : kNoCodePoint);
        break;
      case State::kJis0208:
        put_jis0208(byte);
        break;
    }
  }

  void put_ascii_or_roman(unsigned char byte) {
    if (byte >= 0x80 || byte == 0x0E || byte == 0x0F) {
      writer_.put_error();
    } else if (state_ == State::kRoman && byte == 0x5C) {
      writer_.put(U'\u00A5');
    } else if (state_ == State::kRoman && byte == 0x7E) {
      writer_.put(U'\u203E');
    } else {
      writer_.put(byte);
    }
  }

  void put_jis0208(unsigned char byte) {
    const bool in_set = byte >= 0x21 && byte <= 0x7E;
    if (lead_ == 0 && in_set) {
      lead_ = byte;
      return;
    }
    const bool is_pair = lead_ != 0 && in_set;
    writer_.put_or_error(is_pair ? jis0208_[(lead_ - 0x21U) * 94 + byte - 0x21U]
                                 : kNoCodePoint);
    lead_ = 0;
  }

  const Index& jis0208_ = index_jis0208();
  Utf8Writer writer_;
  State state_ = State::kAscii;
  unsigned char lead_ = 0;
  bool just_escaped_ = false;
};

}  // namespace

DecodedText decode_iso_2022_jp(std::string_view bytes) {
  return Decoder(bytes.size() + bytes.size() / 2).run(bytes);
}

}  // namespace pagescan
