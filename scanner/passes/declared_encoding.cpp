#include "scanner/passes/declared_encoding.h"

#include "scanner/base/strings.h"
#include "scanner/decode/prescan.h"

namespace pagescan {
namespace {

std::optional<Encoding> encoding_declared_by(const Document& document,
                                             NodeId meta) {
  if (const auto charset = document.attribute(meta, "charset")) {
    return encoding_declared_by_meta(*charset);
  }
  const auto http_equiv = document.attribute(meta, "http-equiv");
  const auto content = document.attribute(meta, "content");
  if (!http_equiv || !content || !ascii_iequals(*http_equiv, "content-type")) {
    return std::nullopt;
  }
  const auto label = label_in_meta_content(*content);
  return label ? encoding_declared_by_meta(*label) : std::nullopt;
}

}  // namespace

std::optional<Encoding> declared_encoding(const Document& document) {
  for (const NodeId meta : document.elements(Tag::kMeta)) {
    if (const auto encoding = encoding_declared_by(document, meta)) {
      return encoding;
    }
  }
  return std::nullopt;
}

}  // namespace pagescan
