#include "tests/support/payloads.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pagescan::test {
namespace {

constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibWindow = 15;

class Compressor {
 public:
  explicit Compressor(int window) {
    if (deflateInit2(&stream_, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("deflateInit2");
    }
  }
  ~Compressor() { deflateEnd(&stream_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  void add(std::string_view bytes, int flush) {
    std::array<Bytef, 65536> chunk{};
    // zlib only reads through next_in, but C lacks the const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = chunk.data();
      stream_.avail_out = static_cast<uInt>(chunk.size());
      ::deflate(&stream_, flush);
      out_.append(reinterpret_cast<const char*>(chunk.data()),
                  chunk.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  std::string take() { return std::move(out_); }

 private:
  z_stream stream_{};
  std::string out_;
};

std::string compress(std::string_view bytes, int window) {
  Compressor compressor(window);
  compressor.add(bytes, Z_FINISH);
  return compressor.take();
}

void append_little_endian(std::string& out, size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) {
    out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
  }
}

}  // namespace

std::string http_response(std::string_view status, std::string_view fields,
                          std::string_view content) {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\n\r\n{}", status,
                     fields, content.size(), content);
}

std::string gzip(std::string_view bytes) {
  return compress(bytes, kGzipWindow);
}

std::string deflate(std::string_view bytes) {
  return compress(bytes, kZlibWindow);
}

// RFC 7932 section 9.2: WBITS 16 (one 0 bit), ISLAST 0, MNIBBLES 4 (00),
// MLEN - 1 in 16 bits, ISUNCOMPRESSED 1; then an empty last meta-block.
std::string brotli(std::string_view bytes) {
  std::string out;
  append_little_endian(out, ((bytes.size() - 1) << 4) | (1u << 20), 3);
  out.append(bytes);
  out.push_back('\x03');
  return out;
}

// RFC 8878 section 3.1.1: single segment, one byte of content size; one raw
// block that is the last.
std::string zstd(std::string_view bytes) {
  std::string out("\x28\xb5\x2f\xfd\x20", 5);
  append_little_endian(out, bytes.size(), 1);
  append_little_endian(out, (bytes.size() << 3) | 1u, 3);
  out.append(bytes);
  return out;
}

std::string gzip_zeros(size_t size) {
  const std::string zeros(size_t{1} << 20, '\0');
  Compressor compressor(kGzipWindow);
  for (size_t done = 0; done < size; done += zeros.size()) {
    compressor.add(
        std::string_view(zeros).substr(0, std::min(zeros.size(), size - done)),
        Z_NO_FLUSH);
  }
  compressor.add({}, Z_FINISH);
  return compressor.take();
}

}  // namespace pagescan::test
