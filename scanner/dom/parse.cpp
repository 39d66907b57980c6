#include "scanner/dom/parse.h"

#include <gumbo.h>

#include <memory>
#include <optional>
#include <utility>

#include "scanner/base/utf8.h"
#include "scanner/dom/arena.h"
#include "scanner/dom/document_builder.h"
#include "scanner/dom/gumbo_options.h"
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
  using Clock = ParseArena::Clock;
  const auto final_deadline = Clock::now() + limits.time;
  const std::optional<StandIns> stand_ins = StandIns::substitute(utf8);
  auto source = std::make_unique<const std::string>(std::move(utf8));
  bool memory_exceeded = false;
  bool time_exceeded = false;
  size_t size = source->size();
  while (true) {
    auto arena = std::make_shared<ParseArena>();
    arena->arm(limits.memory, deadline_for(size, final_deadline));
    const GumboOptions options = gumbo_options(*arena);
    const GumboOutput* output =
        parse_within_budget(*arena, options, source->data(), size);
    arena->disarm();
    if (output != nullptr) {
      DocumentBuilder builder(std::move(source), std::move(arena), stand_ins);
      return ParsedPage{builder.build(*output), size, memory_exceeded,
                        time_exceeded};
    }
    const bool out_of_time = arena->overrun() == ParseArena::Overrun::kTime;
    (out_of_time ? time_exceeded : memory_exceeded) = true;
    if (size <= kSmallestPrefix) {
      return fail(ErrorCode::kParseBudget,
                  "the page does not fit the parse limits, nor does a small "
                  "part of it: raise --parse-memory or --parse-time");
    }
    size /= out_of_time ? kTimePrefixDivisor : kMemoryPrefixDivisor;
    size = utf8_prefix(*source, size).size();
  }
}

}  // namespace pagescan
