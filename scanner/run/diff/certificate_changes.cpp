#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

Fact fact_of(std::string_view path, std::string_view what, Level level) {
  return {ChangeSubject::kCertificate, std::string(path), std::string(what),
          level};
}

std::string trust_of(const TlsInfo& tls) {
  if (tls.verified) return "verified";
  return tls.verify_error.empty() ? "not verified" : tls.verify_error;
}

// SSLv3, TLSv1, TLSv1.1 ... sort as they are written.
bool is_lower(const std::string& version, const std::string& than) {
  return version < than;
}

// The value of O in a distinguished name (RFC 4514), escapes left as they are;
// "" where it has none.
std::string_view organization_of(std::string_view name) {
  constexpr std::string_view kKey = "O=";
  size_t begin = 0;
  while (begin < name.size()) {
    size_t end = begin;
    while (end < name.size() && name[end] != ',') {
      end += name[end] == '\\' ? size_t{2} : size_t{1};
    }
    const std::string_view part =
        strip_ascii_whitespace(name.substr(begin, end - begin));
    if (part.starts_with(kKey)) return part.substr(kKey.size());
    begin = end + 1;
  }
  return {};
}

// Authorities sign with another key of theirs from month to month.
bool have_same_issuer(const Certificate& before, const Certificate& after) {
  const std::string_view organization = organization_of(before.issuer);
  return before.issuer == after.issuer ||
         (!organization.empty() &&
          organization == organization_of(after.issuer));
}

std::optional<std::string> names_missing_in(const Certificate& certificate,
                                            const Certificate& other) {
  const std::set<std::string> there(certificate.alternative_names.begin(),
                                    certificate.alternative_names.end());
  std::set<std::string> missing;
  for (const std::string& name : other.alternative_names) {
    if (!there.contains(name)) missing.insert(name);
  }
  std::string text;
  for (const std::string& name : missing) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return unless_empty(text);
}

std::string issue_of(const Certificate& certificate) {
  return fmt::format("serial {}, valid from {} to {}, SHA-256 {}, issued by {}",
                     certificate.serial, certificate.valid_from,
                     certificate.valid_to, certificate.sha256,
                     certificate.issuer);
}

// A certificate that says the same of the same is the old one renewed.
void compare_certificates(const Certificate& before, const Certificate& after,
                          ChangeList& changes) {
  if (before == after) return;
  const auto lost = names_missing_in(after, before);
  const auto gained = names_missing_in(before, after);
  const bool same_issuer = have_same_issuer(before, after);
  compare_value(fact_of("tls.certificate.subject", "subject of the certificate",
                        Level::kWarning),
                before.subject, after.subject, changes);
  if (!same_issuer) {
    compare_value(fact_of("tls.certificate.issuer", "issuer of the certificate",
                          Level::kWarning),
                  before.issuer, after.issuer, changes);
  }
  compare_part(fact_of("tls.certificate.subject_alternative_names",
                       "names in the certificate", Level::kWarning),
               lost, gained, changes);
  const bool says_else =
      before.subject != after.subject || !same_issuer || lost || gained;
  const std::string old_issue = issue_of(before);
  const std::string new_issue = issue_of(after);
  if (says_else || old_issue == new_issue) return;
  Change change;
  change.kind = {ChangeSubject::kCertificate, ChangeAction::kUpdated};
  change.level = Level::kNote;
  change.path = "tls.certificate";
  change.what = "certificate";
  change.before = old_issue;
  change.after = new_issue;
  changes.add(std::move(change));
}

void compare_tls(const TlsInfo& before, const TlsInfo& after,
                 ChangeList& changes) {
  Level trust = Level::kNote;
  if (!after.verified)
    trust = before.verified ? Level::kError : Level::kWarning;
  compare_value(fact_of("tls.verified", "trust in the certificate", trust),
                trust_of(before), trust_of(after), changes);
  compare_value(
      fact_of("tls.version", "TLS version",
              is_lower(after.version, before.version) ? Level::kWarning
                                                      : Level::kNote),
      unless_empty(before.version), unless_empty(after.version), changes);
  // Each version has its own.
  if (before.version == after.version) {
    compare_value(fact_of("tls.cipher", "TLS cipher suite", Level::kNote),
                  unless_empty(before.cipher), unless_empty(after.cipher),
                  changes);
  }
  if (before.certificate && after.certificate) {
    compare_certificates(*before.certificate, *after.certificate, changes);
  }
}

}  // namespace

void compare_certificate(const Hop& before, const Hop& after,
                         ChangeList& changes) {
  if (before.tls && after.tls) {
    return compare_tls(*before.tls, *after.tls, changes);
  }
  // The URLs tell whether the page came by TLS; a report may lack what is known
  // of it.
  const bool is_lost = loses_https(before.url, after.url);
  const auto version = [](const Hop& hop) {
    return hop.tls ? std::optional(hop.tls->version) : std::nullopt;
  };
  compare_value(fact_of("tls", "TLS", is_lost ? Level::kError : Level::kNote),
                version(before), version(after), changes);
}

}  // namespace pagescan
