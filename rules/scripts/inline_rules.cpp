#include "rules/scripts/inline_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/page_reading.h"
#include "rules/scripts/obfuscation.h"
#include "scanner/passes/element_text.h"

namespace pagescan {
namespace {

bool is_before(SourcePosition a, SourcePosition b) {
  return a.offset < b.offset;
}

// One for the page: a policy without 'unsafe-inline' needs all of them gone.
void check_handlers(const RuleInput& input, Observations& found) {
  const ScriptFacts& scripts = input.page->facts.page.scripts;
  const size_t handlers = scripts.event_handlers.size();
  const size_t urls = scripts.javascript_urls.size();
  if (handlers + urls == 0) return;
  FindingEvidence evidence;
  if (handlers > 0) {
    const EventHandler& first = scripts.event_handlers.front();
    evidence = in_page(first.position,
                       fmt::format("{}=\"{}\"", first.attribute, first.value));
  }
  if (urls > 0) {
    const JavascriptUrl& first = scripts.javascript_urls.front();
    if (handlers == 0 || is_before(first.position, evidence.position)) {
      evidence =
          in_page(first.position,
                  fmt::format("{}=\"{}\"", first.attribute, first.value));
    }
  }
  found.push_back(
      {fmt::format("The page has {} and {}, the first {}: its content security "
                   "policy can only allow them with 'unsafe-inline'",
                   counted(handlers, "event handler attribute"),
                   counted(urls, "javascript: URL"), quoted(evidence.text)),
       evidence, "page"});
}

std::string_view say(ObfuscationKind kind) {
  switch (kind) {
    case ObfuscationKind::kDecodedAndRun:
      return "decodes text and runs it";
    case ObfuscationKind::kDecodedMarkup:
      return "writes markup it hides by escapes";
    case ObfuscationKind::kCharacterCodes:
      return "makes text of many character codes";
    case ObfuscationKind::kEncodedText:
      return "is encoded nearly as a whole";
    case ObfuscationKind::kPacked:
      break;
  }
  return "unpacks itself";
}

RuleConfidence confidence_in(ObfuscationKind kind) {
  switch (kind) {
    case ObfuscationKind::kDecodedAndRun:
    case ObfuscationKind::kDecodedMarkup:
      return RuleConfidence::kMedium;
    default:
      return RuleConfidence::kLow;
  }
}

bool is_inline_script(const Document& document, NodeId id) {
  if (document.node(id).in_template || document.has_attribute(id, "src")) {
    return false;
  }
  const ScriptType type = script_type(document.attribute(id, "type"),
                                      document.attribute(id, "language"));
  return type == ScriptType::kClassic || type == ScriptType::kModule;
}

// One for each script; of what is most often harmless one for the page.
void check_obfuscated(const RuleInput& input, Observations& found) {
  const Document& document = input.page->document;
  std::set<ObfuscationKind> known;
  for (const NodeId id : document.elements(Tag::kScript)) {
    if (!is_inline_script(document, id)) continue;
    std::string storage;
    const auto hidden =
        find_obfuscation(child_text_content(document, id, storage));
    if (!hidden) continue;
    const RuleConfidence confidence = confidence_in(hidden->kind);
    if (confidence == RuleConfidence::kLow &&
        !known.insert(hidden->kind).second) {
      continue;
    }
    Observation observation;
    observation.message = fmt::format(
        "An inline script {}: {}", say(hidden->kind), quoted(hidden->excerpt));
    observation.evidence = in_page(document.node(id).position, hidden->excerpt);
    observation.key = hidden->excerpt;
    observation.confidence = confidence;
    if (hidden->kind == ObfuscationKind::kPacked) {
      observation.level = Level::kNote;
    }
    found.push_back(std::move(observation));
  }
}

}  // namespace

std::span<const CodeRule> inline_rules() {
  static constexpr CodeRule kRules[] = {
      {"S08", "inline-handler", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The page has event handler attributes or javascript: URLs.",
       "A content security policy that lets them run lets injected scripts run "
       "as well.",
       "Move them into scripts and use addEventListener.",
       "CWE-79 OBSERVATORY-csp", check_handlers},
      {"S10", "obfuscated-inline", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage, "An inline script hides what it does.",
       "Scripts that steal card numbers and passwords are written so, to get "
       "past those who look for them.",
       "Find out what the script does; if it is yours, write it in the clear.",
       "CWE-506 PCI-DSS-6.4.3", check_obfuscated},
  };
  return kRules;
}

}  // namespace pagescan
