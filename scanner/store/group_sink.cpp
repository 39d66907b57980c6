#include "scanner/store/group_sink.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "scanner/store/frame_writer.h"

namespace pagescan {
namespace {

// What is written at once: a group of common size in one call, a larger one
// without a second copy of it in memory.
constexpr size_t kWriteBytes = size_t{8} << 20;

// Files of a folder that are written before the first of them is synced: that
// sync then takes the others with it on common file systems.
constexpr size_t kFilesAtOnce = 64;

std::string partial_name(size_t i) {
  return fmt::format(".pagescan-partial-{}", i);
}

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
    remove_partial_files();  // of a run that was killed
  }

  Result<uint64_t> write_group(std::span<const FinishedTarget> group,
                               uint64_t /*end*/) override {
    while (!group.empty()) {
      const auto some = group.first(std::min(group.size(), kFilesAtOnce));
      if (auto written = write_files(some); !written) {
        remove_partial_files();
        return tl::unexpected(written.error());
      }
      group = group.subspan(some.size());
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
  void remove_partial_files() {
    for (size_t i = 0; i < kFilesAtOnce; ++i) {
      ::unlinkat(folder_.descriptor(), partial_name(i).c_str(), 0);
    }
  }

  // Writes all, then syncs all, then gives them their names.
  Result<void> write_files(std::span<const FinishedTarget> targets) {
    std::vector<File> files;
    files.reserve(targets.size());
    for (const FinishedTarget& target : targets) {
      Result<File> file = write_partial(target, partial_name(files.size()));
      if (!file) return tl::unexpected(std::move(file).error());
      files.push_back(*std::move(file));
    }
    for (File& file : files) {
      auto synced = file.sync_data();
      if (synced) synced = file.close();
      if (!synced) return synced;
    }
    for (size_t i = 0; i < targets.size(); ++i) {
      if (auto named = rename(i, targets[i].file_name); !named) return named;
    }
    return {};
  }

  Result<File> write_partial(const FinishedTarget& target,
                             const std::string& partial) {
    const std::string& name = target.file_name;
    const std::string path = folder_.path() + '/' + name;
    if (name.empty() || name.front() == '.' ||
        name.find_first_of(std::string_view("/\0", 2)) != std::string::npos) {
      return fail(ErrorCode::kInternal,
                  fmt::format("{}: no name for a report", path));
    }
    Result<File> file =
        File::open_in(folder_, partial, O_WRONLY | O_CREAT | O_TRUNC, path);
    if (!file) return file;
    if (auto written = file->write(target.report); !written) {
      return tl::unexpected(std::move(written).error());
    }
    // Only begins to write: an error shows at the sync.
    ::sync_file_range(file->descriptor(), 0, 0, SYNC_FILE_RANGE_WRITE);
    return file;
  }

  Result<void> rename(size_t i, const std::string& name) const {
    const int folder = folder_.descriptor();
    if (::renameat(folder, partial_name(i).c_str(), folder, name.c_str()) ==
        0) {
      return {};
    }
    return fail(ErrorCode::kOutputUnwritable,
                fmt::format("{}/{}: can't write the report: {}", folder_.path(),
                            name, std::generic_category().message(errno)));
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
