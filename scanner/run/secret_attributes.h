// Finds attributes in HTML as dom/serialize and passes/html_format write it, to
// mask what a report must not show. Pure function; thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/run/text_span.h"

namespace pagescan {

enum class AttributeContent {
  kUrl,     // one URL
  kSecret,  // a secret, by its own name or by that of its control
};

struct AttributeSpan {
  TextSpan value;  // without the quotation marks
  AttributeContent content = AttributeContent::kUrl;
};

/// Attributes with URLs and attributes with secrets, in order: the value of a
/// control with a secret's name, of a password, of a hidden control where it
/// looks like a secret; of data-* attributes with a secret's name. Scripts and
/// comments may give more than there is. Linear time.
std::vector<AttributeSpan> attributes_to_redact(std::string_view html);

}  // namespace pagescan
