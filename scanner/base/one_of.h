// Whether a value is one of a few. Pure; thread-safe.
#pragma once

#include <algorithm>
#include <initializer_list>

namespace pagescan {

template <class T>
bool is_one_of(const T& item, std::initializer_list<T> list) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace pagescan
