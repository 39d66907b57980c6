#include "scanner/run/path_pattern.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <utility>

#include "scanner/run/read_content.h"

namespace pagescan {

struct PathPattern::Matches {
  Matches() = default;
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;
  ~Matches() { ::globfree(&found); }

  // GLOB_MARK ends a folder with "/".
  bool is_folder(size_t i) const {
    return std::string_view(found.gl_pathv[i]).ends_with('/');
  }

  // By bytes: glob(3) would sort as the locale does.
  void sort() {
    std::sort(found.gl_pathv, found.gl_pathv + found.gl_pathc,
              [](const char* a, const char* b) {
                return std::string_view(a) < std::string_view(b);
              });
  }

  glob_t found = {};
  size_t next = 0;
};

bool is_pattern(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

PathPattern::PathPattern(std::unique_ptr<Matches> matches)
    : matches_(std::move(matches)) {}
PathPattern::PathPattern(PathPattern&&) noexcept = default;
PathPattern& PathPattern::operator=(PathPattern&&) noexcept = default;
PathPattern::~PathPattern() = default;

Result<PathPattern> PathPattern::match(const std::string& pattern,
                                       size_t max_files) {
  auto matches = std::make_unique<Matches>();
  const int status = ::glob(pattern.c_str(), GLOB_MARK | GLOB_NOSORT, nullptr,
                            &matches->found);
  if (status == GLOB_NOSPACE || matches->found.gl_pathc > max_files) {
    return fail(ErrorCode::kTooLarge,
                fmt::format("{}: more than {} files (write several patterns)",
                            pattern, max_files));
  }
  const size_t count = status == 0 ? matches->found.gl_pathc : 0;
  if (count > 0) matches->sort();
  bool names_a_file = false;
  for (size_t i = 0; i < count; ++i) names_a_file |= !matches->is_folder(i);
  if (!names_a_file) return tl::unexpected<Error>(no_such_file(pattern));
  return PathPattern(std::move(matches));
}

std::optional<std::string> PathPattern::next() {
  while (matches_->next < matches_->found.gl_pathc) {
    const size_t i = matches_->next++;
    if (!matches_->is_folder(i)) return matches_->found.gl_pathv[i];
  }
  return std::nullopt;
}

}  // namespace pagescan
