// Where a response redirects to, after the Fetch Standard's "HTTP-redirect
// fetch" (https://fetch.spec.whatwg.org/#http-redirect-fetch). Pure functions;
// thread-safe.
#pragma once

#include <optional>

#include "scanner/base/error.h"
#include "scanner/fetch/response.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Redirect status (https://fetch.spec.whatwg.org/#redirect-status):
/// 301, 302, 303, 307 or 308.
bool is_redirect_status(int status);

/// Whether the hop asks to be followed: a redirect status and a Location.
bool is_redirect(const Hop& hop);

/// The URL `hop` (a redirect, requested as `url`) leads to, with the fragment
/// of `url` where Location has none, and its text as written in
/// `hop.location`. Sets hop.location_resolved where there is one.
/// Errors: kInvalidUrl for a Location that is no URL, kProtocolError for
/// different Locations, kRedirectRefused for a scheme or port never followed.
Result<Url> redirect_target(Hop& hop, const Url& url);

}  // namespace pagescan
