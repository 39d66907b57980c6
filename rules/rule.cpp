#include "rules/rule.h"

#include <algorithm>

#include "rules/page_reading.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kMaxQuotedBytes = 80;

// No more than `max` bytes, with an ellipsis where some are left out.
std::string shortened(std::string_view text, size_t max) {
  if (text.size() <= max) return std::string(text);
  return std::string(utf8_prefix(text, max)) + "…";
}

}  // namespace

FindingEvidence in_page(SourcePosition position, std::string_view text) {
  FindingEvidence evidence;
  evidence.position = position;
  evidence.text = shortened(text, kMaxEvidenceBytes);
  return evidence;
}

FindingEvidence in_field(size_t hop, std::string_view name,
                         std::string_view value) {
  FindingEvidence evidence;
  evidence.place = EvidencePlace::kField;
  evidence.hop = hop;
  evidence.name = name;
  evidence.text = shortened(value, kMaxEvidenceBytes);
  return evidence;
}

std::string quoted(std::string_view text) {
  // White space can only shrink: no need to look at all of a long text.
  const std::string collapsed =
      strip_and_collapse_ascii_whitespace(text.substr(0, kMaxEvidenceBytes));
  return '"' + shortened(collapsed, kMaxQuotedBytes) + '"';
}

bool host_is_within(std::string_view host,
                    const std::vector<std::string>& domains) {
  return std::ranges::any_of(domains, [host](const std::string& domain) {
    return is_within(host, domain);
  });
}

}  // namespace pagescan
