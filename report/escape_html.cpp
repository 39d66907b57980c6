#include "report/escape_html.h"

#include "report/escape.h"

namespace pagescan {

void append_html(std::string_view text, std::string& out) {
  std::string shown;
  append_for_terminal(text, LineBreaks::kKeep, shown);
  for (const char c : shown) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace pagescan
