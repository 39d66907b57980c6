// What makes two targets of a list the same: the URL record to fetch (or the
// file to read) and the fields its row adds. A value of 64 bits, so that a
// million of them are held in 8 MB; the same in every run and on every machine.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "scanner/fetch/fields.h"
#include "scanner/run/target.h"

namespace pagescan {

/// The first 8 bytes of a SHA-256, in network order. That any two of a million
/// targets share one by chance: 3 in 100 million.
using TargetKey = uint64_t;

/// Of a target and the fields sent with it and no other.
TargetKey target_key(const Target& target,
                     const std::vector<Field>& extra_fields);

/// Of an entry of a list that is no target.
TargetKey target_key_of_text(std::string_view submitted);

}  // namespace pagescan
