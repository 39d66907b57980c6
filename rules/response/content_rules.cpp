#include "rules/response/content_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/forms/form_reading.h"
#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"
#include "scanner/decode/encoding.h"
#include "scanner/decode/mime_type.h"
#include "scanner/decode/prescan.h"

namespace pagescan {
namespace {

// Fields that name a product, with its version where it is said so.
constexpr auto kProductFields =
    std::to_array<std::string_view>({"Server", "X-Powered-By", "X-Generator"});
// Fields that say nothing else.
constexpr auto kVersionFields = std::to_array<std::string_view>(
    {"X-AspNet-Version", "X-AspNetMvc-Version", "X-Backend-Server"});
// Fields of development servers and their tool bars.
constexpr auto kDebugFields = std::to_array<std::string_view>(
    {"X-Debug-Token", "X-Debug-Token-Link", "X-ChromeLogger-Data",
     "X-ChromePhp-Data", "X-SourceFiles"});

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, is_ascii_digit);
}

// Whether a word of the text is a version: "nginx/1.18.0", "PHP/8", "6.4.2".
// Digits in a name ("AmazonS3") are none, nor is an IPv4 address.
bool has_version(std::string_view text) {
  for (std::string_view word : split_on_ascii_whitespace(text)) {
    const size_t slash = word.rfind('/');
    const bool follows_product = slash != std::string_view::npos && slash > 0;
    if (follows_product) word.remove_prefix(slash + 1);
    if (word.starts_with('v')) word.remove_prefix(1);
    const size_t end = word.find_first_not_of("0123456789.");
    const std::string_view number = word.substr(0, end);
    if (number.empty() || !is_ascii_digit(number.front())) continue;
    const auto dots = std::ranges::count(number, '.');
    const bool is_whole = end == std::string_view::npos;
    if (dots == 3 && is_whole && !follows_product) continue;
    if (dots > 0 || (follows_product && is_whole)) return true;
  }
  return false;
}

void check_product_field(std::string_view name, bool says_version,
                         const RuleInput& input, Observations& found) {
  for (const std::string_view value : input.final_hop()->fields.all(name)) {
    if (says_version ? !has_digit(value) : !has_version(value)) continue;
    found.push_back({fmt::format("{} tells which version is in use: {}", name,
                                 quoted(value)),
                     in_field(last_hop(input), name, value),
                     std::string(name)});
  }
}

void check_generator(const RuleInput& input, Observations& found) {
  const Document& document = input.page->document;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    const auto name = document.attribute(id, "name");
    const auto content = document.attribute(id, "content");
    if (!name || !content || !ascii_iequals(*name, "generator")) continue;
    if (!has_version(content->substr(0, kMaxEvidenceBytes))) continue;
    // The product without its version: it stays when that changes.
    const size_t digit = content->find_first_of("0123456789");
    found.push_back(
        {fmt::format("A meta element tells which version is in use: {}",
                     quoted(*content)),
         in_page(document.node(id).position, *content),
         "generator " + std::string(content->substr(0, digit))});
  }
}

void check_version_leak(const RuleInput& input, Observations& found) {
  if (input.final_hop() != nullptr) {
    for (const std::string_view name : kProductFields) {
      check_product_field(name, false, input, found);
    }
    for (const std::string_view name : kVersionFields) {
      check_product_field(name, true, input, found);
    }
  }
  if (input.page != nullptr) check_generator(input, found);
}

// What on the page nobody else should see: null if nothing is.
const Form* sensitive_form(const Page& page) {
  const auto& forms = page.facts.page.forms.forms;
  const auto found = std::ranges::find_if(forms, [](const Form& form) {
    return first_password(form) != nullptr ||
           !form.signals.payment_fields.empty();
  });
  return found == forms.end() ? nullptr : &*found;
}

void check_cache(const RuleInput& input, Observations& found) {
  if (!is_page_of_success(input)) return;
  const Form* form = sensitive_form(*input.page);
  if (form == nullptr) return;
  const Fields& fields = input.final_hop()->fields;
  const auto directives = fields.list("cache-control");
  const bool is_kept = std::ranges::none_of(directives, [](auto directive) {
    return ascii_iequals(directive, "no-store");
  });
  if (!is_kept) return;
  const std::string value =
      fields.combined("cache-control").value_or(std::string());
  found.push_back(
      {fmt::format("The page of the form {}, which asks for a password or a "
                   "payment card, may be kept in caches: Cache-Control is {}",
                   quoted(form->heading),
                   value.empty() ? std::string("missing") : quoted(value)),
       in_field(last_hop(input), "Cache-Control", value), form_key(*form)});
}

// The element that declares the encoding; kNoNode if none does.
NodeId charset_meta(const Document& document) {
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    if (document.has_attribute(id, "charset")) return id;
    const auto pragma = document.attribute(id, "http-equiv");
    if (pragma && ascii_iequals(*pragma, "content-type")) return id;
  }
  return kNoNode;
}

FindingEvidence in_declaration(const RuleInput& input, std::string_view text) {
  const Document& document = input.page->document;
  const NodeId id = charset_meta(document);
  return in_page(id == kNoNode ? SourcePosition() : document.node(id).position,
                 text);
}

void check_late_declaration(const RuleInput& input, Observations& found) {
  const EncodingChoice& choice = input.page->encoding;
  if (choice.source != EncodingSource::kLateMeta) return;
  const std::string_view name = encoding_name(choice.encoding);
  const FindingEvidence evidence = in_declaration(input, name);
  // The prescan also misses what stands early in markup it does not read.
  if (evidence.position.offset < kPrescanBytes) return;
  found.push_back(
      {fmt::format("The meta element that declares {} stands after the first "
                   "1024 bytes: browsers may read the page anew, or wrongly",
                   name),
       evidence, "late"});
}

void check_charset(const RuleInput& input, Observations& found) {
  check_late_declaration(input, found);
  const EncodingChoice& choice = input.page->encoding;
  if (choice.override_encoding) return;
  struct Statement {
    std::string_view who;
    std::optional<Encoding> encoding;
  };
  const std::array<Statement, 3> statements{
      {{"the byte order mark", choice.bom},
       {"Content-Type", choice.transport},
       {"the meta element", choice.meta}}};
  std::string said;
  bool agree = true;
  for (const Statement& statement : statements) {
    if (!statement.encoding) continue;
    agree = agree && *statement.encoding == choice.encoding;
    if (!said.empty()) said += ", ";
    said += fmt::format("{} says {}", statement.who,
                        encoding_name(*statement.encoding));
  }
  if (agree) return;
  const std::string message = fmt::format(
      "The page's encoding is said in several ways: {}; browsers "
      "read {}",
      said, encoding_name(choice.encoding));
  if (input.response == nullptr || !choice.transport) {
    found.push_back({message, in_declaration(input, said), "mismatch " + said});
    return;
  }
  const std::string_view field =
      input.final_hop() == nullptr
          ? std::string_view()
          : input.final_hop()->fields.first("content-type").value_or("");
  found.push_back({message, in_field(last_hop(input), "Content-Type", field),
                   "mismatch " + said});
}

// RFC 9110 section 8.3.
void check_content_type(const RuleInput& input, Observations& found) {
  const Hop* hop = input.final_hop();
  if (hop == nullptr || hop->status < 200) return;
  if (hop->status == 204 || hop->status == 205) return;
  if (hop->status >= 300 && hop->status < 400) return;
  if (hop->decoded_bytes == 0 && input.page == nullptr) return;
  const auto value = hop->fields.first("content-type");
  const std::string key = input.url ? std::string(input.url->host()) : "";
  if (!value || value->empty()) {
    found.push_back(
        {"The content comes without Content-Type: browsers guess "
         "what it is",
         in_url(last_hop(input), hop->url), key + " missing"});
  } else if (!parse_mime_type(*value)) {
    found.push_back({fmt::format("Content-Type is {}, which is no media type: "
                                 "browsers guess what the content is",
                                 quoted(*value)),
                     in_field(last_hop(input), "Content-Type", *value),
                     key + " invalid"});
  }
}

void check_debug_fields(const RuleInput& input, Observations& found) {
  const std::vector<Hop>& hops = input.response->hops;
  for (size_t i = 0; i < hops.size(); ++i) {
    for (const std::string_view name : kDebugFields) {
      const auto value = hops[i].fields.first(name);
      if (!value) continue;
      found.push_back({fmt::format("{} is a field of a server under "
                                   "development: {}",
                                   name, quoted(*value)),
                       in_field(i, name, *value), std::string(name)});
    }
  }
}

}  // namespace

std::span<const CodeRule> content_rules() {
  static constexpr CodeRule kRules[] = {
      {"H15", "version-leak", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kEither,
       "The response or the page tells which version of the software is in "
       "use.",
       "Who looks for hosts with a known hole finds this one in a list.",
       "Leave versions out of fields and generator elements; keep the software "
       "up to date all the same.",
       "CWE-200 ZAP-10036 ZAP-10037 ZAP-10061 ZAP-10039", check_version_leak},
      {"H16", "cache-sensitive", Level::kNote, RuleConfidence::kLow,
       RuleSubject::kResponse,
       "A page that asks for a password or a payment card may be kept in "
       "caches.",
       "The next one at the machine may see the page again, with what the "
       "server filled in.",
       "Send \"Cache-Control: no-store\" with the page.",
       "CWE-525 ZAP-10015 RFC-9111", check_cache},
      {"H17", "charset-mismatch", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The statements about the page's encoding differ, or come too late.",
       "Where a reader follows another one than browsers do, text turns to "
       "garbage, and filters miss what is in it.",
       "Serve UTF-8, and say so in Content-Type and in a meta element among "
       "the first 1024 bytes.",
       "ZAP-90011", check_charset},
      {"H18", "content-type-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "Content comes without a Content-Type that browsers understand.",
       "Browsers guess, and can be made to guess wrong.",
       "Send Content-Type, with the charset, such as \"text/html; "
       "charset=utf-8\".",
       "RFC-9110 ZAP-10019", check_content_type},
      {"H20", "debug-header", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The response has fields of a server under development.",
       "Debug tool bars and logs show how the application works inside, and "
       "its secrets.",
       "Switch the framework's debug mode off where visitors come.",
       "CWE-489 CWE-200 ZAP-10056 ZAP-10052", check_debug_fields},
  };
  return kRules;
}

}  // namespace pagescan
