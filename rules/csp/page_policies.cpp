#include "rules/csp/page_policies.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "scanner/base/one_of.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/passes/element_text.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// Told apart in one form.
constexpr size_t kMaxUrlsOfForm = 64;

void append(CspPolicies& from, bool report_only, CspPolicies& all) {
  for (CspPolicy& policy : from) {
    if (all.size() >= kMaxCspPolicies) return;
    policy.report_only = report_only;
    all.push_back(std::move(policy));
  }
}

void append_metas(const Document& document, CspPolicies& all) {
  for (const NodeId id : document.elements(Tag::kMeta)) {
    const Node& node = document.node(id);
    if (node.in_template || !document.is(node.parent, Tag::kHead)) continue;
    const auto pragma = document.attribute(id, "http-equiv");
    const auto content = document.attribute(id, "content");
    if (!pragma || !content || content->empty()) continue;
    if (!ascii_iequals(*pragma, "content-security-policy")) continue;
    if (all.size() >= kMaxCspPolicies) return;
    CspPolicy policy = parse_csp(*content, true);
    policy.position = node.position;
    all.push_back(std::move(policy));
  }
}

void keep_within_bounds(CspPolicies& all) {
  size_t expressions = 0;
  for (CspPolicy& policy : all) {
    for (const CspDirective& directive : policy.directives) {
      expressions += directive.sources.size();
    }
    if (expressions > kMaxCspExpressionsOfPage) policy.complete = false;
  }
}

// What the facts do not say of an element: it is found by where it stands.
class ScriptElements {
 public:
  explicit ScriptElements(const Document& document) : document_(document) {
    for (NodeId id = 0; id < document.size(); ++id) {
      const Node& node = document.node(id);
      const bool of_svg = node.name_space == Namespace::kSvg &&
                          document.is_element(id) && node.text == "script";
      if (node.tag == Tag::kScript || of_svg) {
        by_offset_.emplace(node.position.offset, id);
      }
    }
    find_noscripts();
  }

  /// The script element there, of HTML or SVG.
  NodeId at(SourcePosition position) const {
    const auto found = by_offset_.find(position.offset);
    return found == by_offset_.end() ? kNoNode : found->second;
  }
  bool in_noscript(SourcePosition position) const {
    const auto next = std::ranges::upper_bound(noscripts_, position.offset, {},
                                               &Range::begin);
    return next != noscripts_.begin() && position.offset < std::prev(next)->end;
  }
  const Document& document() const { return document_; }

 private:
  struct Range {
    uint32_t begin = 0;
    uint32_t end = 0;
  };

  void find_noscripts();

  const Document& document_;
  std::unordered_map<uint32_t, NodeId> by_offset_;
  std::vector<Range> noscripts_;  // apart, in order
};

// Where scripts run, noscript holds text up to its end tag, whatever the tree
// says of a parser that runs none.
void ScriptElements::find_noscripts() {
  const std::string_view source = document_.source();
  for (const NodeId id : document_.elements(Tag::kNoscript)) {
    const uint32_t begin = document_.node(id).position.offset;
    if (!noscripts_.empty() && begin < noscripts_.back().end) continue;
    size_t end = source.find("</", begin);
    while (end != std::string_view::npos &&
           !ascii_istarts_with(source.substr(end), "</noscript")) {
      end = source.find("</", end + 2);
    }
    noscripts_.push_back(
        {begin, static_cast<uint32_t>(std::min(end, source.size()))});
  }
}

class ScriptChecker {
 public:
  ScriptChecker(const Page& page, const CspPolicies& policies, const Url* self)
      : facts_(page.facts.page.scripts),
        base_blocked_(base_is_blocked(page, policies, self)),
        elements_(page.document),
        policies_(policies),
        self_(self) {}

  static bool base_is_blocked(const Page& page, const CspPolicies& policies,
                              const Url* self);
  std::vector<BlockedScript> run();

 private:
  CspContext context_at(SourcePosition position) const {
    return {policies_, self_, position.offset};
  }
  std::optional<Url> url_of(const Address& address) const;
  void check_external(const Script& script);
  void check_inline(const Script& script);
  void check_handler(const EventHandler& handler);
  void check_javascript_url(const JavascriptUrl& url);
  void keep(CspVerdict verdict, BlockedScript script) {
    if (!verdict) return;
    script.block = *verdict;
    found_.push_back(script);
  }

  const ScriptFacts& facts_;
  bool base_blocked_;
  ScriptElements elements_;
  const CspPolicies& policies_;
  const Url* self_;
  std::vector<BlockedScript> found_;
};

bool ScriptChecker::base_is_blocked(const Page& page,
                                    const CspPolicies& policies,
                                    const Url* self) {
  const auto& base = page.facts.metadata.base;
  if (!base || !base->url) return false;
  const auto url = Url::parse(*base->url);
  if (!url) return false;
  for (const NodeId id : page.document.elements(Tag::kBase)) {
    const Node& node = page.document.node(id);
    if (node.in_template || !page.document.has_attribute(id, "href")) continue;
    return csp_blocks_base({policies, self, node.position.offset}, *url)
        .has_value();
  }
  return false;
}

// As the browser asks for it: not by a base element that is blocked, and by
// https where the page upgrades.
std::optional<Url> ScriptChecker::url_of(const Address& address) const {
  if (!address.url) return std::nullopt;
  const auto url = base_blocked_ ? Url::parse(address.written, self_)
                                 : Url::parse(*address.url);
  if (!url) return std::nullopt;
  return csp_upgrade_policy(policies_) ? csp_upgraded(*url) : *url;
}

template <class Item, class Check>
void for_first(const std::vector<Item>& items, const Check& check) {
  for (size_t i = 0; i < std::min(items.size(), kMaxCspChecks); ++i) {
    check(items[i]);
  }
}

std::vector<BlockedScript> ScriptChecker::run() {
  if (policies_.empty()) return {};
  for_first(facts_.scripts, [&](const Script& s) {
    if (elements_.in_noscript(s.position) || s.nomodule) return;
    if (s.src) {
      check_external(s);
    } else {
      check_inline(s);
    }
  });
  for_first(facts_.event_handlers, [&](const EventHandler& h) {
    if (!elements_.in_noscript(h.position)) check_handler(h);
  });
  for_first(facts_.javascript_urls,
            [&](const JavascriptUrl& u) { check_javascript_url(u); });
  std::ranges::stable_sort(found_, {}, &BlockedScript::kind);
  return std::move(found_);
}

void ScriptChecker::check_external(const Script& script) {
  // No other type is fetched.
  if (script.type != ScriptType::kClassic &&
      script.type != ScriptType::kModule) {
    return;
  }
  const std::optional<Url> url = url_of(*script.src);
  if (!url || (!url->is_http() && url->scheme() != "data")) return;
  const NodeId node = elements_.at(script.position);
  const auto nonce =
      node == kNoNode ? script.nonce : csp_nonce(elements_.document(), node);
  const std::string_view integrity =
      script.integrity ? *script.integrity : std::string_view();
  keep(csp_blocks_script(context_at(script.position), {*url, nonce, integrity}),
       {PageScriptKind::kExternal,
        script.src->written,
        {},
        script.nonce.has_value(),
        script.position,
        {}});
}

void ScriptChecker::check_inline(const Script& script) {
  const NodeId node = elements_.at(script.position);
  // A blank script runs nothing.
  if (node == kNoNode || script.first_line.empty()) return;
  std::string storage;
  CspInlineText text(child_text_content(elements_.document(), node, storage));
  const CspInline kind = script.type == ScriptType::kSpeculationRules
                             ? CspInline::kSpeculationRules
                             : CspInline::kScript;
  keep(csp_blocks_inline(context_at(script.position), kind, text,
                         csp_nonce(elements_.document(), node)),
       {PageScriptKind::kInline,
        script.first_line,
        {},
        script.nonce.has_value(),
        script.position,
        {}});
}

void ScriptChecker::check_handler(const EventHandler& handler) {
  if (strip_ascii_whitespace(handler.value).empty()) return;
  // Of a value that was cut no digest can be had.
  if (handler.value.size() >= kDefaultMaxValueBytes &&
      sha256_hex(handler.value) != handler.sha256) {
    return;
  }
  CspInlineText text(handler.value);
  keep(csp_blocks_inline(context_at(handler.position),
                         CspInline::kScriptAttribute, text, std::nullopt),
       {PageScriptKind::kEventHandler,
        handler.value,
        handler.attribute,
        false,
        handler.position,
        {}});
}

// Whether the URL does nothing even where it may run: the link is there for an
// event handler.
bool does_nothing(std::string_view javascript) {
  std::string code;
  for (const char c : javascript.substr(0, 64)) {
    if (!is_ascii_whitespace(c) && c != ';') code += ascii_lower(c);
  }
  return is_one_of<std::string_view>(
      code, {"", "void(0)", "void0", "void(null)", "void()", "void", "//", "#",
             "undefined", "returnfalse", "false", "true", "{}", "0", "1"});
}

void ScriptChecker::check_javascript_url(const JavascriptUrl& javascript) {
  // What nobody navigates to: SVG's use and script, plug-ins.
  if (!is_one_of<std::string_view>(
          javascript.element,
          {"a", "area", "form", "button", "input", "iframe", "frame"})) {
    return;
  }
  if (javascript.value.size() >= kDefaultMaxValueBytes) return;
  const auto url = Url::parse(javascript.value);
  if (!url || does_nothing(url->path())) return;
  const std::string decoded = percent_decode(url->href());
  CspInlineText text(decoded);
  // Asked when the user gets there: every meta element counts.
  keep(csp_blocks_inline({policies_, self_}, CspInline::kNavigation, text,
                         std::nullopt),
       {PageScriptKind::kJavascriptUrl,
        javascript.value,
        {},
        false,
        javascript.position,
        {}});
}

}  // namespace

CspPolicies csp_policies_of(const Hop* final_hop, const Document* document) {
  CspPolicies all;
  if (final_hop != nullptr) {
    for (const Field& field : final_hop->fields) {
      const bool report_only =
          ascii_iequals(field.name, "content-security-policy-report-only");
      if (!report_only &&
          !ascii_iequals(field.name, "content-security-policy")) {
        continue;
      }
      CspPolicies policies = parse_csp_list(field.value);
      append(policies, report_only, all);
    }
  }
  if (document != nullptr) append_metas(*document, all);
  keep_within_bounds(all);
  return all;
}

std::vector<BlockedScript> blocked_scripts(const Page& page,
                                           const CspPolicies& policies,
                                           const Url* self) {
  return ScriptChecker(page, policies, self).run();
}

std::vector<BlockedSubmission> blocked_submissions(const Page& page,
                                                   const CspPolicies& policies,
                                                   const Url* self) {
  std::vector<BlockedSubmission> found;
  // Where the base element is blocked, the URLs are not those of the browser.
  if (policies.empty() ||
      ScriptChecker::base_is_blocked(page, policies, self)) {
    return found;
  }
  const bool upgrades = csp_upgrade_policy(policies) != nullptr;
  size_t checks = 0;
  for (const Form& form : page.facts.page.forms.forms) {
    std::vector<std::string_view> seen;
    for (const FormSubmission& submission : form.submissions) {
      if (!submission.url || submission.scheme == "javascript") continue;
      if (std::ranges::count(seen, *submission.url) > 0) continue;
      if (++checks > kMaxCspChecks) return found;
      const auto url = Url::parse(*submission.url);
      if (!url) continue;
      if (seen.size() < kMaxUrlsOfForm) seen.push_back(*submission.url);
      const auto block = csp_blocks_submission(
          {policies, self}, upgrades ? csp_upgraded(*url) : *url);
      if (block) found.push_back({&form, &submission, *block});
    }
  }
  return found;
}

const Url* csp_self(const std::optional<Url>& url) {
  return url && url->is_http() ? &*url : nullptr;
}

}  // namespace pagescan
