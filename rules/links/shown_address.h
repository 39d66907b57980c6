// Links whose text is an address, as L07 compares it with where they lead. Pure
// functions; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// The host that the text of a link shows to its reader, lower-case ASCII:
/// "https://bank.example/login", "www.bank.example", "bank.example/login". ""
/// where the text is no address or its host is cut short by an ellipsis. A lone
/// "bank.example" is none: names of companies and products look like that.
std::string host_in_text(std::string_view text);

/// How the address a link leads to answers for the host it shows.
enum class HostInTextMatch : uint8_t {
  kSame,         // the same site, or one that is known to pass readers on
  kMentioned,    // another site, but the address names the one shown: a
                 // redirector, an archive, a page about it
  kOtherEnding,  // another site of the same name: bank.example, bank.test
  kOther,
};

/// `href` is a serialised http or https URL.
HostInTextMatch match_host_in_text(std::string_view shown,
                                   std::string_view href);

}  // namespace pagescan
