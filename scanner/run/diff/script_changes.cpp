#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_scripts(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
