// The kinds page, field and cookie.
#include <algorithm>

#include "rules/config/fact_properties.h"
#include "rules/config/fact_tables.h"
#include "rules/forms/form_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// The URL is known without an answer, too; the rest is not.
template <UrlPart kPart>
PropertyValue page_url_part(const Fact& fact, std::string& scratch) {
  const std::optional<Url>& url = fact.input->url;
  if (!url) return std::nullopt;
  return part_of_url(*url, kPart, scratch);
}

template <auto kMember>
PropertyValue of_metadata(const Fact& fact, std::string& scratch) {
  if (fact.input->page == nullptr) return std::nullopt;
  return property_value(fact.input->page->facts.metadata.*kMember, scratch);
}

template <auto kMember>
PropertyValue count_of(const Fact& fact, std::string& scratch) {
  if (fact.input->page == nullptr) return std::nullopt;
  return property_value((fact.input->page->facts.page.*kMember).size(),
                        scratch);
}

PropertyValue page_status(const Fact& fact, std::string& scratch) {
  const Hop* const hop = fact.input->final_hop();
  if (hop == nullptr) return std::nullopt;
  return property_value(hop->status, scratch);
}

PropertyValue page_has_password(const Fact& fact, std::string& scratch) {
  if (fact.input->page == nullptr) return std::nullopt;
  const auto& forms = fact.input->page->facts.page.forms.forms;
  return property_value(
      std::ranges::any_of(
          forms, [](const Form& f) { return first_password(f) != nullptr; }),
      scratch);
}

constexpr FactProperty kPageProperties[] = {
    {"url",
     [](const Fact& fact, std::string&) -> PropertyValue {
       if (!fact.input->url) return std::nullopt;
       return fact.input->url->href();
     }},
    {"scheme", page_url_part<UrlPart::kScheme>},
    {"host", page_url_part<UrlPart::kHost>},
    {"domain", page_url_part<UrlPart::kDomain>},
    {"port", page_url_part<UrlPart::kPort>},
    {"path", page_url_part<UrlPart::kPath>},
    {"query", page_url_part<UrlPart::kQuery>},
    {"fragment", page_url_part<UrlPart::kFragment>},
    {"status", page_status},
    {"doctype", of_metadata<&Metadata::doctype>},
    {"title", of_metadata<&Metadata::title>},
    {"language", of_metadata<&Metadata::language>},
    {"description", of_metadata<&Metadata::description>},
    {"robots", of_metadata<&Metadata::robots>},
    {"generator", of_metadata<&Metadata::generator>},
    {"viewport", of_metadata<&Metadata::viewport>},
    {"charset_declared", of_metadata<&Metadata::charset_declared>},
    {"referrer_policy", of_metadata<&Metadata::referrer_policy>},
    {"text",
     [](const Fact& fact, std::string&) -> PropertyValue {
       if (fact.input->page == nullptr) return std::nullopt;
       return fact.input->page->facts.text.text;
     }},
    {"links", count_of<&Catalogue::links>},
    {"resources", count_of<&Catalogue::resources>},
    {"scripts",
     [](const Fact& fact, std::string& scratch) -> PropertyValue {
       if (fact.input->page == nullptr) return std::nullopt;
       return property_value(
           fact.input->page->facts.page.scripts.scripts.size(), scratch);
     }},
    {"forms",
     [](const Fact& fact, std::string& scratch) -> PropertyValue {
       if (fact.input->page == nullptr) return std::nullopt;
       return property_value(fact.input->page->facts.page.forms.forms.size(),
                             scratch);
     }},
    {"has_form",
     [](const Fact& fact, std::string& scratch) -> PropertyValue {
       if (fact.input->page == nullptr) return std::nullopt;
       return property_value(!fact.input->page->facts.page.forms.forms.empty(),
                             scratch);
     }},
    {"has_password", page_has_password},
};

// Of several fields of the name the values joined (RFC 9110 section 5.3).
PropertyValue page_field(const Fact& fact, std::string_view name,
                         std::string& scratch) {
  const Hop* const hop = fact.input->final_hop();
  if (hop == nullptr) return std::nullopt;
  std::optional<std::string> value = hop->fields.combined(name);
  if (!value) return std::nullopt;
  return scratch = *std::move(value);
}

void each_page(const RuleInput& input, const VisitFact& visit) {
  visit({&input, PageFact{}});
}

// Nothing in it alone, so no place.
FindingEvidence page_evidence(const Fact& fact) {
  return in_page({}, fact.input->url ? fact.input->url->href() : "");
}

// There is one of it.
std::string page_key(const Fact& /*fact*/) { return "page"; }

FindingEvidence field_evidence(const Fact& fact) {
  const auto& item = std::get<FieldFact>(fact.item);
  return in_field(item.hop, item.field->name, item.field->value);
}

std::string field_key(const Fact& fact) {
  return ascii_lowercase(std::get<FieldFact>(fact.item).field->name);
}

constexpr FactProperty kFieldProperties[] = {
    {"name",
     [](const Fact& fact, std::string& scratch) -> PropertyValue {
       return scratch = field_key(fact);
     }},
    {"value",
     [](const Fact& fact, std::string&) -> PropertyValue {
       return std::get<FieldFact>(fact.item).field->value;
     }},
};

void each_field(const RuleInput& input, const VisitFact& visit) {
  const Hop* const hop = input.final_hop();
  if (hop == nullptr) return;
  const size_t index = input.response->hops.size() - 1;
  for (const Field& field : hop->fields) {
    visit({&input, FieldFact{index, &field}});
  }
}

const Cookie& cookie_of(const Fact& fact) {
  return std::get<const ReceivedCookie*>(fact.item)->cookie;
}

template <auto kMember>
PropertyValue of_cookie(const Fact& fact, std::string& scratch) {
  return property_value(cookie_of(fact).*kMember, scratch);
}

constexpr FactProperty kCookieProperties[] = {
    {"name", of_cookie<&Cookie::name>},
    {"value", of_cookie<&Cookie::value>},
    {"domain", of_cookie<&Cookie::domain>},
    {"path", of_cookie<&Cookie::path>},
    {"expires", of_cookie<&Cookie::expires>},
    {"max_age", of_cookie<&Cookie::max_age>},
    {"secure", of_cookie<&Cookie::secure>},
    {"http_only", of_cookie<&Cookie::http_only>},
    {"host_only", of_cookie<&Cookie::host_only>},
    {"partitioned", of_cookie<&Cookie::partitioned>},
    {"same_site",
     [](const Fact& fact, std::string&) -> PropertyValue {
       return same_site_name(cookie_of(fact).same_site);
     }},
};

void each_cookie(const RuleInput& input, const VisitFact& visit) {
  if (input.response == nullptr) return;
  for (const ReceivedCookie& cookie : input.response->cookies) {
    visit({&input, &cookie});
  }
}

// The value is a secret of somebody's more often than not.
FindingEvidence cookie_evidence(const Fact& fact) {
  FindingEvidence evidence;
  evidence.place = EvidencePlace::kCookie;
  evidence.hop = std::get<const ReceivedCookie*>(fact.item)->hop;
  evidence.name = cookie_of(fact).name;
  return evidence;
}

std::string cookie_key(const Fact& fact) { return cookie_of(fact).name; }

constexpr FactKind kKinds[] = {
    {"page", RuleSubject::kPage, kPageProperties, "field:", page_field,
     each_page, page_evidence, page_key},
    {"field", RuleSubject::kResponse, kFieldProperties, "", nullptr, each_field,
     field_evidence, field_key},
    {"cookie", RuleSubject::kResponse, kCookieProperties, "", nullptr,
     each_cookie, cookie_evidence, cookie_key},
};

}  // namespace

std::span<const FactKind> response_fact_kinds() { return kKinds; }

}  // namespace pagescan
