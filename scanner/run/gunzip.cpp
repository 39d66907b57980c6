#include "scanner/run/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace pagescan {
namespace {

// zlib: the largest window, and a gzip header and trailer.
constexpr int kGzipWindowBits = 15 + 16;

tl::unexpected<Error> broken() {
  return fail(ErrorCode::kContentCodingError,
              "the gzip data is broken or ends early (check it with gzip -t)");
}

class GunzipSource : public ByteSource {
 public:
  explicit GunzipSource(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)) {
    is_open_ = inflateInit2(&stream_, kGzipWindowBits) == Z_OK;
  }
  ~GunzipSource() override {
    if (is_open_) inflateEnd(&stream_);
  }

  Result<size_t> read(char* out, size_t size) override {
    if (!is_open_) return fail(ErrorCode::kInternal, "no memory to unpack in");
    const size_t wanted =
        std::min<size_t>(size, std::numeric_limits<uInt>::max());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(wanted);
    while (stream_.avail_out == wanted) {
      const Result<bool> more = refill();
      if (!more) return tl::unexpected<Error>(more.error());
      if (!*more) {
        if (in_member_) return broken();
        return 0;
      }
      if (!in_member_ && !begins_member()) return 0;
      in_member_ = true;
      if (!inflate_some()) return broken();
    }
    return wanted - stream_.avail_out;
  }

 private:
  // Whether there is input, reading some where all is used up.
  Result<bool> refill() {
    if (stream_.avail_in > 0) return true;
    if (at_end_) return false;
    Result<size_t> got = packed_->read(input_.data(), input_.size());
    if (!got) return tl::unexpected(std::move(got).error());
    at_end_ = *got == 0;
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
    stream_.avail_in = static_cast<uInt>(*got);
    return !at_end_;
  }

  bool begins_member() const {
    return static_cast<char>(*stream_.next_in) == kGzipMagic.front();
  }

  bool inflate_some() {
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      in_member_ = false;
      return inflateReset(&stream_) == Z_OK;
    }
    return status == Z_OK || (status == Z_BUF_ERROR && stream_.avail_in == 0);
  }

  std::unique_ptr<ByteSource> packed_;
  std::array<char, size_t{16} << 10> input_ = {};
  z_stream stream_ = {};
  bool is_open_ = false;
  bool in_member_ = false;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> gunzip(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<GunzipSource>(std::move(packed));
}

}  // namespace pagescan
