// The sections of the text report that the client's sample does not have. Pure
// functions; thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/reporter.h"
#include "scanner/passes/facts.h"

namespace pagescan {

struct TextSection {
  Section section;
  std::string_view title;
  /// Appends whole lines; nothing where the section has nothing to say.
  void (*write)(const ScanResult& result, const Facts& facts, std::string& out);
};

std::span<const TextSection> text_sections();

}  // namespace pagescan
