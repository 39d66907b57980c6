// What an earlier run found, in 8 bytes a finding, to tell what is new. Filled
// by one thread; asked by any number of them after that.
#pragma once

#include <string_view>

#include "scanner/base/key_set.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

class Baseline {
 public:
  /// A finding of the page at `url`, or of the target submitted as that.
  void insert(std::string_view url, std::string_view fingerprint);
  bool contains(std::string_view url, std::string_view fingerprint) const;
  size_t size() const { return known_.size(); }

 private:
  KeySet known_;
};

/// Says of each finding whether the baseline has it, by the page's URL or the
/// target.
void compare_with(const Baseline& baseline, ScanResult& result);

}  // namespace pagescan
