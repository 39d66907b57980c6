// The element names the pretty-printer knows, their classes, which of them
// close which, and the stack of what is open.
//
// Objects own what they keep. One object a thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan::html_format {

/// The size in bytes of the ECMAScript white space or line terminator at
/// `offset`, where tag names end for the reference; 0 if there is none.
size_t script_whitespace_at(std::string_view text, size_t offset);

/// A number for each element name, equal where the lower-cased names are equal.
using TagId = uint32_t;

/// What is known of an element by its name; a set of bits.
enum TagClass : uint8_t {
  kInline = 1,            // stays on the line
  kVoid = 2,              // has no content and no end tag
  kVerbatim = 4,          // its content is printed as it stands
  kEmptyLineBefore = 8,   // its start tag wants an empty line above
  kClosesParagraph = 16,  // its start tag ends an open p
  kKeepsParagraph = 32,   // but not a p that is a child of this
};

/// The names whose start tag implies the end of another element: the first of
/// `closes` that is open is closed, unless one of `barriers` is open inside it.
/// See https://html.spec.whatwg.org/#optional-tags.
struct ImpliedEnd {
  std::span<const TagId> closes;
  std::span<const TagId> barriers;
};
ImpliedEnd implied_end(TagId start_tag);

/// The names the formatter itself asks about.
TagId html_tag();
TagId else_tag();
TagId p_tag();

/// The open elements whose level `{{else}}` goes back to.
std::span<const TagId> else_owners();

/// Gives names their numbers.
class TagNames {
 public:
  /// Lower-cases as ECMAScript does.
  TagId id_of(std::string_view name);

  /// The TagClass bits.
  uint8_t classes_of(TagId id) const;

 private:
  std::map<std::string, TagId, std::less<>> others_;
  std::vector<uint8_t> other_classes_;
  std::string lower_case_;
};

/// A start tag whose element is open.
struct OpenElement {
  TagId name = 0;
  bool is_inline = false;
  bool is_multiline = false;  // a child stands on a line of its own
  size_t level = 0;           // of the line of the start tag
  size_t serial = 0;          // tells start tags apart
};

/// The stack of open elements. Looking a name up takes constant time, however
/// deep the stack.
class OpenElements {
 public:
  void push(const OpenElement& element);

  /// Closes the innermost `name` and all within, unless one of `barriers` is
  /// open inside it; gives what was closed.
  std::optional<OpenElement> close(TagId name,
                                   std::span<const TagId> barriers = {});

  /// The innermost element of one of `names`, or null.
  const OpenElement* innermost(std::span<const TagId> names) const;

  /// The element `depth` levels out from the innermost one, or null.
  OpenElement* outward(size_t depth);

 private:
  struct Entry {
    OpenElement element;
    size_t outer_namesake = 0;  // height of the next one out of that name
  };

  // The height, from 1, of the innermost element of that name; 0 if none.
  size_t height_of(TagId name) const {
    return name < heights_.size() ? heights_[name] : 0;
  }

  std::vector<Entry> stack_;
  std::vector<size_t> heights_;  // by name
};

}  // namespace pagescan::html_format
