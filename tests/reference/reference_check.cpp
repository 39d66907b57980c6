// How much of what pagescan finds in a folder of pages is what was expected:
//
//   reference_check DIR
//
// DIR holds html/NAME.html, UTF-8, and for each expected/NAME.json, an object
// {"forms": [{"heading", "html_pretty"}], "text"}. Prints the totals, then each
// difference with its first differing line, then the totals as one line:
//
//   text 130/130 forms 120/121 headings 121/121
//
// A form that was not found, or found where none was expected, counts as one
// that differs. Exits 0 however much does, 2 where DIR can't be compared.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/page.h"

namespace pagescan {
namespace {

namespace fs = std::filesystem;

// Identical ones out of all, of one thing that is compared.
struct Tally {
  size_t identical = 0;
  size_t total = 0;
};

struct Report {
  size_t pages = 0;
  Tally text;
  Tally forms;  // their HTML
  Tally headings;
  // One line a difference, in the order of the pages.
  std::vector<std::string> differences;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string_view take_line(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string quoted(std::string_view line) {
  return nlohmann::json(line).dump(-1, ' ', false,
                                   nlohmann::json::error_handler_t::replace);
}

// Where two texts part: "line 3: got "x", expected "y"".
std::string first_difference(std::string_view got, std::string_view expected) {
  for (size_t line = 1; !got.empty() || !expected.empty(); ++line) {
    const std::string_view a = take_line(got);
    const std::string_view b = take_line(expected);
    if (a == b) continue;
    return "line " + std::to_string(line) + ": got " + quoted(a) +
           ", expected " + quoted(b);
  }
  return "line feeds at the end";
}

// Counts one comparison and notes the difference, if there is one.
void compare(std::string_view what, std::string_view got,
             std::string_view expected, Tally& tally, Report& report) {
  ++tally.total;
  if (got == expected) {
    ++tally.identical;
    return;
  }
  report.differences.push_back(std::string(what) + ": " +
                               first_difference(got, expected));
}

// A value of an object as text, "" where it is missing or something else.
std::string text_of(const nlohmann::json& object, const char* key) {
  const auto it = object.is_object() ? object.find(key) : object.end();
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

void compare_forms(const std::string& name, const std::vector<Form>& forms,
                   const nlohmann::json& expected, Report& report) {
  const size_t count = std::max(forms.size(), expected.size());
  for (size_t i = 0; i < count; ++i) {
    const std::string form = name + " form " + std::to_string(i + 1);
    if (i >= forms.size() || i >= expected.size()) {
      ++report.headings.total;
      ++report.forms.total;
      report.differences.push_back(
          form + (i < forms.size() ? ": not expected" : ": not found"));
      continue;
    }
    compare(form + " heading", forms[i].heading,
            text_of(expected[i], "heading"), report.headings, report);
    compare(form + " html", forms[i].html, text_of(expected[i], "html_pretty"),
            report.forms, report);
  }
}

void check_page(const std::string& name, const fs::path& page,
                const fs::path& expected_file, Report& report) {
  const auto expected =
      nlohmann::json::parse(read_file(expected_file), nullptr, false);
  ++report.pages;
  if (!expected.is_object()) {
    ++report.text.total;
    report.differences.push_back(name + ": no readable expected/ file");
    return;
  }
  const std::string content = read_file(page);
  const Result<Page> built =
      build_page({content, std::nullopt, std::nullopt, Encoding::kUtf8}, {});
  static const Facts kNoFacts;
  const Facts& facts = built ? built->facts : kNoFacts;
  if (!built) {
    report.differences.push_back(name + ": " + built.error().message);
  } else {
    for (const TruncationNote& note : built->truncated) {
      report.differences.push_back(name + ": " + note.detail);
    }
  }
  compare(name + " text", facts.text.text, text_of(expected, "text"),
          report.text, report);
  const auto forms = expected.find("forms");
  compare_forms(name, facts.page.forms.forms,
                forms == expected.end() ? nlohmann::json::array() : *forms,
                report);
}

void print_tally(std::string_view what, const Tally& tally) {
  const double share = tally.total == 0
                           ? 0.0
                           : 100.0 * static_cast<double>(tally.identical) /
                                 static_cast<double>(tally.total);
  std::printf("%-18.*s %zu of %zu (%.2f %%)\n", static_cast<int>(what.size()),
              what.data(), tally.identical, tally.total, share);
}

void print(const Report& report) {
  std::printf("pages              %zu\n", report.pages);
  print_tally("text identical", report.text);
  print_tally("forms identical", report.forms);
  print_tally("headings identical", report.headings);
  for (const std::string& difference : report.differences) {
    std::printf("%s\n", difference.c_str());
  }
  std::printf("text %zu/%zu forms %zu/%zu headings %zu/%zu\n",
              report.text.identical, report.text.total, report.forms.identical,
              report.forms.total, report.headings.identical,
              report.headings.total);
}

int check(const fs::path& directory) {
  std::vector<fs::path> pages;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(directory / "html", error)) {
    if (entry.path().extension() == ".html") pages.push_back(entry.path());
  }
  if (error) {
    std::cerr << directory.string() << "/html: " << error.message() << "\n";
    return 2;
  }
  if (pages.empty()) {
    std::cerr << directory.string() << "/html: no pages\n";
    return 2;
  }
  std::sort(pages.begin(), pages.end());
  Report report;
  for (const fs::path& page : pages) {
    const std::string name = page.stem().string();
    check_page(name, page, directory / "expected" / (name + ".json"), report);
  }
  print(report);
  return 0;
}

}  // namespace
}  // namespace pagescan

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: reference_check DIR\n";
    return 2;
  }
  return pagescan::check(argv[1]);
}
