// Writes JSON as it goes, without a tree in memory: half of a scan's time
// beside parsing went into that tree. RapidJSON's writer does the encoding;
// this gives it the shapes a report is made of. One thread at a time.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/rapidjson.h"
#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// The longest duration a report holds: eleven days.
inline constexpr double kMaxMilliseconds = 1e9;

class JsonWriter {
 public:
  JsonWriter() : writer_(buffer_) {}

  /// What has been written. Good until the next call.
  std::string_view json() const {
    return {buffer_.GetString(), buffer_.GetSize()};
  }

  void begin_object() { writer_.StartObject(); }
  void end_object() { writer_.EndObject(); }
  void begin_array() { writer_.StartArray(); }
  void end_array() { writer_.EndArray(); }
  void key(std::string_view name) { writer_.Key(name.data(), size_of(name)); }

  /// Text must be well-formed UTF-8: a page's is, a server's may not be.
  void value(std::string_view text) {
    writer_.String(text.data(), size_of(text));
  }
  void value(const std::string& text) { value(std::string_view(text)); }
  void value(const char* text) { value(std::string_view(text)); }
  void value(std::nullptr_t) { writer_.Null(); }
  void value(std::same_as<bool> auto flag) { writer_.Bool(flag); }
  template <std::integral T>
  requires(!std::same_as<T, bool>) void value(T number) {
    if constexpr (std::signed_integral<T>) {
      writer_.Int64(number);
    } else {
      writer_.Uint64(number);
    }
  }
  /// null where there is none.
  template <class T>
  void value(const std::optional<T>& maybe) {
    maybe ? value(*maybe) : value(nullptr);
  }

  template <class T>
  void field(std::string_view name, const T& content) {
    key(name);
    value(content);
  }
  /// Left out where there is none.
  template <class T>
  void field_if(std::string_view name, const std::optional<T>& maybe) {
    if (maybe) field(name, *maybe);
  }
  /// Left out where empty.
  void field_unless_empty(std::string_view name, std::string_view text) {
    if (!text.empty()) field(name, text);
  }
  /// true, or left out.
  void flag(std::string_view name, bool set) {
    if (set) field(name, true);
  }
  /// A server's bytes: ill-formed UTF-8 becomes U+FFFD.
  void bytes_field(std::string_view name, std::string_view bytes);
  /// null where empty.
  void text_or_null(std::string_view name, std::string_view text);
  /// null where 0.
  void number_or_null(std::string_view name, std::integral auto number) {
    key(name);
    number == 0 ? value(nullptr) : value(number);
  }
  /// Left out where 0.
  void field_unless_zero(std::string_view name, std::integral auto number) {
    if (number != 0) field(name, number);
  }
  /// To the microsecond, at most kMaxMilliseconds.
  void milliseconds(std::string_view name, double milliseconds);
  /// A part of one, given in hundredths.
  void hundredths(std::string_view name, unsigned count);
  /// The attribute as written under its own name, and the resolved `url`.
  void address(std::string_view attribute, const Address& address);
  /// `{"line", "column"}`, counted from 1.
  void position(const SourcePosition& position);

  /// A value that was read, with all that is in it.
  void tree(const rapidjson::Value& value) { value.Accept(writer_); }

  /// An array field, one `write(writer, item)` an item.
  template <class List, class Write>
  void list(std::string_view name, const List& items, Write write) {
    key(name);
    begin_array();
    for (const auto& item : items) write(*this, item);
    end_array();
  }
  /// Left out where empty.
  template <class List, class Write>
  void list_unless_empty(std::string_view name, const List& items,
                         Write write) {
    if (!items.empty()) list(name, items, write);
  }

 private:
  static rapidjson::SizeType size_of(std::string_view text) {
    return static_cast<rapidjson::SizeType>(text.size());
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace pagescan
