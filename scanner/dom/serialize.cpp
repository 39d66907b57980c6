#include "scanner/dom/serialize.h"

#include <string_view>

namespace pagescan {
namespace {

bool serialises_as_void(const Node& node) {
  if (node.name_space != Namespace::kHtml) return false;
  // The algorithm's list is the void elements and four obsolete ones.
  const std::string_view name = node.text;
  return is_void_element(name) || name == "basefont" || name == "bgsound" ||
         name == "frame" || name == "keygen";
}

void append_start_tag(const Document& document, NodeId id, std::string& out) {
  out += '<';
  out += document.node(id).text;
  for (const Attribute& a : document.attributes(id)) {
    out += ' ';
    out += a.name;
    out += "=\"";
    append_escaped(a.value, EscapeMode::kAttribute, out);
    out += '"';
  }
  out += '>';
}

void append_end_tag(const Node& node, std::string& out) {
  out += "</";
  out += node.text;
  out += '>';
}

void append_leaf(const Document& document, const Node& node, std::string& out) {
  switch (node.type) {
    case NodeType::kText:
      if (has_literal_text(document.node(node.parent).tag)) {
        out += node.text;
      } else {
        append_escaped(node.text, EscapeMode::kText, out);
      }
      break;
    case NodeType::kComment:
      out += "<!--";
      out += node.text;
      out += "-->";
      break;
    case NodeType::kDoctype:
      out += "<!DOCTYPE ";
      out += node.text;
      out += '>';
      break;
    case NodeType::kDocument:
    case NodeType::kElement:
      break;
  }
}

}  // namespace

void append_escaped(std::string_view text, EscapeMode mode, std::string& out) {
  size_t copied = 0;
  const auto replace = [&](size_t at, size_t size, std::string_view with) {
    out.append(text.substr(copied, at - copied));
    out.append(with);
    copied = at + size;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '&':
        replace(i, 1, "&amp;");
        break;
      case '<':
        replace(i, 1, "&lt;");
        break;
      case '>':
        replace(i, 1, "&gt;");
        break;
      case '"':
        if (mode == EscapeMode::kAttribute) replace(i, 1, "&quot;");
        break;
      case '\xC2':  // U+00A0 NO-BREAK SPACE is C2 A0
        if (i + 1 < text.size() && text[i + 1] == '\xA0') {
          replace(i, 2, "&nbsp;");
        }
        break;
      default:
        break;
    }
  }
  out.append(text.substr(copied));
}

bool has_literal_text(Tag tag) {
  switch (tag) {
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kXmp:
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kPlaintext:
      return true;
    default:
      return false;
  }
}

void append_outer_html(const Document& document, NodeId element,
                       std::string& out) {
  NodeId open = element;  // innermost element whose end tag is still due
  for (NodeId id = element; id < document.node(element).end; ++id) {
    while (id != element && document.node(open).end <= id) {
      append_end_tag(document.node(open), out);
      open = document.node(open).parent;
    }
    const Node& node = document.node(id);
    if (node.type != NodeType::kElement) {
      append_leaf(document, node, out);
      continue;
    }
    append_start_tag(document, id, out);
    if (!serialises_as_void(node)) {
      open = id;
    }
  }
  if (serialises_as_void(document.node(element))) return;
  for (NodeId id = open;; id = document.node(id).parent) {
    append_end_tag(document.node(id), out);
    if (id == element) break;
  }
}

}  // namespace pagescan
