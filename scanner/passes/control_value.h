// The value a control has before anyone touches it, which its value attribute
// alone does not say. Pure function; thread-safe.
#pragma once

#include <optional>
#include <string>

#include "scanner/dom/document.h"

namespace pagescan {

struct Control;

/// The value the control submits: that of its attribute or contents after the
/// value sanitization algorithm of its type
/// (https://html.spec.whatwg.org/#value-sanitization-algorithm), "on" for a
/// checkbox or radio button without one. Nothing for a file, which the user
/// chooses. A color is read as HTML 5 does: "#" and six hexadecimal digits.
std::optional<std::string> submitted_value(const Document& document,
                                           const Control& control,
                                           NodeId element);

}  // namespace pagescan
