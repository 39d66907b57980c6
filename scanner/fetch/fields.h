// The fields of an HTTP message (RFC 9110 section 5) in the order they came,
// repeats kept. Names and values are raw bytes exactly as the server sent
// them, control bytes and ill-formed UTF-8 included: whoever writes them out
// decodes (replace_invalid_utf8) and escapes. Owns its bytes; views returned
// live as long as the Fields is not changed. A value; thread-compatible.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pagescan {

struct Field {
  std::string name;   // as written, e.g. "content-TYPE"
  std::string value;  // without the optional white space around it

  friend bool operator==(const Field&, const Field&) = default;
};

/// Lines kept of one message unless told otherwise.
inline constexpr size_t kDefaultMaxFieldLines = 4096;

class Fields {
 public:
  Fields() = default;
  /// Those of a report: taken as they are, none dropped.
  Fields(std::vector<Field> items, std::vector<std::string> malformed,
         size_t dropped)
      : items_(std::move(items)),
        malformed_(std::move(malformed)),
        dropped_(dropped) {}
  /// Lines after the first `max_lines` are dropped, see dropped().
  explicit Fields(size_t max_lines) : max_lines_(max_lines) {}

  /// Adds a field as it is.
  void add(std::string name, std::string value);

  /// Adds one raw line, with or without its line break. A line that starts
  /// with a space or tab continues the value before it (obs-fold, RFC 9112
  /// section 5.2) and is joined to it by one space. White space before the
  /// colon is dropped, as browsers do. A line without a colon or without a
  /// name is no field and goes to malformed(). An empty line does nothing.
  void add_line(std::string_view line);

  /// The value of the first field of that name, ASCII case ignored.
  std::optional<std::string_view> first(std::string_view name) const;

  /// The values of every field of that name, in order.
  std::vector<std::string_view> all(std::string_view name) const;

  /// Every value of that name joined with ", " (RFC 9110 section 5.3).
  /// Meaningless for Set-Cookie.
  std::optional<std::string> combined(std::string_view name) const;

  /// The non-empty members of a comma-separated list field, over all lines of
  /// that name, stripped (RFC 9110 section 5.6.1). Quoted commas are not
  /// recognised: for fields whose members are tokens.
  std::vector<std::string_view> list(std::string_view name) const;

  const std::vector<Field>& items() const { return items_; }
  const std::vector<std::string>& malformed() const { return malformed_; }
  /// How many lines came after the limit.
  size_t dropped() const { return dropped_; }
  bool empty() const { return items_.empty(); }
  size_t size() const { return items_.size(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  void continue_line(std::string_view line);
  bool is_full();

  enum class Last { kNone, kField, kMalformed };

  size_t max_lines_ = kDefaultMaxFieldLines;
  std::vector<Field> items_;
  std::vector<std::string> malformed_;
  size_t dropped_ = 0;
  Last last_ = Last::kNone;
};

/// Whether it may name a field: a token (RFC 9110 section 5.6.2).
bool is_field_name(std::string_view name);

/// Whether a request may send it: no CR, LF or NUL (RFC 9110 section 5.5),
/// which would end the field and start another.
bool is_field_value(std::string_view value);

/// "Name: value" as a user writes it, the value stripped. Nothing where it is
/// no such field or must not be sent.
std::optional<Field> field_from_text(std::string_view text);

/// The fields of a block of raw lines separated by LF or CR LF. Stops at an
/// empty line.
Fields parse_fields(std::string_view block);

}  // namespace pagescan
