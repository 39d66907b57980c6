// The pages a benchmark runs over: every *.html of a folder, in memory.
#pragma once

#include <string>
#include <vector>

namespace pagescan {

/// The contents of DIR/*.html in order of name; empty where there are none.
std::vector<std::string> read_corpus(const std::string& dir);

}  // namespace pagescan
