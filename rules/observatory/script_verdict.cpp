#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "rules/observatory/verdicts.h"
#include "scanner/url/site.h"

namespace pagescan::observatory {
namespace {

// From the best to the worst.
constexpr auto kOrder = std::to_array<TestResult>(
    {kSriAll, kSriOverHttp, kSriMissing, kSriMissingOverHttp});

class Worst {
 public:
  void add(const TestResult& result) {
    if (!worst_ || rank(result) > rank(*worst_)) worst_ = result;
  }
  const std::optional<TestResult>& get() const { return worst_; }

 private:
  static std::ptrdiff_t rank(const TestResult& result) {
    return std::ranges::find(kOrder, result) - kOrder.begin();
  }

  std::optional<TestResult> worst_;
};

// The document's base URL, or the page's own.
Url base_url(const Subject& subject) {
  const auto& base = subject.page.facts.metadata.base;
  if (base && base->url) {
    if (auto url = Url::parse(*base->url)) return *std::move(url);
  }
  return subject.url;
}

bool is_script(const Node& node) {
  return node.type == NodeType::kElement && !node.in_template &&
         (node.tag == Tag::kScript ||
          (node.name_space == Namespace::kSvg && node.text == "script"));
}

}  // namespace

TestResult judge_sri(const Subject& subject) {
  if (!subject.read_as_html()) return kSriNotHtml;
  const Document& document = subject.page.document;
  const Url base = base_url(subject);
  bool has_script = false;
  bool has_foreign = false;
  Worst worst;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (!is_script(document.node(id))) continue;
    has_script = true;
    if (!document.is(id, Tag::kScript)) continue;
    const auto src = document.attribute(id, "src");
    if (!src || src->empty()) continue;
    const auto url = Url::parse(*src, &base);
    const bool is_remote = url && url->is_http();
    const bool secure =
        is_remote ? url->scheme() == "https" : subject.over_https();
    const auto integrity = document.attribute(id, "integrity");
    const bool has_integrity = integrity && !integrity->empty();
    if (!is_remote || same_site(*url, subject.url)) {
      if (has_integrity && secure && !worst.get()) worst.add(kSriAll);
      continue;
    }
    has_foreign = true;
    if (!secure) {
      worst.add(has_integrity ? kSriOverHttp : kSriMissingOverHttp);
    } else if (!has_integrity) {
      worst.add(kSriMissing);
    }
  }
  if (!has_script) return kSriNoScripts;
  if (worst.get()) return *worst.get();
  return has_foreign ? kSriExternal : kSriSecureOrigin;
}

}  // namespace pagescan::observatory
