// Pages made to exhaust a reader, scanned by the built program with its default
// limits (but for --max-bytes 64m): the time beside the limit of the parse, the
// memory, what was cut. Exits 1 where a page takes over 1.2 times the limit or
// 512 MiB. A number as argument picks one page.
#include "tests/support/hostile_pages.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace pagescan::test;

constexpr double kParseSeconds = 5;
constexpr double kMaxRatio = 1.2;
constexpr double kMaxMebibytes = 512;

std::string cut_in(const std::string& report) {
  const auto json = nlohmann::json::parse(report, nullptr, false);
  if (json.is_discarded()) return "NO JSON";
  std::string names;
  for (const auto& note : json.at("truncated")) {
    names += (names.empty() ? "" : ", ") + note.at("what").get<std::string>();
  }
  return names;
}

// Whether it ended within both limits.
bool measure(const HostilePage& page, size_t number) {
  const TempDir folder;
  std::string file;
  size_t size = 0;
  {
    const std::string html = page.make();
    size = html.size();
    file = folder.write("page.html", html).string();
  }
  const ProgramOutcome outcome =
      run_program({.command = {PAGESCAN_BINARY_DIR "/pagescan", "scan", file,
                               "--format", "json", "--max-bytes", "64m"},
                   .limit = std::chrono::seconds(60)});
  const double ratio = outcome.time.count() / kParseSeconds;
  const double mebibytes = static_cast<double>(outcome.peak_memory) / (1 << 20);
  const bool within = outcome.exit_code == 0 && ratio <= kMaxRatio &&
                      mebibytes <= kMaxMebibytes;
  std::printf("%3zu %-32s %6zu KB %5.2f of limit %4.0f MiB %s%s\n", number,
              page.name.c_str(), size / 1000, ratio, mebibytes,
              within ? "" : "OVER ", cut_in(outcome.out).c_str());
  std::fflush(stdout);
  return within;
}

}  // namespace

int main(int argc, char** argv) {
  const auto pages = hostile_pages(1);
  bool all_within = true;
  for (size_t i = 0; i < pages.size(); ++i) {
    if (argc > 1 && i != std::strtoul(argv[1], nullptr, 10)) continue;
    all_within = measure(pages[i], i) && all_within;
  }
  return all_within ? 0 : 1;
}
