// The forms of a page in an HTML report. Pure function; thread-safe.
#pragma once

#include <string>

#include "report/html_page.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// Appends the page's forms, where they post and what they ask for, and the
/// controls no form owns.
void append_html_forms(const FormFacts& facts, const HtmlPageLimits& limits,
                       std::string& out);

}  // namespace pagescan
