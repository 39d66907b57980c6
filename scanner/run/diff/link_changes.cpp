#include "scanner/run/diff/parts.h"

namespace pagescan {

void compare_links(const DiffInput& /*input*/, ChangeList& /*changes*/) {}

}  // namespace pagescan
