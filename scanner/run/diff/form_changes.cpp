#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_forms(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
