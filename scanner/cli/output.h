// Where reports go: a file or standard output. Owns the file; every error is
// reported, the one at closing too. One thread at a time.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

class Output {
 public:
  /// Opens `path` for writing, standard output for "". kOutputUnwritable.
  static Result<Output> open(const std::string& path);

  Result<void> write(std::string_view bytes);

  /// Flushes, and closes a file. Call it: a full disk may only show here.
  Result<void> close();

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const;
  };

  Output(std::unique_ptr<std::FILE, CloseFile> file, std::string name)
      : file_(std::move(file)), name_(std::move(name)) {}

  tl::unexpected<Error> unwritable() const;

  std::unique_ptr<std::FILE, CloseFile> file_;
  std::string name_;
};

/// kUsage where an output is one of the inputs, which it would empty before
/// they are read.
Result<void> expect_unread(const std::vector<std::string>& outputs,
                           const std::vector<std::string>& inputs);

}  // namespace pagescan
