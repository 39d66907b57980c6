// How much of what pagescan finds in a folder of pages is what was expected:
//
//   reference_check DIR
//
// DIR holds html/NAME.html, UTF-8, and for each expected/NAME.json, an object
// {"forms": [{"heading", "html_pretty"}], "text"}. Prints the totals, then each
// page that differs with its first differing line. Exits 0 however much does.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/utf8.h"
#include "scanner/dom/parse.h"
#include "scanner/passes/text.h"

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
  // One line a difference, in the order of the pages.
  std::vector<std::string> differences;
};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What an UTF-8 decoder makes of the bytes: no BOM, U+FFFD for what is broken.
std::string decode_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return replace_invalid_utf8(bytes);
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

void check_page(const std::string& name, const fs::path& page,
                const fs::path& expected_file, Report& report) {
  const auto expected =
      nlohmann::json::parse(read_file(expected_file), nullptr, false);
  if (expected.is_discarded()) {
    report.differences.push_back(name + ": no readable expected/ file");
    return;
  }
  ++report.pages;
  const auto parsed = parse_html(decode_utf8(read_file(page)));
  if (!parsed.has_value()) {
    ++report.text.total;
    report.differences.push_back(name + ": " + parsed.error().message);
    return;
  }
  compare(name + " text", extract_text(parsed->document).text,
          expected.value("text", ""), report.text, report);
  // The forms are compared here too once there is a pass that finds them:
  // expected["forms"][i]["heading"] and ["html_pretty"], by compare() with a
  // tally of each in Report and a line of each in print().
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
  for (const std::string& difference : report.differences) {
    std::printf("%s\n", difference.c_str());
  }
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
