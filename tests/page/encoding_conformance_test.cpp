// html5lib's tests of which encoding a page is in, which stand beside the
// repository; skipped where they do not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scanner/page.h"
#include "tests/support/conformance.h"

namespace pagescan {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Html5libCase {
  std::string name;  // file and number, from 0
  std::string data;
  std::string label;
};

std::vector<Html5libCase> html5lib_cases(const std::string& file) {
  const std::string text =
      read_file(test::conformance_file("html5lib/encoding/" + file));
  const std::string data_mark = "#data\n";
  const std::string encoding_mark = "\n#encoding\n";
  std::vector<Html5libCase> cases;
  size_t position = text.find(data_mark);
  while (position != std::string::npos) {
    const size_t data = position + data_mark.size();
    const size_t mark = text.find(encoding_mark, data);
    const size_t label = mark + encoding_mark.size();
    const size_t end = std::min(text.find('\n', label), text.size());
    Html5libCase item;
    item.name = file + " " + std::to_string(cases.size());
    item.data = text.substr(data, mark - data);
    item.label = text.substr(label, end - label);
    cases.push_back(item);
    position = text.find(data_mark, end);
  }
  return cases;
}

TEST(PageEncoding, Html5libTests) {
  if (!std::filesystem::exists(test::conformance_file("html5lib"))) {
    GTEST_SKIP() << "no conformance data: "
                 << test::conformance_file("html5lib")
                 << " (set PAGESCAN_SHARED)";
  }
  // With the reason.
  const std::map<std::string, std::string> expected_failures = {
      {"scripted/tests1.dat 0", "a script writes the meta"},
  };
  size_t total = 0;
  std::set<std::string> failed;
  for (const char* file : {"tests1.dat", "tests2.dat", "test-yahoo-jp.dat",
                           "scripted/tests1.dat"}) {
    for (const Html5libCase& item : html5lib_cases(file)) {
      ++total;
      const Result<Page> page = build_page({item.data, {}, {}, {}}, {});
      ASSERT_TRUE(page);
      const EncodingChoice& choice = page->encoding;
      const auto expected = encoding_from_label(item.label);
      ASSERT_TRUE(expected) << item.label;
      if (choice.encoding == *expected) continue;
      failed.insert(item.name);
      if (expected_failures.contains(item.name)) continue;
      ADD_FAILURE() << item.name << ": expected " << item.label << ", got "
                    << encoding_name(choice.encoding) << " for\n"
                    << item.data.substr(0, 2000);
    }
  }
  EXPECT_EQ(total, 83U);
  for (const auto& [name, reason] : expected_failures) {
    EXPECT_TRUE(failed.contains(name)) << name << " passes now: " << reason;
  }
}

}  // namespace
}  // namespace pagescan
