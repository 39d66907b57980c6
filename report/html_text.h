// How the HTML report shows what came from a page, a server or the user: as
// text, harmless, not too long, never as a link. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "rules/finding.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Values longer than this many bytes are cut in the HTML report, with an
/// ellipsis; JSON has them whole.
inline constexpr size_t kMaxHtmlValueBytes = 600;

/// Bytes of any kind as text of an element or as a quoted attribute's value,
/// cut to `max_bytes` (see append_html).
std::string html_text(std::string_view bytes,
                      size_t max_bytes = kMaxHtmlValueBytes);

/// html_text() in a bdi element: text of any direction leaves the direction of
/// what stands around it alone.
std::string html_isolated(std::string_view bytes,
                          size_t max_bytes = kMaxHtmlValueBytes);

/// A serialised URL, isolated, and beside it the Unicode form of its host where
/// that is another.
std::string html_url(std::string_view url,
                     size_t max_bytes = kMaxHtmlValueBytes);

/// A host in ASCII and beside it its Unicode form where that is another.
std::string html_host(std::string_view host);

/// Where an address leads; as written where it leads nowhere.
std::string html_address(const Address& address);

/// Appends a row of a dl; nothing for an empty value. `value` is markup.
void append_html_row(std::string_view name, std::string_view value,
                     std::string& out);

/// "line 12, column 5", "field Server": where the evidence is, as markup; ""
/// for the page as a whole.
std::string html_place(const FindingEvidence& evidence);

/// "error" in the colour of the level.
std::string html_level(Level level);

/// Appends that `count` of a list are not shown; nothing for none.
void append_html_left_out(size_t count, std::string_view noun,
                          std::string& out);

/// "1 page", "2 pages".
std::string html_count(size_t count, std::string_view noun);

}  // namespace pagescan
