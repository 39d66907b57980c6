#include "rules/forms/brand_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "rules/forms/form_reading.h"
#include "rules/page_reading.h"
#include "scanner/base/strings.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

struct Brand {
  std::string_view name;
  std::string_view domains;  // registrable ones, separated by spaces
};

#define PAGESCAN_BRAND(name, domains) {name, domains},
constexpr Brand kBrands[] = {
#include "rules/forms/brands_table.inc"
};
#undef PAGESCAN_BRAND

// How much of a title or attribute is looked at.
constexpr size_t kMaxText = 512;

bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The word before `end`, without the white space between.
std::string_view word_before(std::string_view text, size_t end) {
  while (end > 0 && is_ascii_whitespace(text[end - 1])) --end;
  size_t begin = end;
  while (begin > 0 && is_word_byte(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}

// "Sign in with Facebook", "alternatives to": who speaks of the brand so is
// somebody else. "Log in to" is how the brand itself speaks.
bool is_other_party_word(std::string_view word) {
  constexpr std::array<std::string_view, 12> kWords = {
      "with", "via",  "for",   "from", "by",  "using",
      "mit",  "avec", "about", "on",   "con", "like"};
  return std::ranges::any_of(
      kWords, [&](std::string_view w) { return ascii_iequals(w, word); });
}

// Whether `text` calls itself by the name: whole words, ASCII case ignored.
bool bears_name(std::string_view text, std::string_view name) {
  text = text.substr(0, kMaxText);
  for (size_t at = 0; at + name.size() <= text.size(); ++at) {
    if (!ascii_iequals(text.substr(at, name.size()), name)) continue;
    const size_t end = at + name.size();
    if (at > 0 && is_word_byte(text[at - 1])) continue;
    if (end < text.size() && is_word_byte(text[end])) continue;
    if (text.substr(end).starts_with("'s")) continue;
    if (!is_other_party_word(word_before(text, at))) return true;
  }
  return false;
}

// Where a page says who it is.
struct SelfName {
  std::string_view place;  // in words
  std::string text;
};

bool mentions_logo(std::string_view text) {
  return contains_ignoring_case(text.substr(0, kMaxText), "logo");
}

// The alternative text of the first image that is called a logo: those further
// down are of partners and ways to pay.
std::string logo_text(const Document& document) {
  for (const NodeId image : document.elements(Tag::kImg)) {
    if (document.node(image).in_template) continue;
    const std::string_view alt = document.attribute(image, "alt").value_or("");
    const auto calls = [&](std::string_view attribute) {
      return mentions_logo(document.attribute(image, attribute).value_or(""));
    };
    if (calls("alt") || calls("class") || calls("id") || calls("src")) {
      return std::string(alt.substr(0, kMaxText));
    }
  }
  return "";
}

std::array<SelfName, 4> self_names(const Page& page) {
  const Metadata& metadata = page.facts.metadata;
  std::array<SelfName, 4> names = {{{"title", metadata.title},
                                    {"og:site_name", ""},
                                    {"og:title", ""},
                                    {"logo", logo_text(page.document)}}};
  for (const auto& [property, content] : metadata.open_graph) {
    for (SelfName& name : names) {
      if (name.place == property && name.text.empty()) name.text = content;
    }
  }
  return names;
}

// What is written about a brand bears its name too.
bool is_article(const Metadata& metadata) {
  return std::ranges::any_of(metadata.open_graph, [](const auto& property) {
    return property.first == "og:type" &&
           ascii_iequals(property.second, "article");
  });
}

struct CredentialPlace {
  SourcePosition position;
  std::string markup;
};

std::optional<CredentialPlace> first_credential_of(const FormFacts& forms) {
  for (const Form& form : forms.forms) {
    if (const Control* control = first_credential(form)) {
      return CredentialPlace{control->position, control_markup(*control)};
    }
  }
  const auto orphan =
      std::ranges::find(forms.orphans, "password", &Control::type);
  if (orphan == forms.orphans.end()) return std::nullopt;
  return CredentialPlace{orphan->position, control_markup(*orphan)};
}

bool is_own_host(const RuleInput& input, const Brand& brand) {
  const std::string_view host = input.url->host();
  return std::ranges::any_of(
      split_on_ascii_whitespace(brand.domains),
      [&](std::string_view domain) { return is_within(host, domain); });
}

void check_brand(const RuleInput& input, Observations& found) {
  if (!input.url || !input.url->is_http() || is_loopback(input.url->host())) {
    return;
  }
  const std::string_view host = input.url->host();
  if (host_is_within(host, input.parameters.affiliated_domains)) return;
  if (is_article(input.page->facts.metadata)) return;
  const auto credential = first_credential_of(input.page->facts.page.forms);
  if (!credential) return;
  const auto names = self_names(*input.page);
  for (const Brand& brand : kBrands) {
    const auto self = std::ranges::find_if(names, [&](const SelfName& name) {
      return bears_name(name.text, brand.name);
    });
    if (self == names.end() || is_own_host(input, brand)) continue;
    found.push_back(
        {fmt::format("The page calls itself {} in its {} ({}) and asks for a "
                     "secret, but its host {} is none of the brand's",
                     quoted(brand.name), self->place, quoted(self->text),
                     quoted(host)),
         in_page(credential->position, credential->markup),
         std::string(brand.name)});
  }
}

}  // namespace

std::span<const CodeRule> brand_rules() {
  static constexpr CodeRule kRules[] = {
      {"X01", "brand-mismatch", Level::kWarning, RuleConfidence::kLow,
       RuleSubject::kPage,
       "A page bears the name of a well-known brand and asks for a secret on a "
       "host that is not the brand's.",
       "Phishing pages do so; so do partners, forums and articles about the "
       "brand.",
       "Check who runs the host; name it among the affiliated domains if it is "
       "the brand's.",
       "CWE-451", check_brand, false},
  };
  return kRules;
}

}  // namespace pagescan
