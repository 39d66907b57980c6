#include "rules/inventory/inventory_rules.h"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <utility>

#include "rules/csp/page_policies.h"

namespace pagescan {
namespace {

const FetchedScripts& fetched_of(const RuleInput& input) {
  static const FetchedScripts kNone;
  return input.scripts ? *input.scripts : kNone;
}

std::string shown(const PageScript& script) {
  if (script.kind == PageScriptKind::kExternal) {
    return fmt::format("script {}", quoted(script.url));
  }
  return fmt::format("{} that begins {} (SHA-256 {})",
                     page_script_kind_name(script.kind), quoted(script.begins),
                     script.sha256);
}

std::string key_of(const PageScript& script) {
  return script.kind == PageScriptKind::kExternal ? script.url : script.sha256;
}

// Asks `say` about the verdict where there is an inventory.
template <class Say>
void with_verdict(const RuleInput& input, Say say) {
  if (input.inventory == nullptr || input.page == nullptr) return;
  const PaymentPage page = payment_page(input);
  say(page, judge_payment_page(*input.inventory, page, fetched_of(input)));
}

void check_unauthorised(const RuleInput& input, Observations& found) {
  with_verdict(input, [&](const PaymentPage& page, const PageVerdict& verdict) {
    if (!verdict.covered) {
      found.push_back(
          {fmt::format("The page {} is not in the inventory, so that none of "
                       "its scripts is authorised: {}",
                       quoted(page.url), page.scripts.size()),
           in_page({}, ""), "page"});
    }
    for (const ScriptVerdict& script : verdict.scripts) {
      if (script.status != ScriptStatus::kUnauthorised) continue;
      found.push_back(
          {fmt::format("The {} is not in the inventory", shown(*script.script)),
           in_page(script.script->position, script.script->written),
           key_of(*script.script)});
    }
  });
}

void check_changed(const RuleInput& input, Observations& found) {
  with_verdict(
      input, [&](const PaymentPage& /*page*/, const PageVerdict& verdict) {
        for (const ScriptVerdict& script : verdict.scripts) {
          const bool unchecked = script.status == ScriptStatus::kUnchecked;
          if (script.status != ScriptStatus::kChanged && !unchecked) continue;
          Observation observation{
              fmt::format("The {} {}", shown(*script.script), script.detail),
              in_page(script.script->position, script.script->written),
              key_of(*script.script)};
          if (unchecked) observation.level = Level::kWarning;
          found.push_back(std::move(observation));
        }
      });
}

void check_unjustified(const RuleInput& input, Observations& found) {
  with_verdict(
      input, [&](const PaymentPage& /*page*/, const PageVerdict& verdict) {
        std::set<const InventoryScript*> known;
        for (const ScriptVerdict& script : verdict.scripts) {
          if (script.row == nullptr || !known.insert(script.row).second)
            continue;
          const auto names = unfilled(*script.row);
          if (names.empty()) continue;
          Observation observation{
              fmt::format("The {} is in the inventory without {}",
                          shown(*script.script), fmt::join(names, ", ")),
              in_page(script.script->position, script.script->written),
              key_of(*script.script)};
          // A row that nobody stands for authorises nothing.
          if (script.row->authorised_by.empty())
            observation.level = Level::kError;
          found.push_back(std::move(observation));
        }
      });
}

void check_missing(const RuleInput& input, Observations& found) {
  with_verdict(input, [&](const PaymentPage& /*page*/,
                          const PageVerdict& verdict) {
    for (const InventoryScript* row : verdict.missing) {
      found.push_back(
          {fmt::format("The page no longer has the script {} of the inventory",
                       row_text(*row)),
           in_page({}, ""), row->url.empty() ? row->inline_sha256 : row->url});
    }
  });
}

std::string field_message(const FieldVerdict& field) {
  const std::string what =
      field.directive.empty()
          ? fmt::format("The field {}", field.name)
          : fmt::format("The directive {} of {}", field.directive, field.name);
  if (!field.received) {
    return fmt::format("{} is gone; the inventory has {}", what,
                       quoted(*field.expected));
  }
  if (!field.expected) {
    return fmt::format("{}, {}, is not in the inventory", what,
                       quoted(*field.received));
  }
  return fmt::format("{} is {}; the inventory has {}", what,
                     quoted(*field.received), quoted(*field.expected));
}

void check_fields(const RuleInput& input, Observations& found) {
  with_verdict(input, [&](const PaymentPage& /*page*/,
                          const PageVerdict& verdict) {
    // There are verdicts on fields only where a response came.
    const size_t hop = input.final_hop() ? input.response->hops.size() - 1 : 0;
    for (const FieldVerdict& field : verdict.fields) {
      Observation observation{
          field_message(field),
          in_field(hop, field.name, field.received.value_or("")),
          field.name + ' ' + field.directive};
      // A policy more is most often a page that is better protected.
      if (!field.expected) observation.level = Level::kWarning;
      found.push_back(std::move(observation));
    }
  });
}

}  // namespace

std::string row_text(const InventoryScript& row) {
  return row.url.empty() ? fmt::format("that begins {}", quoted(row.begins))
                         : quoted(row.url);
}

PaymentPage payment_page(const RuleInput& input) {
  PaymentPage page;
  if (input.url) page.url = input.url->href_without_fragment();
  page.scripts = page_scripts(input.page->facts.page.scripts);
  const Hop* const hop = input.final_hop();
  if (hop != nullptr) {
    page.fields = security_fields(
        *hop, input.content_security
                  ? *input.content_security
                  : csp_policies_of(hop, &input.page->document));
  }
  return page;
}

std::span<const CodeRule> inventory_rules() {
  static constexpr CodeRule kRules[] = {
      {"S11", "script-unauthorised", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A payment page has a script that the inventory does not name.",
       "One script more is enough to copy card numbers as they are typed.",
       "Find out where it comes from and remove it, or have it reviewed: "
       "pagescan inventory update adds it to the inventory.",
       "PCI-DSS-6.4.3 CWE-829", check_unauthorised},
      {"S12", "script-changed", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A script of a payment page is not the one that was authorised, or "
       "could not be compared with it.",
       "Attackers change scripts that are there already, at the shop or at a "
       "vendor, as nobody looks at them again.",
       "Compare it with the version before; if the change is meant, have it "
       "reviewed and run pagescan inventory update --accept.",
       "PCI-DSS-6.4.3 PCI-DSS-11.6.1 CWE-353", check_changed},
      {"S13", "script-unjustified", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A script of a payment page is in the inventory without an owner, a "
       "justification, who authorised it, or when.",
       "The requirement asks for a written justification of every script; a "
       "row that nobody authorised authorises nothing.",
       "Fill in the row, or remove the script.", "PCI-DSS-6.4.3",
       check_unjustified},
      {"S20", "script-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A script that the inventory names for this page is no longer there.",
       "What was authorised and is not used may be used by others later.",
       "Remove the page from the row, or the row.", "PCI-DSS-6.4.3",
       check_missing},
      {"H19", "header-drift", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A security-impacting response field of a payment page is not as the "
       "inventory has it.",
       "A policy that is gone or weaker lets scripts and frames in that it "
       "kept out.",
       "Restore the field; if the change is meant, have it reviewed and change "
       "the inventory.",
       "PCI-DSS-11.6.1", check_fields},
  };
  return kRules;
}

}  // namespace pagescan
