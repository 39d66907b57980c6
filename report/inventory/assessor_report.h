// The report of a check of payment pages for a PCI DSS assessor: by
// requirement, what was authorised and what was received, and what such a check
// can't see. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/inventory/fetched_scripts.h"
#include "rules/inventory/inventory.h"
#include "rules/inventory/verdicts.h"
#include "scanner/base/time.h"
#include "scanner/passes/resources.h"

namespace pagescan {

struct AssessedPage {
  std::string submitted;  // as it was asked for
  WallTime time;
  int status = 0;
  /// Why it was not, or not all, looked at; one line each.
  std::vector<std::string> problems;
  PaymentPage page;
  std::vector<std::string> frames;  // their URLs
};

struct AssessorReport {
  std::string_view inventory_file;
  const Inventory& inventory;
  const std::vector<AssessedPage>& pages;
  const FetchedScripts& fetched;
};

std::string write_assessor_markdown(const AssessorReport& report);
/// One file, without script and without anything to be fetched.
std::string write_assessor_html(const AssessorReport& report);

/// The addresses of the frames among what a page loads.
std::vector<std::string> frame_urls(const std::vector<Resource>& resources);

}  // namespace pagescan
