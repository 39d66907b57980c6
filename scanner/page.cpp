#include "scanner/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/passes/declared_encoding.h"
#include "scanner/passes/passes.h"

namespace pagescan {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  std::string_view mime_type;
};

// https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern and the
// other tables of fixed signatures there.
constexpr std::array kSignatures = {
    Signature{"%PDF-"sv, "application/pdf"},
    Signature{"%!PS-Adobe-"sv, "application/postscript"},
    Signature{"\x89PNG\r\n\x1A\n"sv, "image/png"},
    Signature{"\xFF\xD8\xFF"sv, "image/jpeg"},
    Signature{"GIF87a"sv, "image/gif"},
    Signature{"GIF89a"sv, "image/gif"},
    Signature{"BM"sv, "image/bmp"},
    Signature{"\0\0\1\0"sv, "image/x-icon"},
    Signature{"\0\0\2\0"sv, "image/x-icon"},
    Signature{"OggS\0"sv, "application/ogg"},
    Signature{"ID3"sv, "audio/mpeg"},
    Signature{"MThd\0\0\0\6"sv, "audio/midi"},
    Signature{"\x1A\x45\xDF\xA3"sv, "video/webm"},
    Signature{"wOFF"sv, "font/woff"},
    Signature{"wOF2"sv, "font/woff2"},
    Signature{"\x1F\x8B\x08"sv, "application/x-gzip"},
    Signature{"PK\3\4"sv, "application/zip"},
    Signature{"Rar!\x1A\7\0"sv, "application/x-rar-compressed"},
    Signature{"\x7F"
              "ELF"sv,
              "application/octet-stream"},
    Signature{"\0asm"sv, "application/wasm"},
};

void note_parse_limits(const ParsedPage& parsed, const ParseLimits& limits,
                       size_t source_bytes, Page& page) {
  const std::string detail =
      fmt::format("only the first {} of {} bytes were parsed; raise ",
                  parsed.parsed_bytes, source_bytes);
  if (parsed.memory_exceeded) {
    page.truncated.push_back(
        {"parse_memory", limits.memory, detail + "--parse-memory"});
  }
  if (parsed.time_exceeded) {
    page.truncated.push_back({"parse_time",
                              static_cast<uint64_t>(limits.time.count()),
                              detail + "--parse-time"});
  }
  if (parsed.is_incomplete) {
    page.truncated.push_back(
        {"second_parse", limits.memory,
         "content of select elements and some character references are not "
         "read as browsers read them: that takes another parse, which did not "
         "fit; raise --parse-memory or --parse-time"});
  }
}

void note_tree_limits(const TreeOverruns& overruns, const TreeLimits& limits,
                      Page& page) {
  if (overruns.merged_elements > 0) {
    page.truncated.push_back(
        {"depth", limits.max_depth,
         fmt::format("the contents of {} elements too deep in one another were "
                     "moved out of them; raise --max-depth",
                     overruns.merged_elements)});
  }
  if (overruns.dropped_attributes > 0) {
    page.truncated.push_back(
        {"attributes", limits.max_attributes,
         fmt::format("{} attributes of elements with too many were left out; "
                     "raise --max-attributes",
                     overruns.dropped_attributes)});
  }
  if (overruns.nodes_exceeded) {
    page.truncated.push_back(
        {"nodes", limits.max_nodes,
         "what follows in the page was left out; raise --max-nodes"});
  }
}

// Whether a meta element may still change the encoding
// (https://html.spec.whatwg.org/#concept-encoding-confidence).
bool is_tentative(EncodingSource source) {
  return source == EncodingSource::kMeta ||
         source == EncodingSource::kDefault ||
         source == EncodingSource::kDetected;
}

// A page's bytes read in one encoding.
struct Reading {
  EncodingChoice choice;
  size_t replaced = 0;
  size_t text_bytes = 0;
  ParsedPage parsed;

  bool is_whole() const { return parsed.parsed_bytes == text_bytes; }
};

Result<Reading> read_page(Decoded decoded, const ParseLimits& limits) {
  const size_t text_bytes = decoded.text.utf8.size();
  Result<ParsedPage> parsed = parse_html(std::move(decoded.text.utf8), limits);
  if (!parsed) return tl::unexpected(std::move(parsed).error());
  return Reading{std::move(decoded.choice), decoded.text.replaced, text_bytes,
                 *std::move(parsed)};
}

// Where the elements of the page declare another encoding than was guessed, it
// is read again in that (https://html.spec.whatwg.org/#change-the-encoding).
// Gives a note if that would leave more of it out.
std::optional<TruncationNote> follow_late_declaration(std::string_view content,
                                                      const ParseLimits& limits,
                                                      Reading& reading) {
  if (!is_tentative(reading.choice.source)) return std::nullopt;
  const auto declared = declared_encoding(reading.parsed.document);
  if (!declared || *declared == reading.choice.encoding) return std::nullopt;

  Decoded decoded{reading.choice,
                  decode(content.substr(reading.choice.bom_size), *declared)};
  decoded.choice.encoding = *declared;
  decoded.choice.source = EncodingSource::kLateMeta;
  decoded.choice.meta = declared;
  if (decoded.text.utf8 == reading.parsed.document.source()) {
    // ASCII: it reads the same.
    reading.choice = std::move(decoded.choice);
    return std::nullopt;
  }
  Result<Reading> again = read_page(std::move(decoded), limits);
  if (again && (again->is_whole() || !reading.is_whole())) {
    reading = *std::move(again);
    return std::nullopt;
  }
  return TruncationNote{
      "encoding", static_cast<uint64_t>(limits.time.count()),
      fmt::format("the page declares {} so late that there was no time to read "
                  "it again; raise --parse-time or give --charset",
                  encoding_name(*declared))};
}

// Queries of links are written in the document's encoding, but for the UTF
// ones (https://url.spec.whatwg.org/#query-state, by way of
// https://encoding.spec.whatwg.org/#get-an-output-encoding).
QueryEncoder query_encoder_for(Encoding encoding) {
  return [encoding](std::string_view query) {
    return encode_for_url_query(query, encoding);
  };
}

}  // namespace

Result<Page> build_page(const PageSource& source, const PageLimits& limits) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + limits.parse.time;
  Result<Reading> reading =
      read_page(sniff_and_decode(source.content, source.transport_charset,
                                 source.charset_override, source.origin),
                limits.parse);
  if (!reading) return tl::unexpected(std::move(reading).error());
  ParseLimits time_left = limits.parse;
  time_left.time = std::max(
      std::chrono::milliseconds(0),
      std::chrono::floor<std::chrono::milliseconds>(deadline - Clock::now()));
  std::optional<TruncationNote> late =
      follow_late_declaration(source.content, time_left, *reading);

  const Encoding encoding = reading->choice.encoding;
  const QueryEncoder encoder = query_encoder_for(encoding);
  Page page{std::move(reading->choice),
            reading->replaced,
            std::move(reading->parsed.document),
            Facts{},
            {}};
  note_parse_limits(reading->parsed, limits.parse, reading->text_bytes, page);
  note_tree_limits(reading->parsed.overruns, limits.parse.tree, page);
  if (late) page.truncated.push_back(*std::move(late));
  const UrlResolver resolver(page.document, source.url,
                             encoding == Encoding::kUtf8 ? nullptr : &encoder);
  page.facts =
      run_passes({page.document, resolver, limits.catalogue, encoding});
  return page;
}

bool is_html_type(std::string_view essence) {
  return essence == "text/html" || essence == "application/xhtml+xml";
}

std::string_view sniff_mime_type(std::string_view content) {
  for (const Signature& s : kSignatures) {
    if (content.starts_with(s.bytes)) return s.mime_type;
  }
  const bool is_riff = content.starts_with("RIFF") && content.size() >= 14;
  if (is_riff && content.substr(8, 6) == "WEBPVP") return "image/webp";
  const bool is_iso_media =
      content.size() >= 12 && content.substr(4, 4) == "ftyp";
  return is_iso_media ? "video/mp4" : "text/html";
}

}  // namespace pagescan
