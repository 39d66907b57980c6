#include "scanner/page.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "scanner/base/strings.h"
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
  Decoded decoded = sniff_and_decode(source.content, source.transport_charset,
                                     source.charset_override, source.origin);
  const size_t text_bytes = decoded.text.utf8.size();
  Result<ParsedPage> parsed =
      parse_html(std::move(decoded.text.utf8), limits.parse);
  if (!parsed) return tl::unexpected(std::move(parsed).error());

  const Encoding encoding = decoded.choice.encoding;
  const QueryEncoder encoder = query_encoder_for(encoding);
  Page page{std::move(decoded.choice),
            decoded.text.replaced,
            std::move(parsed->document),
            Facts{},
            {}};
  note_parse_limits(*parsed, limits.parse, text_bytes, page);
  const UrlResolver resolver(page.document, source.url,
                             encoding == Encoding::kUtf8 ? nullptr : &encoder);
  page.facts = run_passes({page.document, resolver, limits.catalogue});
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
