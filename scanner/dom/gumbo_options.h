// Gumbo set up to allocate from a ParseArena. The arena must outlive every
// parse made with the options. Thread-safe per arena.
#pragma once

#include <gumbo.h>

#include "scanner/dom/arena.h"

namespace pagescan {

/// Options that allocate from `arena`, never free, and keep no parse errors:
/// each would hold a copy of the stack of open elements.
GumboOptions gumbo_options(ParseArena& arena);

}  // namespace pagescan
