// The words reports of a diff have for changes, and their order. Pure
// functions; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/diff/change.h"

namespace pagescan {

/// What of a page a change is in, in the order of reports.
enum class ChangePart : uint8_t {
  kPage,
  kResponse,
  kCookies,
  kForms,
  kScripts,
  kLinks,
  kResources,
  kFindings,
  kText,
};

inline constexpr std::array<std::string_view, 9> kChangePartNames = {
    "page",  "response",  "cookies",  "forms", "scripts",
    "links", "resources", "findings", "text"};
inline constexpr std::array<std::string_view, kChangePartNames.size()>
    kChangePartTitles = {"Page",  "Response",  "Cookies",  "Forms", "Scripts",
                         "Links", "Resources", "Findings", "Text"};

ChangePart part_of(ChangeSubject subject);

/// `form "login": retargeted`. A page's bytes are in it.
std::string change_sentence(const Change& change);

/// "line 14, was line 12"; "" where it stands in no line.
std::string change_lines(const Change& change);

/// What a report says of a part: the worst first, else in their order.
struct ChangesOfPart {
  ChangePart part = ChangePart::kPage;
  std::vector<const Change*> changes;  // one or more
};

/// Every part that has changes; of more than `max` changes in all the worst.
std::vector<ChangesOfPart> changes_by_part(const PageDiff& diff, size_t max);

/// The time of a scan, "not there" for nothing.
std::string scan_time_words(const std::optional<WallTime>& time);

}  // namespace pagescan
