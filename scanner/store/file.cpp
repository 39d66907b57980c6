#include "scanner/store/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pagescan {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kNewFileMode = 0666;  // less the umask

std::string reason() { return std::generic_category().message(errno); }

tl::unexpected<Error> can_not_open(const std::string& path) {
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("{}: can't write the report: {} (choose another "
                          "place with -o FILE)",
                          path, reason()));
}

// Of a stream that was made non-blocking by whoever shares it.
void wait_until_writable(int fd) {
  pollfd waited{fd, POLLOUT, 0};
  ::poll(&waited, 1, -1);
}

}  // namespace

Result<File> File::open(const std::string& path, int flags) {
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC, kNewFileMode);
  if (fd < 0) return can_not_open(path);
  return File(fd, path);
}

Result<File> File::open_in(const File& folder, const std::string& name,
                           int flags, const std::string& path) {
  const int fd =
      ::openat(folder.fd_, name.c_str(), flags | O_CLOEXEC, kNewFileMode);
  if (fd < 0) return can_not_open(path);
  return File(fd, path);
}

Result<File> File::temporary() {
  std::error_code error;
  const fs::path folder = fs::temp_directory_path(error);
  std::string name = (folder / "pagescan-XXXXXX").string();
  const int fd = error ? -1 : ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) {
    return fail(
        ErrorCode::kOutputUnwritable,
        fmt::format("{}: can't write a temporary file: {} (TMPDIR "
                    "names another folder for it)",
                    folder.string(), error ? error.message() : reason()));
  }
  ::unlink(name.c_str());
  return File(fd, "a temporary file in " + folder.string());
}

File File::standard_output() { return {STDOUT_FILENO, "standard output"}; }

File::File(File&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
  if (this != &other) {
    close_silently();
    fd_ = std::exchange(other.fd_, -1);
    path_ = std::move(other.path_);
  }
  return *this;
}

File::~File() { close_silently(); }

void File::close_silently() {
  if (fd_ >= 0 && fd_ != STDOUT_FILENO) ::close(fd_);
  fd_ = -1;
}

bool File::is_regular() const {
  struct stat status {};
  return ::fstat(fd_, &status) == 0 && S_ISREG(status.st_mode);
}

Result<uint64_t> File::size() const {
  struct stat status {};
  if (::fstat(fd_, &status) != 0) return failed("can't tell its size");
  return static_cast<uint64_t>(status.st_size);
}

Result<void> File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EAGAIN) {
      wait_until_writable(fd_);
    } else if (errno != EINTR) {
      return failed("can't write the report");
    }
  }
  return {};
}

Result<void> File::write_at(uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written >= 0) {
      bytes.remove_prefix(static_cast<size_t>(written));
      offset += static_cast<uint64_t>(written);
    } else if (errno != EINTR) {
      return failed("can't write");
    }
  }
  return {};
}

Result<size_t> File::read_at(uint64_t offset, std::span<char> into) const {
  size_t filled = 0;
  while (filled < into.size()) {
    const ssize_t got = ::pread(fd_, into.data() + filled, into.size() - filled,
                                static_cast<off_t>(offset + filled));
    if (got == 0) break;
    if (got > 0) {
      filled += static_cast<size_t>(got);
    } else if (errno != EINTR) {
      return failed("can't read");
    }
  }
  return filled;
}

Result<void> File::truncate(uint64_t size) {
  if (::ftruncate(fd_, static_cast<off_t>(size)) == 0) return {};
  return failed("can't cut it back");
}

Result<void> File::sync_data() { return synced(::fdatasync(fd_)); }

Result<void> File::sync_all() { return synced(::fsync(fd_)); }

Result<void> File::synced(int result) const {
  // A pipe, a terminal, a device.
  if (result == 0 || errno == EINVAL || errno == EROFS) return {};
  return failed("can't write");
}

Result<bool> File::try_lock() {
  if (::flock(fd_, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK) return false;
  return failed("can't lock it");
}

Result<void> File::close() {
  const int fd = std::exchange(fd_, -1);
  if (fd < 0 || fd == STDOUT_FILENO || ::close(fd) == 0) return {};
  return failed("can't write");
}

tl::unexpected<Error> File::failed(std::string_view what) const {
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("{}: {}: {}", path_, what, reason()));
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<void> sync_folder(const std::string& folder) {
  Result<File> opened = File::open(folder, O_RDONLY | O_DIRECTORY);
  if (!opened && errno == EACCES) return {};
  if (!opened) return tl::unexpected(std::move(opened).error());
  return opened->sync_all();
}

}  // namespace pagescan
