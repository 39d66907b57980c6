#include "scanner/store/report_file_name.h"

#include <fmt/format.h>

#include "scanner/base/strings.h"

namespace pagescan {

std::string report_file_name(std::string_view host, TargetKey key,
                             std::string_view extension) {
  constexpr size_t kMaxHostBytes = 100;
  std::string name = ascii_lowercase(host.substr(0, kMaxHostBytes));
  for (char& c : name) {
    const bool is_safe =
        (c >= 'a' && c <= 'z') || is_ascii_digit(c) || c == '.' || c == '-';
    if (!is_safe) c = '-';
  }
  if (name.empty()) name = "file";
  if (name.front() == '.') name.front() = '-';
  return fmt::format("{}-{:016x}{}", name, key, extension);
}

}  // namespace pagescan
