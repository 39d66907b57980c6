// Labels of hosts that mix scripts (https://www.unicode.org/reports/tr39/), on
// ICU. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

/// The first label, in Unicode, that mixes scripts more than the restriction
/// level "Highly Restrictive" allows (UTS 39 section 5.2): Latin with Cyrillic
/// does, Latin with Han and Kana does not. `ascii_host` is as Url::host() gives
/// it. Nothing for a host of valid labels of one script each.
std::optional<std::string> mixed_script_label(std::string_view ascii_host);

}  // namespace pagescan
