#include <algorithm>
#include <map>
#include <string>

#include "tests/run/diff/corpus/mutations.h"

namespace pagescan::test {
namespace {

// What of a form may read otherwise when one of its controls does.
const std::vector<std::string_view> kFormFollows = {
    "form_repurposed", "control_repurposed", "form_changed",
    "text_changed",    "text_added",         "text_removed"};

void add_form(PageState& page) {
  append_to_body(page.html,
                 "<form id=\"order\" action=\"/order\" method=\"post\">"
                 "<label for=\"town\">Town</label>"
                 "<input id=\"town\" name=\"town\" type=\"text\">"
                 "<input name=\"amount\" type=\"number\">"
                 "<input name=\"go\" type=\"submit\" value=\"Go\"></form>");
}

// One of the page's own forms that posts or gets over the Web.
const Form* any_form(const ScanResult& scanned, std::mt19937& random) {
  std::vector<const Form*> forms;
  for (const Form& form : scanned.facts->page.forms.forms) {
    if (form.url && form.method != "dialog") forms.push_back(&form);
  }
  return any_of(forms, random);
}

// An input with a name that none else has.
const Control* any_input(const ScanResult& scanned, std::mt19937& random) {
  std::vector<const Control*> inputs;
  for (const Form& form : scanned.facts->page.forms.forms) {
    std::map<std::string_view, int> names;
    for (const Control& control : form.controls) ++names[control.name];
    for (const Control& control : form.controls) {
      if (control.element == "input" && control.type == "text" &&
          !control.name.empty() && names[control.name] == 1) {
        inputs.push_back(&control);
      }
    }
  }
  return any_of(inputs, random);
}

bool retarget(PageState& page, const ScanResult& scanned, std::mt19937& random,
              const std::string& action) {
  const Form* const form = any_form(scanned, random);
  return form != nullptr &&
         set_attribute(page.html, form->position.offset, "action", action);
}

bool retarget_far(PageState& page, const ScanResult& scanned,
                  std::mt19937& random) {
  return retarget(page, scanned, random, "https://evil.test/collect");
}

bool retarget_near(PageState& page, const ScanResult& scanned,
                   std::mt19937& random) {
  return retarget(page, scanned, random, "/elsewhere-q7");
}

bool change_method(PageState& page, const ScanResult& scanned,
                   std::mt19937& random) {
  const Form* const form = any_form(scanned, random);
  return form != nullptr &&
         set_attribute(page.html, form->position.offset, "method",
                       form->method == "post" ? "get" : "post");
}

bool rename_form(PageState& page, const ScanResult& scanned,
                 std::mt19937& random) {
  const Form* const form = any_form(scanned, random);
  return form != nullptr &&
         set_attribute(page.html, form->position.offset, "id", "renamed-q7");
}

bool insert_in_form(PageState& page, const ScanResult& scanned,
                    std::mt19937& random, std::string_view markup) {
  const Form* const form = any_form(scanned, random);
  if (form == nullptr) return false;
  const size_t end = end_of_tag(page.html, form->position.offset);
  if (end == std::string::npos) return false;
  page.html.insert(end, markup);
  return true;
}

bool add_text_field(PageState& page, const ScanResult& scanned,
                    std::mt19937& random) {
  return insert_in_form(page, scanned, random,
                        "<input type=\"text\" name=\"extra_q7\">");
}

bool add_password_field(PageState& page, const ScanResult& scanned,
                        std::mt19937& random) {
  return insert_in_form(page, scanned, random,
                        "<input type=\"password\" name=\"pw_q7\">");
}

bool add_hidden_field(PageState& page, const ScanResult& scanned,
                      std::mt19937& random) {
  return insert_in_form(
      page, scanned, random,
      "<input type=\"hidden\" name=\"redirect_q7\" value=\"/home\">");
}

bool remove_field(PageState& page, const ScanResult& scanned,
                  std::mt19937& random) {
  const Control* const input = any_input(scanned, random);
  if (input == nullptr) return false;
  const size_t begin = input->position.offset;
  const size_t end = end_of_tag(page.html, begin);
  if (end == std::string::npos) return false;
  page.html.erase(begin, end - begin);
  return true;
}

bool change_input(PageState& page, const ScanResult& scanned,
                  std::mt19937& random, std::string_view attribute,
                  const std::string& value) {
  const Control* const input = any_input(scanned, random);
  return input != nullptr &&
         set_attribute(page.html, input->position.offset, attribute, value);
}

bool rename_field(PageState& page, const ScanResult& scanned,
                  std::mt19937& random) {
  return change_input(page, scanned, random, "name", "renamed_q7");
}

bool make_a_password(PageState& page, const ScanResult& scanned,
                     std::mt19937& random) {
  return change_input(page, scanned, random, "type", "password");
}

bool limit_length(PageState& page, const ScanResult& scanned,
                  std::mt19937& random) {
  return change_input(page, scanned, random, "maxlength", "7");
}

bool add_a_form(PageState& page, const ScanResult& /*scanned*/,
                std::mt19937& /*random*/) {
  append_to_body(page.html,
                 "<form id=\"new_q7\" action=\"/new-q7\" method=\"post\">"
                 "<input name=\"one_q7\"><input name=\"two_q7\"></form>");
  return true;
}

bool remove_the_form(PageState& page, const ScanResult& /*scanned*/,
                     std::mt19937& /*random*/) {
  const size_t begin = page.html.find("<form id=\"order\"");
  if (begin == std::string::npos) return false;
  const size_t end = page.html.find("</form>", begin);
  page.html.erase(begin, end + 7 - begin);
  return true;
}

}  // namespace

std::span<const Mutation> form_mutations() {
  static const std::vector<Mutation> kMutations = {
      {"form posts to another site",
       {"form_retargeted"},
       kFormFollows,
       add_form,
       retarget_far},
      {"form posts elsewhere on its site",
       {"form_retargeted"},
       kFormFollows,
       add_form,
       retarget_near},
      {"form method",
       {"form_changed", "form_retargeted"},
       {"form_changed", "form_retargeted", "form_repurposed",
        "control_repurposed"},
       add_form,
       change_method},
      {"form renamed", {"form_renamed"}, kFormFollows, add_form, rename_form},
      {"field added",
       {"control_added"},
       kFormFollows,
       add_form,
       add_text_field},
      {"password field added",
       {"control_added"},
       kFormFollows,
       add_form,
       add_password_field},
      {"hidden field added",
       {"control_added"},
       kFormFollows,
       add_form,
       add_hidden_field},
      {"field removed",
       {"control_removed"},
       // With it go its handlers.
       {"form_repurposed", "control_repurposed", "form_changed",
        "event_handler_removed"},
       add_form,
       remove_field},
      {"field renamed",
       {"control_renamed"},
       kFormFollows,
       add_form,
       rename_field},
      {"field becomes a password",
       {"control_changed", "control_repurposed"},
       {"control_changed", "control_repurposed", "form_repurposed"},
       add_form,
       make_a_password},
      {"field limited",
       {"control_changed"},
       kFormFollows,
       add_form,
       limit_length},
      {"form added", {"form_added"}, kFormFollows, nullptr, add_a_form},
      {"form removed",
       {"form_removed"},
       kFormFollows,
       add_form,
       remove_the_form},
  };
  return kMutations;
}

}  // namespace pagescan::test
