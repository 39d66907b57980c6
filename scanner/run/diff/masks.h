// Noise: what changes with every scan of a page that stays the same. A mask has
// a name, finds its noise in a text, and can be switched off. Immutable once
// made; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

/// What a text is, which decides what masks look for in it.
enum class MaskContext : uint8_t {
  kText,        // what people read
  kUrl,         // one URL, absolute or as written
  kFieldValue,  // of a response
  kCookieValue,
  kName,   // a name, an ID
  kValue,  // a value of a control, of a meta element
  kCode,   // a script, a policy
};

/// Masks by their place in the table of built-in ones. User masks follow.
using MaskIndex = size_t;

struct MaskInfo {
  std::string name;  // "timestamps"
  std::string description;
};

/// The built-in masks, all on by default: nonces, csrf-tokens, cache-busters,
/// timestamps, counters, build-ids, request-ids, inline-data. Never noise, in
/// any context: schemes, hosts, paths but for IDs of builds in them, names of
/// parameters, code, addresses of wallets, IDs of accounts, keys of vendors.
std::span<const MaskInfo> builtin_masks();

inline constexpr size_t kMaxUserMasks = 64;
inline constexpr size_t kMaxMaskPatternBytes = 1024;
inline constexpr size_t kMaxIgnoredPaths = 1000;

struct MaskOptions {
  /// Names of built-in masks that are off; "all" for all of them.
  std::vector<std::string> off;
  /// "NAME=RE2": what the pattern matches is noise, anywhere.
  std::vector<std::string> patterns;
  /// Paths of facts (see Change::path) that are not compared; `*` stands for
  /// any text, `?` for any character.
  std::vector<std::string> ignored_paths;
};

/// A text without its noise.
struct MaskedText {
  /// The text with each noise as `<NAME>`.
  std::string text;
  /// Which masks found some, in rising order, each once.
  std::vector<MaskIndex> used;
};

class Masks {
 public:
  /// Every built-in mask.
  Masks();
  /// kUsage for an unknown name, a pattern RE2 refuses, two of one name, more
  /// than the constants above allow.
  static Result<Masks> make(const MaskOptions& options);

  Masks(Masks&&) noexcept;
  Masks& operator=(Masks&&) noexcept;
  ~Masks();

  /// Linear time. What masks left is left by them the second time too.
  MaskedText apply(std::string_view text, MaskContext context) const;

  bool is_on(std::string_view name) const;
  const std::string& name(MaskIndex mask) const;
  /// How many masks there are, on or off.
  size_t size() const;

  /// The ignored path that this is, or nullptr.
  const std::string* ignoring(std::string_view path) const;

 private:
  struct State;
  explicit Masks(std::unique_ptr<const State> state);
  static Result<void> add_user_masks(const std::vector<std::string>& patterns,
                                     State& state);
  static Result<void> add_ignored(const std::vector<std::string>& paths,
                                  State& state);

  std::unique_ptr<const State> state_;
};

}  // namespace pagescan
