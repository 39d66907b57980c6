// Which hosts belong together: registrable domains by the Public Suffix List
// that libpsl has built in. Stateless; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/url/url.h"

namespace pagescan {

/// The registrable domain
/// (https://url.spec.whatwg.org/#host-registrable-domain) of `url`'s host:
/// "example.co.uk" for "www.example.co.uk", a trailing dot kept. "" where there
/// is none: no domain, an address, a public suffix.
std::string registrable_domain(const Url& url);

/// The same for a host as Url::host() gives it: lower-case ASCII.
std::string registrable_domain(std::string_view host);

/// Schemelessly same site
/// (https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site):
/// the same registrable domain, or the same host where neither has one. As for
/// same_origin, URLs with an opaque origin (file:, data:, ...) are never so.
bool same_site(const Url& a, const Url& b);

/// An ASCII host as its reader would know it ("bücher.example"), to be shown
/// beside it, never instead. Unchanged where it is invalid.
std::string host_to_unicode(std::string_view ascii_host);

/// host_to_unicode(), or "" where that is no other than the host itself.
std::string unicode_form_of_host(std::string_view ascii_host);

/// The same for the host of a serialised URL; "" where it does not parse.
std::string unicode_form_of_url_host(std::string_view href);

}  // namespace pagescan
