// What a row of a list says about the page it names. Values.
#pragma once

#include <string>

namespace pagescan {

/// What a row may say about the page it names.
enum class ExpectationKind {
  kStatus,    // "200", "2xx", or several: "200,301"
  kUrl,       // the URL after every redirect, compared as URL records
  kMimeType,  // its essence
  kTitle,     // a part of it, case and white space as they are
  kText,      // a part of the page's text
};

struct Expectation {
  ExpectationKind kind = ExpectationKind::kStatus;
  std::string expected;
};

}  // namespace pagescan
