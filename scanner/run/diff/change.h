// What differs between two scans of a page. Values that own their strings;
// strings a page or a server wrote are raw bytes in them: whoever writes them
// out escapes. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "scanner/base/time.h"
#include "scanner/base/truncation_note.h"
#include "scanner/dom/document.h"

namespace pagescan {

/// What a change is about.
enum class ChangeSubject : uint8_t {
  kPage,          // the page as a whole: it is there, or is not
  kStatus,        // status code
  kRedirect,      // the hops before the page
  kAddress,       // IP address and port
  kCertificate,   // certificate, TLS version
  kMetadata,      // title, language, canonical URL ... and the encoding
  kField,         // a field of the response
  kCspDirective,  // a directive of a Content Security Policy
  kCookie,
  kForm,
  kControl,
  kScript,  // by address
  kInlineScript,
  kEventHandler,
  kJavascriptUrl,
  kDataBlock,
  kLink,
  kResource,
  kFinding,
  kText,
};

inline constexpr std::array<std::string_view, 20> kChangeSubjectNames = {
    "page",       "status", "redirect",      "address",       "certificate",
    "metadata",   "field",  "csp_directive", "cookie",        "form",
    "control",    "script", "inline_script", "event_handler", "javascript_url",
    "data_block", "link",   "resource",      "finding",       "text"};

/// What happened to it.
enum class ChangeAction : uint8_t {
  kAdded,
  kRemoved,
  kChanged,
  kMoved,       // the same, elsewhere in the page's order
  kRenamed,     // the same under another name or ID
  kRetargeted,  // it leads or sends elsewhere
  kRepurposed,  // it asks for or does something else
  kUpdated,     // another version of the same thing
};

inline constexpr std::array<std::string_view, 8> kChangeActionNames = {
    "added",   "removed",    "changed",    "moved",
    "renamed", "retargeted", "repurposed", "updated"};

struct ChangeKind {
  ChangeSubject subject = ChangeSubject::kPage;
  ChangeAction action = ChangeAction::kChanged;

  friend bool operator==(const ChangeKind&, const ChangeKind&) = default;
};

/// The stable name in reports, "form_retargeted".
std::string change_kind_name(ChangeKind kind);

/// One difference.
struct Change {
  ChangeKind kind;
  /// How bad it is that the page became what it is now.
  Level level = Level::kNote;
  /// Where the fact stands, in the words of the JSON report, list items by what
  /// tells them and not by number: `page.status`, `fields[x-frame-options]`,
  /// `csp[script-src]`, `cookies[sid].secure`, `forms[login].url`,
  /// `forms[login].controls[password].type`,
  /// `scripts[https://a/b.js].integrity`. The same in both directions.
  std::string path;
  /// One line for a person that tells the thing, quoting what is the page's
  /// with quoted(): `form "login"`, `control "password" of form "login"`.
  std::string what;
  /// The old and the new value, raw; nothing where there is none.
  std::optional<std::string> before;
  std::optional<std::string> after;
  /// In the old and the new page's source; line 0: nowhere in it.
  SourcePosition before_position;
  SourcePosition after_position;
  /// The fingerprint of a finding; "" for all else.
  std::string fingerprint;
};

/// One page of two scans, compared.
struct PageDiff {
  /// What pairs the two: the target as submitted.
  std::string url;
  std::optional<WallTime> before_time;  // nothing: it was not scanned then
  std::optional<WallTime> after_time;
  /// Why the pages could not be compared, one line; nothing: they were.
  std::optional<std::string> not_compared;
  /// In the order of the parts of a page, and of each part.
  std::vector<Change> changes;
  /// How many changes each mask hid, by its name.
  std::map<std::string, size_t> hidden;
  size_t findings_same = 0;
  std::vector<TruncationNote> truncated;
};

/// The worst level; nothing where there are no changes.
std::optional<Level> worst_level(const PageDiff& diff);

/// The diff of the same pages the other way round but for levels, which say
/// what the newer page is: added for removed, before for after.
PageDiff mirrored(PageDiff diff);

}  // namespace pagescan
