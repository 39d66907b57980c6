#include "scanner/passes/form_text.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/form_owner.h"

namespace pagescan {
namespace {

// Bounds on what is read: what a form is for is said at its start.
constexpr size_t kMaxNodes = 3000;
constexpr size_t kMaxTextBytes = 400;
constexpr size_t kMaxLinks = 10;
constexpr size_t kMaxNodesBefore = 40;
constexpr size_t kMaxTextBytesBefore = 120;

// Elements whose text is not shown as text of the form.
bool is_left_out(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kNoscript:
      return true;
    default:
      return false;
  }
}

bool is_heading(Tag tag) {
  return (tag >= Tag::kH1 && tag <= Tag::kH6) || tag == Tag::kLegend;
}

bool is_control(Tag tag) { return is_submittable(tag) || tag == Tag::kOption; }

void append(std::string_view text, std::string& out) {
  if (out.size() >= kMaxTextBytes) return;
  out += utf8_prefix(text, kMaxTextBytes);
  out += ' ';
}

}  // namespace

FormText read_form_text(const Document& document, NodeId form) {
  FormText result;
  NodeId link_end = 0;
  NodeId heading_end = 0;
  const NodeId end = document.node(form).end;
  size_t visited = 0;
  for (NodeId id = form + 1; id < end && ++visited < kMaxNodes;) {
    const Node& node = document.node(id);
    if (is_left_out(node.tag)) {
      id = node.end;
      continue;
    }
    std::string_view text;
    if (node.type == NodeType::kText) {
      text = strip_ascii_whitespace(node.text);
    } else if (node.tag == Tag::kImg) {
      text = document.attribute(id, "alt").value_or("");
    } else if (node.tag == Tag::kA && result.links.size() < kMaxLinks) {
      result.links.push_back({document.attribute(id, "href").value_or(""), {}});
      link_end = node.end;
    } else if (is_heading(node.tag)) {
      heading_end = node.end;
    }
    if (!text.empty()) {
      append(text, result.text);
      if (id < link_end) append(text, result.links.back().text);
      if (id < heading_end) append(text, result.headings);
    }
    ++id;
  }
  return result;
}

std::string heading_before(const Document& document, NodeId form) {
  NodeId id = form;
  for (size_t n = 0; n < kMaxNodesBefore && id > 0; ++n) {
    --id;
    const Node& node = document.node(id);
    if (is_control(node.tag)) break;
    // Legends are of the form they stand in, never of the next.
    if (!is_heading(node.tag) || node.tag == Tag::kLegend) continue;
    if (node.end > form) break;
    std::string text;
    for (NodeId inner = id + 1; inner < node.end; ++inner) {
      if (document.is_text(inner)) append(document.node(inner).text, text);
    }
    return text;
  }
  return {};
}

std::string text_before(const Document& document, NodeId control, NodeId form) {
  std::array<std::string_view, kMaxNodesBefore> parts;
  size_t count = 0;
  size_t bytes = 0;
  NodeId id = control;
  for (size_t n = 0; n < kMaxNodesBefore && id > form + 1; ++n) {
    --id;
    const Node& node = document.node(id);
    if (is_control(node.tag)) break;
    if (node.type != NodeType::kText) continue;
    if (is_left_out(document.node(node.parent).tag)) break;
    const std::string_view text = strip_ascii_whitespace(node.text);
    if (text.empty()) continue;
    parts[count++] = text;
    bytes += text.size();
    if (bytes > kMaxTextBytesBefore) break;
  }
  std::string text;
  while (count > 0) {
    // Of a long text the end stands next to the control.
    const std::string_view part = parts[--count];
    size_t start = part.size() - std::min(part.size(), kMaxTextBytesBefore);
    while (start < part.size() && is_utf8_continuation(part[start])) ++start;
    text += part.substr(start);
    text += ' ';
  }
  return text;
}

}  // namespace pagescan
