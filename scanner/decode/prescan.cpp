#include "scanner/decode/prescan.h"

#include <algorithm>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

struct Attribute {
  std::string_view name;
  std::string_view value;
};

bool is_space_or_slash(char c) { return is_ascii_whitespace(c) || c == '/'; }
bool is_space_or_gt(char c) { return is_ascii_whitespace(c) || c == '>'; }

Encoding ascii_compatible(Encoding encoding) {
  if (encoding == Encoding::kUtf16Be || encoding == Encoding::kUtf16Le) {
    return Encoding::kUtf8;
  }
  return encoding;
}

// What the attributes of one meta element say so far: the Standard's `got
// pragma`, `need pragma` and `charset`.
class MetaDeclaration {
 public:
  void add(const Attribute& attribute) {
    if (ascii_iequals(attribute.name, "http-equiv")) {
      if (seen_http_equiv_) return;
      seen_http_equiv_ = true;
      got_pragma_ = ascii_iequals(attribute.value, "content-type");
    } else if (ascii_iequals(attribute.name, "content")) {
      if (seen_content_) return;
      seen_content_ = true;
      content_label_ = label_in_meta_content(attribute.value);
    } else if (ascii_iequals(attribute.name, "charset")) {
      if (!charset_label_) charset_label_ = attribute.value;
    }
  }

  // The label that decides. A charset attribute is final whatever content
  // says and wherever it stands; content counts only with its pragma.
  std::optional<std::string_view> label() const {
    if (charset_label_) return charset_label_;
    return got_pragma_ ? content_label_ : std::nullopt;
  }

 private:
  bool seen_http_equiv_ = false;
  bool seen_content_ = false;
  bool got_pragma_ = false;
  std::optional<std::string_view> content_label_;
  std::optional<std::string_view> charset_label_;
};

// A position in the bytes. Running out of them anywhere ends the prescan.
class Prescanner {
 public:
  Prescanner(std::string_view bytes, PrescanResult& result)
      : bytes_(bytes), result_(result) {}

  void run() {
    while (!at_end() && !result_.encoding) {
      const std::string_view rest = bytes_.substr(position_);
      if (rest.starts_with("<!--")) {
        // The two hyphens may be those of the "<!--".
        advance_to(bytes_.find("-->", position_ + 2), 2);
      } else if (rest.size() > 5 && ascii_istarts_with(rest, "<meta") &&
                 is_space_or_slash(rest[5])) {
        position_ += 5;
        scan_meta();
      } else if (starts_tag(rest)) {
        skip_while([](char c) { return !is_space_or_gt(c); });
        while (next_attribute()) {
        }
      } else if (rest.starts_with("<!") || rest.starts_with("</") ||
                 rest.starts_with("<?")) {
        advance_to(bytes_.find('>', position_), 0);
      }
      ++position_;
    }
  }

 private:
  bool at_end() const { return position_ >= bytes_.size(); }
  char current() const { return bytes_[position_]; }

  static bool starts_tag(std::string_view rest) {
    const size_t name = rest.starts_with("</") ? 2 : 1;
    return rest.front() == '<' && rest.size() > name &&
           is_ascii_alpha(rest[name]);
  }

  void advance_to(size_t found, size_t offset) {
    position_ =
        found == std::string_view::npos ? bytes_.size() : found + offset;
  }

  template <class Predicate>
  void skip_while(Predicate predicate) {
    while (!at_end() && predicate(current())) ++position_;
  }

  void scan_meta() {
    MetaDeclaration meta;
    while (const auto attribute = next_attribute()) meta.add(*attribute);
    if (at_end()) return;  // cut short: the element does not count
    const auto label = meta.label();
    if (!label) return;
    if (const auto encoding = encoding_declared_by_meta(*label)) {
      result_.encoding = encoding;
    } else if (result_.unknown_label.empty()) {
      result_.unknown_label = *label;
    }
  }

  // "Get an attribute". Nothing at the tag's '>' and, with at_end(), where the
  // bytes ran out. Names and values keep their case; who compares ignores it.
  std::optional<Attribute> next_attribute() {
    skip_while(is_space_or_slash);
    if (at_end() || current() == '>') return std::nullopt;
    Attribute attribute;
    const size_t name = position_;
    // A '=' in front is part of the name.
    skip_while([&](char c) {
      return !is_space_or_slash(c) && c != '>' &&
             (c != '=' || position_ == name);
    });
    attribute.name = bytes_.substr(name, position_ - name);
    skip_while(is_ascii_whitespace);
    if (at_end()) return std::nullopt;
    if (current() != '=') return attribute;
    ++position_;
    skip_while(is_ascii_whitespace);
    if (at_end()) return std::nullopt;
    return read_value(attribute);
  }

  std::optional<Attribute> read_value(Attribute attribute) {
    const char quote = current();
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) ++position_;
    const size_t value = position_;
    if (quoted) {
      skip_while([quote](char c) { return c != quote; });
    } else {
      skip_while([](char c) { return !is_space_or_gt(c); });
    }
    if (at_end()) return std::nullopt;
    attribute.value = bytes_.substr(value, position_ - value);
    if (quoted) ++position_;
    return attribute;
  }

  std::string_view bytes_;
  size_t position_ = 0;
  PrescanResult& result_;
};

// The label of "get an XML encoding": the encoding pseudo-attribute of an XML
// declaration the bytes start with.
std::optional<std::string_view> label_in_xml_declaration(
    std::string_view bytes) {
  static constexpr std::string_view kName = "encoding";
  if (!bytes.starts_with("<?xml")) return std::nullopt;
  if (bytes.find('>') == std::string_view::npos) return std::nullopt;
  const auto skip_controls = [&bytes] {
    while (!bytes.empty() && static_cast<unsigned char>(bytes[0]) <= 0x20) {
      bytes.remove_prefix(1);
    }
  };
  const size_t name = bytes.find(kName);
  if (name == std::string_view::npos || name > bytes.find('>')) {
    return std::nullopt;
  }
  bytes.remove_prefix(name + kName.size());
  skip_controls();
  if (!bytes.starts_with('=')) return std::nullopt;
  bytes.remove_prefix(1);
  skip_controls();
  if (!bytes.starts_with('"') && !bytes.starts_with('\'')) return std::nullopt;
  const size_t end = bytes.find(bytes.front(), 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view label = bytes.substr(1, end - 1);
  const bool has_control = std::ranges::any_of(
      label, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  if (has_control) return std::nullopt;
  return label;
}

}  // namespace

PrescanResult prescan(std::string_view bytes) {
  using namespace std::string_view_literals;
  const std::string_view head = bytes.substr(0, kPrescanBytes);
  // "<?x" of an XML declaration in UTF-16.
  if (head.starts_with("<\0?\0x\0"sv)) return {Encoding::kUtf16Le, {}};
  if (head.starts_with("\0<\0?\0x"sv)) return {Encoding::kUtf16Be, {}};
  PrescanResult result;
  Prescanner(head, result).run();
  if (result.encoding) return result;
  if (const auto label = label_in_xml_declaration(head)) {
    if (const auto encoding = encoding_from_label(*label)) {
      result.encoding = ascii_compatible(*encoding);
    } else if (result.unknown_label.empty()) {
      result.unknown_label = *label;
    }
  }
  return result;
}

std::optional<Encoding> encoding_declared_by_meta(std::string_view label) {
  const auto encoding = encoding_from_label(label);
  if (!encoding) return std::nullopt;
  return *encoding == Encoding::kXUserDefined ? Encoding::kWindows1252
                                              : ascii_compatible(*encoding);
}

std::optional<std::string_view> label_in_meta_content(
    std::string_view content) {
  static constexpr std::string_view kName = "charset";
  size_t i = 0;
  const auto skip_space = [&] {
    while (i < content.size() && is_ascii_whitespace(content[i])) ++i;
  };
  while (i + kName.size() <= content.size()) {
    if (!ascii_istarts_with(content.substr(i), kName)) {
      ++i;
      continue;
    }
    i += kName.size();
    skip_space();
    if (i >= content.size() || content[i] != '=') continue;
    ++i;
    skip_space();
    if (i >= content.size()) return std::nullopt;
    const char first = content[i];
    if (first == '"' || first == '\'') {
      const size_t end = content.find(first, i + 1);
      if (end == std::string_view::npos) return std::nullopt;
      return content.substr(i + 1, end - i - 1);
    }
    const size_t end = content.find_first_of("\t\n\f\r ;", i);
    return content.substr(i, std::min(end, content.size()) - i);
  }
  return std::nullopt;
}

}  // namespace pagescan
