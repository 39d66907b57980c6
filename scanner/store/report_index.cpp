#include "scanner/store/report_index.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <tuple>
#include <utility>

#include "report/rapidjson.h"

namespace pagescan {
namespace {

using rapidjson::SizeType;

// Looks for one member and ends the reading there. The names are RapidJSON's.
// NOLINTBEGIN(readability-identifier-naming)
class TaskUrlHandler {
 public:
  bool Null() { return goes_on(); }
  bool Bool(bool /*b*/) { return goes_on(); }
  bool Int(int /*i*/) { return goes_on(); }
  bool Int64(int64_t /*i*/) { return goes_on(); }
  bool Uint(unsigned /*i*/) { return goes_on(); }
  bool Uint64(uint64_t /*i*/) { return goes_on(); }
  bool Double(double /*d*/) { return goes_on(); }
  bool RawNumber(const char* /*s*/, SizeType /*n*/, bool /*copy*/) {
    return false;  // not asked for
  }
  bool String(const char* s, SizeType n, bool /*copy*/) {
    if (depth_ != 2 || !in_task_ || !at_url_) return goes_on();
    url_.emplace(s, n);
    return false;
  }
  bool Key(const char* s, SizeType n, bool /*copy*/) {
    const std::string_view key(s, n);
    if (depth_ == 1) in_task_ = key == "task";
    at_url_ = depth_ == 2 && key == "url";
    return true;
  }
  bool StartObject() {
    ++depth_;
    return true;
  }
  bool EndObject(SizeType /*members*/) {
    --depth_;
    return true;
  }
  bool StartArray() { return depth_++ > 0; }  // the line itself is none
  bool EndArray(SizeType /*items*/) {
    --depth_;
    return true;
  }

  std::optional<std::string>& url() { return url_; }

 private:
  bool goes_on() const { return depth_ > 0; }

  std::optional<std::string> url_;
  size_t depth_ = 0;
  bool in_task_ = false;
  bool at_url_ = false;
};
// NOLINTEND(readability-identifier-naming)

/// The lines of an input, each with its target; those that are no reports are
/// told. Stops where `take` fails.
template <class Take>
Result<void> each_report(ReportInput& input, const ReportIndex::Note& note,
                         Take take) {
  while (const auto line = input.next()) {
    const std::optional<std::string> url = task_url_of(*line);
    if (!url) {
      note(input.place() +
           ": it is no report, or does not say of what (one JSON report a line "
           "is expected, as --format json and batch write it)");
    } else if (auto taken = take(*line, *url); !taken) {
      return taken;
    }
  }
  for (const std::string& damage : input.damages()) note(damage);
  return {};
}

/// The file where lines stand in it as they are; nothing where they have to be
/// copied.
std::optional<File> opened_plain(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  Result<File> file = File::open(path, O_RDONLY);
  if (!file) return std::nullopt;
  std::array<char, 4> begin{};
  const Result<size_t> got = file->read_at(0, begin);
  const std::string_view bytes(begin.data(), got.value_or(0));
  if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("\x28\xB5\x2F\xFD")) {
    return std::nullopt;
  }
  return *std::move(file);
}

}  // namespace

std::optional<std::string> task_url_of(std::string_view line) {
  rapidjson::MemoryStream stream(line.data(), line.size());
  rapidjson::Reader reader;
  TaskUrlHandler handler;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseStopWhenDoneFlag;
  reader.Parse<kFlags>(stream, handler);
  return std::move(handler.url());
}

Result<ReportIndex> ReportIndex::open(const std::string& path,
                                      const Note& note) {
  Result<ReportInput> input = ReportInput::open(path);
  if (!input) return tl::unexpected(std::move(input).error());
  std::optional<File> file = opened_plain(path);
  if (!file) return spooled(*std::move(input), path, note);
  ReportIndex index(*std::move(file), path);
  const auto read = each_report(
      *input, note,
      [&](std::string_view line, std::string_view url) -> Result<void> {
        index.entries_.push_back(
            {target_key_of_text(url),
             {input->offset(), static_cast<uint32_t>(line.size())},
             0});
        return {};
      });
  if (!read) return tl::unexpected(read.error());
  index.sort();
  return index;
}

Result<ReportIndex> ReportIndex::of_stream(std::istream& stream,
                                           const std::string& name,
                                           const Note& note) {
  return spooled(ReportInput::of_stream(stream, name), name, note);
}

Result<ReportIndex> ReportIndex::spooled(ReportInput input, std::string name,
                                         const Note& note) {
  Result<File> file = File::temporary();
  if (!file) return tl::unexpected(std::move(file).error());
  ReportIndex index(*std::move(file), std::move(name));
  uint64_t end = 0;
  const auto read = each_report(
      input, note,
      [&](std::string_view line, std::string_view url) -> Result<void> {
        index.entries_.push_back({target_key_of_text(url),
                                  {end, static_cast<uint32_t>(line.size())},
                                  0});
        auto written = index.file_.write_at(end, line);
        end += line.size();
        return written;
      });
  if (!read) return tl::unexpected(read.error());
  index.sort();
  return index;
}

void ReportIndex::sort() {
  static_assert(kMaxReportLineBytes <= UINT32_MAX);
  std::ranges::sort(entries_, {}, [](const Entry& entry) {
    return std::tuple(entry.key, entry.place.offset);
  });
}

std::optional<ReportIndex::Place> ReportIndex::take(std::string_view url) {
  const TargetKey key = target_key_of_text(url);
  const auto first = std::ranges::lower_bound(entries_, key, {}, &Entry::key);
  if (first == entries_.end() || first->key != key) return std::nullopt;
  if (first->taken >= static_cast<size_t>(entries_.end() - first)) {
    return std::nullopt;
  }
  const Entry& next = first[first->taken];
  if (next.key != key) return std::nullopt;
  ++first->taken;
  return next.place;
}

std::optional<ReportIndex::Place> ReportIndex::take_only() {
  if (entries_.size() != 1 || entries_[0].taken > 0) return std::nullopt;
  entries_[0].taken = 1;
  return entries_[0].place;
}

std::vector<ReportIndex::Place> ReportIndex::left() const {
  std::vector<Place> places;
  size_t group = 0;  // its first entry
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].key != entries_[group].key) group = i;
    if (i - group >= entries_[group].taken) places.push_back(entries_[i].place);
  }
  std::ranges::sort(places, {}, &Place::offset);
  return places;
}

Result<std::string> ReportIndex::read(const Place& place) const {
  std::string line(place.size, '\0');
  const Result<size_t> got = file_.read_at(place.offset, line);
  if (!got) {
    return fail(ErrorCode::kReportUnreadable, got.error().message);
  }
  if (*got == line.size()) return line;
  return fail(ErrorCode::kReportUnreadable,
              fmt::format("{}: it became shorter while it was read", name_));
}

}  // namespace pagescan
