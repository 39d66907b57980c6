#include "scanner/run/list_format.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// White space before the first byte that counts is looked through up to here.
constexpr size_t kMaxStart = 512;

struct NamedContent {
  std::string_view text;
  ListContent content;
};

constexpr std::array kExtensions = {
    NamedContent{".csv", ListContent::kCsv},
    NamedContent{".jsonl", ListContent::kJsonl},
    NamedContent{".ndjson", ListContent::kJsonl},
    NamedContent{".json", ListContent::kJsonl},
    NamedContent{".xml", ListContent::kSitemap},
    NamedContent{".html", ListContent::kPage},
    NamedContent{".htm", ListContent::kPage},
    NamedContent{".xhtml", ListContent::kPage},
};

constexpr std::array kStarts = {
    NamedContent{"{", ListContent::kJsonl},
    NamedContent{"<?xml", ListContent::kSitemap},
    NamedContent{"<urlset", ListContent::kSitemap},
    NamedContent{"<sitemapindex", ListContent::kSitemap},
    NamedContent{"<!doctype html", ListContent::kPage},
    NamedContent{"<html", ListContent::kPage},
    // Byte order marks of UTF-16.
    NamedContent{"\xFF\xFE", ListContent::kUtf16},
    NamedContent{"\xFE\xFF", ListContent::kUtf16},
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool iends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         ascii_iequals(text.substr(text.size() - end.size()), end);
}

// Without a byte order mark and the white space after it.
std::string_view meaningful(std::string_view start) {
  if (start.starts_with(kByteOrderMark)) {
    start.remove_prefix(kByteOrderMark.size());
  }
  size_t space = 0;
  while (space < start.size() && is_ascii_whitespace(start[space])) ++space;
  return start.substr(space);
}

// Nothing where more must be seen.
std::optional<ListContent> content_of(std::string_view start) {
  if (start.empty() || kByteOrderMark.starts_with(start)) return std::nullopt;
  bool may_become_one = false;
  for (const NamedContent& known : kStarts) {
    if (ascii_istarts_with(start, known.text)) return known.content;
    may_become_one |= ascii_istarts_with(known.text, start);
  }
  if (may_become_one) return std::nullopt;
  return ListContent::kLines;
}

}  // namespace

std::optional<ListContent> content_by_name(std::string_view name) {
  constexpr std::string_view kGzip = ".gz";
  if (iends_with(name, kGzip)) name.remove_suffix(kGzip.size());
  for (const NamedContent& known : kExtensions) {
    if (iends_with(name, known.text)) return known.content;
  }
  return std::nullopt;
}

ListContent content_by_start(ListInput& input) {
  for (size_t size = 1; size <= kMaxStart; ++size) {
    const std::string_view start = input.peek(size);
    if (const auto content = content_of(meaningful(start))) return *content;
    if (start.size() < size) break;
  }
  return ListContent::kLines;
}

}  // namespace pagescan
