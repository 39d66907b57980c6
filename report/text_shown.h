// How the text report shows what came from a page, a server or the user: one
// line, harmless, not too long; hosts in ASCII with the Unicode form beside
// them. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Values longer than this many bytes are cut in the text report; JSON has them
/// whole.
inline constexpr size_t kMaxShownBytes = 200;

/// Bytes as text, harmless on one line (for_terminal), cut to kMaxShownBytes.
std::string shown(std::string_view bytes);

/// " (bücher.example)" for the host of `url` where its Unicode form is another
/// than its ASCII form, with characters that do not show escaped; "" else.
std::string unicode_host_beside(std::string_view url);

/// A serialised URL, then unicode_host_beside().
std::string shown_url(std::string_view url);

/// An ASCII host, and its Unicode form beside it where it is another.
std::string shown_host(std::string_view host);

/// What an attribute says, and beside it where it leads if that is a host with
/// a Unicode form: what is written need not show which.
std::string shown_address(const Address& address);

}  // namespace pagescan
