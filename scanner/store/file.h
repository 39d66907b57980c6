// A file descriptor with the few operations durable output needs, each error
// with the file's name and the system's reason in it. Owns the descriptor. One
// thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "scanner/base/error.h"

namespace pagescan {

class File {
 public:
  /// Opens `path` with the flags of open(2); what is created may be read and
  /// written by whom the umask lets. kOutputUnwritable.
  static Result<File> open(const std::string& path, int flags);
  /// The same, `name` being looked up in the folder; `path` is for messages.
  static Result<File> open_in(const File& folder, const std::string& name,
                              int flags, const std::string& path);
  /// A file without a name in the folder for temporary files (TMPDIR), gone
  /// when closed.
  static Result<File> temporary();
  /// Standard output, which is never closed.
  static File standard_output();

  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  const std::string& path() const { return path_; }
  int descriptor() const { return fd_; }
  bool is_regular() const;
  Result<uint64_t> size() const;

  /// All of `bytes`, at the end of what a stream has.
  Result<void> write(std::string_view bytes);
  /// All of `bytes`, at an offset of a regular file.
  Result<void> write_at(uint64_t offset, std::string_view bytes);
  /// How many bytes were read: fewer than asked for only at the end.
  Result<size_t> read_at(uint64_t offset, std::span<char> into) const;
  Result<void> truncate(uint64_t size);

  /// fdatasync(2): the bytes and the size are on the disk when it returns.
  /// What can't be synced, such as a pipe, is left as it is.
  Result<void> sync_data();
  /// fsync(2), for folders: the names in it are on the disk.
  Result<void> sync_all();

  /// False where another process holds the lock. Given back at closing, also
  /// by a process that is killed.
  Result<bool> try_lock();

  /// Reports what only shows here. The destructor closes too, silently.
  Result<void> close();

 private:
  File(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  tl::unexpected<Error> failed(std::string_view what) const;
  Result<void> synced(int result) const;
  void close_silently();

  int fd_ = -1;
  std::string path_;
};

/// The folder `path` stands in; "." where it names none.
std::string folder_of(const std::string& path);

/// Makes the names in a folder durable: after files were created in it. A
/// folder that may be written but not read can't be synced and is let be.
Result<void> sync_folder(const std::string& folder);

}  // namespace pagescan
