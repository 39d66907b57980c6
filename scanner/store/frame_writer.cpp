#include "scanner/store/frame_writer.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <new>

namespace pagescan {
namespace {

// One thread compresses what many workers make: the fast end of each scale.
constexpr int kGzipLevel = 2;
constexpr int kZstdLevel = 1;

constexpr size_t kChunkBytes = size_t{64} << 10;

class PlainWriter : public FrameWriter {
 public:
  void append(std::string_view bytes, std::string& out) override {
    out += bytes;
  }
  void finish(std::string& /*out*/) override {}
};

class GzipWriter : public FrameWriter {
 public:
  GzipWriter() {
    constexpr int kGzipFormat = 16;  // added to the window's bits
    constexpr int kMemoryLevel = 8;  // zlib's default
    if (deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, MAX_WBITS + kGzipFormat,
                     kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~GzipWriter() override { deflateEnd(&stream_); }
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;

  void append(std::string_view bytes, std::string& out) override {
    constexpr size_t kMost = std::numeric_limits<uInt>::max();
    while (!bytes.empty()) {
      const std::string_view part = bytes.substr(0, kMost);
      stream_.next_in = const_cast<Bytef*>(
          reinterpret_cast<const Bytef*>(part.data()));  // zlib only reads it
      stream_.avail_in = static_cast<uInt>(part.size());
      run(Z_NO_FLUSH, out);
      bytes.remove_prefix(part.size());
      is_begun_ = true;
    }
  }

  void finish(std::string& out) override {
    if (!is_begun_) return;
    stream_.avail_in = 0;
    run(Z_FINISH, out);
    deflateReset(&stream_);
    is_begun_ = false;
  }

 private:
  // Until zlib wants no more room.
  void run(int flush, std::string& out) {
    do {
      const size_t before = out.size();
      out.resize(before + kChunkBytes);
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
      stream_.avail_out = kChunkBytes;
      deflate(&stream_, flush);
      out.resize(before + kChunkBytes - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
  bool is_begun_ = false;
};

class ZstdWriter : public FrameWriter {
 public:
  ZstdWriter() : context_(ZSTD_createCCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kZstdLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  void append(std::string_view bytes, std::string& out) override {
    if (bytes.empty()) return;
    is_begun_ = true;
    run(bytes, ZSTD_e_continue, out);
  }

  void finish(std::string& out) override {
    if (!is_begun_) return;
    run({}, ZSTD_e_end, out);
    is_begun_ = false;
  }

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };

  void run(std::string_view bytes, ZSTD_EndDirective directive,
           std::string& out) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    size_t left = 0;
    do {
      const size_t before = out.size();
      out.resize(before + kChunkBytes);
      ZSTD_outBuffer room{out.data() + before, kChunkBytes, 0};
      left = ZSTD_compressStream2(context_.get(), &room, &in, directive);
      out.resize(before + room.pos);
      // Only memory can fail here.
      if (ZSTD_isError(left) != 0) throw std::bad_alloc();
    } while (directive == ZSTD_e_end ? left != 0 : in.pos < in.size);
  }

  std::unique_ptr<ZSTD_CCtx, Free> context_;
  bool is_begun_ = false;
};

}  // namespace

FileCoding coding_of_name(std::string_view file_name) {
  if (file_name.ends_with(".gz")) return FileCoding::kGzip;
  if (file_name.ends_with(".zst")) return FileCoding::kZstd;
  return FileCoding::kPlain;
}

std::unique_ptr<FrameWriter> make_frame_writer(FileCoding coding) {
  switch (coding) {
    case FileCoding::kGzip:
      return std::make_unique<GzipWriter>();
    case FileCoding::kZstd:
      return std::make_unique<ZstdWriter>();
    case FileCoding::kPlain:
      break;
  }
  return std::make_unique<PlainWriter>();
}

}  // namespace pagescan
