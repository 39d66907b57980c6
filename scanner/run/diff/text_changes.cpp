#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_text(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
