// Known changes of a page, each with the kinds of change a diff is to find. A
// table; constant.
#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/scan_result.h"
#include "tests/run/diff/corpus/page_state.h"

namespace pagescan::test {

struct Mutation {
  std::string_view name;
  /// One of these is to be found ...
  std::vector<std::string_view> expected;
  /// ... and nothing else but these, which follow from it, and findings.
  std::vector<std::string_view> follows;
  /// Gives the page what is to be changed; null: it has it, or is left out.
  void (*prepare)(PageState& page);
  /// False where the page has nothing to do it to.
  bool (*mutate)(PageState& page, const ScanResult& scanned,
                 std::mt19937& random);
};

std::span<const Mutation> form_mutations();
std::span<const Mutation> script_mutations();
std::span<const Mutation> content_mutations();
std::span<const Mutation> response_mutations();

/// One of them by chance; null where there are none.
template <class T>
const T* any_of(const std::vector<const T*>& items, std::mt19937& random) {
  return items.empty() ? nullptr : items[random() % items.size()];
}

}  // namespace pagescan::test
