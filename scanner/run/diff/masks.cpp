#include "scanner/run/diff/masks.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <utility>

#include "rules/config/suppression.h"
#include "scanner/run/diff/noise.h"
#include "scanner/url/message.h"

namespace pagescan {
namespace {

constexpr int64_t kMaxPatternMemory = int64_t{1} << 20;
constexpr size_t kMaxMaskNameBytes = 64;
// What a pattern of a user's finds in one text; the rest is compared. Bounds
// the time of patterns that look ahead to the end at each match.
constexpr size_t kMaxUserMatches = 1000;

const std::array<MaskInfo, kNoiseCount>& mask_table() {
  static const std::array<MaskInfo, kNoiseCount> kMasks = {{
      {"nonces", "numbers used once, of scripts and policies"},
      {"csrf-tokens", "tokens of forms against cross-site request forgery"},
      {"cache-busters", "queries that only keep a file from the cache"},
      {"timestamps", "dates and times"},
      {"counters", "numbers that count"},
      {"build-ids", "hashes and times of a build in addresses"},
      {"request-ids", "IDs of a request, a session, a cache's answer"},
      {"inline-data", "tokens, IDs and times in inline scripts and data"},
  }};
  return kMasks;
}

// Latin-1, as compile_url_pattern(): what a path holds of a page is bytes.
re2::RE2::Options path_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  return options;
}

struct UserMask {
  MaskIndex index;
  std::unique_ptr<const re2::RE2> pattern;
};

struct IgnoredPath {
  std::string written;
  std::shared_ptr<const re2::RE2> pattern;
};

Result<void> check_off(const std::vector<std::string>& off) {
  for (const std::string& name : off) {
    if (name == "all") continue;
    const auto& table = mask_table();
    if (std::ranges::find(table, name, &MaskInfo::name) != table.end()) {
      continue;
    }
    std::string known;
    for (const MaskInfo& mask : table) known += mask.name + ", ";
    return fail(ErrorCode::kUsage,
                fmt::format("no mask is called {}; there are {}and all",
                            quote_for_message(name), known));
  }
  return {};
}

bool is_mask_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxMaskNameBytes &&
         std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

Result<std::unique_ptr<const re2::RE2>> compile_mask(std::string_view written,
                                                     std::string_view pattern) {
  if (pattern.empty() || pattern.size() > kMaxMaskPatternBytes) {
    return fail(ErrorCode::kUsage,
                fmt::format("mask {}: a pattern has 1 to {} bytes",
                            quote_for_message(written), kMaxMaskPatternBytes));
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  auto compiled = std::make_unique<const re2::RE2>(
      re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!compiled->ok()) {
    return fail(ErrorCode::kUsage,
                fmt::format("mask {}: {}; write it in the syntax of RE2",
                            quote_for_message(written), compiled->error()));
  }
  return compiled;
}

// Spans one after another: those that overlap as one, of the first's mask.
void unite(std::vector<NoiseSpan>& spans, std::vector<bool>& used) {
  std::ranges::sort(spans, [](const NoiseSpan& a, const NoiseSpan& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end > b.end : a.mask < b.mask;
  });
  size_t kept = 0;
  for (const NoiseSpan& span : spans) {
    used[span.mask] = true;
    if (kept > 0 && span.begin < spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
}

}  // namespace

struct Masks::State {
  State() : paths(path_options(), re2::RE2::ANCHOR_BOTH) {}

  void find(std::string_view text, MaskContext context,
            NoiseSpans& found) const;
  void find_user_noise(std::string_view text,
                       std::vector<NoiseSpan>& spans) const;

  std::vector<std::string> names;
  std::vector<bool> is_on;
  bool any_builtin_on = false;
  std::vector<UserMask> user_masks;
  std::vector<IgnoredPath> ignored;
  // All of `ignored` at once, by their place.
  re2::RE2::Set paths;
};

void Masks::State::find(std::string_view text, MaskContext context,
                        NoiseSpans& found) const {
  switch (context) {
    case MaskContext::kText:
      return find_text_noise(text, noise_patterns(), found);
    case MaskContext::kUrl:
      return find_url_noise(text, found);
    case MaskContext::kFieldValue:
      return find_field_noise(text, noise_patterns(), found);
    case MaskContext::kCookieValue:
      return find_cookie_noise(text, found);
    case MaskContext::kName:
      return find_name_noise(text, found);
    case MaskContext::kValue:
      return find_value_noise(text, noise_patterns(), found);
    case MaskContext::kCode:
      return find_code_noise(text, found);
  }
}

void Masks::State::find_user_noise(std::string_view text,
                                   std::vector<NoiseSpan>& spans) const {
  const re2::StringPiece whole(text.data(), text.size());
  for (const UserMask& mask : user_masks) {
    re2::StringPiece match;
    size_t at = 0;
    for (size_t count = 0; count < kMaxUserMatches && at < text.size() &&
                           mask.pattern->Match(whole, at, text.size(),
                                               re2::RE2::UNANCHORED, &match, 1);
         ++count) {
      const auto begin = static_cast<size_t>(match.data() - text.data());
      if (!match.empty()) {
        spans.push_back({begin, begin + match.size(), mask.index});
      }
      at = begin + std::max<size_t>(match.size(), 1);
    }
  }
}

std::span<const MaskInfo> builtin_masks() { return mask_table(); }

Masks::Masks() : Masks(*make({})) {}
Masks::Masks(Masks&&) noexcept = default;
Masks& Masks::operator=(Masks&&) noexcept = default;
Masks::~Masks() = default;
Masks::Masks(std::unique_ptr<const State> state) : state_(std::move(state)) {}

Result<void> Masks::add_user_masks(const std::vector<std::string>& patterns,
                                   State& state) {
  if (patterns.size() > kMaxUserMasks) {
    return fail(ErrorCode::kUsage,
                fmt::format("{} masks; at most {} are allowed, one pattern may "
                            "have several alternatives",
                            patterns.size(), kMaxUserMasks));
  }
  for (const std::string& written : patterns) {
    const size_t equals = written.find('=');
    const std::string name = written.substr(0, equals);
    if (equals == std::string::npos || !is_mask_name(name)) {
      return fail(ErrorCode::kUsage,
                  fmt::format("mask {}: write NAME=RE2, the name of letters, "
                              "digits, - and _",
                              quote_for_message(written)));
    }
    if (name == "all" ||
        std::ranges::find(state.names, name) != state.names.end()) {
      return fail(ErrorCode::kUsage,
                  fmt::format("mask {}: there is one of that name already",
                              quote_for_message(written)));
    }
    auto pattern =
        compile_mask(written, std::string_view(written).substr(equals + 1));
    if (!pattern) return tl::unexpected(std::move(pattern).error());
    state.user_masks.push_back({state.names.size(), *std::move(pattern)});
    state.names.push_back(name);
    state.is_on.push_back(true);
  }
  return {};
}

Result<void> Masks::add_ignored(const std::vector<std::string>& paths,
                                State& state) {
  if (paths.size() > kMaxIgnoredPaths) {
    return fail(
        ErrorCode::kUsage,
        fmt::format("{} ignored paths; at most {} are allowed, * stands "
                    "for any text",
                    paths.size(), kMaxIgnoredPaths));
  }
  for (const std::string& path : paths) {
    if (path.empty() || path.size() > kMaxUrlPatternBytes) {
      return fail(ErrorCode::kUsage,
                  fmt::format("ignored path {}: it has 1 to {} bytes",
                              quote_for_message(path), kMaxUrlPatternBytes));
    }
    auto pattern = compile_url_pattern(path);
    if (!pattern->ok() || state.paths.Add(pattern->pattern(), nullptr) < 0) {
      return fail(ErrorCode::kUsage,
                  fmt::format("ignored path {}: it is too long to match",
                              quote_for_message(path)));
    }
    state.ignored.push_back({path, std::move(pattern)});
  }
  if (!paths.empty() && !state.paths.Compile()) {
    return fail(ErrorCode::kUsage,
                "the ignored paths are too many to match; give fewer");
  }
  return {};
}

Result<Masks> Masks::make(const MaskOptions& options) {
  if (auto known = check_off(options.off); !known) {
    return tl::unexpected(std::move(known).error());
  }
  const auto is_off = [&options](const std::string& name) {
    return std::ranges::find(options.off, name) != options.off.end();
  };
  auto state = std::make_unique<State>();
  for (const MaskInfo& mask : mask_table()) {
    const bool on = !is_off(mask.name) && !is_off("all");
    state->names.push_back(mask.name);
    state->is_on.push_back(on);
    state->any_builtin_on = state->any_builtin_on || on;
  }
  if (auto added = add_user_masks(options.patterns, *state); !added) {
    return tl::unexpected(std::move(added).error());
  }
  if (auto added = add_ignored(options.ignored_paths, *state); !added) {
    return tl::unexpected(std::move(added).error());
  }
  return Masks(std::move(state));
}

MaskedText Masks::apply(std::string_view text, MaskContext context) const {
  NoiseSpans found;
  if (text.empty()) return {};
  if (state_->any_builtin_on) state_->find(text, context, found);
  std::vector<NoiseSpan>& spans = found.spans();
  std::erase_if(spans, [this](const NoiseSpan& span) {
    return !state_->is_on[span.mask];
  });
  state_->find_user_noise(text, spans);
  if (spans.empty()) return {std::string(text), {}};
  std::vector<bool> used(state_->names.size(), false);
  unite(spans, used);
  MaskedText masked;
  size_t at = 0;
  for (const NoiseSpan& span : spans) {
    masked.text += text.substr(at, span.begin - at);
    masked.text += '<';
    masked.text += state_->names[span.mask];
    masked.text += '>';
    at = span.end;
  }
  masked.text += text.substr(at);
  for (MaskIndex mask = 0; mask < used.size(); ++mask) {
    if (used[mask]) masked.used.push_back(mask);
  }
  return masked;
}

bool Masks::is_on(std::string_view name) const {
  const auto found = std::ranges::find(state_->names, name);
  return found != state_->names.end() &&
         state_->is_on[static_cast<size_t>(found - state_->names.begin())];
}

const std::string& Masks::name(MaskIndex mask) const {
  return state_->names[mask];
}

size_t Masks::size() const { return state_->names.size(); }

const std::string* Masks::ignoring(std::string_view path) const {
  if (state_->ignored.empty()) return nullptr;
  const re2::StringPiece piece(path.data(), path.size());
  std::vector<int> matches;
  re2::RE2::Set::ErrorInfo error{};
  if (state_->paths.Match(piece, &matches, &error)) {
    const int first = *std::ranges::min_element(matches);
    return &state_->ignored[static_cast<size_t>(first)].written;
  }
  if (error.kind == re2::RE2::Set::kNoError) return nullptr;
  // The automaton of all of them has outgrown its memory.
  for (const IgnoredPath& ignored : state_->ignored) {
    if (re2::RE2::FullMatch(piece, *ignored.pattern)) return &ignored.written;
  }
  return nullptr;
}

}  // namespace pagescan
