#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_response(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

void compare_cookies(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
