#include "rules/address_list.h"

#include "rules/page_reading.h"

namespace pagescan {

AddressList::AddressList(const Catalogue& page) {
  add_links(page);
  add_forms(page);
  add_loads(page);
}

void AddressList::add(ListedAddress address) {
  address.host = host_of_href(address.url);
  all_.push_back(address);
  // Few rules ask for the sites of links.
  if (address.use == AddressUse::kLink) return;
  const auto [site, is_new] = sites_.try_emplace(address.host);
  if (is_new) site->second = site_of_host(address.host);
}

void AddressList::add_links(const Catalogue& page) {
  for (const Link& link : page.links) {
    if (link.element == "link" || !link.href.url) continue;
    add({AddressUse::kLink,
         "link",
         link.href.written,
         *link.href.url,
         {},
         link.position});
  }
}

void AddressList::add_forms(const Catalogue& page) {
  for (const Form& form : page.forms.forms) {
    for (const FormSubmission& submission : form.submissions) {
      if (!submission.url) continue;
      add({AddressUse::kForm,
           "form",
           form.heading,
           *submission.url,
           {},
           form.position});
    }
  }
}

void AddressList::add_loads(const Catalogue& page) {
  for (const Script& script : page.scripts.scripts) {
    if (!script.src || !script.src->url) continue;
    add({AddressUse::kScript,
         "script",
         script.src->written,
         *script.src->url,
         {},
         script.position});
  }
  for (const Resource& resource : page.resources) {
    if (!resource.address || !resource.address->url) continue;
    add({AddressUse::kResource,
         resource.kind,
         resource.address->written,
         *resource.address->url,
         {},
         resource.position});
  }
}

std::string AddressList::site_of(std::string_view host) const {
  const auto known = sites_.find(host);
  return known == sites_.end() ? site_of_host(host) : known->second;
}

}  // namespace pagescan
