// Makes strings from a page harmless in CSV. Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace pagescan {

/// Appends well-formed UTF-8 as one field of CSV, always in quotation marks,
/// those within doubled (RFC 4180 section 2). A field that a spreadsheet would
/// take for a formula, one that starts with = + - @ TAB CR LF or a full-width
/// = + - @ (https://owasp.org/www-community/attacks/CSV_Injection), white
/// space and invisible characters before it or not, gets a ' in front. Control
/// characters come out as append_for_terminal writes them; LF and TAB stay.
void append_csv_field(std::string_view text, std::string& out);

}  // namespace pagescan
