// What the assessor's report says, before it is Markdown or HTML. Values;
// thread-safe.
#pragma once

#include <string>
#include <vector>

#include "report/inventory/assessor_report.h"

namespace pagescan {

/// Strings from pages and files are raw bytes; those of kHeading and kText and
/// the heads of tables are ours, but for `subject`.
struct AssessorBlock {
  enum class Kind { kHeading, kText, kList, kTable };

  Kind kind = Kind::kText;
  int level = 2;        // of kHeading
  std::string text;     // of kHeading and kText
  std::string subject;  // what a heading or text is about: "" or foreign text
  std::vector<std::string> items;                   // of kList; heads of kTable
  std::vector<std::vector<std::string>> rows = {};  // of kTable: foreign text
};

std::vector<AssessorBlock> assessor_document(const AssessorReport& report);

}  // namespace pagescan
