// Names for reports in a folder of their own. Pure function; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "scanner/run/target_key.h"

namespace pagescan {

/// A name that is safe on any file system: the host in a-z, 0-9, '.' and '-'
/// (anything else, and a '.' it begins with, becomes '-'; "file" where there
/// is no host), at most 100 bytes of it, then "-", the key in 16 hexadecimal
/// digits and `extension`, which has its dot.
std::string report_file_name(std::string_view host, TargetKey key,
                             std::string_view extension);

}  // namespace pagescan
