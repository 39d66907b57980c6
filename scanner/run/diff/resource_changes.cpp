#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_resources(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
