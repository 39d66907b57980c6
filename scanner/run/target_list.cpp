#include "scanner/run/target_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <istream>
#include <system_error>
#include <utility>

#include "scanner/base/key_set.h"
#include "scanner/run/byte_source.h"
#include "scanner/run/csv_rows.h"
#include "scanner/run/gunzip.h"
#include "scanner/run/json_rows.h"
#include "scanner/run/list_row.h"
#include "scanner/run/path_pattern.h"
#include "scanner/run/plain_rows.h"
#include "scanner/run/read_content.h"
#include "scanner/run/sitemap_rows.h"

namespace pagescan {
namespace {

bool exists(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

// Whether `path` is a folder, and what to write instead.
std::optional<Error> why_no_list(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_directory(path, error)) return std::nullopt;
  const std::string_view slash = path.ends_with('/') ? "" : "/";
  return Error{ErrorCode::kFileUnreadable,
               fmt::format("{0}: is a folder (for the pages in it, write "
                           "'{0}{1}*.html')",
                           path, slash)};
}

ListContent content_of(ListFormat format) {
  switch (format) {
    case ListFormat::kCsv:
      return ListContent::kCsv;
    case ListFormat::kJsonl:
      return ListContent::kJsonl;
    case ListFormat::kSitemap:
      return ListContent::kSitemap;
    case ListFormat::kDetect:
    case ListFormat::kLines:
      break;
  }
  return ListContent::kLines;
}

// A list to open: where its bytes come from, what it is called.
struct ListSource {
  std::string name;
  std::unique_ptr<ByteSource> bytes;
  TargetScope scope = TargetScope::kAny;
  std::optional<ListContent> content;  // as its name says
  bool is_file = false;
  size_t depth = 0;  // of indexes above it
};

std::unique_ptr<RowReader> rows_of(ListInput input, ListContent content,
                                   const ListLimits& limits) {
  switch (content) {
    case ListContent::kSitemap:
      return read_sitemap_rows(std::move(input), limits.max_unpacked_bytes);
    case ListContent::kCsv:
      return read_csv_rows(std::move(input), limits.max_line_bytes);
    case ListContent::kJsonl:
      return read_json_rows(std::move(input));
    case ListContent::kLines:
    case ListContent::kPage:
    case ListContent::kUtf16:
      break;
  }
  return read_plain_rows(std::move(input));
}

void skip_byte_order_mark(ListInput& input) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  // Byte by byte: no more is waited for than must be seen.
  for (size_t i = 1; i <= kByteOrderMark.size(); ++i) {
    if (input.peek(i) != kByteOrderMark.substr(0, i)) return;
  }
  input.skip(kByteOrderMark.size());
}

Error no_list_but_page(const ListSource& source) {
  return {ErrorCode::kInvalidRow,
          fmt::format("{} is a page, not a list (to scan it, put its URL or "
                      "path into a list, or use pagescan scan)",
                      source.name)};
}

Error utf16_list(const ListSource& source) {
  return {ErrorCode::kInvalidRow,
          fmt::format("{} is UTF-16 (save it as UTF-8)", source.name)};
}

}  // namespace

class TargetList::Reader {
 public:
  Reader(std::vector<std::string> lists, ListFormat format, std::istream& in,
         FetchList fetch_list, const ListLimits& limits)
      : lists_(std::move(lists)),
        format_(format),
        in_(in),
        fetch_list_(std::move(fetch_list)),
        limits_(limits) {}

  std::optional<ListEntry> next() {
    for (;;) {
      std::optional<ListEntry> entry;
      if (row_files_) {
        entry = next_row_file();
      } else if (!open_.empty()) {
        entry = next_row();
      } else if (list_files_) {
        entry = next_list_file();
      } else if (next_list_ < lists_.size()) {
        entry = open_list(lists_[next_list_++]);
      } else {
        return std::nullopt;
      }
      if (entry) return entry;
    }
  }

 private:
  // Of each function that gives an entry or nothing: nothing where there is
  // more to read first.
  using MaybeEntry = std::optional<ListEntry>;

  struct OpenList {
    std::string name;
    TargetScope scope = TargetScope::kAny;
    size_t depth = 0;
    std::unique_ptr<RowReader> rows;
  };

  static ListEntry failed_list(const std::string& name, Error error) {
    return entry_of_failure(name, 0, name, std::move(error));
  }

  MaybeEntry open_list(const std::string& name) {
    if (name == "-") {
      return open_source(
          {name, source_of_stream(in_), TargetScope::kAny, {}, false, 0});
    }
    Result<Target> target = parse_target(name);
    if (!target) return failed_list(name, std::move(target).error());
    if (target->kind == TargetKind::kUrl) return open_url(name, *target->url);
    const std::string& path = target->path;
    if (!exists(path) && is_pattern(path)) return open_pattern(name);
    return open_file(name, path);
  }

  MaybeEntry open_pattern(const std::string& pattern) {
    Result<PathPattern> files =
        PathPattern::match(pattern, limits_.max_glob_files);
    if (!files) return failed_list(pattern, std::move(files).error());
    list_files_ = *std::move(files);
    return std::nullopt;
  }

  MaybeEntry next_list_file() {
    const std::optional<std::string> path = list_files_->next();
    if (path) return open_file(*path, *path);
    list_files_.reset();
    return std::nullopt;
  }

  MaybeEntry open_file(const std::string& name, const std::string& path) {
    if (auto error = why_no_list(path)) {
      return failed_list(name, *std::move(error));
    }
    Result<std::unique_ptr<ByteSource>> bytes = source_of_file(path);
    if (!bytes) return failed_list(name, std::move(bytes).error());
    return open_source({name, *std::move(bytes), TargetScope::kAny,
                        content_by_name(path), true, 0});
  }

  MaybeEntry open_url(const std::string& name, const Url& url) {
    return fetch(name, url, 0, [&](Error error) {
      return failed_list(name, std::move(error));
    });
  }

  template <class OnFailure>
  MaybeEntry fetch(const std::string& name, const Url& url, size_t depth,
                   OnFailure on_failure) {
    Result<std::string> content = fetch_list_(url);
    if (!content) return on_failure(std::move(content).error());
    return open_source({name, source_of_memory(*std::move(content)),
                        TargetScope::kWeb, content_by_name(url.path()), false,
                        depth});
  }

  MaybeEntry open_source(ListSource source) {
    ListInput input(std::move(source.bytes), limits_.max_line_bytes);
    const bool packed = input.peek(kGzipMagic.size()) == kGzipMagic;
    if (packed) input.undo_gzip();
    ListContent content = content_of(format_);
    if (format_ == ListFormat::kDetect) {
      content = source.content ? *source.content : content_by_start(input);
    }
    if (content == ListContent::kUtf16) {
      return failed_list(source.name, utf16_list(source));
    }
    if (content == ListContent::kPage) {
      if (!source.is_file || packed) {
        return failed_list(source.name, no_list_but_page(source));
      }
      ListRow row;
      row.target = source.name;
      return entry_of_row(std::move(row), source.name, TargetScope::kAny);
    }
    if (content == ListContent::kSitemap) {
      source.scope = TargetScope::kWeb;
    } else {
      skip_byte_order_mark(input);
    }
    open_.push_back({std::move(source.name), source.scope, source.depth,
                     rows_of(std::move(input), content, limits_)});
    return std::nullopt;
  }

  MaybeEntry next_row() {
    const OpenList& list = open_.back();
    std::optional<ListRow> row = list.rows->next();
    if (!row) {
      open_.pop_back();
      return std::nullopt;
    }
    if (row->error) return entry_of_row(*std::move(row), list.name, list.scope);
    switch (row->kind) {
      case RowKind::kSitemap:
        return open_sitemap(*row);
      case RowKind::kPattern:
        return entry_of_pattern(*std::move(row));
      case RowKind::kTarget:
        break;
    }
    return entry_of_row(*std::move(row), list.name, list.scope);
  }

  // A line that is a pattern where it is no file.
  MaybeEntry entry_of_pattern(ListRow row) {
    const OpenList& list = open_.back();
    ListEntry entry = entry_of_row(row, list.name, list.scope);
    const bool missing =
        !entry.parsed && entry.parsed.error().code == ErrorCode::kFileNotFound;
    if (!missing || !is_pattern(row.target)) return entry;
    Result<PathPattern> files =
        PathPattern::match(row.target, limits_.max_glob_files);
    if (!files) {
      entry.parsed = tl::unexpected(std::move(files).error());
      return entry;
    }
    row_files_ = *std::move(files);
    row_ = std::move(row);
    return std::nullopt;
  }

  MaybeEntry next_row_file() {
    std::optional<std::string> path = row_files_->next();
    if (!path) {
      row_files_.reset();
      return std::nullopt;
    }
    ListRow row = row_;
    row.target = *std::move(path);
    return entry_of_row(std::move(row), open_.back().name, TargetScope::kAny);
  }

  // A sitemap of the index that is read. One that was read before is passed
  // over: an index may name itself.
  MaybeEntry open_sitemap(const ListRow& row) {
    const std::string list = open_.back().name;
    const size_t depth = open_.back().depth + 1;
    const auto failed = [&](Error error) {
      return entry_of_failure(list, row.line, row.target, std::move(error));
    };
    Result<Target> target = target_of_row(row.target, TargetScope::kWeb);
    if (!target) return failed(std::move(target).error());
    if (depth > limits_.max_sitemap_depth) {
      return failed({ErrorCode::kInvalidRow,
                     fmt::format("sitemap indexes name one another more than "
                                 "{} deep",
                                 limits_.max_sitemap_depth)});
    }
    if (sitemaps_.size() >= limits_.max_sitemaps) {
      open_.pop_back();
      return failed({ErrorCode::kTooLarge,
                     fmt::format("more than {} sitemaps: the rest of the index "
                                 "is left out",
                                 limits_.max_sitemaps)});
    }
    if (!sitemaps_.insert(target_key(*target, {}))) return std::nullopt;
    return fetch(row.target, *target->url, depth, failed);
  }

  std::vector<std::string> lists_;
  ListFormat format_;
  std::istream& in_;
  FetchList fetch_list_;
  ListLimits limits_;
  size_t next_list_ = 0;
  std::optional<PathPattern> list_files_;  // of a pattern among the lists
  std::vector<OpenList> open_;             // a list and the indexes above it
  std::optional<PathPattern> row_files_;   // of a pattern in the list
  ListRow row_;                            // that pattern's
  KeySet sitemaps_;
};

TargetList::TargetList(std::unique_ptr<Reader> reader)
    : reader_(std::move(reader)) {}
TargetList::TargetList(TargetList&&) noexcept = default;
TargetList& TargetList::operator=(TargetList&&) noexcept = default;
TargetList::~TargetList() = default;

Result<TargetList> TargetList::open(std::vector<std::string> lists,
                                    ListFormat format, std::istream& in,
                                    FetchList fetch_list,
                                    const ListLimits& limits) {
  if (lists.empty()) return fail(ErrorCode::kUsage, "no list is named");
  if (std::count(lists.begin(), lists.end(), "-") > 1) {
    return fail(ErrorCode::kUsage, "standard input (-) can be read once only");
  }
  return TargetList(std::make_unique<Reader>(std::move(lists), format, in,
                                             std::move(fetch_list), limits));
}

std::optional<ListEntry> TargetList::next() { return reader_->next(); }

}  // namespace pagescan
