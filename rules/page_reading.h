// What several rules ask of a page and its addresses. Pure functions; views
// point into what they are given. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/address_list.h"
#include "rules/rule.h"
#include "scanner/dom/document.h"

namespace pagescan {

bool page_scheme_is(const RuleInput& input, std::string_view scheme);

/// Whether the page is what was asked for: not the content of an error or of a
/// redirect. True where nothing was fetched.
bool is_ordinary_page(const RuleInput& input);

/// The host of a serialised URL, IPv6 addresses in brackets, without the port;
/// "" where it has no authority.
std::string_view host_of_href(std::string_view href);

/// From the path to the end of a serialised URL; "" where it has no authority.
std::string_view rest_of_href(std::string_view href);

/// The serialised URL without its query and fragment.
std::string_view without_query(std::string_view href);

/// The registrable domain of a host, or the host where it has none. One dot at
/// the end is left out.
std::string site_of_host(std::string_view host);

/// localhost, *.localhost, 127.0.0.0/8 and [::1].
bool is_loopback(std::string_view host);

/// Whether `host` (lower-case ASCII) is `domain` or below it.
bool is_within(std::string_view host, std::string_view domain);

/// Whether `host` is one of `domains` or below one.
bool is_within_any(std::string_view host,
                   std::span<const std::string_view> domains);

/// Tells the page's own site from others.
class OwnSite {
 public:
  explicit OwnSite(const RuleInput& input);

  /// Whether a serialised URL with a host leads to another site than the
  /// page's, which must be known, and not to one of its affiliates.
  bool is_left_by(std::string_view href) const;

 private:
  const RuleParameters& parameters_;
  const AddressList& addresses_;
  std::string host_;
  std::string site_;
};

/// What stands in noscript elements, and is neither loaded nor shown where
/// scripts run.
class NoscriptContents {
 public:
  explicit NoscriptContents(const Document& document);

  /// Whether an element at this place is among it.
  bool holds(SourcePosition position) const;

 private:
  struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;  // of its end tag
  };
  std::vector<Span> spans_;  // in order, apart
};

/// Observations of one kind gathered under a key: the first of each, and how
/// many there are. In the order in which the keys came first.
class Grouped {
 public:
  struct Group {
    std::string key;
    std::string text;  // of the first, as evidence shows it
    SourcePosition position;
    std::string_view what;  // of the first
    size_t count = 0;
  };

  void add(std::string key, std::string_view text, SourcePosition position,
           std::string_view what = {});

  const std::vector<Group>& groups() const { return groups_; }

 private:
  std::vector<Group> groups_;
  std::map<std::string, size_t, std::less<>> places_;
};

/// "1 link", "3 links".
std::string counted(size_t count, std::string_view noun);

}  // namespace pagescan
