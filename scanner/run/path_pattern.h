// The files a pattern such as `pages/*.html` names, as the shell would (POSIX
// glob(3)), in the order of their bytes. One thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/error.h"

namespace pagescan {

/// Whether `text` has what makes a pattern of it.
bool is_pattern(std::string_view text);

class PathPattern {
 public:
  /// kFileNotFound where it names no file, kTooLarge where it names more than
  /// `max_files`.
  static Result<PathPattern> match(const std::string& pattern,
                                   size_t max_files);

  PathPattern(PathPattern&&) noexcept;
  PathPattern& operator=(PathPattern&&) noexcept;
  ~PathPattern();

  /// The next file, never a folder; nothing after the last.
  std::optional<std::string> next();

 private:
  struct Matches;

  explicit PathPattern(std::unique_ptr<Matches> matches);

  std::unique_ptr<Matches> matches_;
};

}  // namespace pagescan
