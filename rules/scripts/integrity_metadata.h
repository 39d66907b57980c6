// The value of integrity attributes
// (https://www.w3.org/TR/SRI/#the-integrity-attribute). Pure functions;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pagescan {

enum class IntegrityFault : uint8_t {
  kNoHash,            // white space alone
  kUnknownAlgorithm,  // not sha256, sha384 or sha512
  kNotBase64,
  kWrongSize,  // for a digest of its algorithm
};

struct IntegrityProblem {
  IntegrityFault fault = IntegrityFault::kNoHash;
  std::string_view token;  // as written
};

/// What is wrong with the metadata, if none of its hashes can be used; one that
/// can is enough, as user agents pass over the others. The view is into
/// `metadata`.
std::optional<IntegrityProblem> integrity_problem(std::string_view metadata);

}  // namespace pagescan
