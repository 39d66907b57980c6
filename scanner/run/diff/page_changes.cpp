#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_page(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
