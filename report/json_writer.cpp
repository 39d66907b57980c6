#include "report/json_writer.h"

#include "scanner/base/utf8.h"

namespace pagescan {

void JsonWriter::bytes_field(std::string_view name, std::string_view bytes) {
  if (is_valid_utf8(bytes)) {
    field(name, bytes);
  } else {
    field(name, replace_invalid_utf8(bytes));
  }
}

void JsonWriter::text_or_null(std::string_view name, std::string_view text) {
  if (text.empty()) {
    field(name, nullptr);
  } else {
    bytes_field(name, text);
  }
}

void JsonWriter::address(std::string_view attribute, const Address& address) {
  field(attribute, address.written);
  field("url", address.url);
}

void JsonWriter::position(const SourcePosition& position) {
  key("position");
  begin_object();
  field("line", position.line);
  field("column", position.column);
  end_object();
}

}  // namespace pagescan
