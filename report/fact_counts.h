// How many of everything a page has, for the reports. A value whose views are
// into the facts counted. Pure function; thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>

#include "scanner/passes/facts.h"

namespace pagescan {

/// Counts over the page, template contents left out.
struct FactCounts {
  using ByKind = std::map<std::string_view, size_t>;

  size_t forms = 0;
  size_t controls = 0;  // in forms and outside
  size_t links = 0;
  ByKind links_by_kind;  // kinds that occur
  size_t scripts = 0;
  size_t external_scripts = 0;
  size_t event_handlers = 0;
  size_t resources = 0;
  ByKind resources_by_kind;  // kinds that occur
  size_t text_bytes = 0;
};

FactCounts count_facts(const Facts& facts);

}  // namespace pagescan
