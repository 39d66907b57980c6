// Everything the passes find in a page. Owns its strings, so it outlives the
// Document; a value, safe to move between threads.
#pragma once

#include <vector>

#include "scanner/base/truncation_note.h"
#include "scanner/passes/forms.h"
#include "scanner/passes/links.h"
#include "scanner/passes/metadata.h"
#include "scanner/passes/resources.h"
#include "scanner/passes/scripts.h"
#include "scanner/passes/text.h"

namespace pagescan {

/// What elements of the page are, list by list, each in tree order.
struct Catalogue {
  FormFacts forms;
  std::vector<Link> links;
  ScriptFacts scripts;
  std::vector<Resource> resources;
};

struct Facts {
  Catalogue page;
  Catalogue templates;  // the same, inside template elements' contents
  Metadata metadata;
  PageText text;
  std::vector<TruncationNote> truncated;

  /// The catalogue an element belongs to.
  Catalogue& catalogue_of(const Node& node) {
    return node.in_template ? templates : page;
  }
};

}  // namespace pagescan
