#include "scanner/passes/form_signals.h"

#include <string>

#include "scanner/passes/control_signals.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/passes/form_extents.h"
#include "scanner/passes/orphan_groups.h"
#include "scanner/passes/provider_sightings.h"

namespace pagescan {
namespace {

// The first meta element that holds a token; "" if there is none.
std::string find_csrf_meta(const PassInput& input) {
  const Document& document = input.document;
  for (const NodeId meta : document.elements(Tag::kMeta)) {
    if (document.node(meta).in_template) continue;
    const auto name = document.attribute(meta, "name");
    if (name && is_csrf_meta_name(*name) &&
        !document.attribute(meta, "content").value_or("").empty()) {
      return within_limit(input, *name);
    }
  }
  return "";
}

void find_in(const PassInput& input, Contents contents, Facts& facts) {
  Catalogue& catalogue =
      contents == Contents::kPage ? facts.page : facts.templates;
  const bool meta = !facts.page.forms.signals.csrf_meta.empty();
  for (Form& form : catalogue.forms.forms) {
    read_control_signals(form);
    if (meta && !form.signals.csrf_token) {
      form.signals.csrf_token = CsrfToken{CsrfEvidence::kMeta, std::nullopt};
    }
  }
  const FormExtents extents(input.document, catalogue.forms, contents);
  find_sightings(input, contents, extents, facts);
  catalogue.forms.signals.orphan_groups =
      find_orphan_groups(input.document, catalogue.forms, contents);
}

}  // namespace

void find_form_signals(const PassInput& input, Facts& facts) {
  facts.page.forms.signals.csrf_meta = find_csrf_meta(input);
  find_in(input, Contents::kPage, facts);
  // Most pages have no templates.
  if (!input.document.elements(Tag::kTemplate).empty()) {
    find_in(input, Contents::kTemplates, facts);
  }
}

}  // namespace pagescan
