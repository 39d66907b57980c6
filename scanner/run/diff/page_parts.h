// What compare_page() and compare_response() are made of. As in parts.h.
#pragma once

#include <string_view>

#include "scanner/run/diff/parts.h"

namespace pagescan {

/// The TLS and the certificate of the last hop; both results have one.
void compare_certificate(const Hop& before, const Hop& after,
                         ChangeList& changes);

/// The redirects before the last hop; both results have a response.
void compare_redirects(const DiffInput& input, ChangeList& changes);

/// What the page says of itself; both results have facts. Icons are resources
/// and policies are of compare_csp().
void compare_metadata(const DiffInput& input, ChangeList& changes);

/// Content Security Policies of fields and meta elements.
void compare_csp(const DiffInput& input, ChangeList& changes);

/// Whether compare_csp() compares this field (lower case).
bool is_csp_field(std::string_view name);

/// The last hop, null where the page was not fetched.
const Hop* last_hop_of(const ScanResult& result);

}  // namespace pagescan
