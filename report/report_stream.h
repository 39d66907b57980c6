// A report of one result or of many, written as the results come. A stream is
// used by one thread; it appends to strings and never reads a clock, a file or
// the environment.
#pragma once

#include <memory>
#include <string>

#include "scanner/run/scan_result.h"

namespace pagescan {

class ReportStream {
 public:
  ReportStream() = default;
  ReportStream(const ReportStream&) = delete;
  ReportStream& operator=(const ReportStream&) = delete;
  virtual ~ReportStream() = default;

  /// Appends what stands before the first result.
  virtual void begin(std::string& /*out*/) {}
  /// Appends one result, or what can be said of it yet.
  virtual void add(const ScanResult& result, std::string& out) = 0;
  /// Appends what is left. Nothing may be added after.
  virtual void end(std::string& /*out*/) {}
};

}  // namespace pagescan
