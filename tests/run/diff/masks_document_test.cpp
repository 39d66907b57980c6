// What docs/diff-noise.md says of the masks is true.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/run/diff/masks.h"

namespace pagescan {
namespace {

// The cells of the rows of a table, trimmed, without the marks of code.
std::vector<std::vector<std::string>> table_rows(std::string_view document) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string_view line : split(document, '\n')) {
    if (!line.starts_with("| ")) continue;
    std::vector<std::string> cells;
    for (std::string_view cell : split(line.substr(1), '|')) {
      cell = strip_ascii_whitespace(cell);
      if (cell.size() > 1 && cell.starts_with('`') && cell.ends_with('`')) {
        cell = cell.substr(1, cell.size() - 2);
      }
      cells.emplace_back(cell);
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::string read_document() {
  std::ifstream file(PAGESCAN_SOURCE_DIR "/docs/diff-noise.md");
  EXPECT_TRUE(file.is_open());
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(MasksDocumentTest, ItsTablesAreTrue) {
  const std::map<std::string, MaskContext> contexts = {
      {"text", MaskContext::kText},
      {"url", MaskContext::kUrl},
      {"field", MaskContext::kFieldValue},
      {"cookie", MaskContext::kCookieValue},
      {"name", MaskContext::kName},
      {"value", MaskContext::kValue},
      {"code", MaskContext::kCode}};
  const Masks masks;
  std::set<std::string> hiding;
  size_t leaving = 0;
  for (const auto& cells : table_rows(read_document())) {
    if (cells.size() < 4 || !contexts.contains(cells[1])) continue;
    const bool hides = cells.size() == 5;
    const std::string& text = cells[2];
    const MaskedText masked = masks.apply(text, contexts.at(cells[1]));
    EXPECT_EQ(masked.text, hides ? cells[3] : text);
    if (hides) {
      ASSERT_EQ(masked.used.size(), 1U) << text;
      EXPECT_EQ(masks.name(masked.used[0]), cells[0]);
      hiding.insert(cells[0]);
    } else {
      ++leaving;
    }
  }
  EXPECT_EQ(hiding.size(), builtin_masks().size());
  EXPECT_GE(leaving, 10U);
}

}  // namespace
}  // namespace pagescan
