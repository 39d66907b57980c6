// Fuzzes the field lines of a response and Set-Cookie in them, and checks what
// must hold of any input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/fetch/cookie.h"
#include "scanner/fetch/fields.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_cookie(std::string_view value) {
  const auto cookie = pagescan::parse_set_cookie(value);
  if (!cookie) return;
  require(cookie->name.size() + cookie->value.size() <=
          pagescan::kMaxCookiePairBytes);
  require(!cookie->name.empty() || !cookie->value.empty());
  require(cookie->path.empty() || cookie->path.front() == '/');
  require(cookie->host_only == cookie->domain.empty());
  require(cookie->expires.has_value() == cookie->expires_seconds.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // An exact copy, so that a read past the end is seen.
  const std::string input(reinterpret_cast<const char*>(data), size);
  const pagescan::Fields fields = pagescan::parse_fields(input);
  require(fields.size() + fields.malformed().size() <=
          pagescan::kDefaultMaxFieldLines);
  for (const pagescan::Field& field : fields) {
    require(!field.name.empty());
    require(fields.first(field.name).has_value());
    check_cookie(field.value);
  }
  fields.list("content-encoding");
  fields.combined("set-cookie");
  check_cookie(input);
  pagescan::parse_cookie_date(input);
  return 0;
}
