// A part of a text, as offsets into it. A value.
#pragma once

#include <cstddef>
#include <string_view>

namespace pagescan {

struct TextSpan {
  size_t begin = 0;
  size_t end = 0;

  bool empty() const { return begin >= end; }
  std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

}  // namespace pagescan
