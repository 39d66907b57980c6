#include "scanner/store/frame_reader.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <new>

namespace pagescan {
namespace {

class PlainReader : public FrameReader {
 public:
  Step step(std::string_view& in, std::string& out) override {
    if (in.empty()) return Step::kStarved;
    const std::string_view part = in.substr(0, kStepBytes);
    out += part;
    in.remove_prefix(part.size());
    return Step::kMore;
  }
  bool is_whole() const override { return true; }
};

class GzipReader : public FrameReader {
 public:
  GzipReader() {
    constexpr int kGzipFormat = 16;  // added to the window's bits
    if (inflateInit2(&stream_, MAX_WBITS + kGzipFormat) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipReader() override { inflateEnd(&stream_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  Step step(std::string_view& in, std::string& out) override {
    if (is_whole_ && in.empty()) return Step::kStarved;
    const std::string_view part =
        in.substr(0, std::numeric_limits<uInt>::max());
    stream_.next_in = const_cast<Bytef*>(
        reinterpret_cast<const Bytef*>(part.data()));  // zlib only reads it
    stream_.avail_in = static_cast<uInt>(part.size());
    const size_t before = out.size();
    out.resize(before + kStepBytes);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = kStepBytes;
    is_whole_ = false;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out.resize(before + kStepBytes - stream_.avail_out);
    in.remove_prefix(part.size() - stream_.avail_in);
    if (result == Z_STREAM_END) {
      inflateReset(&stream_);
      is_whole_ = true;
      return Step::kMore;
    }
    if (result == Z_BUF_ERROR) return Step::kStarved;
    return result == Z_OK ? Step::kMore : Step::kDamaged;
  }
  bool is_whole() const override { return is_whole_; }

 private:
  z_stream stream_{};
  bool is_whole_ = true;
};

class ZstdReader : public FrameReader {
 public:
  ZstdReader() : context_(ZSTD_createDCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
  }

  Step step(std::string_view& in, std::string& out) override {
    if (is_whole_ && in.empty()) return Step::kStarved;
    ZSTD_inBuffer source{in.data(), in.size(), 0};
    const size_t before = out.size();
    out.resize(before + kStepBytes);
    ZSTD_outBuffer room{out.data() + before, kStepBytes, 0};
    const size_t left = ZSTD_decompressStream(context_.get(), &room, &source);
    out.resize(before + room.pos);
    if (ZSTD_isError(left) != 0) return Step::kDamaged;
    const bool is_idle = source.pos == 0 && room.pos == 0;
    in.remove_prefix(source.pos);
    is_whole_ = left == 0;
    return is_idle ? Step::kStarved : Step::kMore;
  }
  bool is_whole() const override { return is_whole_; }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool is_whole_ = true;
};

}  // namespace

std::unique_ptr<FrameReader> make_frame_reader(std::string_view first_bytes) {
  if (first_bytes.starts_with("\x1F\x8B")) {
    return std::make_unique<GzipReader>();
  }
  if (first_bytes.starts_with("\x28\xB5\x2F\xFD")) {
    return std::make_unique<ZstdReader>();
  }
  return std::make_unique<PlainReader>();
}

}  // namespace pagescan
