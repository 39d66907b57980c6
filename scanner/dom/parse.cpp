#include "scanner/dom/parse.h"

#include <gumbo.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "scanner/base/utf8.h"
#include "scanner/dom/arena.h"
#include "scanner/dom/document_builder.h"
#include "scanner/dom/gumbo_options.h"
#include "scanner/dom/source_edits.h"
#include "scanner/dom/stand_ins.h"

namespace pagescan {
namespace {

// A page over its memory is tried again as a quarter of itself, and so on. One
// over its time shrinks faster: Gumbo's slow cases are quadratic, and a small
// prefix must still find time enough on a machine that is busy.
constexpr size_t kMemoryPrefixDivisor = 4;
constexpr size_t kTimePrefixDivisor = 16;
// Each try may use this share of the time that is left, so that all of them
// together stay within the limit.
constexpr double kTimeShare = 0.6;
constexpr size_t kSmallestPrefix = 256;  // bytes
// Even a machine five times slower than one of 2020 takes in so many bytes a
// second of whatever is linear: shorter pages need no measuring.
constexpr double kUnquestionedRate = 2e6;
constexpr size_t kRateSample = size_t{64} << 10;  // bytes
// The machine may be busy: the fastest of so many counts.
constexpr int kRateSamples = 3;
// How often a page is parsed at most: once as it is, then with the edits that
// the parse before showed to be needed.
constexpr size_t kMaxParses = 4;
// No more than this takes long whatever it holds: it is parsed without a
// deadline, so that even where a machine stalls a page is reported in part.
constexpr size_t kUntimedPrefix = 4096;  // bytes

extern "C" void* arena_allocate(void* arena, size_t size) {
  return static_cast<ParseArena*>(arena)->allocate(size);
}

extern "C" void arena_deallocate(void* /*arena*/, void* /*block*/) {}

// Null if the arena's budget ran out. Nothing with a destructor may live in
// this frame between setjmp and longjmp.
const GumboOutput* parse_within_budget(ParseArena& arena,
                                       const GumboOptions& options,
                                       const char* text, size_t size) {
  if (setjmp(arena.exit()) != 0) return nullptr;
  return gumbo_parse_with_options(&options, text, size);
}

ParseArena::Clock::time_point deadline_for(
    size_t size, ParseArena::Clock::time_point final_deadline) {
  using Clock = ParseArena::Clock;
  if (size <= kUntimedPrefix) return Clock::time_point::max();
  const auto now = Clock::now();
  return now + std::chrono::duration_cast<Clock::duration>(
                   (final_deadline - now) * kTimeShare);
}

// A tree without output where the budget ran out; the arena says which.
GumboTree parse_tree(std::shared_ptr<const std::string> text, size_t memory,
                     ParseArena::Clock::time_point deadline) {
  GumboTree tree{std::move(text), std::make_shared<ParseArena>(), nullptr};
  tree.arena->arm(memory, deadline);
  const GumboOptions options = gumbo_options(*tree.arena);
  tree.output = parse_within_budget(*tree.arena, options, tree.text->data(),
                                    tree.text->size());
  tree.arena->disarm();
  return tree;
}

struct ParsedPrefix {
  GumboTree tree;
  bool memory_exceeded = false;  // by a longer one
  bool time_exceeded = false;
};

// Bytes a second of what Gumbo is slowest at apart from its quadratic cases: a
// long text, in which it allocates too seldom to be stopped.
double measure_slowest_rate() {
  using Clock = ParseArena::Clock;
  const auto sample = std::make_shared<const std::string>(kRateSample, 'x');
  Clock::duration fastest = Clock::duration::max();
  for (int i = 0; i < kRateSamples; ++i) {
    const auto began = Clock::now();
    parse_tree(sample, std::numeric_limits<size_t>::max(),
               Clock::time_point::max());
    fastest = std::min(fastest, Clock::now() - began);
  }
  return static_cast<double>(kRateSample) /
         std::chrono::duration<double>(fastest).count();
}

// How much of a text to try first: all of it, unless it is so long that the
// time might go by before the clock is looked at.
size_t first_prefix(size_t size, std::chrono::milliseconds time) {
  const std::chrono::duration<double> seconds = time;
  const auto at_rate = [&](double bytes_per_second) {
    return static_cast<size_t>(
        std::min(bytes_per_second * seconds.count() * kTimeShare,
                 static_cast<double>(size)));
  };
  if (at_rate(kUnquestionedRate) == size) return size;
  return std::max(at_rate(measure_slowest_rate()),
                  std::min(size, kUntimedPrefix));
}

std::shared_ptr<const std::string> prefix_of(const std::string& text,
                                             size_t size) {
  return std::make_shared<const std::string>(utf8_prefix(text, size));
}

Result<ParsedPrefix> parse_longest_prefix(
    std::shared_ptr<const std::string> text, const ParseLimits& limits,
    ParseArena::Clock::time_point final_deadline) {
  ParsedPrefix prefix;
  const size_t first = first_prefix(text->size(), limits.time);
  if (first < text->size()) {
    prefix.time_exceeded = true;
    text = prefix_of(*text, first);
  }
  while (true) {
    const size_t size = text->size();
    prefix.tree =
        parse_tree(text, limits.memory, deadline_for(size, final_deadline));
    if (prefix.tree.output != nullptr) return prefix;
    const bool out_of_time =
        prefix.tree.arena->overrun() == ParseArena::Overrun::kTime;
    (out_of_time ? prefix.time_exceeded : prefix.memory_exceeded) = true;
    if (size <= kSmallestPrefix) {
      return fail(ErrorCode::kParseBudget,
                  "the page does not fit the parse limits, nor does a small "
                  "part of it: raise --parse-memory or --parse-time");
    }
    // Not two trees at a time.
    prefix.tree = {};
    text = prefix_of(*text, size / (out_of_time ? kTimePrefixDivisor
                                                : kMemoryPrefixDivisor));
  }
}

// The tree to a page; parsed again with the edits that it shows to be needed.
// Nothing where a cut turns out to be unsafe.
std::optional<ParsedPage> finish_parse(
    GumboTree tree, const std::shared_ptr<const std::string>& source,
    const ParseLimits& limits, const std::optional<StandIns>& stand_ins,
    SourceEdits& edits, ParseArena::Clock::time_point final_deadline) {
  DocumentBuilder builder(tree, source, limits.tree, stand_ins, edits);
  ParsedPage page{builder.build(), source->size(), false, false,
                  builder.overruns()};
  if (!edits.are_cuts_safe()) return std::nullopt;
  for (size_t parses = 1; edits.take_noted(); ++parses) {
    page.is_incomplete = true;
    if (parses == kMaxParses) break;
    // The tree that is there stays until there is a better one.
    const size_t memory =
        limits.memory - std::min(limits.memory, tree.arena->bytes());
    tree = parse_tree(std::make_shared<const std::string>(edits.apply()),
                      memory, final_deadline);
    if (tree.output == nullptr) break;
    DocumentBuilder again(tree, source, limits.tree, stand_ins, edits);
    Document document = again.build();
    if (!edits.are_cuts_safe()) return std::nullopt;
    page.document = std::move(document);
    page.overruns = again.overruns();
    page.is_incomplete = false;
  }
  return page;
}

// Without its long scripts and style sheets most pages are parsed in two thirds
// of the time. Nothing where that saves nothing, does not fit the limits or is
// not safe.
std::optional<ParsedPage> parse_with_cuts(
    const std::shared_ptr<const std::string>& source, const ParseLimits& limits,
    const std::optional<StandIns>& stand_ins,
    ParseArena::Clock::time_point final_deadline) {
  SourceEdits edits(*source);
  if (!limits.cut_raw_text || !edits.cut_raw_text()) return std::nullopt;
  const auto text = std::make_shared<const std::string>(edits.apply());
  if (first_prefix(text->size(), limits.time) < text->size()) {
    return std::nullopt;
  }
  GumboTree tree = parse_tree(text, limits.memory,
                              deadline_for(text->size(), final_deadline));
  if (tree.output == nullptr) return std::nullopt;
  return finish_parse(std::move(tree), source, limits, stand_ins, edits,
                      final_deadline);
}

}  // namespace

GumboOptions gumbo_options(ParseArena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = arena_allocate;
  options.deallocator = arena_deallocate;
  options.userdata = &arena;
  options.max_errors = 0;
  return options;
}

Result<ParsedPage> parse_html(std::string utf8, const ParseLimits& limits) {
  const auto final_deadline = ParseArena::Clock::now() + limits.time;
  const std::optional<StandIns> stand_ins = StandIns::substitute(utf8);
  const auto source = std::make_shared<const std::string>(std::move(utf8));
  if (auto page = parse_with_cuts(source, limits, stand_ins, final_deadline)) {
    return *std::move(page);
  }
  Result<ParsedPrefix> prefix =
      parse_longest_prefix(source, limits, final_deadline);
  if (!prefix) return tl::unexpected(std::move(prefix).error());

  const std::shared_ptr<const std::string> parsed = prefix->tree.text;
  SourceEdits edits(*parsed);
  std::optional<ParsedPage> page =
      finish_parse(std::move(prefix->tree), parsed, limits, stand_ins, edits,
                   final_deadline);
  page->memory_exceeded = prefix->memory_exceeded;
  page->time_exceeded = prefix->time_exceeded;
  return *std::move(page);
}

}  // namespace pagescan
