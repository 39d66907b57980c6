// Undoes gzip (RFC 1952) as the bytes come: memory is bounded whatever they
// unpack to. One thread at a time.
#pragma once

#include <memory>
#include <string_view>

#include "scanner/run/byte_source.h"

namespace pagescan {

/// What gzip content starts with (RFC 1952 section 2.3.1).
inline constexpr std::string_view kGzipMagic = "\x1F\x8B";

/// The content of the gzip members in `packed`, one after another. Bytes after
/// the last that start none are passed over, as gzip(1) does.
/// kContentCodingError where the data is broken or ends early.
std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> packed);

}  // namespace pagescan
