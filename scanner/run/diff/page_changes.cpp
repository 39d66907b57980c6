#include <string>

#include "rules/rule.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

constexpr int kFirstErrorStatus = 400;

std::optional<std::string> status_of(const PageSummary& page) {
  return page.status == 0 ? std::nullopt
                          : std::optional(std::to_string(page.status));
}

void compare_status(const PageSummary& before, const PageSummary& after,
                    ChangeList& changes) {
  // One of the two was no answer of a server: that is no fault of the page's.
  const bool both_fetched = before.status != 0 && after.status != 0;
  Level level = both_fetched ? Level::kWarning : Level::kNote;
  if (both_fetched && after.status >= kFirstErrorStatus) level = Level::kError;
  compare_value({ChangeSubject::kStatus, "page.status", "status code", level},
                status_of(before), status_of(after), changes);
}

void compare_address(const PageSummary& before, const PageSummary& after,
                     ChangeList& changes) {
  compare_value({ChangeSubject::kAddress, "page.ip", "IP address"},
                unless_empty(before.ip), unless_empty(after.ip), changes);
  compare_value({ChangeSubject::kAddress, "page.port", "port", Level::kWarning},
                std::to_string(before.port), std::to_string(after.port),
                changes);
}

std::optional<std::string> content_type_of(const ScanResult& result) {
  const Hop* hop = last_hop_of(result);
  return hop == nullptr ? std::nullopt : hop->fields.combined("content-type");
}

// Where the field or the meta element says it, that is the change.
void compare_content_type(const DiffInput& input, ChangeList& changes) {
  if (content_type_of(input.before) != content_type_of(input.after)) return;
  compare_value({ChangeSubject::kMetadata, "page.mime_type", "MIME type",
                 Level::kWarning},
                unless_empty(input.before.page.mime_type),
                unless_empty(input.after.page.mime_type), changes);
  const auto declared = [](const ScanResult& result) {
    return result.facts ? result.facts->metadata.charset_declared
                        : std::string();
  };
  if (declared(input.before) != declared(input.after)) return;
  const auto encoding = [](const ScanResult& result) {
    return result.encoding ? std::optional<std::string>(
                                 encoding_name(result.encoding->encoding))
                           : std::nullopt;
  };
  compare_value({ChangeSubject::kMetadata, "decoding.charset",
                 "character encoding", Level::kWarning},
                encoding(input.before), encoding(input.after), changes);
}

// A list that was cut in one scan and not in the other looks like a change of
// what was cut.
void compare_truncated(const DiffInput& input, ChangeList& changes) {
  const auto cut = [](const ScanResult& result) {
    NamedValues all;
    for (const TruncationNote& note : result.truncated) {
      all[note.what].push_back(std::to_string(note.limit));
    }
    if (!result.facts) return all;
    for (const TruncationNote& note : result.facts->truncated) {
      all[note.what].push_back(std::to_string(note.limit));
    }
    return all;
  };
  const NamedValues before = cut(input.before);
  const NamedValues after = cut(input.after);
  for (const std::string& name : names_of(before, after)) {
    // One cut may be said twice.
    const auto first = [&name](const NamedValues& all) {
      const auto& values = values_of(all, name);
      return values.empty() ? std::nullopt : std::optional(values.front());
    };
    // Of findings it is no more than the findings themselves tell.
    const ChangeSubject subject =
        name == "findings" ? ChangeSubject::kFinding : ChangeSubject::kPage;
    compare_part(
        {subject, "truncated[" + name + ']', "limit that cut " + quoted(name)},
        first(before), first(after), changes);
  }
}

}  // namespace

const Hop* last_hop_of(const ScanResult& result) {
  if (!result.response || result.response->hops.empty()) return nullptr;
  return &result.response->final_hop();
}

void compare_page(const DiffInput& input, ChangeList& changes) {
  compare_status(input.before.page, input.after.page, changes);
  const Hop* before = last_hop_of(input.before);
  const Hop* after = last_hop_of(input.after);
  if (before != nullptr && after != nullptr) {
    compare_redirects(input, changes);
    compare_address(input.before.page, input.after.page, changes);
    compare_certificate(*before, *after, changes);
  }
  compare_content_type(input, changes);
  if (input.before.facts && input.after.facts) compare_metadata(input, changes);
  compare_truncated(input, changes);
}

}  // namespace pagescan
