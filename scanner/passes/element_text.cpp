#include "scanner/passes/element_text.h"

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// How often each byte and node of a document may be read for the texts of its
// elements. Once is what a page needs whose links do not nest.
constexpr size_t kMaxReadings = 8;

// is_ascii_whitespace, settled for nearly every byte by one comparison.
constexpr bool is_whitespace(char c) {
  return static_cast<unsigned char>(c) <= ' ' && is_ascii_whitespace(c);
}

bool holds_no_text(const Node& node) {
  if (node.name_space == Namespace::kSvg) {
    return node.text == "script" || node.text == "style";
  }
  return node.tag == Tag::kScript || node.tag == Tag::kStyle ||
         node.tag == Tag::kTemplate;
}

}  // namespace

std::string_view child_text_content(const Document& document, NodeId element,
                                    std::string& storage) {
  std::string_view text;
  bool joined = false;
  for (NodeId child = document.first_child(element); child != kNoNode;
       child = document.next_sibling(child)) {
    if (!document.is_text(child)) continue;
    const std::string_view data = document.node(child).text;
    if (text.empty() && !joined) {
      text = data;
      continue;
    }
    if (!joined) storage.assign(text);
    joined = true;
    storage.append(data);
  }
  return joined ? std::string_view(storage) : text;
}

void append_collapsed(std::string_view text, size_t max_bytes, std::string& out,
                      bool& pending_space) {
  size_t at = 0;
  while (at < text.size() && out.size() <= max_bytes) {
    const size_t begin = at;
    while (at < text.size() && !is_whitespace(text[at])) ++at;
    if (at > begin) {
      if (pending_space) out += ' ';
      out.append(text, begin, at - begin);
    }
    const size_t word_end = at;
    while (at < text.size() && is_whitespace(text[at])) ++at;
    pending_space =
        !out.empty() && (at > word_end || (pending_space && at == begin));
  }
}

CollapsedText::CollapsedText(const PassInput& input)
    : input_(input),
      work_left_(kMaxReadings *
                 (input.document.size() + input.document.source().size())) {}

std::string CollapsedText::of(NodeId element) {
  const Document& document = input_.document;
  std::string text;
  pending_space_ = false;
  const NodeId end = document.node(element).end;
  for (NodeId id = element + 1; id < end && work_left_ > 0;) {
    const Node& node = document.node(id);
    --work_left_;
    if (node.type == NodeType::kElement && holds_no_text(node)) {
      id = node.end;
      continue;
    }
    if (node.type == NodeType::kText) append(node.text, text);
    if (text.size() > input_.limits.max_value_bytes) break;
    ++id;
  }
  return within_limit(input_, text);
}

void CollapsedText::append(std::string_view text, std::string& out) {
  text = text.substr(0, work_left_);
  work_left_ -= text.size();
  append_collapsed(text, input_.limits.max_value_bytes, out, pending_space_);
}

}  // namespace pagescan
