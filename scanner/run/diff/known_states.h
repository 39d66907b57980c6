// Which changes count: those that last, and those that lead to no state of the
// page that is known already, such as the other half of an A/B test. Pure
// functions; thread-safe. docs/diff.md says the same for who uses them.
#pragma once

#include <string_view>

#include "scanner/run/diff/change.h"
#include "scanner/run/diff/masks.h"

namespace pagescan {

/// What the hidden changes are counted under.
inline constexpr std::string_view kNotPersistent = "not-persistent";
inline constexpr std::string_view kKnownState = "known-state";

/// Hides every change, counted under the name.
void hide_all(PageDiff& diff, std::string_view name);

/// Hides the changes of `diff`, which leads to the last of some scans, that
/// `earlier`, which leads from the same page to another of them, has not. Two
/// changes are one where kind, path and new value are the same but for noise;
/// where there is no new value, the old one. Of equal changes as many stay as
/// both have. An `earlier` that is not compared, or is cut, says nothing.
void keep_persistent(PageDiff& diff, const PageDiff& earlier,
                     const Masks& masks);

/// Hides the changes of `diff` in which its new page is like a known state:
/// `from_known` leads from that state to the same new page, and tells whatever
/// is in there that is not in the state. A change stays where something in
/// `from_known` may be about the same fact:
/// - it stands at the same path with the same new value (or with none, like the
///   change), or its path encloses the change's, or is enclosed by it;
/// - or it is about the same subject and has the same new value, or, where
///   neither has one, the same old value: things without a name of their own
///   may have another path when they are compared with another page;
/// - or it adds, removes, renames, moves, updates or retargets a form, a
///   control, a script or a resource, and the change is about one, too: what is
///   paired by likeness may be paired otherwise with another page.
/// When in doubt a change stays. A `from_known` that is not compared, or is
/// cut, hides nothing.
void hide_known(PageDiff& diff, const PageDiff& from_known);

}  // namespace pagescan
