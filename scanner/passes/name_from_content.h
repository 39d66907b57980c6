// The text that elements give to a control's accessible name
// (https://www.w3.org/TR/accname-1.2/#computation-steps). Borrows the
// Document and a budget; one reader for one name, not shared between threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/rendering.h"

namespace pagescan {

/// A label's text is cut at about this many bytes: what is longer is no label.
inline constexpr size_t kMaxLabelBytes = 1024;

/// What an input or textarea has to do with its name, by its type.
enum class InputKind : uint8_t {
  kHidden,
  kTextField,  // what may have a placeholder, but a password
  kPassword,
  kRange,
  kButton,  // submit, reset and button
  kImage,
  kFile,
  kOther
};

struct InputNaming {
  InputKind kind = InputKind::kTextField;
  /// What browsers call it where the page does not: "Submit", else "".
  std::string_view browser_default;
};

/// Of an input element.
InputNaming input_naming(const Document& document, NodeId input);

/// Which descendants of an element are read.
enum class HiddenNodes : uint8_t {
  kLeftOut,
  kCounted,         // those of what is hidden itself and referred to
  kCountedUnboxed,  // the same, where not even inline boxes are made
};

/// What reading the names of a document may cost in all: elements that many
/// controls refer to are read again for each. Bytes and nodes, about.
class ReadingBudget {
 public:
  explicit ReadingBudget(size_t units) : left_(units) {}

  void spend(size_t units) { left_ -= units < left_ ? units : left_; }
  bool is_spent() const { return left_ == 0; }

 private:
  size_t left_;
};

/// An attribute's value, white space stripped and collapsed, cut to
/// kMaxLabelBytes.
std::string label_attribute(const Document& document, NodeId element,
                            std::string_view name);

/// Reads elements for one name. What it reads for that is bounded, too: texts
/// end early past the bound.
class NameReader {
 public:
  /// `named` is the control whose name is read: it has no part in its labels.
  NameReader(const Document& document, NodeId named, ReadingBudget& budget)
      : document_(document), budget_(budget), named_(named) {}

  /// What the element's descendants give: a button's name.
  std::string contents(NodeId element);

  /// What the element gives, by its aria-label, what is in it, or its title.
  std::string element(NodeId element, HiddenNodes hidden);

  /// What a control gives to a name it has part in: its value, else what its
  /// attributes call it. Passwords and what is named like a secret give no
  /// value.
  std::string embedded(NodeId control);

 private:
  // An element that something is left to do for where it ends.
  struct Open {
    NodeId end = 0;
    bool was_visible = true;
    bool separate = false;
    std::string title;       // counts if the element gives nothing else
    size_t text_before = 0;  // bytes
  };

  std::string read(NodeId begin, NodeId end);
  NodeId enter(NodeId element);
  bool append_alternative(NodeId element);
  void open(NodeId element, const Rendering& rendering);
  void close_until(NodeId id);
  void append_text(std::string_view text);
  void append_word(std::string_view text);
  void append_space() { pending_space_ = !text_.empty(); }
  bool is_counted() const {
    return visible_ || hidden_ != HiddenNodes::kLeftOut;
  }

  const Document& document_;
  ReadingBudget& budget_;
  const NodeId named_;
  size_t nodes_left_ = 512;
  size_t bytes_left_ = 8 * kMaxLabelBytes;
  size_t style_bytes_left_ = 8 * kMaxLabelBytes;

  // Of the element being read.
  HiddenNodes hidden_ = HiddenNodes::kLeftOut;
  NodeId root_ = kNoNode;
  bool visible_ = true;
  bool pending_space_ = false;
  std::string text_;
  std::vector<Open> open_;
};

}  // namespace pagescan
