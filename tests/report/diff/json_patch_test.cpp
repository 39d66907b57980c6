// A patch applied to the old document gives the new one.
#include "report/diff/json_patch.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "report/escape.h"
#include "report/reporter.h"
#include "scanner/base/strings.h"
#include "tests/report/diff/diff_case.h"
#include "tests/report/golden.h"
#include "tests/report/rich_result.h"

namespace pagescan::test {
namespace {

using nlohmann::json;

std::string patch_text(std::string_view before, std::string_view after) {
  JsonWriter patch;
  const Result<void> written = write_json_patch(before, after, patch);
  if (!written) return written.error().message;
  // As every report: the writer leaves some control characters to this.
  std::string text;
  append_json_for_terminal(patch.json(), text);
  return text;
}

void expect_patch(const std::string& before, const std::string& after) {
  const std::string patch = patch_text(before, after);
  const json wanted = json::parse(after);
  EXPECT_EQ(json::parse(before).patch(json::parse(patch)), wanted)
      << before << '\n'
      << after << '\n'
      << patch;
  EXPECT_EQ(patch == "[]", json::parse(before) == wanted) << patch;
}

TEST(JsonPatchTest, SaysTheLeast) {
  const struct {
    const char* before;
    const char* after;
    const char* patch;
  } kCases[] = {
      {"{}", "{}", "[]"},
      {R"({"a":1,"b":2})", R"({"b":2,"a":1})", "[]"},
      {R"({"a":1})", R"({"a":2})",
       R"([{"op":"replace","path":"/a","value":2}])"},
      {R"({"a":1})", R"({"b":1})",
       R"([{"op":"remove","path":"/a"},{"op":"add","path":"/b","value":1}])"},
      {"[1,2,3]", "[0,1,2,3]", R"([{"op":"add","path":"/0","value":0}])"},
      {"[1,2,3,4]", "[1,4]",
       R"([{"op":"remove","path":"/2"},{"op":"remove","path":"/1"}])"},
      {R"({"a/b":{"~":1}})", R"({"a/b":{"~":[]}})",
       R"([{"op":"replace","path":"/a~1b/~0","value":[]}])"},
      {"", "[1]", R"([{"op":"replace","path":"","value":[1]}])"},
      {"[1]", "", R"([{"op":"replace","path":"","value":null}])"},
      {"[-1]", "[18446744073709551615]",
       R"([{"op":"replace","path":"/0","value":18446744073709551615}])"},
      {R"({"a":1,"a":2})", R"({"a":2})", "[]"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(patch_text(c.before, c.after), c.patch);
  }
}

TEST(JsonPatchTest, RefusesWhatIsNoJson) {
  for (const std::string& bad :
       {std::string("{"), std::string("nul"), std::string(100, '[')}) {
    JsonWriter patch;
    const Result<void> written = write_json_patch("{}", bad, patch);
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().code, ErrorCode::kReportUnreadable);
    EXPECT_EQ(patch.json(), "");
  }
}

class RandomJson {
 public:
  explicit RandomJson(unsigned seed) : random_(seed) {}

  json value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return static_cast<int>(below(5)) - 2;
      case 3:
        return static_cast<double>(below(1000)) / 7;
      case 4:
      case 5:
        return std::string(below(3), 'x') + (below(4) == 0 ? "/~é\x1B" : "");
      case 6:
        return array(depth);
      default:
        return object(depth);
    }
  }

  // Some of it another.
  json changed(const json& given, int depth) {
    if (below(4) == 0) return value(depth);
    json result = given;
    if (result.is_object()) {
      for (auto& [key, child] : result.items()) {
        if (below(3) == 0) child = changed(child, depth - 1);
      }
      if (below(3) == 0) result.erase("a");
      if (below(3) == 0) result["~/b"] = value(depth - 1);
    } else if (result.is_array() && !result.empty()) {
      const auto at = static_cast<std::ptrdiff_t>(below(result.size()));
      if (below(2) == 0) result.erase(result.begin() + at);
      if (below(2) == 0) result.insert(result.begin(), value(depth - 1));
      for (json& child : result) {
        if (below(4) == 0) child = changed(child, depth - 1);
      }
    }
    return result;
  }

 private:
  size_t below(size_t count) { return random_() % count; }
  json array(int depth) {
    json result = json::array();
    for (size_t i = below(6); i-- > 0;) result.push_back(value(depth - 1));
    return result;
  }
  json object(int depth) {
    json result = json::object();
    for (size_t i = below(6); i-- > 0;) {
      const char* const kKeys[] = {"a", "b", "~/b", "/", "~", "é", ""};
      result[kKeys[below(std::size(kKeys))]] = value(depth - 1);
    }
    return result;
  }

  std::mt19937 random_;
};

TEST(JsonPatchTest, MakesTheOldTheNewForRandomDocuments) {
  RandomJson random(6902);
  for (int round = 0; round < 3'000; ++round) {
    const json before = random.value(4);
    const json after =
        round % 2 == 0 ? random.changed(before, 4) : random.value(4);
    expect_patch(before.dump(), after.dump());
    expect_patch(before.dump(), before.dump());
  }
}

// Of the same documents, as they come from scans.
TEST(JsonPatchTest, MakesTheOldTheNewForReports) {
  std::vector<std::string> reports = {
      json_of({rich_result()}), json_of({failed_result()}),
      json_of({ScanResult()}), json_of(rich_case().before),
      json_of(rich_case().after)};
  for (const char* name : {"login.json", "checkout.json", "phishing-like.json",
                           "multilingual.json"}) {
    reports.push_back(read_file_bytes(golden_directory() / name));
  }
  for (const std::string& before : reports) {
    for (const std::string& after : reports) expect_patch(before, after);
  }
}

TEST(JsonPatchReportTest, HasOneDocumentForOnePageAndLinesForMore) {
  const DiffCase made = rich_case();
  const json patch = json::parse(diff_report("json-patch", {made}));
  EXPECT_EQ(json::parse(json_of(made.before)).patch(patch),
            json::parse(json_of(made.after)));
  EXPECT_EQ(diff_report("json-patch", {}), "[]\n");

  const std::string report = diff_report("json-patch", batch_cases());
  size_t page = 0;
  for (const std::string_view line : split(report, '\n')) {
    if (line.empty()) continue;
    const DiffCase of_page = batch_cases().at(page++);
    const json document = json::parse(line);
    EXPECT_EQ(document["url"], of_page.diff.url);
    const json before =
        of_page.before.empty() ? json() : json::parse(json_of(of_page.before));
    EXPECT_EQ(before.patch(document["patch"]),
              json::parse(json_of(of_page.after)));
  }
  EXPECT_EQ(page, 4u);
}

}  // namespace
}  // namespace pagescan::test
