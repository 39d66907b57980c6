#include "report/text_shown.h"

#include <fmt/format.h>

#include "report/escape.h"
#include "scanner/base/utf8.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

std::string in_parentheses(const std::string& unicode_host) {
  if (unicode_host.empty()) return {};
  return fmt::format(" ({})", host_for_terminal(unicode_host));
}

}  // namespace

std::string shown(std::string_view bytes) {
  const std::string text = replace_invalid_utf8(bytes);
  const std::string_view prefix = utf8_prefix(text, kMaxShownBytes);
  std::string line = for_terminal(prefix);
  if (prefix.size() < text.size()) line += "…";
  return line;
}

std::string unicode_host_beside(std::string_view url) {
  return in_parentheses(unicode_form_of_url_host(url));
}

std::string shown_url(std::string_view url) {
  return shown(url) + unicode_host_beside(url);
}

std::string shown_host(std::string_view host) {
  return shown(host) + in_parentheses(unicode_form_of_host(host));
}

std::string shown_address(const Address& address) {
  if (!address.url) return shown(address.written);
  const std::string beside = unicode_host_beside(*address.url);
  if (beside.empty()) return shown(address.written);
  if (*address.url == address.written) return shown(address.written) + beside;
  return fmt::format("{} -> {}{}", shown(address.written), shown(*address.url),
                     beside);
}

}  // namespace pagescan
