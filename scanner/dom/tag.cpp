#include "scanner/dom/tag.h"

#include <algorithm>
#include <array>

namespace pagescan {
namespace {

// In the order of the enum, which the list keeps sorted by name.
constexpr std::array<std::string_view, kTagCount> kTagNames = {
    std::string_view(),
#define PAGESCAN_TAG_NAME(constant, name) std::string_view(name),
    PAGESCAN_TAGS(PAGESCAN_TAG_NAME)
#undef PAGESCAN_TAG_NAME
};
static_assert(std::is_sorted(kTagNames.begin(), kTagNames.end()),
              "PAGESCAN_TAGS must be sorted by name");

constexpr std::array<std::string_view, 14> kVoidElements = {
    "area",  "base", "br",   "col",   "embed",  "hr",    "img",
    "input", "link", "meta", "param", "source", "track", "wbr"};

}  // namespace

Tag tag_from_name(std::string_view local_name) {
  const auto* it =
      std::lower_bound(kTagNames.begin(), kTagNames.end(), local_name);
  if (it == kTagNames.end() || *it != local_name) return Tag::kOther;
  return static_cast<Tag>(it - kTagNames.begin());
}

bool is_void_element(std::string_view local_name) {
  return std::find(kVoidElements.begin(), kVoidElements.end(), local_name) !=
         kVoidElements.end();
}

}  // namespace pagescan
