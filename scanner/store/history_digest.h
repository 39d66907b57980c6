// What a stored report is known by: the digest of its frame, of where it was
// cut and of the parts that were there, but not of what is the scan's own.
// Private to the history. A value.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "scanner/base/sha256.h"

namespace pagescan {

class ReportDigest {
 public:
  /// `digest`: SHA-256, raw; "" of what is the scan's own.
  void add_insert(size_t at, std::string_view digest) {
    fmt::format_to(std::back_inserter(text_), "{}:{}:", at, digest.size());
    text_ += digest;
  }

  std::string finish(std::string_view frame) && {
    text_ += ';';
    text_ += frame;
    return sha256_raw(text_);
  }

 private:
  std::string text_;
};

}  // namespace pagescan
