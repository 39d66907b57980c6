#include "scanner/cli/diff_files.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "scanner/store/report_input.h"

namespace pagescan {
namespace {

constexpr size_t kMaxThreads = 8;
// Pages are compared in chunks: so many, or of so many bytes of reports.
constexpr size_t kChunkPages = 64;
constexpr size_t kChunkBytes = size_t{1} << 20;

struct NewReport {
  std::string url;
  std::string line;
};

// The reports of NEW, one ahead: whether there is a second one must be known
// when the first is compared.
class NewReports {
 public:
  NewReports(ReportInput input, DiffRun& run)
      : input_(std::move(input)), run_(run) {
    next_ = read();
    after_next_ = read();
  }

  bool is_one() const { return next_ && !after_next_; }
  bool has_none() const { return !next_; }

  std::optional<NewReport> next() {
    std::optional<NewReport> report = std::move(next_);
    next_ = std::move(after_next_);
    after_next_ = next_ ? read() : std::nullopt;
    return report;
  }

 private:
  std::optional<NewReport> read() {
    while (const auto line = input_.next()) {
      if (auto url = task_url_of(*line)) {
        return NewReport{*std::move(url), std::string(*line)};
      }
      run_.note(input_.place() + ": it is no report, or does not say of what");
    }
    for (; told_ < input_.damages().size(); ++told_) {
      run_.note(input_.damages()[told_]);
    }
    return std::nullopt;
  }

  ReportInput input_;
  DiffRun& run_;
  std::optional<NewReport> next_;
  std::optional<NewReport> after_next_;
  size_t told_ = 0;  // of the damages
};

// Compares the pages of a chunk on all processors, and adds them in order.
class Chunks {
 public:
  explicit Chunks(DiffRun& run)
      : run_(run),
        threads_(std::clamp<size_t>(std::thread::hardware_concurrency(), 1,
                                    kMaxThreads)) {}

  /// `bytes`: of the reports it will load.
  Result<void> add(PageStates states, size_t bytes) {
    pages_.push_back(std::move(states));
    bytes_ += bytes;
    if (pages_.size() < kChunkPages && bytes_ < kChunkBytes) return {};
    return flush();
  }

  Result<void> flush() {
    std::vector<std::optional<ComparedPage>> compared(pages_.size());
    compare_all(compared);
    pages_.clear();
    bytes_ = 0;
    for (std::optional<ComparedPage>& page : compared) {
      if (auto added = run_.add(*page); !added) return added;
      page.reset();
    }
    return {};
  }

 private:
  void compare_all(std::vector<std::optional<ComparedPage>>& compared) const {
    std::atomic<size_t> next = 0;
    const auto work = [&] {
      for (size_t i = next++; i < pages_.size(); i = next++) {
        compared[i] = compare_states(pages_[i], run_.options());
      }
    };
    std::vector<std::thread> others;
    const size_t wanted = std::min(threads_, pages_.size());
    others.reserve(wanted);
    for (size_t i = 1; i < wanted; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
  }

  DiffRun& run_;
  size_t threads_;
  std::vector<PageStates> pages_;
  size_t bytes_ = 0;
};

class FilesDiff {
 public:
  FilesDiff(DiffRun& run, ReportIndex before, std::vector<ReportIndex> earlier,
            std::vector<ReportIndex> known, NewReports after)
      : run_(run),
        before_(std::move(before)),
        earlier_(std::move(earlier)),
        known_(std::move(known)),
        after_(std::move(after)),
        chunks_(run),
        is_one_each_(after_.is_one() && before_.size() == 1) {}

  Result<void> compare() {
    while (std::optional<NewReport> report = after_.next()) {
      if (auto added = add_new(*std::move(report)); !added) return added;
    }
    for (const ReportIndex::Place& place : before_.left()) {
      if (auto added = add_gone(place); !added) return added;
    }
    return chunks_.flush();
  }

 private:
  using Place = ReportIndex::Place;

  std::optional<Place> take(ReportIndex& index, const std::string& url) const {
    const bool takes_any = is_one_each_ && index.size() == 1;
    return takes_any ? index.take_only() : index.take(url);
  }

  std::vector<LoadReport> take_each(std::vector<ReportIndex>& indexes,
                                    const std::string& url) const {
    std::vector<LoadReport> loads;
    loads.reserve(indexes.size());
    for (ReportIndex& index : indexes) {
      loads.push_back(run_.load(index, take(index, url)));
    }
    return loads;
  }

  Result<void> add_new(NewReport report) {
    PageStates states;
    states.url = run_.redaction().of_target(report.url);
    const std::optional<Place> before = take(before_, report.url);
    const size_t bytes =
        report.line.size() + (before ? size_t{before->size} : 0);
    states.before = run_.load(before_, before);
    states.earlier = take_each(earlier_, report.url);
    states.known = take_each(known_, report.url);
    states.after = [line = std::move(report.line),
                    &redaction = run_.redaction()] {
      return stored_report(line, redaction);
    };
    return chunks_.add(std::move(states), bytes);
  }

  Result<void> add_gone(const Place& place) {
    const Result<std::string> line = before_.read(place);
    const std::string url =
        line ? task_url_of(*line).value_or("") : std::string();
    PageStates states;
    states.url = run_.redaction().of_target(url);
    states.before = run_.load(before_, place);
    states.earlier = take_each(earlier_, url);
    return chunks_.add(std::move(states), place.size);
  }

  DiffRun& run_;
  ReportIndex before_;
  std::vector<ReportIndex> earlier_;
  std::vector<ReportIndex> known_;
  NewReports after_;
  Chunks chunks_;
  bool is_one_each_;
};

Result<ReportInput> open_new(const std::string& input, std::istream& in) {
  if (input != kStandardInputName) return ReportInput::open(input);
  return ReportInput::of_stream(in, "standard input");
}

}  // namespace

Result<void> diff_files(const DiffFlags& flags, std::istream& in,
                        DiffRun& run) {
  Result<ReportIndex> before = run.index(flags.before, in);
  if (!before) return tl::unexpected(std::move(before).error());
  const size_t scans = std::max<size_t>(flags.persist, 1);
  const std::vector<std::string> last(
      flags.after.end() - static_cast<std::ptrdiff_t>(scans),
      flags.after.end());
  auto earlier = run.indexes({last.begin(), last.end() - 1}, in);
  if (!earlier) return tl::unexpected(std::move(earlier).error());
  auto known = run.indexes(flags.also, in);
  if (!known) return tl::unexpected(std::move(known).error());
  Result<ReportInput> input = open_new(last.back(), in);
  if (!input) return tl::unexpected(std::move(input).error());
  NewReports after(*std::move(input), run);
  if (after.has_none()) run.note(last.back() + ": there is no report in it");
  FilesDiff diff(run, *std::move(before), *std::move(earlier),
                 *std::move(known), std::move(after));
  return diff.compare();
}

}  // namespace pagescan
