#include "rules/inventory/page_scripts.h"

#include <set>
#include <utility>

#include "rules/inventory/fetched_scripts.h"
#include "scanner/base/base64.h"
#include "scanner/base/one_of.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

constexpr size_t kMaxBeginsBytes = 200;

std::string first_line(std::string_view text) {
  text = strip_ascii_whitespace(text);
  text = text.substr(0, text.find_first_of("\r\n"));
  const std::string line = replace_invalid_utf8(strip_ascii_whitespace(text));
  return std::string(utf8_prefix(line, kMaxBeginsBytes));
}

bool does_nothing(std::string_view url) {
  const size_t colon = url.find(':');
  std::string code = ascii_lowercase(url.substr(colon + 1));
  std::erase_if(code, is_ascii_whitespace);
  while (code.ends_with(';')) code.pop_back();
  return code.empty() ||
         is_one_of<std::string_view>(code, {"void(0)", "void0", "void"});
}

class Collector {
 public:
  void add(PageScript script) {
    std::string key = std::to_string(static_cast<int>(script.kind));
    key += '\n' + script.url + '\n' + script.sha256 + '\n' +
           script.integrity.value_or("\t");
    if (known_.insert(std::move(key)).second) {
      all_.push_back(std::move(script));
    }
  }
  std::vector<PageScript> take() { return std::move(all_); }

 private:
  std::set<std::string> known_;
  std::vector<PageScript> all_;
};

// Longer than what is kept of it, or nearly: a browser may run all of it.
bool may_be_cut(const std::string& written) {
  constexpr size_t kMaxCharacterBytes = 4;
  return written.size() + kMaxCharacterBytes > kMaxUrlLength;
}

void add_external(const Script& script, Collector& collector) {
  const bool cut = may_be_cut(script.src->written);
  if (script.src->written.empty() || (!script.src->url && !cut)) return;
  PageScript found;
  found.integrity = script.integrity;
  found.written = script.src->written;
  found.position = script.position;
  if (!script.src->url) {
    found.kind = PageScriptKind::kInline;
    found.begins = first_line(found.written);
    collector.add(std::move(found));
    return;
  }
  const std::string& url = *script.src->url;
  if (url.starts_with("http:") || url.starts_with("https:")) {
    found.url = url.substr(0, url.find('#'));
  } else {
    found.kind = PageScriptKind::kInline;
    found.sha256 = sha256_hex(url);
    found.masked_sha256 = found.sha256;
    found.begins = first_line(url);
  }
  collector.add(std::move(found));
}

void add_inline(const Script& script, Collector& collector) {
  if (script.size == 0) return;
  PageScript found;
  found.kind = PageScriptKind::kInline;
  found.sha256 = script.sha256;
  found.masked_sha256 = stable_hash(script);
  found.begins = first_line(script.first_line);
  found.written = script.first_line;
  found.position = script.position;
  collector.add(std::move(found));
}

void add_value(PageScriptKind kind, const std::string& value,
               const std::string& sha256, SourcePosition position,
               Collector& collector) {
  PageScript found;
  found.kind = kind;
  found.sha256 = sha256;
  found.masked_sha256 = found.sha256;
  found.begins = first_line(value);
  found.written = value;
  found.position = position;
  collector.add(std::move(found));
}

}  // namespace

std::string_view page_script_kind_name(PageScriptKind kind) {
  switch (kind) {
    case PageScriptKind::kExternal:
      return "script";
    case PageScriptKind::kInline:
      return "inline script";
    case PageScriptKind::kEventHandler:
      return "event handler";
    case PageScriptKind::kJavascriptUrl:
      break;
  }
  return "javascript: URL";
}

FetchedScript hashed_script(const std::string& content) {
  FetchedScript script;
  script.size = content.size();
  script.sha256 = sha256_hex(content);
  script.sha256_sri = base64(sha256_raw(content));
  script.sha384_sri = base64(sha384_raw(content));
  script.sha512_sri = base64(sha512_raw(content));
  return script;
}

std::vector<PageScript> page_scripts(const ScriptFacts& facts) {
  Collector collector;
  for (const Script& script : facts.scripts) {
    if (script.src) add_external(script, collector);
  }
  for (const Script& script : facts.scripts) {
    if (!script.src) add_inline(script, collector);
  }
  for (const EventHandler& handler : facts.event_handlers) {
    if (strip_ascii_whitespace(handler.value).empty()) continue;
    add_value(PageScriptKind::kEventHandler, handler.value, handler.sha256,
              handler.position, collector);
  }
  for (const JavascriptUrl& url : facts.javascript_urls) {
    if (does_nothing(url.value)) continue;
    add_value(PageScriptKind::kJavascriptUrl, url.value,
              may_be_cut(url.value) ? "" : sha256_hex(url.value), url.position,
              collector);
  }
  return collector.take();
}

}  // namespace pagescan
