#include "scanner/run/secret_literals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "scanner/base/base64.h"
#include "scanner/base/strings.h"
#include "scanner/dom/serialize.h"
#include "scanner/url/message.h"
#include "scanner/url/percent_encode.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

std::string escaped_for_html(std::string_view text) {
  std::string escaped;
  append_escaped(text, EscapeMode::kAttribute, escaped);
  return escaped;
}

// As quote_for_message() writes it, without the quotation marks.
std::string quoted(std::string_view text) {
  const std::string in_quotes = quote_for_message(text);
  return in_quotes.substr(1, in_quotes.size() - 2);
}

// The host of a URL as typed, where it parses: a secret that is part of it is
// no secret.
std::string host_of(std::string_view url) {
  const Result<Url> parsed = Url::parse(url);
  return parsed ? std::string(parsed->host()) : std::string();
}

bool is_cut_short(std::string_view rest) {
  return rest.empty() || rest.starts_with("...") || rest.starts_with("…");
}

}  // namespace

void SecretLiterals::add_form(std::string_view form) {
  if (form.size() < kMinLiteralBytes || literals_.size() >= kMaxLiterals) {
    return;
  }
  std::string lower = ascii_lowercase(form);
  if (ascii_lowercase(kRedacted).find(lower) != std::string::npos) return;
  literals_.insert(std::move(lower));
}

void SecretLiterals::add(std::string_view secret) {
  std::string spaced(secret);  // application/x-www-form-urlencoded
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  const std::string decoded = percent_decode(secret);
  for (const std::string& form :
       {std::string(secret), decoded, percent_decode(spaced),
        percent_encode(secret, PercentEncodeSet::kSpecialQuery),
        percent_encode(secret, PercentEncodeSet::kUserinfo),
        percent_encode(decoded, PercentEncodeSet::kComponent),
        percent_encode(decoded, PercentEncodeSet::kFormUrlencoded)}) {
    add_form(form);
    add_form(escaped_for_html(form));
    add_form(quoted(form));
  }
}

void SecretLiterals::add_target(std::string_view url,
                                const SecretFinder& finder) {
  url = url.substr(0, kMaxUrlLength);
  const std::string host = host_of(url);
  for (const TextSpan& span : finder.find(url, TextKind::kTarget)) {
    const std::string_view secret = span.of(url);
    const std::string lower = ascii_lowercase(secret);
    if (host.find(lower) == std::string::npos) add(secret);
  }
  // As a server may echo the Authorization field it got (RFC 7617).
  for (const UserinfoSpan& userinfo :
       finder.find_userinfo(url, TextKind::kTarget)) {
    const std::string pair = percent_decode(userinfo.user.of(url)) + ':' +
                             percent_decode(userinfo.password.of(url));
    if (pair.size() > 1) add_form(base64(pair));
  }
}

std::string SecretLiterals::mask(std::string text) const {
  if (literals_.empty() || text.size() < kMinLiteralBytes) return text;
  const std::string lower = ascii_lowercase(text);
  std::vector<TextSpan> spans;
  for (const std::string& literal : literals_) {
    const std::string_view needle =
        std::string_view(literal).substr(0, kMinLiteralBytes);
    size_t at = lower.find(needle);
    while (at != std::string::npos) {
      const std::string_view here = std::string_view(lower).substr(at);
      const auto differ = std::mismatch(literal.begin(), literal.end(),
                                        here.begin(), here.end());
      const auto same = static_cast<size_t>(differ.first - literal.begin());
      const bool found = same == literal.size() || same >= kMaxLiteralBytes ||
                         is_cut_short(here.substr(same));
      if (found) spans.push_back({at, at + same});
      at = lower.find(needle, at + (found ? same : 1));
    }
  }
  if (spans.empty()) return text;
  merge_spans(spans);
  return mask_spans(text, spans);
}

}  // namespace pagescan
