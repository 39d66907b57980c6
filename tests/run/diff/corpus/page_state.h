// A page as a server has it, which tests of the diff edit and scan: markup in
// the form of the HTML fragment serialisation algorithm, so that edits are
// simple, and a response. A value.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/fetch/response.h"
#include "scanner/run/scan_result.h"

namespace pagescan::test {

struct PageState {
  std::string url;
  std::string html;
  int status = 200;
  std::string ip = "127.0.0.1";
  std::vector<std::string> redirects;  // the URLs before this one
  std::vector<std::pair<std::string, std::string>> fields;
  TlsInfo tls;

  /// The value of the first field of that name; null where there is none.
  std::string* field(std::string_view name);
  void erase_field(std::string_view name);
};

/// A page with the bytes of one of the corpus and the response of a site that
/// takes care: HSTS, a policy, a cookie, a certificate.
PageState make_page(std::string_view bytes, const std::string& url);

/// As if fetched now, judged by the default rules.
ScanResult scan(const PageState& page);

/// One past the `>` of the start tag that begins at `offset`; npos where no
/// start tag does.
size_t end_of_tag(std::string_view html, size_t offset);

/// Gives the start tag at `offset` this attribute, or takes it away. False
/// where there is no such tag.
bool set_attribute(std::string& html, size_t offset, std::string_view name,
                   const std::optional<std::string>& value);

/// Puts new text in the place of the last such text. False where there is none.
bool replace_last(std::string& html, std::string_view old_text,
                  std::string_view new_text);

/// Puts markup at the end of the body, or of the head.
void append_to_body(std::string& html, std::string_view markup);
bool append_to_head(std::string& html, std::string_view markup);

}  // namespace pagescan::test
