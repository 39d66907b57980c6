// The addresses of a page, read once for all rules that judge them, and the
// sites of their hosts. Views point into the page's facts, which must outlive
// what is made here. Immutable, so thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/facts.h"

namespace pagescan {

/// What an address of the page is for.
enum class AddressUse : unsigned char {
  kLink,      // a, area
  kForm,      // an action, a formaction
  kScript,    // a classic or module script
  kResource,  // all else that is loaded: Resource::kind says what
};

struct ListedAddress {
  AddressUse use = AddressUse::kLink;
  std::string_view what;  // "link", "form", "script", "image" ...
  std::string_view written;
  std::string_view url;   // serialised
  std::string_view host;  // as host_of_href() has it
  SourcePosition position;
};

class AddressList {
 public:
  AddressList() = default;
  /// Of every address that parses as a URL; template contents apart.
  explicit AddressList(const Catalogue& page);

  const std::vector<ListedAddress>& all() const { return all_; }

  /// As site_of_host(); faster for a host that forms and loads lead to.
  std::string site_of(std::string_view host) const;

 private:
  void add_links(const Catalogue& page);
  void add_forms(const Catalogue& page);
  void add_loads(const Catalogue& page);
  void add(ListedAddress address);

  std::vector<ListedAddress> all_;
  std::unordered_map<std::string_view, std::string> sites_;
};

}  // namespace pagescan
