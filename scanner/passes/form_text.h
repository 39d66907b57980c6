// What a form says around its controls: its text, headings and links, and the
// text before one control. Pure functions of the document, bounded in what
// they read; views are into the document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"

namespace pagescan {

struct FormText {
  struct Link {
    std::string_view href;
    std::string text;
  };

  std::string text;      // the start of it
  std::string headings;  // h1 to h6 and legends
  std::vector<Link> links;
};

/// Of a form element, or of any other.
FormText read_form_text(const Document& document, NodeId form);

/// The text of the heading that stands before a form, nothing far between, ""
/// if there is none.
std::string heading_before(const Document& document, NodeId form);

/// The text between `control` and what stands before it in its form: another
/// control, or the form's own start.
std::string text_before(const Document& document, NodeId control, NodeId form);

}  // namespace pagescan
