#include "scanner/run/diff/masks.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "rules/config/suppression.h"

namespace pagescan {
namespace {

const std::array<MaskInfo, 7>& mask_table() {
  static const std::array<MaskInfo, 7> kMasks = {{
      {"nonces", "numbers used once, of scripts and policies"},
      {"csrf-tokens", "tokens of forms against cross-site request forgery"},
      {"cache-busters", "queries that only keep a file from the cache"},
      {"timestamps", "dates and times"},
      {"counters", "numbers that count"},
      {"build-ids", "versions and hashes of a build in names and addresses"},
      {"request-ids", "IDs of a request, a session, a cache's answer"},
  }};
  return kMasks;
}

}  // namespace

struct Masks::State {
  std::vector<std::string> names;
  std::vector<bool> is_on;
  std::vector<std::pair<std::string, std::shared_ptr<const re2::RE2>>> ignored;
};

std::span<const MaskInfo> builtin_masks() { return mask_table(); }

Masks::Masks() : Masks(*make({})) {}
Masks::Masks(Masks&&) noexcept = default;
Masks& Masks::operator=(Masks&&) noexcept = default;
Masks::~Masks() = default;
Masks::Masks(std::unique_ptr<const State> state) : state_(std::move(state)) {}

Result<Masks> Masks::make(const MaskOptions& options) {
  auto state = std::make_unique<State>();
  for (const MaskInfo& mask : mask_table()) {
    state->names.push_back(mask.name);
    state->is_on.push_back(std::ranges::find(options.off, mask.name) ==
                           options.off.end());
  }
  for (const std::string& path : options.ignored_paths) {
    state->ignored.emplace_back(path, compile_url_pattern(path));
  }
  return Masks(std::move(state));
}

MaskedText Masks::apply(std::string_view text, MaskContext /*context*/) const {
  return {std::string(text), {}};
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
  for (const auto& [written, pattern] : state_->ignored) {
    if (re2::RE2::FullMatch({path.data(), path.size()}, *pattern)) {
      return &written;
    }
  }
  return nullptr;
}

}  // namespace pagescan
