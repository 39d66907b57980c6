#include "scanner/store/group_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

#include "scanner/store/frame_writer.h"

namespace pagescan {
namespace {

// What is written at once: a group of common size in one call, a larger one
// without a second copy of it in memory.
constexpr size_t kWriteBytes = size_t{8} << 20;

constexpr const char* kPartialName = ".pagescan-partial";

class FileSink : public GroupSink {
 public:
  explicit FileSink(File file)
      : file_(std::move(file)),
        frames_(make_frame_writer(coding_of_name(file_.path()))) {}

  Result<uint64_t> write_group(std::span<const FinishedTarget> group,
                               uint64_t end) override {
    // A group that failed may have left a frame half written.
    if (is_frame_open_) {
      frames_ = make_frame_writer(coding_of_name(file_.path()));
    }
    is_frame_open_ = true;
    buffer_.clear();
    for (const FinishedTarget& target : group) {
      frames_->append(target.report, buffer_);
      if (buffer_.size() < kWriteBytes) continue;
      if (auto flushed = flush(end); !flushed) {
        return tl::unexpected(flushed.error());
      }
    }
    frames_->finish(buffer_);
    is_frame_open_ = false;
    auto done = flush(end);
    if (done) done = file_.sync_data();
    if (!done) return tl::unexpected(done.error());
    return end;
  }

  Result<void> cut_back(uint64_t end) override {
    auto cut = file_.truncate(end);
    if (cut) cut = file_.sync_data();
    return cut;
  }

  Result<uint64_t> size() const override { return file_.size(); }
  const std::string& path() const override { return file_.path(); }
  Result<void> close() override { return file_.close(); }

 private:
  Result<void> flush(uint64_t& end) {
    auto written = file_.write_at(end, buffer_);
    end += buffer_.size();
    buffer_.clear();
    return written;
  }

  File file_;
  std::unique_ptr<FrameWriter> frames_;
  bool is_frame_open_ = false;
  std::string buffer_;
};

class FolderSink : public GroupSink {
 public:
  explicit FolderSink(File folder) : folder_(std::move(folder)) {
    // Of a run that was killed.
    ::unlinkat(folder_.descriptor(), kPartialName, 0);
  }

  Result<uint64_t> write_group(std::span<const FinishedTarget> group,
                               uint64_t /*end*/) override {
    for (const FinishedTarget& target : group) {
      if (auto written = write_file(target); !written) {
        ::unlinkat(folder_.descriptor(), kPartialName, 0);
        return tl::unexpected(written.error());
      }
    }
    if (auto synced = folder_.sync_all(); !synced) {
      return tl::unexpected(synced.error());
    }
    return 0;
  }

  // A file of a group that failed is whole and is written anew.
  Result<void> cut_back(uint64_t /*end*/) override { return {}; }
  Result<uint64_t> size() const override {
    return std::numeric_limits<uint64_t>::max();
  }
  const std::string& path() const override { return folder_.path(); }
  Result<void> close() override { return folder_.close(); }

 private:
  Result<void> write_file(const FinishedTarget& target) {
    const std::string& name = target.file_name;
    const std::string path = folder_.path() + '/' + name;
    if (name.empty() || name.front() == '.' ||
        name.find_first_of(std::string_view("/\0", 2)) != std::string::npos) {
      return fail(ErrorCode::kInternal,
                  fmt::format("{}: no name for a report", path));
    }
    Result<File> file = File::open_in(folder_, kPartialName,
                                      O_WRONLY | O_CREAT | O_TRUNC, path);
    if (!file) return tl::unexpected(std::move(file).error());
    auto done = file->write(target.report);
    if (done) done = file->sync_data();
    if (done) done = file->close();
    if (!done) return done;
    const int folder = folder_.descriptor();
    if (::renameat(folder, kPartialName, folder, name.c_str()) == 0) return {};
    return fail(ErrorCode::kOutputUnwritable,
                fmt::format("{}: can't write the report: {}", path,
                            std::generic_category().message(errno)));
  }

  File folder_;
};

class StreamSink : public GroupSink {
 public:
  explicit StreamSink(File stream)
      : stream_(std::move(stream)),
        frames_(make_frame_writer(coding_of_name(stream_.path()))) {}

  Result<uint64_t> write_group(std::span<const FinishedTarget> group,
                               uint64_t /*end*/) override {
    buffer_.clear();
    for (const FinishedTarget& target : group) {
      frames_->append(target.report, buffer_);
      if (buffer_.size() < kWriteBytes) continue;
      if (auto written = stream_.write(buffer_); !written) {
        return tl::unexpected(written.error());
      }
      buffer_.clear();
    }
    frames_->finish(buffer_);
    if (auto written = stream_.write(buffer_); !written) {
      return tl::unexpected(written.error());
    }
    return 0;
  }

  Result<void> cut_back(uint64_t /*end*/) override { return {}; }
  Result<uint64_t> size() const override {
    return std::numeric_limits<uint64_t>::max();
  }
  const std::string& path() const override { return stream_.path(); }
  Result<void> close() override { return stream_.close(); }

 private:
  File stream_;
  std::unique_ptr<FrameWriter> frames_;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<GroupSink> make_file_sink(File file) {
  return std::make_unique<FileSink>(std::move(file));
}

Result<std::unique_ptr<GroupSink>> open_folder_sink(const std::string& folder) {
  constexpr mode_t kNewFolderMode = 0777;  // less the umask
  const bool is_new = ::mkdir(folder.c_str(), kNewFolderMode) == 0;
  Result<File> opened = File::open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened) return tl::unexpected(std::move(opened).error());
  if (is_new) {
    if (auto synced = sync_folder(folder_of(folder)); !synced) {
      return tl::unexpected(synced.error());
    }
  }
  return std::make_unique<FolderSink>(*std::move(opened));
}

std::unique_ptr<GroupSink> make_stream_sink(File stream) {
  return std::make_unique<StreamSink>(std::move(stream));
}

}  // namespace pagescan
