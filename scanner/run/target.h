// What a person asks to have scanned. Values; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/error.h"
#include "scanner/url/url.h"

namespace pagescan {

enum class TargetKind { kUrl, kFile, kStandardInput };

struct Target {
  TargetKind kind = TargetKind::kUrl;
  std::string submitted;   // as the user wrote it
  std::optional<Url> url;  // kUrl: what to fetch; kFile: its file: URL
  std::string path;        // kFile
};

/// Reads a target: an http or https URL, a file: URL, `-` for standard input,
/// else a path. kInvalidUrl or kUnsupportedScheme where it is none of them.
Result<Target> parse_target(std::string_view text);

}  // namespace pagescan
