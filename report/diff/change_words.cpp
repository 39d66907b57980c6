#include "report/diff/change_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "scanner/base/time.h"

namespace pagescan {
namespace {

std::string_view action_word(ChangeKind kind) {
  if (kind.subject == ChangeSubject::kFinding) {
    if (kind.action == ChangeAction::kAdded) return "new";
    if (kind.action == ChangeAction::kRemoved) return "fixed";
  }
  return kChangeActionNames[static_cast<size_t>(kind.action)];
}

}  // namespace

ChangePart part_of(ChangeSubject subject) {
  switch (subject) {
    case ChangeSubject::kPage:
    case ChangeSubject::kStatus:
    case ChangeSubject::kRedirect:
    case ChangeSubject::kAddress:
    case ChangeSubject::kCertificate:
    case ChangeSubject::kMetadata:
      return ChangePart::kPage;
    case ChangeSubject::kField:
    case ChangeSubject::kCspDirective:
      return ChangePart::kResponse;
    case ChangeSubject::kCookie:
      return ChangePart::kCookies;
    case ChangeSubject::kForm:
    case ChangeSubject::kControl:
      return ChangePart::kForms;
    case ChangeSubject::kScript:
    case ChangeSubject::kInlineScript:
    case ChangeSubject::kEventHandler:
    case ChangeSubject::kJavascriptUrl:
    case ChangeSubject::kDataBlock:
      return ChangePart::kScripts;
    case ChangeSubject::kLink:
      return ChangePart::kLinks;
    case ChangeSubject::kResource:
      return ChangePart::kResources;
    case ChangeSubject::kFinding:
      return ChangePart::kFindings;
    case ChangeSubject::kText:
      break;
  }
  return ChangePart::kText;
}

std::string change_sentence(const Change& change) {
  return fmt::format("{}: {}", change.what, action_word(change.kind));
}

std::string change_lines(const Change& change) {
  const auto before = change.before_position.line;
  const auto after = change.after_position.line;
  if (before == 0 && after == 0) return {};
  if (after == 0) return fmt::format("was line {}", before);
  if (before == 0 || before == after) return fmt::format("line {}", after);
  return fmt::format("line {}, was line {}", after, before);
}

std::vector<ChangesOfPart> changes_by_part(const PageDiff& diff, size_t max) {
  std::vector<const Change*> worst;
  worst.reserve(diff.changes.size());
  for (const Change& change : diff.changes) worst.push_back(&change);
  std::ranges::stable_sort(worst, std::greater(),
                           [](const Change* change) { return change->level; });
  if (worst.size() > max) worst.resize(max);
  std::array<std::vector<const Change*>, kChangePartNames.size()> by_part;
  for (const Change* change : worst) {
    by_part[static_cast<size_t>(part_of(change->kind.subject))].push_back(
        change);
  }
  std::vector<ChangesOfPart> parts;
  for (size_t part = 0; part < by_part.size(); ++part) {
    if (by_part[part].empty()) continue;
    parts.push_back({static_cast<ChangePart>(part), std::move(by_part[part])});
  }
  return parts;
}

std::string scan_time_words(const std::optional<WallTime>& time) {
  return time ? format_rfc3339(*time) : "not there";
}

}  // namespace pagescan
