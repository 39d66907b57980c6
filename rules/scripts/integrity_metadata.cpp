#include "rules/scripts/integrity_metadata.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

struct Algorithm {
  std::string_view prefix;
  size_t digest_bytes = 0;
};

constexpr std::array<Algorithm, 3> kAlgorithms = {
    {{"sha256-", 32}, {"sha384-", 48}, {"sha512-", 64}}};

// base64-value of Content Security Policy, the alphabet of base64url included.
bool is_base64_digit(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '/' ||
         c == '-' || c == '_';
}

std::optional<IntegrityFault> fault_of(std::string_view token) {
  token = token.substr(0, token.find('?'));  // options have no meaning yet
  const auto* algorithm =
      std::ranges::find_if(kAlgorithms, [token](const Algorithm& a) {
        return ascii_istarts_with(token, a.prefix);
      });
  if (algorithm == kAlgorithms.end()) return IntegrityFault::kUnknownAlgorithm;
  std::string_view value = token.substr(algorithm->prefix.size());
  for (int padding = 0; padding < 2 && value.ends_with('='); ++padding) {
    value.remove_suffix(1);
  }
  if (value.empty() || !std::ranges::all_of(value, is_base64_digit)) {
    return IntegrityFault::kNotBase64;
  }
  // Four digits are three bytes; what is left over is not padded here.
  if (value.size() * 3 / 4 != algorithm->digest_bytes) {
    return IntegrityFault::kWrongSize;
  }
  return std::nullopt;
}

}  // namespace

std::optional<IntegrityProblem> integrity_problem(std::string_view metadata) {
  IntegrityProblem first;
  for (const std::string_view token : split_on_ascii_whitespace(metadata)) {
    const auto fault = fault_of(token);
    if (!fault) return std::nullopt;
    if (first.token.empty()) first = {*fault, token};
  }
  return first;
}

}  // namespace pagescan
