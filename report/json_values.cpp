#include "report/json_values.h"

#include "scanner/base/utf8.h"

namespace pagescan {

void put_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = from_bytes(text);
}

void put_flag(Json& object, const char* key, bool flag) {
  if (flag) object[key] = true;
}

Json from_bytes(std::string_view bytes) {
  return is_valid_utf8(bytes) ? Json(bytes) : Json(replace_invalid_utf8(bytes));
}

void put_address(Json& object, const char* attribute, const Address& address) {
  object[attribute] = address.written;
  object["url"] = address.url ? Json(*address.url) : Json();
}

Json from_position(const SourcePosition& position) {
  return {{"line", position.line}, {"column", position.column}};
}

}  // namespace pagescan
