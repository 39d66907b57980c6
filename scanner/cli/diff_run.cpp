#include "scanner/cli/diff_run.h"

#include <utility>

#include "report/escape.h"

namespace pagescan {
namespace {

// What is wrong with the inputs is told one by one up to here.
constexpr uint64_t kMaxNotesTold = 20;

}  // namespace

void DiffRun::note(const std::string& message) {
  if (++notes_ <= kMaxNotesTold) log_.warn("{}", for_terminal(message));
}

Result<ReportIndex> DiffRun::index(const std::string& input, std::istream& in) {
  const uint64_t notes = notes_;
  const auto tell = [this](const std::string& message) { note(message); };
  Result<ReportIndex> index =
      input == kStandardInputName
          ? ReportIndex::of_stream(in, "standard input", tell)
          : ReportIndex::open(input, tell);
  if (index && index->size() == 0 && notes_ == notes) {
    note(index->name() + ": there is no report in it");
  }
  return index;
}

Result<std::vector<ReportIndex>> DiffRun::indexes(
    const std::vector<std::string>& inputs, std::istream& in) {
  std::vector<ReportIndex> all;
  all.reserve(inputs.size());
  for (const std::string& input : inputs) {
    Result<ReportIndex> one = index(input, in);
    if (!one) return tl::unexpected(std::move(one).error());
    all.push_back(*std::move(one));
  }
  return all;
}

LoadReport DiffRun::load(const ReportIndex& index,
                         const std::optional<ReportIndex::Place>& place) const {
  if (!place) return nullptr;
  return [&redaction = redaction_, &index,
          place = *place]() -> Result<StoredReport> {
    Result<std::string> line = index.read(place);
    if (!line) return tl::unexpected(std::move(line).error());
    return stored_report(*std::move(line), redaction);
  };
}

Result<void> DiffRun::add(const ComparedPage& page) {
  for (const std::string& message : page.notes) note(message);
  if (page.diff.not_compared) {
    note(page.diff.url + ": not compared: " + *page.diff.not_compared);
  }
  return reports_.add(page.diff, page.pair());
}

void DiffRun::finish() {
  if (notes_ > kMaxNotesTold) {
    log_.warn("{} more such messages", notes_ - kMaxNotesTold);
  }
}

ExitCode DiffRun::exit_code() const {
  return notes_ > 0 ? ExitCode::kNotScanned : reports_.exit_code();
}

}  // namespace pagescan
