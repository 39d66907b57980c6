// What forms and controls are told by in a diff: texts that are equal where two
// are the same in some respect, and the names that paths have for them. Pure
// functions; thread-safe.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/forms.h"
#include "scanner/run/diff/align.h"
#include "scanner/run/diff/masks.h"
#include "scanner/url/url.h"

namespace pagescan {

/// The address of a page, to tell what a form that submits to the page itself
/// does from scan to scan, whatever the page's address became.
struct PageAddress {
  explicit PageAddress(std::string_view href);

  std::string url;     // "" where it is unknown
  std::string origin;  // "" where it is opaque or unknown
};

/// `url` as seen from the page: "" the page itself, "/path" within its origin,
/// else the URL. For comparing pages whose addresses differ.
std::string url_from_page(std::string_view url, const PageAddress& page);

/// The mask that hides what tokens of forms are.
inline constexpr std::string_view kTokenMask = "csrf-tokens";

/// Whether a hidden control's value is one that is another with every scan: a
/// token against cross-site request forgery, or random.
bool holds_token(const Control& control);
/// Whether it is its name that is random, as in Joomla.
bool has_random_name(const Control& control);

/// Makes keys of one of the two pages. Borrows all it is given.
class FormKeys {
 public:
  /// URLs are seen from the page if `relative`. Without masks noise counts.
  FormKeys(const PageAddress& page, bool relative, const Masks* masks)
      : page_(page), relative_(relative), masks_(masks) {}

  /// All that is compared of the form or control.
  std::string content(const Form& form) const;
  std::string content(const Control& control) const;

  /// Purpose, method, URL, ID, name and the names of the controls.
  std::string fingerprint(const Form& form) const;
  std::string url(const Form& form) const;
  /// The method and the names and types of the controls; "" without any.
  std::string controls(const Form& form) const;

  std::string name(std::string_view name) const {
    return masked(name, MaskContext::kName);
  }
  /// That of a control, without what is random in it.
  std::string name(const Control& control) const;

 private:
  bool hides_token_of(const Control& control) const;
  std::string masked(std::string_view text, MaskContext context) const;
  std::string address(const std::optional<std::string>& url) const;
  std::string control_set(const Form& form) const;

  const PageAddress& page_;
  bool relative_;
  const Masks* masks_;
};

/// What a path can call a form or control, the best first; some are "".
using PathNames = std::array<std::string, 4>;
PathNames path_names(const Form& form);
PathNames path_names(const Control& control);

/// The name in a path: the first both have, else what each has first, sorted.
std::string common_name(const PathNames& before, const PathNames& after);
/// The first.
std::string own_name(const PathNames& names);

/// A pair and its name in paths.
struct NamedPair {
  AlignedPair pair;
  std::string name;
};

/// Adds "#2", "#3" ... to names that repeat. The same the other way round if
/// `tie_break` gives for a pair a text of both contents that is.
void number_pairs(
    std::vector<NamedPair>& pairs,
    const std::function<std::string(const AlignedPair&)>& tie_break);
/// The same for the names of what only one side has; numbers go on from those
/// of `pairs`, before number_pairs() changed them.
void number_unpaired(std::vector<std::string>& names,
                     const std::vector<NamedPair>& pairs);

}  // namespace pagescan
