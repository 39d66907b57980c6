#include "scanner/store/report_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> reports_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    const bool is_hidden = path.filename().string().starts_with('.');
    if (path.extension() == ".json" && !is_hidden) {
      files.push_back(path.string());
    }
  }
  if (error) {
    return fail(
        ErrorCode::kFileUnreadable,
        fmt::format("{}: can't read the folder: {}", folder, error.message()));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

Result<ReportInput> ReportInput::open(const std::string& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    Result<std::vector<std::string>> files = reports_in(path);
    if (!files) return tl::unexpected(std::move(files).error());
    return ReportInput(*std::move(files));
  }
  ReportInput input({});
  input.name_ = path;
  // What may be opened once only.
  if (fs::is_fifo(path, ignored)) {
    input.stream_ = std::make_unique<std::ifstream>(path, std::ios::binary);
    input.lines_ = ReportLines::of_stream(*input.stream_);
    return input;
  }
  Result<ReportLines> lines = ReportLines::open(path);
  if (!lines) return tl::unexpected(std::move(lines).error());
  input.lines_ = *std::move(lines);
  return input;
}

ReportInput ReportInput::of_stream(std::istream& stream, std::string name) {
  ReportInput input({});
  input.name_ = std::move(name);
  input.lines_ = ReportLines::of_stream(stream);
  return input;
}

std::optional<std::string_view> ReportInput::next() {
  while (lines_ || open_next_file()) {
    while (const auto line = lines_->next()) {
      ++line_number_;
      offset_ = std::exchange(end_, end_ + line->size());
      if (strip_ascii_whitespace(*line).empty()) continue;
      return line->ends_with('\n') ? line->substr(0, line->size() - 1) : *line;
    }
    if (!lines_->damage().empty()) {
      note_damage("not read to its end: " + lines_->damage());
    }
    lines_.reset();
  }
  return std::nullopt;
}

std::string ReportInput::place() const {
  return fmt::format("{}:{}", name_, line_number_);
}

bool ReportInput::open_next_file() {
  while (next_file_ < files_.size()) {
    name_ = files_[next_file_++];
    line_number_ = 0;
    offset_ = 0;
    end_ = 0;
    Result<ReportLines> lines = ReportLines::open(name_);
    if (lines) {
      lines_ = *std::move(lines);
      return true;
    }
    // Its message begins with its name.
    if (damages_.size() < kMaxDamages) {
      damages_.push_back(std::move(lines).error().message);
    }
  }
  return false;
}

void ReportInput::note_damage(std::string_view damage) {
  if (damages_.size() < kMaxDamages) {
    damages_.push_back(fmt::format("{}: {}", name_, damage));
  }
}

}  // namespace pagescan
