#include <string>

#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

std::vector<RuleCase> autocomplete_invalid() {
  using enum CaseKind;
  return {
      {.rule = "F15",
       .kind = kBad,
       .about = "a word that is no field",
       .html = "<form>\n<input name=m autocomplete=e-mail><button>Go</button>"
               "</form>",
       .message = "autocomplete=\"e-mail\" of the text input \"m\" is not "
                  "valid: \"e-mail\" is no autofill field",
       .line = 2,
       .column = 1,
       .level = Level::kNote,
       .count = 1},
      {.rule = "F15",
       .kind = kBad,
       .about = "a field the control can't hold",
       .html = "<form><input type=number name=m autocomplete=email></form>",
       .message = "nothing this kind of control can hold"},
      {.rule = "F15",
       .kind = kBad,
       .about = "two fields",
       .html = "<form><input name=m autocomplete='username email'></form>",
       .message = "\"email\" is a second field"},
      {.rule = "F15",
       .kind = kBad,
       .about = "in no form",
       .html = "<input name=m autocomplete=phone>",
       .message = "\"phone\" is no autofill field"},
      {.rule = "F15",
       .kind = kGood,
       .about = "a field with its section",
       .html = "<form><input name=m autocomplete='section-a shipping "
               "street-address'></form>"},
      {.rule = "F15",
       .kind = kTrap,
       .about = "off",
       .html = "<form><input name=m autocomplete=off></form>"},
      {.rule = "F15",
       .kind = kTrap,
       .about = "words meant as off",
       .html = "<form><input name=a autocomplete=xoff><input name=b "
               "autocomplete=none><input name=c autocomplete=false>"
               "<input name=d autocomplete=disabled></form>"},
      {.rule = "F15",
       .kind = kTrap,
       .about = "a street address of one line",
       .html = "<form><input name=a autocomplete=street-address></form>"},
      {.rule = "F15",
       .kind = kTrap,
       .about = "nobody fills it in",
       .html = "<form><input name=a disabled autocomplete=e-mail>"
               "<input type=hidden name=b autocomplete=e-mail>"
               "<input type=submit autocomplete=e-mail></form>"},
  };
}

std::vector<RuleCase> control_unlabelled() {
  using enum CaseKind;
  return {
      {.rule = "F17",
       .kind = kBad,
       .about = "text beside the control",
       .html = "<form>Name\n<input name=n><button>Go</button></form>",
       .message = "The text input \"n\" has no label",
       .line = 2,
       .column = 1,
       .level = Level::kWarning,
       .count = 1},
      {.rule = "F17",
       .kind = kBad,
       .about = "in no form",
       .html = "<select id=s><option>A</select>",
       .message = "The select \"s\" has no label"},
      {.rule = "F17",
       .kind = kBad,
       .about = "a placeholder where none is shown",
       .html = "<form><input type=checkbox name=c placeholder=Agree></form>",
       .message = "The checkbox input \"c\""},
      {.rule = "F17",
       .kind = kBad,
       .about = "a label without text",
       .html = "<form><label for=n></label><input id=n name=n></form>",
       .message = "The text input \"n\""},
      {.rule = "F17",
       .kind = kBad,
       .about = "a hidden label",
       .html = "<form><label for=n hidden>Name</label><input id=n></form>",
       .message = "The text input \"n\""},
      {.rule = "F17",
       .kind = kBad,
       .about = "aria-labelledby that names nothing",
       .html = "<form><textarea aria-labelledby=x></textarea></form>",
       .message = "The textarea without a name"},
      {.rule = "F17",
       .kind = kBad,
       .about = "a file, whatever it is called",
       .html = "<form><input type=file name=honeypot></form>",
       .message = "The file input \"honeypot\""},
      {.rule = "F17",
       .kind = kBad,
       .about = "a label around it that is for another control",
       .html = "<form><label for=m>Name <input id=n></label></form>",
       .message = "The text input \"n\""},
      {.rule = "F17",
       .kind = kGood,
       .about = "labels",
       .html = "<form><label>A <input name=a></label><label for=b>B</label>"
               "<input id=b><input aria-label=C><button></button></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "a placeholder of a text field",
       .html = "<form><input name=q placeholder=Search>"
               "<textarea placeholder=Message></textarea></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "a title, even beside an empty label",
       .html = "<form><label for=n></label><input id=n title=Name>"
               "<select title=Country></select></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "aria-labelledby of a hidden element",
       .html = "<form><span id=l hidden>Name</span>"
               "<input aria-labelledby=l></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "controls nobody sees",
       .html = "<form><input type=hidden name=a><div hidden><input name=b>"
               "</div><input name=c style='display:none'>"
               "<input name=d aria-hidden=true>"
               "<noscript><input name=e></noscript></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "buttons, which name themselves",
       .html = "<form><input type=submit><input type=reset>"
               "<input type=image src=a.png><input type=button>"
               "<button></button></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "a trap for robots",
       .html = "<form><label>Name <input name=n></label><input "
               "name=honeypot tabindex=-1></form>"},
      {.rule = "F17",
       .kind = kTrap,
       .about = "the contents of a template",
       .html = "<template><form><input name=n></form></template>"},
  };
}

std::vector<RuleCase> no_submit() {
  using enum CaseKind;
  return {
      {.rule = "F19",
       .kind = kBad,
       .about = "two fields and no button",
       .html = "<p>\n<form><input name=a><input name=b></form>",
       .message = "has fields and no submit button",
       .line = 2,
       .column = 1,
       .level = Level::kNote},
      {.rule = "F19",
       .kind = kBad,
       .about = "a text field that Enter submits",
       .html = "<form action=/s><input name=q></form>",
       .message = "\"GET /s\" has fields and no submit button"},
      {.rule = "F19",
       .kind = kBad,
       .about = "a button that needs a script",
       .html = "<form><input name=q><button type=button>Go</button></form>",
       .message = "only buttons that need a script"},
      {.rule = "F19",
       .kind = kGood,
       .about = "a submit button",
       .html = "<form><input name=q><button>Go</button></form>"},
      {.rule = "F19",
       .kind = kTrap,
       .about = "a submit button outside the form",
       .html = "<form id=f><input name=q></form><button form=f>Go</button>"},
      {.rule = "F19",
       .kind = kTrap,
       .about = "an image as button",
       .html = "<form><input name=q><input type=image src=go.png alt=Go>"
               "</form>"},
      {.rule = "F19",
       .kind = kTrap,
       .about = "a form without fields",
       .html = "<form><input type=hidden name=a></form>"},
      {.rule = "F19",
       .kind = kTrap,
       .about = "a form owner the parser gives",
       .html = "<table><form action=/s><tr><td><input name=q><td>"
               "<input type=submit></form></table>"},
  };
}

std::vector<RuleCase> file_enctype() {
  using enum CaseKind;
  return {
      {.rule = "F20",
       .kind = kBad,
       .about = "POST with the default enctype",
       .html = "<form method=post action=/up>\n<input type=file name=f>"
               "<button>Send</button></form>",
       .message = "submits as \"application/x-www-form-urlencoded\"",
       .line = 2,
       .column = 1,
       .level = Level::kWarning},
      {.rule = "F20",
       .kind = kBad,
       .about = "a submitter that changes it",
       .html = "<form method=post action=/up enctype=multipart/form-data>"
               "<input type=file name=f><button>Send</button>"
               "<button formenctype=text/plain>As text</button></form>",
       .message = "submits as \"text/plain\""},
      {.rule = "F20",
       .kind = kGood,
       .about = "multipart",
       .html = "<form method=post action=/up enctype=multipart/form-data>"
               "<input type=file name=f><button>Send</button></form>"},
      {.rule = "F20",
       .kind = kTrap,
       .about = "a script that uploads",
       .html = "<form method=post onsubmit='return upload(this)'>"
               "<input type=file name=f><button>Send</button></form>"},
      {.rule = "F20",
       .kind = kTrap,
       .about = "a control that is not sent",
       .html = "<form method=post action=/up><input type=file id=f>"
               "<button>Send</button></form>"},
      {.rule = "F20",
       .kind = kTrap,
       .about = "no button: a script uploads what is chosen",
       .html = "<form method=post action=/up><input type=file name=f "
               "onchange=upload()></form>"},
      {.rule = "F20",
       .kind = kTrap,
       .about = "the submitter's own enctype",
       .html = "<form method=post action=/up><input type=file name=f>"
               "<button formenctype=multipart/form-data>Send</button></form>"},
  };
}

// Each but the first in the one before.
std::string nested_forms(size_t count) {
  std::string html;
  for (size_t i = 0; i < count; ++i) html += "<form><input name=a>";
  return html;
}

std::vector<RuleCase> form_owner() {
  using enum CaseKind;
  return {
      {.rule = "F21",
       .kind = kBad,
       .about = "a form that is not there",
       .html = "<form id=a></form>\n<input name=q form=b>",
       .message = "The text input \"q\" names the form \"b\"",
       .line = 2,
       .column = 1,
       .level = Level::kNote,
       .count = 1},
      {.rule = "F21",
       .kind = kBad,
       .about = "an ID of something else",
       .html = "<div id=b></div><form><input name=q form=b></form>",
       .message = "names the form \"b\""},
      {.rule = "F21",
       .kind = kBad,
       .about = "a form in a form",
       .html = "<meta charset=utf-8><form action=/a><input name=a>\n\t<!-- é "
               "--><form action=/b>"
               "<input name=b></form>",
       .message = "The form \"<form action=/b>\" stands in another one "
                  "(action \"/a\")",
       .line = 2,
       .column = 18,
       .count = 1},
      {.rule = "F21",
       .kind = kBad,
       .about = "two forms in a form that is never closed",
       .html = "<form action=/a><input name=a><form action=/b><form id=c>",
       .message = "\"<form id=c>\"",
       .line = 1,
       .column = 31,
       .count = 2},
      {.rule = "F21",
       .kind = kBad,
       .about = "more than are listed",
       .html = nested_forms(5000),
       .message = "stands in another one",
       .count = 100},
      {.rule = "F21",
       .kind = kGood,
       .about = "a control outside its form",
       .html = "<form id=a></form><input name=q form=a>"},
      {.rule = "F21",
       .kind = kTrap,
       .about = "one form after the other, one in a table",
       .html = "<form action=/a></form><table><form action=/b><tr><td>"
               "<input name=q></form></table><form action=/c></form>"},
      {.rule = "F21",
       .kind = kTrap,
       .about = "form tags in scripts and comments",
       .html = "<form action=/a><script>x = '<form>'</script><!-- <form> -->"
               "<textarea><form></textarea></form>"},
      {.rule = "F21",
       .kind = kTrap,
       .about = "a form in a template in a form",
       .html = "<form action=/a><template><form action=/b></form></template>"
               "</form>"},
      {.rule = "F21",
       .kind = kTrap,
       .about = "an empty form attribute",
       .html = "<form><input name=q form=''></form>"},
  };
}

}  // namespace

std::vector<RuleCase> form_control_cases() {
  std::vector<RuleCase> cases;
  for (const auto table : {autocomplete_invalid, control_unlabelled, no_submit,
                           file_enctype, form_owner}) {
    for (RuleCase& rule_case : table()) cases.push_back(std::move(rule_case));
  }
  return cases;
}

}  // namespace pagescan::test
