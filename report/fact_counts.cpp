#include "report/fact_counts.h"

namespace pagescan {

FactCounts count_facts(const Facts& facts) {
  const Catalogue& page = facts.page;
  FactCounts counts;
  counts.forms = page.forms.forms.size();
  counts.controls = page.forms.orphans.size();
  for (const Form& form : page.forms.forms) {
    counts.controls += form.controls.size();
  }
  counts.links = page.links.size();
  for (const Link& link : page.links) {
    ++counts.links_by_kind[link_kind_name(link.kind)];
  }
  counts.scripts = page.scripts.scripts.size();
  for (const Script& script : page.scripts.scripts) {
    if (script.src) ++counts.external_scripts;
  }
  counts.event_handlers = page.scripts.event_handlers.size();
  counts.resources = page.resources.size();
  for (const Resource& resource : page.resources) {
    ++counts.resources_by_kind[resource.kind];
  }
  counts.text_bytes = facts.text.text.size();
  return counts;
}

}  // namespace pagescan
