// What several rules ask of a response. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rules/rule.h"

namespace pagescan {

/// The URL of a hop, where it came by https and from a host with a name: what
/// HSTS can be said of (RFC 6797 section 8.1.1).
std::optional<Url> named_https_url(const Hop& hop);

/// The URL's scheme.
bool is_https(const Hop& hop);

/// HTML that came with a status code of 2xx.
bool is_page_of_success(const RuleInput& input);

/// Index of the last hop. There must be one.
size_t last_hop(const RuleInput& input);

/// A cookie by its name and attributes, its value left out: it is a secret.
std::string cookie_markup(const Cookie& cookie);

FindingEvidence in_cookie(const ReceivedCookie& received);
FindingEvidence in_url(size_t hop, std::string_view url);
FindingEvidence in_certificate(size_t hop, std::string_view text);

/// Strict-Transport-Security as RFC 6797 section 6.1 has it.
struct HstsPolicy {
  uint64_t max_age = 0;  // seconds, saturated
  bool include_subdomains = false;
};

/// Nothing where user agents ignore the field: no max-age, a directive twice.
std::optional<HstsPolicy> parse_hsts(std::string_view value);

/// Whether the hop's host is under HSTS once the hop has come.
bool sets_hsts(const Hop& hop);

/// Whether the cookie is sent only to delete one: it has expired when it comes.
bool is_deletion(const Cookie& cookie, WallTime now);

/// Whether any policy of the Content-Security-Policy fields has this directive
/// (lower case).
bool csp_fields_have(const Hop& hop, std::string_view directive);

}  // namespace pagescan
