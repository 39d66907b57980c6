// Drive letters in file URLs
// (https://url.spec.whatwg.org/#windows-drive-letter). Thread-safe.
#pragma once

#include <string_view>

#include "scanner/base/strings.h"

namespace pagescan {

/// A letter and ':' or '|', nothing more.
constexpr bool is_windows_drive_letter(std::string_view text) {
  return text.size() == 2 && is_ascii_alpha(text[0]) &&
         (text[1] == ':' || text[1] == '|');
}

/// Whether `path` is one segment, a normalized drive letter: "/C:".
constexpr bool is_drive_letter_path(std::string_view path) {
  return path.size() == 3 && path[0] == '/' && is_ascii_alpha(path[1]) &&
         path[2] == ':';
}

/// Whether `text` starts with a drive letter that ends where a segment may
/// (https://url.spec.whatwg.org/#start-with-a-windows-drive-letter).
constexpr bool starts_with_windows_drive_letter(std::string_view text) {
  return is_windows_drive_letter(text.substr(0, 2)) &&
         (text.size() == 2 || text[2] == '/' || text[2] == '\\' ||
          text[2] == '?' || text[2] == '#');
}

}  // namespace pagescan
