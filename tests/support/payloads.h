// Bytes for servers to send: responses and content codings, made without the
// libraries under test where a stored block will do. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pagescan::test {

/// "HTTP/1.1 STATUS", the field lines (each ended by CR LF), Content-Length
/// and the content.
std::string http_response(std::string_view status, std::string_view fields,
                          std::string_view content);

std::string gzip(std::string_view bytes);
/// zlib's format, which HTTP calls deflate.
std::string deflate(std::string_view bytes);
/// One stored meta-block of 1 to 65,536 bytes.
std::string brotli(std::string_view bytes);
/// One raw block of up to 255 bytes.
std::string zstd(std::string_view bytes);

/// gzip of `size` zero bytes: about a thousandth of them.
std::string gzip_zeros(size_t size);

}  // namespace pagescan::test
