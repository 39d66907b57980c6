// Fuzzes what merge and --resume read: the input is a journal, and an output of
// lines, plain or compressed. What is trusted of a journal is written again as
// the same lines, and trusting it twice gives the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "report/escape.h"
#include "scanner/store/frame_reader.h"
#include "scanner/store/journal_line.h"
#include "scanner/store/journal_scan.h"
#include "scanner/store/line_facts.h"

namespace {

using namespace pagescan;

void require(bool condition) {
  if (!condition) std::abort();
}

JournalScan scan(std::string_view bytes, uint64_t output_size) {
  size_t targets = 0;
  const auto scanned = scan_journal(
      [bytes](uint64_t offset, std::span<char> into) -> Result<size_t> {
        if (offset >= bytes.size()) return size_t{0};
        return bytes.copy(into.data(), into.size(), offset);
      },
      output_size,
      [&targets](std::span<const TargetOutcome> group) {
        targets += group.size();
      });
  require(scanned.has_value());
  require(scanned->targets == targets);
  require(scanned->journal_end <= bytes.size());
  require(scanned->output_end <= output_size);
  require(!scanned->damage.empty() || scanned->journal_end == bytes.size());
  return *scanned;
}

// A line that is read is written as bytes that are read as the same.
void check_line(std::string_view line) {
  const auto read = parse_journal_line(line);
  if (!read) {
    require(for_terminal(read.error().message) == read.error().message);
    return;
  }
  std::string once;
  append_journal_line(*read, once);
  const auto again =
      parse_journal_line(std::string_view(once).substr(0, once.size() - 1));
  require(again.has_value());
  std::string twice;
  append_journal_line(*again, twice);
  require(once == twice);
}

void check_frames(std::string_view bytes) {
  // What a bomb expands to is not looked at further than this.
  constexpr size_t kMaxOut = size_t{1} << 20;
  const auto frames = make_frame_reader(bytes);
  std::string out;
  size_t all = 0;
  while (all < kMaxOut) {
    const auto step = frames->step(bytes, out);
    require(out.size() <= FrameReader::kStepBytes);
    if (step != FrameReader::Step::kMore) break;
    all += out.size();
    out.clear();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const uint64_t output_size : {uint64_t{0}, uint64_t{20}, UINT64_MAX}) {
    const JournalScan first = scan(bytes, output_size);
    const JournalScan again =
        scan(bytes.substr(0, first.journal_end), output_size);
    require(again.damage.empty());
    require(again.targets == first.targets);
    require(again.output_end == first.output_end);
    require(again.is_complete == first.is_complete);
  }
  check_line(bytes.substr(0, bytes.find('\n')));
  check_frames(bytes);
  (void)read_line_facts(bytes);
  return 0;
}
