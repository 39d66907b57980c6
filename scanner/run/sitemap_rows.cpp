#include "scanner/run/sitemap_rows.h"

#include <expat.h>
#include <fmt/format.h>

#include <deque>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/url/message.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

constexpr size_t kMaxDepth = 64;
// Of a tag, a comment: expat reads one that goes on from its start again.
constexpr size_t kMaxTokenBytes = size_t{1} << 20;

std::string_view prefix_of(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view()
                                         : name.substr(0, colon + 1);
}

// urlset/url/loc or sitemapindex/sitemap/loc, all of one namespace prefix; the
// loc of an image or a video stands deeper or has another.
class SitemapParser {
 public:
  SitemapParser() : parser_(XML_ParserCreate(nullptr)) {
    if (parser_ == nullptr) return;
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, on_start, on_end);
    XML_SetCharacterDataHandler(parser_, on_text);
    XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
  }
  ~SitemapParser() {
    if (parser_ != nullptr) XML_ParserFree(parser_);
  }
  SitemapParser(const SitemapParser&) = delete;
  SitemapParser& operator=(const SitemapParser&) = delete;

  /// Reads some more. False where the XML ends here for good: error() says why.
  bool parse(std::string_view block, bool is_last) {
    if (parser_ == nullptr) return stop("no memory to read XML in");
    fed_ += block.size();
    const auto status = XML_Parse(parser_, block.data(),
                                  static_cast<int>(block.size()), is_last);
    if (status != XML_STATUS_OK) {
      return stop(XML_ErrorString(XML_GetErrorCode(parser_)));
    }
    const auto token = XML_GetCurrentByteIndex(parser_);
    const size_t begin = token < 0 ? 0 : static_cast<size_t>(token);
    if (fed_ > begin && fed_ - begin > kMaxTokenBytes) {
      return stop(fmt::format("a tag or comment of more than {} bytes",
                              kMaxTokenBytes));
    }
    return true;
  }

  std::deque<ListRow>& rows() { return rows_; }
  const std::string& error() const { return error_; }
  uint64_t line() const {
    return parser_ == nullptr ? 0 : XML_GetCurrentLineNumber(parser_);
  }

 private:
  static SitemapParser& self_of(void* self) {
    return *static_cast<SitemapParser*>(self);
  }
  static void on_start(void* self, const XML_Char* name,
                       const XML_Char** /*attributes*/) {
    self_of(self).start_element(name);
  }
  static void on_end(void* self, const XML_Char* /*name*/) {
    self_of(self).end_element();
  }
  static void on_text(void* self, const XML_Char* text, int size) {
    self_of(self).add_text({text, static_cast<size_t>(size)});
  }
  static void on_doctype(void* self, const XML_Char* /*name*/,
                         const XML_Char* /*system*/, const XML_Char* /*public*/,
                         int /*has_internal_subset*/) {
    self_of(self).abort("it has a DOCTYPE, which no sitemap has");
  }

  // The first reason counts.
  bool stop(std::string reason) {
    if (error_.empty()) error_ = std::move(reason);
    return false;
  }
  // Out of a handler.
  void abort(std::string reason) {
    stop(std::move(reason));
    XML_StopParser(parser_, XML_FALSE);
  }

  void start_root(std::string_view name) {
    prefix_ = prefix_of(name);
    const std::string_view local = name.substr(prefix_.size());
    if (local == "urlset") {
      item_ = "url";
      kind_ = RowKind::kTarget;
    } else if (local == "sitemapindex") {
      item_ = "sitemap";
      kind_ = RowKind::kSitemap;
    } else {
      abort(
          fmt::format("its root element is {}, neither urlset nor "
                      "sitemapindex",
                      quote_for_message(name)));
    }
  }

  bool is_ours(std::string_view name, std::string_view local) const {
    return name.starts_with(prefix_) && name.substr(prefix_.size()) == local;
  }

  void start_element(std::string_view name) {
    ++depth_;
    if (depth_ > kMaxDepth) return abort("its elements nest too deep");
    if (depth_ == 1) return start_root(name);
    if (depth_ == 2) in_item_ = is_ours(name, item_);
    if (depth_ == 3) in_loc_ = in_item_ && is_ours(name, "loc");
    if (depth_ != 3 || !in_loc_) return;
    row_ = ListRow();
    row_.kind = kind_;
    row_.line = XML_GetCurrentLineNumber(parser_);
  }

  void add_text(std::string_view text) {
    if (!in_loc_ || depth_ != 3 || row_.target.size() > kMaxUrlLength) return;
    row_.target += text;
  }

  void end_element() {
    if (depth_ == 3 && in_loc_) end_loc();
    --depth_;
  }

  void end_loc() {
    in_loc_ = false;
    if (row_.target.size() > kMaxUrlLength) {
      row_ =
          broken_row(row_.line, row_.target,
                     fmt::format("a loc of more than {} bytes", kMaxUrlLength));
    } else {
      row_.target = std::string(strip_ascii_whitespace(row_.target));
    }
    rows_.push_back(std::move(row_));
  }

  XML_Parser parser_;
  size_t fed_ = 0;
  size_t depth_ = 0;
  std::string prefix_;  // "sm:"
  std::string_view item_;
  RowKind kind_ = RowKind::kTarget;
  bool in_item_ = false;
  bool in_loc_ = false;
  ListRow row_;
  std::deque<ListRow> rows_;
  std::string error_;
};

class SitemapRows : public RowReader {
 public:
  SitemapRows(ListInput input, size_t max_bytes)
      : input_(std::move(input)), bytes_left_(max_bytes) {}

  std::optional<ListRow> next() override {
    while (parser_.rows().empty() && !at_end_) read_block();
    if (parser_.rows().empty()) return std::nullopt;
    ListRow row = std::move(parser_.rows().front());
    parser_.rows().pop_front();
    return row;
  }

 private:
  void read_block() {
    std::string_view block = input_.next_block();
    if (auto error = input_.take_error()) return end_with(*std::move(error));
    if (block.size() > bytes_left_) {
      return end_with({ErrorCode::kInvalidRow,
                       "the sitemap is larger than sitemaps may be (split it, "
                       "and name the parts in an index)"});
    }
    bytes_left_ -= block.size();
    at_end_ = block.empty();
    if (!parser_.parse(block, at_end_)) {
      end_with(
          {ErrorCode::kInvalidRow,
           fmt::format("the sitemap can't be read on: {}", parser_.error())});
    }
  }

  void end_with(Error error) {
    at_end_ = true;
    ListRow row;
    row.line = parser_.line();
    row.error = std::move(error);
    parser_.rows().push_back(std::move(row));
  }

  ListInput input_;
  size_t bytes_left_;
  SitemapParser parser_;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<RowReader> read_sitemap_rows(ListInput input,
                                             size_t max_bytes) {
  return std::make_unique<SitemapRows>(std::move(input), max_bytes);
}

}  // namespace pagescan
