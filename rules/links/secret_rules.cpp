#include "rules/links/secret_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "rules/links/url_parameters.h"
#include "rules/page_reading.h"
#include "rules/response/response_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/passes/secret_shape.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// Shorter ones are numbers of sessions, not tokens (ZAP rule 3).
constexpr size_t kMinTokenBytes = 9;
constexpr size_t kMinPasswordBytes = 4;
constexpr size_t kMaxEmailBytes = 254;  // RFC 5321 section 4.5.3.1.3

struct FoundSecret {
  std::string_view kind;  // "a session token"
  Level level = Level::kWarning;
  bool of_session = false;
};

using Judge = std::optional<FoundSecret> (*)(const RuleParameters& parameters,
                                             const UrlParameter& parameter);

bool is_listed(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// What a template or a server was to put a value into.
bool is_placeholder(std::string_view value) {
  return find_one_of(value, "{}[]<>$*|") != std::string_view::npos ||
         (value.starts_with('%') && value.ends_with('%'));
}

bool is_token(std::string_view value) {
  return value.size() >= kMinTokenBytes && may_be_random(value);
}

std::optional<FoundSecret> judge_session(const RuleParameters& parameters,
                                         const UrlParameter& parameter) {
  if (!is_listed(parameters.session_names, parameter.name) ||
      is_placeholder(percent_decode(parameter.value)) ||
      !is_token(parameter.value)) {
    return std::nullopt;
  }
  return FoundSecret{"a session token", Level::kWarning, true};
}

// RFC 7515 section 7.1: three parts, the first two JSON objects in base64.
bool is_json_web_token(std::string_view value) {
  if (!value.starts_with("eyJ")) return false;
  const std::vector<std::string_view> parts = split(value, '.');
  return parts.size() == 3 && parts[1].starts_with("eyJ") &&
         parts[0].size() > 10;
}

// https://html.spec.whatwg.org/#valid-e-mail-address, with a dot in the domain.
bool is_email(std::string_view value) {
  const size_t at = value.find('@');
  if (at == std::string_view::npos || at == 0 ||
      value.size() > kMaxEmailBytes) {
    return false;
  }
  const std::string_view domain = value.substr(at + 1);
  const size_t dot = domain.rfind('.');
  // Calendars are called like mailboxes.
  if (dot == std::string_view::npos || dot == 0 || domain.size() < dot + 3 ||
      domain.ends_with("calendar.google.com")) {
    return false;
  }
  const auto is_atom = [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) ||
           std::string_view("._+-").find(c) != std::string_view::npos;
  };
  return std::ranges::all_of(value.substr(0, at), is_atom) &&
         std::ranges::all_of(domain, [](char c) {
           return is_ascii_alpha(c) || is_ascii_digit(c) || c == '.' ||
                  c == '-';
         });
}

// "?password=reset" names a page.
bool is_password(std::string_view value) {
  return value.size() >= kMinPasswordBytes &&
         std::ranges::any_of(value, is_ascii_digit);
}

// What a value is by its shape or its name, placeholders not told apart.
std::optional<FoundSecret> secret_in(const RuleParameters& parameters,
                                     const std::string& name,
                                     std::string_view value) {
  if (is_json_web_token(value)) return FoundSecret{"a JSON Web Token"};
  if (is_email(value)) {
    return FoundSecret{"an e-mail address", Level::kNote};
  }
  if (!is_listed(parameters.secret_names, name)) return std::nullopt;
  const bool password = name.starts_with("pass") || name == "pwd";
  if (password ? !is_password(value) : !is_token(value)) return std::nullopt;
  return FoundSecret{password ? "a password" : "a secret token"};
}

std::optional<FoundSecret> judge_secret(const RuleParameters& parameters,
                                        const UrlParameter& parameter) {
  const bool is_encoded = parameter.value.find('%') != std::string_view::npos;
  const std::string decoded =
      is_encoded ? percent_decode(parameter.value) : std::string();
  const std::string_view value = is_encoded ? decoded : parameter.value;
  const auto secret = secret_in(parameters, parameter.name, value);
  return secret && !is_placeholder(value) ? secret : std::nullopt;
}

// Gathers what was found under the parameter and the host.
class SecretsInUrls {
 public:
  SecretsInUrls(const RuleInput& input, Judge judge)
      : parameters_(input.parameters), judge_(judge), own_(input) {}

  void look_at(std::string_view href, std::string_view what,
               const FindingEvidence& evidence) {
    if (href.find('=') == std::string_view::npos) return;
    for (const UrlParameter& parameter : url_parameters(href)) {
      const auto secret = judge_(parameters_, parameter);
      if (secret) add(href, what, evidence, parameter, *secret);
    }
  }

  void report(Observations& found) const {
    for (const Item& item : items_) {
      Observation observation = item.observation;
      if (item.count > 1) {
        observation.message += fmt::format(" (and {} more)", item.count - 1);
      }
      found.push_back(std::move(observation));
    }
  }

 private:
  struct Item {
    Observation observation;
    size_t count = 0;
  };

  void add(std::string_view href, std::string_view what,
           FindingEvidence evidence, const UrlParameter& parameter,
           const FoundSecret& secret) {
    Observation observation;
    observation.key =
        fmt::format("{} {} {}", what, parameter.name, host_of_href(href));
    const auto [place, is_new] =
        places_.emplace(observation.key, items_.size());
    if (is_new) {
      evidence.text = href_with_masked(href, parameter);
      observation.message = fmt::format(
          "The address of {} holds {} in the parameter {}: {}", what,
          secret.kind, quoted(parameter.name), quoted(masked(parameter.value)));
      observation.level = secret.level;
      // A session of another site is over, most often, and not the reader's.
      if (secret.of_session && own_.is_left_by(href)) {
        observation.level = Level::kNote;
        observation.confidence = RuleConfidence::kLow;
      }
      evidence.text = in_page({}, evidence.text).text;
      observation.evidence = std::move(evidence);
      items_.push_back({std::move(observation), 0});
    }
    ++items_[place->second].count;
  }

  const RuleParameters& parameters_;
  const Judge judge_;
  const OwnSite own_;
  std::vector<Item> items_;
  std::map<std::string, size_t> places_;
};

void check_addresses(const RuleInput& input, Judge judge, Observations& found) {
  SecretsInUrls secrets(input, judge);
  if (input.response != nullptr) {
    const std::vector<Hop>& hops = input.response->hops;
    for (size_t i = 0; i < hops.size(); ++i) {
      secrets.look_at(hops[i].url, "the page", in_url(i, {}));
    }
  } else if (input.url) {
    secrets.look_at(input.url->href(), "the page", {});
  }
  for (const ListedAddress& address : input.addresses->all()) {
    if (address.use != AddressUse::kLink && address.use != AddressUse::kForm) {
      continue;
    }
    secrets.look_at(address.url,
                    address.use == AddressUse::kLink ? "a link" : "a form",
                    in_page(address.position, {}));
  }
  secrets.report(found);
}

void check_session(const RuleInput& input, Observations& found) {
  check_addresses(input, judge_session, found);
}

void check_secret(const RuleInput& input, Observations& found) {
  check_addresses(input, judge_secret, found);
}

}  // namespace

std::span<const CodeRule> secret_url_rules() {
  static constexpr CodeRule kRules[] = {
      {"L11", "session-in-url", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "The address of the page, of a link or of a form holds a session token.",
       "Whoever gets the address gets the session: histories, logs, Referer "
       "fields and shared links keep it.",
       "Keep the session in a cookie, and switch the rewriting of addresses "
       "off.",
       "CWE-598 CWE-384 ZAP-3", check_session},
      {"L12", "secret-in-url", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "The address of the page, of a link or of a form holds a token, a "
       "password or an e-mail address.",
       "Histories, logs, Referer fields and shared links keep addresses, and "
       "with them the secret.",
       "Send secrets in the content of a POST request or in a field of the "
       "request.",
       "CWE-598 ZAP-10024", check_secret},
  };
  return kRules;
}

}  // namespace pagescan
