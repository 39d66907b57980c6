// Known changes of real pages are found, as what they are, and nothing else is
// reported. With PAGESCAN_VERBOSE in the environment each failure is printed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "scanner/run/diff/diff.h"
#include "tests/run/diff/corpus/corpus_pages.h"
#include "tests/run/diff/corpus/mutations.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan::test {
namespace {

struct Tally {
  size_t tried = 0;
  size_t found = 0;
  size_t alone = 0;  // found, and nothing else reported
};

bool is_in(const std::vector<std::string_view>& kinds, std::string_view kind) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

// What the rules say is another word for the same change.
bool is_expected(const Mutation& mutation, const Change& change) {
  const std::string kind = change_kind_name(change.kind);
  return change.kind.subject == ChangeSubject::kFinding ||
         is_in(mutation.expected, kind) || is_in(mutation.follows, kind);
}

void say(const Mutation& mutation, const CorpusPage& page,
         const PageDiff& diff) {
  if (std::getenv("PAGESCAN_VERBOSE") == nullptr) return;
  std::cout << mutation.name << ": " << page.name << '\n';
  for (const std::string& line : change_lines(diff)) {
    std::cout << "    " << line.substr(0, 300) << '\n';
  }
}

void apply(const Mutation& mutation, const CorpusPage& source,
           const PageState& plain, std::mt19937& random, Tally& tally) {
  PageState page = plain;
  if (mutation.prepare != nullptr) mutation.prepare(page);
  const ScanResult before = scan(page);
  if (!before.facts) return;
  PageState mutated = page;
  if (!mutation.mutate(mutated, before, random)) return;
  const PageDiff diff = diff_results(before, scan(mutated), {});
  ++tally.tried;
  const bool is_found =
      std::ranges::any_of(diff.changes, [&](const Change& change) {
        return is_in(mutation.expected, change_kind_name(change.kind));
      });
  const bool is_alone = std::ranges::all_of(
      diff.changes,
      [&](const Change& change) { return is_expected(mutation, change); });
  if (is_found) ++tally.found;
  if (is_found && is_alone) ++tally.alone;
  if (!is_found || !is_alone) say(mutation, source, diff);
}

std::vector<const Mutation*> all_mutations() {
  std::vector<const Mutation*> all;
  for (const auto table : {form_mutations(), script_mutations(),
                           content_mutations(), response_mutations()}) {
    for (const Mutation& mutation : table) all.push_back(&mutation);
  }
  return all;
}

TEST(MutationTest, IsFoundAndNothingElse) {
  if (!has_corpora()) GTEST_SKIP() << "the corpora are not there";
  const std::vector<const Mutation*> mutations = all_mutations();
  EXPECT_GE(mutations.size(), 30u);
  std::map<std::string_view, Tally> tallies;
  for (const CorpusPage& source : corpus_pages(200)) {
    const PageState page = make_page(source.bytes, source.url);
    std::mt19937 random(static_cast<unsigned>(source.bytes.size()));
    for (const Mutation* mutation : mutations) {
      apply(*mutation, source, page, random, tallies[mutation->name]);
    }
  }
  Tally sum;
  for (const auto& [name, tally] : tallies) {
    std::cout << fmt::format("{:<36} {:>4} tried {:>4} found {:>4} alone\n",
                             name, tally.tried, tally.found, tally.alone);
    EXPECT_GT(tally.tried, 0u) << name;
    sum.tried += tally.tried;
    sum.found += tally.found;
    sum.alone += tally.alone;
  }
  std::cout << fmt::format("{} mutations of {} kinds: {} found, {} alone\n",
                           sum.tried, tallies.size(), sum.found, sum.alone);
  EXPECT_GE(sum.found * 100, sum.tried * 99);
  EXPECT_GE(sum.alone * 100, sum.tried * 99);
}

}  // namespace
}  // namespace pagescan::test
