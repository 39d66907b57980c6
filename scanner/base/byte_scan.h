// Finds the first byte of a class in long texts in which it is rare. Stateless;
// thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace pagescan {

/// The offset of the first byte at or after `from` that `is_wanted`, or
/// text.size(). `is_wanted` takes an unsigned char and must not branch (`&` and
/// `|`, not `&&` and `||`): a block at a time is then looked at with vector
/// instructions, about ten times as fast as byte by byte.
template <class IsWanted>
size_t find_byte(std::string_view text, size_t from, IsWanted is_wanted) {
  constexpr size_t kBlock = 64;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t i = from;
  for (; i + kBlock <= text.size(); i += kBlock) {
    unsigned char any = 0;
    for (size_t j = 0; j < kBlock; ++j) {
      const unsigned char wanted = is_wanted(bytes[i + j]) ? 1 : 0;
      any = static_cast<unsigned char>(any | wanted);
    }
    if (any != 0) break;
  }
  while (i < text.size() && !is_wanted(bytes[i])) ++i;
  return i;
}

}  // namespace pagescan
