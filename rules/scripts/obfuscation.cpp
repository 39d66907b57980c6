#include "rules/scripts/obfuscation.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kExcerptBytes = 120;

// document.write(unescape("%3Cscript src='" + host + ...) was how the counters
// of the day were put in: what is hidden is escaped nearly to the last letter.
constexpr size_t kMinEscapes = 30;

// Numbers in one call, or calls in one script, beyond what a page needs for a
// few special characters.
constexpr size_t kMinCharacterCodes = 20;
constexpr size_t kMinCharacterCalls = 20;

// Encoded text counts in runs of this length, in scripts of that.
constexpr size_t kMinRun = 64;
constexpr size_t kMinEncodedScript = 512;
constexpr size_t kMinEncodedPercent = 80;

constexpr auto kDecoders =
    std::to_array<std::string_view>({"atob", "unescape", "decodeURIComponent",
                                     "decodeURI", "String.fromCharCode"});

bool is_name_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '$';
}

std::string_view excerpt_at(std::string_view script, size_t at) {
  return utf8_prefix(script.substr(at), kExcerptBytes);
}

// Reads tokens of a script one after another.
class Reader {
 public:
  Reader(std::string_view text, size_t at) : text_(text), at_(at) {}

  bool take(std::string_view token) {
    skip_space();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  // A name and the parenthesis that calls it; "window." may stand before it.
  bool take_call(std::string_view name) {
    const size_t before = at_;
    take("window.");
    if (take(name) && take("(")) return true;
    at_ = before;
    return false;
  }
  bool take_decoder() {
    return std::ranges::any_of(
        kDecoders, [this](std::string_view name) { return take_call(name); });
  }
  size_t position() const { return at_; }

 private:
  void skip_space() {
    while (at_ < text_.size() && is_ascii_whitespace(text_[at_])) ++at_;
  }

  std::string_view text_;
  size_t at_;
};

// std::string_view::find() looks for the first letter alone, which is slow for
// one as frequent as "e".
size_t find_from(std::string_view text, size_t from, std::string_view word) {
  // memmem() must not be given the null pointer of an empty view.
  if (from >= text.size()) return std::string_view::npos;
  const void* found =
      memmem(text.data() + from, text.size() - from, word.data(), word.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

// Calls `judge` with the place behind each `name` that stands as a word of its
// own, until it says true; gives the place of the name.
template <class Judge>
std::optional<size_t> find_name(std::string_view script, std::string_view name,
                                Judge&& judge) {
  for (size_t at = find_from(script, 0, name); at != std::string_view::npos;
       at = find_from(script, at + name.size(), name)) {
    const bool begins = at == 0 || !is_name_byte(script[at - 1]);
    if (begins && judge(at + name.size())) return at;
  }
  return std::nullopt;
}

// eval(atob(, new Function(atob(, setTimeout(unescape(
std::optional<size_t> find_decoded_and_run(std::string_view script,
                                           std::string_view runner) {
  return find_name(script, runner, [&](size_t behind) {
    Reader reader(script, behind);
    return reader.take("(") && reader.take_decoder();
  });
}

// Whether there is a string literal at `at` of many characters, hardly any of
// which is not escaped as %XX, \xXX or \uXXXX.
bool is_escaped_literal(std::string_view script, size_t at) {
  if (at >= script.size() || (script[at] != '"' && script[at] != '\'')) {
    return false;
  }
  const char quote = script[at];
  size_t escapes = 0;
  size_t plain = 0;
  for (size_t i = at + 1; i < script.size() && script[i] != quote;) {
    if (script[i] == '%' && i + 2 < script.size() &&
        is_ascii_hex_digit(script[i + 1]) &&
        is_ascii_hex_digit(script[i + 2])) {
      ++escapes;
      i += 3;
    } else if (script.substr(i).starts_with("\\x") ||
               script.substr(i).starts_with("\\u")) {
      ++escapes;
      i += script[i + 1] == 'x' ? size_t{4} : size_t{6};
    } else {
      ++plain;
      ++i;
    }
  }
  return escapes >= kMinEscapes && plain * 4 <= escapes;
}

std::optional<size_t> find_decoded_markup(std::string_view script,
                                          std::string_view writer) {
  return find_name(script, writer, [&](size_t behind) {
    Reader reader(script, behind);
    reader.take("ln");
    if (!reader.take("(")) return false;
    if (reader.take_call("atob")) return true;
    return reader.take_decoder() &&
           is_escaped_literal(script, reader.position());
  });
}

// How many numbers the arguments from `at` on are; 0 where one is none.
size_t numbers_of_call(std::string_view script, size_t at) {
  size_t numbers = 0;
  bool in_number = false;
  for (; at < script.size() && script[at] != ')'; ++at) {
    const char c = script[at];
    if (c == ',' || is_ascii_whitespace(c)) {
      in_number = false;
    } else if (is_ascii_digit(c) ||
               (in_number && (is_ascii_hex_digit(c) || c == 'x'))) {
      if (!in_number) ++numbers;
      in_number = true;
    } else {
      return 0;
    }
  }
  return numbers;
}

std::optional<size_t> find_character_codes(std::string_view script,
                                           std::string_view function) {
  size_t calls = 0;
  return find_name(script, function, [&](size_t behind) {
    Reader reader(script, behind);
    if (!reader.take("(")) return false;
    // A run of numbers is read once: no other call begins within it.
    const size_t numbers = numbers_of_call(script, reader.position());
    if (numbers > 0) ++calls;
    return numbers >= kMinCharacterCodes || calls >= kMinCharacterCalls;
  });
}

// Percent-encoding is not among it: pages hold JSON and styles so.
bool is_encoded_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '/' ||
         c == '=' || c == '\\';
}

// Base64 and hexadecimal mix digits or cases; a long word or path does not.
bool is_encoded_run(std::string_view run) {
  if (run.size() < kMinRun) return false;
  size_t digits = 0;
  size_t slashes = 0;
  for (const char c : run) {
    if (is_ascii_digit(c)) ++digits;
    if (c == '/') ++slashes;
  }
  return digits * 20 >= run.size() && slashes * 10 <= run.size();
}

// An image or a font in a data: URL is no script in disguise.
bool is_data_url(std::string_view script, size_t run_begin) {
  return script.substr(0, run_begin).ends_with("base64,");
}

std::optional<size_t> find_encoded_text(std::string_view script,
                                        std::string_view /*no function*/) {
  if (script.size() < kMinEncodedScript) return std::nullopt;
  size_t encoded = 0;
  std::optional<size_t> first;
  // No run that is long enough begins before the last of so many bytes that
  // is none of it: of most scripts only some bytes are looked at.
  for (size_t begin = 0; begin + kMinRun <= script.size();) {
    size_t end = begin + kMinRun;
    while (end > begin && is_encoded_byte(script[end - 1])) --end;
    if (end > begin) {
      begin = end;
      continue;
    }
    end = begin + kMinRun;
    while (end < script.size() && is_encoded_byte(script[end])) ++end;
    const std::string_view run = script.substr(begin, end - begin);
    if (is_encoded_run(run) && !is_data_url(script, begin)) {
      encoded += run.size();
      if (!first) first = begin;
    }
    begin = end + 1;
  }
  if (encoded * 100 < script.size() * kMinEncodedPercent) return std::nullopt;
  return first;
}

// Dean Edwards' packer, which libraries were published with.
std::optional<size_t> find_packed(std::string_view script,
                                  std::string_view eval) {
  return find_name(script, eval, [&](size_t behind) {
    Reader reader(script, behind);
    return reader.take("(") && reader.take("function") && reader.take("(") &&
           reader.take("p") && reader.take(",") && reader.take("a") &&
           reader.take(",") && reader.take("c") && reader.take(",") &&
           reader.take("k");
  });
}

// What the finders look for calls of.
enum Function : unsigned {
  kNone = 0,
  kEval = 1,
  kFunction = 2,
  kSetTimeout = 4,
  kWrite = 8,
  kFromCharCode = 16,
};

struct Row {
  ObfuscationKind kind;
  Function function;
  std::string_view name;
  std::optional<size_t> (*find)(std::string_view script, std::string_view name);
};

constexpr auto kRows = std::to_array<Row>({
    {ObfuscationKind::kDecodedAndRun, kEval, "eval", find_decoded_and_run},
    {ObfuscationKind::kDecodedAndRun, kFunction, "Function",
     find_decoded_and_run},
    {ObfuscationKind::kDecodedAndRun, kSetTimeout, "setTimeout",
     find_decoded_and_run},
    {ObfuscationKind::kDecodedMarkup, kWrite, "document.write",
     find_decoded_markup},
    {ObfuscationKind::kCharacterCodes, kFromCharCode, "String.fromCharCode",
     find_character_codes},
    {ObfuscationKind::kEncodedText, kNone, "", find_encoded_text},
    {ObfuscationKind::kPacked, kEval, "eval", find_packed},
});

// The one that may be called by an expression that ends so.
Function function_at_end(std::string_view expression) {
  // document.writeln too, whose end may stand apart for all find_name() cares.
  if (expression.ends_with("ln")) return kWrite;
  for (const Row& row : kRows) {
    if (row.function != kNone && expression.ends_with(row.name)) {
      return row.function;
    }
  }
  return kNone;
}

// Which of them a script may call: by what stands before each parenthesis, as
// to look for each name is to read the script as often.
unsigned functions_called(std::string_view script) {
  unsigned called = kNone;
  for (size_t at = script.find('('); at != std::string_view::npos;
       at = script.find('(', at + 1)) {
    std::string_view before = script.substr(0, at);
    while (!before.empty() && is_ascii_whitespace(before.back())) {
      before.remove_suffix(1);
    }
    called |= function_at_end(before);
  }
  return called;
}

}  // namespace

std::optional<Obfuscation> find_obfuscation(std::string_view script) {
  const unsigned called = functions_called(script);
  for (const Row& row : kRows) {
    if ((row.function & called) != row.function) continue;
    if (const auto at = row.find(script, row.name)) {
      return Obfuscation{row.kind, excerpt_at(script, *at)};
    }
  }
  return std::nullopt;
}

}  // namespace pagescan
