#include "scanner/passes/html_format_tags.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan::html_format {
namespace {

// Names longer than this are told apart by their beginnings.
constexpr size_t kMaxNameSize = 1 << 20;

struct KnownTag {
  std::string_view name;
  uint8_t classes;
};

// Sorted by name; the index is the TagId.
constexpr auto kKnownTags = std::to_array<KnownTag>({
    {"!doctype", kVoid},
    {"?xml", kVoid},
    {"a", kInline | kKeepsParagraph},
    {"abbr", kInline},
    {"acronym", kInline},
    {"address", kClosesParagraph},
    {"area", kInline | kVoid},
    {"article", kClosesParagraph},
    {"aside", kClosesParagraph},
    {"audio", kInline | kKeepsParagraph},
    {"b", kInline},
    {"base", kVoid},
    {"basefont", kVoid},
    {"bdi", kInline},
    {"bdo", kInline},
    {"big", kInline},
    {"blockquote", kClosesParagraph},
    {"body", kEmptyLineBefore},
    {"br", kInline | kVoid},
    {"button", kInline},
    {"canvas", kInline},
    {"caption", 0},
    {"cite", kInline},
    {"code", kInline},
    {"col", kVoid},
    {"colgroup", 0},
    {"data", kInline},
    {"datalist", kInline},
    {"dd", 0},
    {"del", kInline | kKeepsParagraph},
    {"details", kClosesParagraph},
    {"dfn", kInline},
    {"div", kClosesParagraph},
    {"dl", kClosesParagraph},
    {"dt", 0},
    {"each", 0},
    {"else", 0},
    {"em", kInline},
    {"embed", kInline | kVoid},
    {"fieldset", kClosesParagraph},
    {"figcaption", kClosesParagraph},
    {"figure", kClosesParagraph},
    {"footer", kClosesParagraph},
    {"form", kClosesParagraph},
    {"h1", kClosesParagraph},
    {"h2", kClosesParagraph},
    {"h3", kClosesParagraph},
    {"h4", kClosesParagraph},
    {"h5", kClosesParagraph},
    {"h6", kClosesParagraph},
    {"head", kEmptyLineBefore},
    {"header", kClosesParagraph},
    {"hr", kVoid | kClosesParagraph},
    {"html", 0},
    {"i", kInline},
    {"if", 0},
    {"iframe", kInline},
    {"img", kInline | kVoid},
    {"input", kInline | kVoid},
    {"ins", kInline | kKeepsParagraph},
    {"isindex", kVoid},
    {"kbd", kInline},
    {"keygen", kInline | kVoid},
    {"label", kInline},
    {"li", 0},
    {"link", kVoid},
    {"main", kClosesParagraph},
    {"map", kInline | kKeepsParagraph},
    {"mark", kInline},
    {"math", kInline},
    {"menu", kClosesParagraph},
    {"menuitem", kVoid},
    {"meta", kVoid},
    {"meter", kInline},
    {"nav", kClosesParagraph},
    {"noscript", kInline | kKeepsParagraph},
    {"object", kInline},
    {"ol", kClosesParagraph},
    {"optgroup", 0},
    {"option", 0},
    {"output", kInline},
    {"p", kClosesParagraph},
    {"param", kVoid},
    {"pre", kVerbatim | kClosesParagraph},
    {"progress", kInline},
    {"q", kInline},
    {"rp", 0},
    {"rt", 0},
    {"rtc", 0},
    {"ruby", kInline},
    {"s", kInline},
    {"samp", kInline},
    {"script", kVerbatim},
    {"section", kClosesParagraph},
    {"select", kInline},
    {"small", kInline},
    {"source", kVoid},
    {"span", kInline},
    {"strike", kInline},
    {"strong", kInline},
    {"style", kVerbatim},
    {"sub", kInline},
    {"sup", kInline},
    {"svg", kInline},
    {"table", kClosesParagraph},
    {"tbody", 0},
    {"td", 0},
    {"template", kInline},
    {"text", kInline},
    {"textarea", kInline | kVerbatim},
    {"tfoot", 0},
    {"th", 0},
    {"thead", 0},
    {"time", kInline},
    {"tr", 0},
    {"track", kVoid},
    {"tt", kInline},
    {"u", kInline},
    {"ul", kClosesParagraph},
    {"unless", 0},
    {"var", kInline},
    {"video", kInline | kKeepsParagraph},
    {"wbr", kInline | kVoid},
});
static_assert(std::ranges::is_sorted(kKnownTags, {}, &KnownTag::name));

// For each first byte, the index of the first name that starts with it or
// with a greater one.
constexpr std::array<TagId, 129> kFirstNames = [] {
  std::array<TagId, 129> first{};
  TagId index = 0;
  for (size_t c = 0; c < first.size(); ++c) {
    while (index < kKnownTags.size() &&
           static_cast<unsigned char>(kKnownTags[index].name[0]) < c) {
      ++index;
    }
    first[c] = index;
  }
  return first;
}();

// kKnownTags.size() where the name is not there.
constexpr TagId find_known(std::string_view name) {
  const size_t c = name.empty() ? 0 : static_cast<unsigned char>(name[0]);
  if (c < 128) {
    for (TagId i = kFirstNames[c]; i < kFirstNames[c + 1]; ++i) {
      if (kKnownTags[i].name == name) return i;
    }
  }
  return kKnownTags.size();
}

// A compile-time error where the name is not in kKnownTags.
consteval TagId id(std::string_view name) {
  const TagId found = find_known(name);
  return found < kKnownTags.size() ? found : throw "no such tag";
}

constexpr std::array kHead = {id("head")};
constexpr std::array kLi = {id("li")};
constexpr std::array kLists = {id("ol"), id("ul"), id("menu")};
constexpr std::array kDtDd = {id("dt"), id("dd")};
constexpr std::array kDl = {id("dl")};
constexpr std::array kRtRp = {id("rt"), id("rp")};
constexpr std::array kRuby = {id("ruby"), id("rtc")};
constexpr std::array kOptgroup = {id("optgroup")};
constexpr std::array kSelect = {id("select")};
constexpr std::array kOption = {id("option")};
constexpr std::array kOptionOwners = {id("select"), id("datalist"),
                                      id("optgroup")};
constexpr std::array kTable = {id("table")};
constexpr std::array kBeforeColgroup = {id("caption")};
constexpr std::array kBeforeThead = {id("caption"), id("colgroup")};
constexpr std::array kBeforeTbody = {id("caption"), id("colgroup"), id("thead"),
                                     id("tbody")};
constexpr std::array kBeforeTr = {id("caption"), id("colgroup"), id("tr")};
constexpr std::array kSections = {id("table"), id("thead"), id("tbody"),
                                  id("tfoot")};
constexpr std::array kCells = {id("td"), id("th")};
constexpr std::array kRows = {id("table"), id("thead"), id("tbody"),
                              id("tfoot"), id("tr")};
constexpr std::array kElseOwners = {id("if"), id("unless"), id("each")};

// JavaScript's String.prototype.toLowerCase: the full Unicode mapping of the
// root locale.
void to_lower_case(std::string_view text, std::string& out) {
  out.clear();
  const bool is_ascii = std::ranges::all_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_ascii) {
    for (const char c : text) out += ascii_lower(c);
    return;
  }
  icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())})
      .toLower(icu::Locale::getRoot())
      .toUTF8String(out);
}

}  // namespace

size_t script_whitespace_at(std::string_view text, size_t offset) {
  if (offset >= text.size()) return 0;
  const char c = text[offset];
  if (static_cast<unsigned char>(c) < 0x80) {
    return is_ascii_whitespace(c) || c == '\v' ? 1 : 0;
  }
  const CodePoint point = code_point_at(text, offset);
  switch (point.value) {
    case 0x00A0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0xFEFF:
      return point.size;
    default:
      return point.value >= 0x2000 && point.value <= 0x200A ? point.size : 0;
  }
}

TagId html_tag() { return id("html"); }
TagId else_tag() { return id("else"); }
TagId p_tag() { return id("p"); }

ImpliedEnd implied_end(TagId start_tag) {
  switch (start_tag) {
    case id("body"):
      return {kHead, {}};
    case id("li"):
      return {kLi, kLists};
    case id("dd"):
    case id("dt"):
      return {kDtDd, kDl};
    case id("rp"):
    case id("rt"):
      return {kRtRp, kRuby};
    case id("optgroup"):
      return {kOptgroup, kSelect};
    case id("option"):
      return {kOption, kOptionOwners};
    case id("colgroup"):
      return {kBeforeColgroup, kTable};
    case id("thead"):
      return {kBeforeThead, kTable};
    case id("tbody"):
    case id("tfoot"):
      return {kBeforeTbody, kTable};
    case id("tr"):
      return {kBeforeTr, kSections};
    case id("td"):
    case id("th"):
      return {kCells, kRows};
    default:
      return {};
  }
}

std::span<const TagId> else_owners() { return kElseOwners; }

TagId TagNames::id_of(std::string_view name) {
  name = name.substr(0, kMaxNameSize);
  const bool is_lower_case = std::ranges::all_of(name, [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && ascii_lower(c) == c;
  });
  if (!is_lower_case) {
    to_lower_case(name, lower_case_);
    name = lower_case_;
  }
  const TagId known = find_known(name);
  if (known < kKnownTags.size()) return known;
  const auto found = others_.find(name);
  if (found != others_.end()) return found->second;
  const auto added =
      static_cast<TagId>(kKnownTags.size() + other_classes_.size());
  others_.emplace(name, added);
  // A custom element (https://html.spec.whatwg.org/#valid-custom-element-name).
  const bool is_custom = name.find('-') != std::string_view::npos;
  other_classes_.push_back(is_custom ? kInline : 0);
  return added;
}

uint8_t TagNames::classes_of(TagId id) const {
  return id < kKnownTags.size() ? kKnownTags[id].classes
                                : other_classes_[id - kKnownTags.size()];
}

void OpenElements::push(const OpenElement& element) {
  if (element.name >= heights_.size()) heights_.resize(element.name + 1);
  stack_.push_back({element, heights_[element.name]});
  heights_[element.name] = stack_.size();
}

std::optional<OpenElement> OpenElements::close(
    TagId name, std::span<const TagId> barriers) {
  const size_t height = height_of(name);
  if (height == 0) return std::nullopt;
  for (const TagId barrier : barriers) {
    if (height_of(barrier) > height) return std::nullopt;
  }
  const OpenElement closed = stack_[height - 1].element;
  while (stack_.size() >= height) {
    heights_[stack_.back().element.name] = stack_.back().outer_namesake;
    stack_.pop_back();
  }
  return closed;
}

const OpenElement* OpenElements::innermost(std::span<const TagId> names) const {
  size_t height = 0;
  for (const TagId name : names) height = std::max(height, height_of(name));
  return height == 0 ? nullptr : &stack_[height - 1].element;
}

OpenElement* OpenElements::outward(size_t depth) {
  return depth < stack_.size() ? &stack_[stack_.size() - 1 - depth].element
                               : nullptr;
}

}  // namespace pagescan::html_format
