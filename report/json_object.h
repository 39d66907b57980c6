// One object of a JSON report that is being read: the counterpart of
// JsonWriter, method for method, so that what reads a part stands beside what
// writes it line for line.
//
// Nothing here returns an error. The first thing found wrong is kept in the
// JsonFailure all objects of a report share; from then on every method does
// nothing. Whoever reads the whole asks once, at the end.
//
// Objects borrow the tree, the failure and the place of the object around them
// and live on the stack. One thread at a time.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/json_names.h"
#include "report/rapidjson.h"
#include "scanner/base/error.h"
#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Where a value stands: a key in an object or an index in an array, and where
/// that stands.
struct JsonPlace {
  const JsonPlace* outer = nullptr;  // null: this is the whole document
  std::string_view key;              // "" in an array
  size_t index = 0;
};

/// The JSON Pointer (RFC 6901) of a place: "/forms/3/controls/0/type".
std::string json_pointer(const JsonPlace& place);

/// The first thing that is wrong with a report.
class JsonFailure {
 public:
  bool failed() const { return error_.has_value(); }
  /// There must be one.
  const Error& error() const { return *error_; }

  /// Keeps the first of all calls: `what` is wrong there, do `next`.
  void record(const JsonPlace& place, std::string_view what,
              std::string_view next = {});

 private:
  std::optional<Error> error_;
};

class JsonObject {
 public:
  /// Fails where `value` is no object.
  JsonObject(const rapidjson::Value& value, const JsonPlace& place,
             JsonFailure& failure);

  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  bool has(std::string_view name) const { return find(name) != nullptr; }

  void field(std::string_view name, std::string& out) const;
  void field(std::string_view name, bool& out) const;
  /// Integers are 0 or more, but for int64_t, which may be any.
  template <std::integral T>
  requires(!std::same_as<T, bool>) void field(
      std::string_view name, T& out,
      T max = std::numeric_limits<T>::max()) const {
    const auto* value = required(name);
    if (value == nullptr) return;
    if constexpr (std::same_as<T, int64_t>) {
      out = signed_number(*value, name);
    } else {
      out = static_cast<T>(
          unsigned_number(*value, name, static_cast<uint64_t>(max)));
    }
  }
  template <class Enum>
  void field(std::string_view name, Enum& out,
             const EnumNames<Enum>& names) const {
    std::string text;
    field(name, text);
    if (failure_.failed()) return;
    if (const auto found = names.find(text)) {
      out = *found;
    } else {
      fail_unknown_name(name, text);
    }
  }
  /// Nothing for null.
  void field(std::string_view name, std::optional<std::string>& out) const {
    if (!is_null(name)) field(name, out.emplace());
  }

  /// Nothing where left out.
  template <class T, class... How>
  void field_if(std::string_view name, std::optional<T>& out,
                const How&... how) const {
    if (has(name)) field(name, out.emplace(), how...);
  }
  /// Empty where left out.
  void field_unless_empty(std::string_view name, std::string& out) const {
    if (has(name)) field(name, out);
  }
  /// 0 where left out.
  void field_unless_zero(std::string_view name, std::integral auto& out) const {
    if (has(name)) field(name, out);
  }
  /// false where left out.
  void flag(std::string_view name, bool& out) const {
    if (has(name)) field(name, out);
  }
  /// Empty for null.
  void text_or_null(std::string_view name, std::string& out) const {
    if (!is_null(name)) field(name, out);
  }
  /// 0 for null.
  template <std::integral T>
  void number_or_null(std::string_view name, T& out,
                      T max = std::numeric_limits<T>::max()) const {
    if (!is_null(name)) field(name, out, max);
  }
  /// From 0 to kMaxMilliseconds.
  void milliseconds(std::string_view name, double& out) const;
  /// The attribute as written under its own name, and the resolved `url`.
  /// A number from 0 to 1, in hundredths.
  void hundredths(std::string_view name, uint8_t& out) const;
  void address(std::string_view attribute, Address& out) const;
  void position(SourcePosition& out) const;

  template <class T>
  using Read = void (*)(const JsonObject& json, T& out);

  /// An object that must be there.
  template <class T>
  void object(std::string_view name, T& out, Read<T> read) const {
    if (const auto* value = required(name)) {
      read(JsonObject(*value, {&place_, name, 0}, failure_), out);
    }
  }
  /// Nothing where left out.
  template <class T>
  void object_if(std::string_view name, std::optional<T>& out,
                 Read<T> read) const {
    if (has(name)) object(name, out.emplace(), read);
  }
  /// Nothing for null.
  template <class T>
  void object_or_null(std::string_view name, std::optional<T>& out,
                      Read<T> read) const {
    if (!is_null(name)) object(name, out.emplace(), read);
  }

  /// An array of objects. It grows as its items prove right: its length alone
  /// reserves nothing.
  template <class T>
  void list(std::string_view name, std::vector<T>& out, Read<T> read) const {
    const auto* items = array(name);
    if (items == nullptr) return;
    const JsonPlace place{&place_, name, 0};
    for (const rapidjson::Value& value : items->GetArray()) {
      const JsonPlace item{&place, "", out.size()};
      read(JsonObject(value, item, failure_), out.emplace_back());
      if (failure_.failed()) return;
    }
  }
  /// An array of strings.
  void list(std::string_view name, std::vector<std::string>& out) const;
  /// An array of integers of 0 or more.
  void list(std::string_view name, std::vector<size_t>& out) const;
  /// Empty where left out.
  template <class T, class... How>
  void list_unless_empty(std::string_view name, std::vector<T>& out,
                         How... how) const {
    if (has(name)) list(name, out, how...);
  }

  /// What is wrong with the field `name`, in one clause.
  void fail_at(std::string_view name, std::string_view what) const;
  /// The same for the field `key` of an item of the list `name`.
  void fail_at(std::string_view name, size_t index, std::string_view key,
               std::string_view what) const;

 private:
  /// The value of `name`, null where it is left out or all has failed. A name
  /// that stands there twice fails: readers disagree on which counts.
  const rapidjson::Value* find(std::string_view name) const;
  /// The same, but fails where it is left out.
  const rapidjson::Value* required(std::string_view name) const;
  const rapidjson::Value* array(std::string_view name) const;
  /// Whether `name` is there and null.
  bool is_null(std::string_view name) const;

  double number_up_to(std::string_view name, double max) const;
  int64_t signed_number(const rapidjson::Value& value,
                        std::string_view name) const;
  uint64_t unsigned_number(const rapidjson::Value& value, std::string_view name,
                           uint64_t max) const;
  void fail_unknown_name(std::string_view name, std::string_view text) const;

  const rapidjson::Value& value_;
  JsonPlace place_;
  JsonFailure& failure_;
};

}  // namespace pagescan
