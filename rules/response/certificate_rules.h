// The certificate and the connection under the page: R06, R07, R08.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> certificate_rules();

}  // namespace pagescan
