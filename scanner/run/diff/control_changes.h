// Compares the controls of a form, or those no form owns. Adds to the list of
// changes; one thread at a time.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "scanner/run/diff/change_list.h"
#include "scanner/run/diff/form_match.h"
#include "scanner/url/url.h"

namespace pagescan {

/// What comparing forms needs of the two pages. Borrowed.
struct FormPages {
  const PageAddress& before;
  const PageAddress& after;
  const std::optional<Url>& url;  // of the newer page
  const FormKeysOfBoth& keys;
  ChangeList& changes;

  /// Whether two targets are the same seen from their pages.
  bool same_target(const std::optional<std::string>& old_url,
                   const std::optional<std::string>& new_url) const;
};

/// Whose controls are compared.
struct ControlScope {
  std::string path;     // "forms[login].controls"
  std::string owner;    // ` of form "login"`; "" where there is none
  bool secret = false;  // the form asks for a secret
};

void compare_controls(std::span<const Control> before,
                      std::span<const Control> after, const ControlScope& scope,
                      const FormPages& pages);

/// `text`, or nothing where it is empty.
std::optional<std::string> if_any(const std::string& text);

/// "true", or nothing.
std::optional<std::string> if_set(bool flag);

}  // namespace pagescan
