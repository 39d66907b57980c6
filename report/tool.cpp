#include "report/tool.h"

namespace pagescan {

std::string_view tool_version() { return PAGESCAN_VERSION; }

}  // namespace pagescan
