#include "rules/links/url_parameters.h"

#include <algorithm>

#include "rules/page_reading.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// No secret's name is longer.
constexpr size_t kMaxNameBytes = 64;
constexpr size_t kShownBytes = 4;

void append_parameters(std::string_view text, char separator,
                       std::vector<UrlParameter>& parameters) {
  size_t begin = 0;
  while (begin < text.size()) {
    if (parameters.size() == kMaxUrlParameters) return;
    const size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view item = text.substr(begin, end - begin);
    const size_t equals = item.find('=');
    // Where there is none, `equals` is more than any bound.
    if (equals <= kMaxNameBytes && equals + 1 < item.size()) {
      parameters.push_back(
          {ascii_lowercase(percent_decode(item.substr(0, equals))),
           item.substr(equals + 1)});
    }
    begin = end + 1;
  }
}

}  // namespace

std::vector<UrlParameter> url_parameters(std::string_view href) {
  std::vector<UrlParameter> parameters;
  const std::string_view rest = rest_of_href(href);
  const size_t hash = std::min(rest.find('#'), rest.size());
  const size_t question = std::min(rest.substr(0, hash).find('?'), hash);
  const std::string_view path = rest.substr(0, question);
  const size_t semicolon = path.find(';', path.rfind('/') + 1);
  if (semicolon != std::string_view::npos) {
    append_parameters(path.substr(semicolon + 1), ';', parameters);
  }
  if (question < hash) {
    append_parameters(rest.substr(question + 1, hash - question - 1), '&',
                      parameters);
  }
  if (hash < rest.size()) {
    append_parameters(rest.substr(hash + 1), '&', parameters);
  }
  return parameters;
}

std::string masked(std::string_view secret) {
  const std::string_view shown =
      utf8_prefix(secret, std::min(kShownBytes, secret.size() / 2));
  return std::string(shown) + "…";
}

std::string href_with_masked(std::string_view href,
                             const UrlParameter& parameter) {
  std::string_view plain = without_query(href);
  plain = plain.substr(0, plain.find(';'));
  const size_t value =
      static_cast<size_t>(parameter.value.data() - href.data());
  const size_t separator = href.find_last_of("?&;#", value);
  const size_t name = separator + 1;
  // Of several parameters only this one is shown.
  const char first = href[separator] == '&' ? '?' : href[separator];
  return std::string(plain) + first +
         std::string(href.substr(name, value - name)) + masked(parameter.value);
}

}  // namespace pagescan
