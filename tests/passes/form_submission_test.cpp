// The effective submissions of forms, from the markup through the forms pass.
#include "scanner/passes/form_submission.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/facts.h"
#include "tests/passes/describe_submission.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

constexpr std::string_view kPage = "https://shop.example.com/a/page?q=1#f";

struct Case {
  const char* rule;
  std::string html;
  // Of each form, see describe_submission.h.
  std::vector<std::string> submissions;
  std::string_view page = kPage;
};

void expect_submissions(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.rule) + ": " + c.html);
    const Facts facts = run_pass_for_test(find_forms, c.html, c.page);
    std::vector<std::string> found;
    for (const Form& form : facts.page.forms.forms) {
      found.push_back(describe_submissions(form));
      for (const FormSubmission& submission : form.submissions) {
        const std::string url = submission.url.value_or("");
        EXPECT_EQ(submission.scheme, url.substr(0, url.find(':')));
      }
    }
    EXPECT_EQ(found, c.submissions);
    EXPECT_TRUE(facts.truncated.empty());
  }
}

TEST(FormSubmission, ActionAndBase) {
  expect_submissions({
      {"no action: the document, its query replaced by GET",
       "<form>",
       {"- get https://shop.example.com/a/page#f same-origin"}},
      {"an empty action: the same",
       "<form action>",
       {"- get https://shop.example.com/a/page#f same-origin"}},
      {"POST keeps the query",
       "<form method=post>",
       {"- post https://shop.example.com/a/page?q=1#f urlencoded "
        "same-origin"}},
      {"no action, whatever base says",
       "<base href=https://cdn.example.net/b/><form method=post>",
       {"- post https://shop.example.com/a/page?q=1#f urlencoded "
        "same-origin"}},
      {"an empty action, whatever base says",
       "<base href=https://cdn.example.net/b/><form action='' method=post>",
       {"- post https://shop.example.com/a/page?q=1#f urlencoded "
        "same-origin"}},
      {"white space is no empty action",
       "<base href=https://cdn.example.net/b/?c><form action=' ' method=post>",
       {"- post https://cdn.example.net/b/?c urlencoded cross-site"}},
      {"a relative action against base",
       "<base href=https://cdn.example.net/b/><form action=x>",
       {"- get https://cdn.example.net/b/x cross-site"}},
      {"a relative base",
       "<base href=/deep/er/><form action=../x>",
       {"- get https://shop.example.com/deep/x same-origin"}},
      {"a base behind the form counts",
       "<form action=x></form><base href=/b/>",
       {"- get https://shop.example.com/b/x same-origin"}},
      {"a base in a template does not",
       "<template><base href=/b/></template><form action=x>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"a fragment alone",
       "<form action=#g method=post>",
       {"- post https://shop.example.com/a/page?q=1#g urlencoded "
        "same-origin"}},
      {"GET replaces the action's query, not its fragment",
       "<form action='/s?a=1&b=2#g'>",
       {"- get https://shop.example.com/s#g same-origin"}},
      {"GET drops a query before it is told",
       "<form action='/s?'>",
       {"- get https://shop.example.com/s same-origin"}},
      {"a backslash is a slash",
       "<form action='\\\\evil.example/x'>",
       {"- get https://evil.example/x cross-site"}},
      {"a newline in an action is none",
       "<form action='/a\nb' method=post>",
       {"- post https://shop.example.com/ab urlencoded same-origin"}},
      {"an action that does not parse",
       "<form action='http://[x'>",
       {"- get -"}},
      {"an unknown page", "<form>", {"- get -"}, ""},
      {"an absolute action of an unknown page",
       "<form action=https://shop.example.com/>",
       {"- get https://shop.example.com/ none"},
       ""},
      {"a relative action of an unknown page with a base",
       "<base href=https://b.example/c/><form action=d>",
       {"- get https://b.example/c/d none"},
       ""},
  });
}

TEST(FormSubmission, SchemesAndOrigins) {
  expect_submissions({
      {"the same origin",
       "<form action=https://shop.example.com:443/>",
       {"- get https://shop.example.com/ same-origin"}},
      {"another port: same site",
       "<form action=https://shop.example.com:8443>",
       {"- get https://shop.example.com:8443/ same-site"}},
      {"another scheme: same site",
       "<form action=http://shop.example.com/>",
       {"- get http://shop.example.com/ same-site"}},
      {"another subdomain: same site",
       "<form action=//pay.example.com/>",
       {"- get https://pay.example.com/ same-site"}},
      {"another site",
       "<form action=//example.net/>",
       {"- get https://example.net/ cross-site"}},
      {"a public suffix in common is no site",
       "<form action=//b.co.uk/>",
       {"- get https://b.co.uk/ cross-site"},
       "https://a.co.uk/"},
      {"a private suffix in common is no site",
       "<form action=//b.github.io/>",
       {"- get https://b.github.io/ cross-site"},
       "https://a.github.io/"},
      {"an IPv4 literal",
       "<form action=http://0x7F.1/>",
       {"- get http://127.0.0.1/ cross-site ip"}},
      {"an IPv6 literal",
       "<form action=http://[::1]:8080/x>",
       {"- get http://[::1]:8080/x cross-site ip"}},
      {"the same address is the same site",
       "<form action=//192.0.2.7:81/>",
       {"- get http://192.0.2.7:81/ same-site ip"},
       "http://192.0.2.7/"},
      {"a Unicode host",
       "<form action=//b\u00FCcher.example/>",
       {"- get https://xn--bcher-kva.example/ cross-site punycode"}},
      {"punycode in an inner label",
       "<form action=//a.xn--bcher-kva.example/>",
       {"- get https://a.xn--bcher-kva.example/ cross-site punycode"}},
      {"xn-- inside a label is no punycode",
       "<form action=//axn--b.example/>",
       {"- get https://axn--b.example/ cross-site"}},
      {"mailto: GET makes headers of the entries",
       "<form action='mailto:a@b.example?subject=s'>",
       {"- get mailto:a@b.example none"}},
      {"mailto: POST keeps the query, the entries are the body",
       "<form action='mailto:a@b.example?subject=s' method=post "
       "enctype=text/plain>",
       {"- post mailto:a@b.example?subject=s plain none"}},
      {"javascript: is run as it is",
       "<form action='javascript:f(a?b:c)'>",
       {"- get javascript:f(a?b:c) none"}},
      {"javascript: with a newline",
       "<form action='java\nscript:f()'>",
       {"- get javascript:f() none"}},
      {"data: GET replaces the query",
       "<form action='data:text/html,x?y'>",
       {"- get data:text/html,x none"}},
      {"data: POST does not",
       "<form method=post action='data:text/html,x?y'>",
       {"- post data:text/html,x?y urlencoded none"}},
      {"ftp: is only gone to",
       "<form action='ftp://f.example/a?b'>",
       {"- get ftp://f.example/a?b cross-site"}},
      {"another scheme", "<form action='tel:+1?x'>", {"- get tel:+1?x none"}},
      {"blob: has the origin within",
       "<form action='blob:https://shop.example.com/1' method=post>",
       {"- post blob:https://shop.example.com/1 urlencoded same-origin"}},
      {"a page without an origin",
       "<form action=https://a.example/>",
       {"- get https://a.example/ none"},
       "file:///tmp/page.html"},
  });
}

TEST(FormSubmission, MethodEnctypeAndTarget) {
  expect_submissions({
      {"an unknown method is GET",
       "<form method=put action=x>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"the method's case",
       "<form method=PoSt action=x>",
       {"- post https://shop.example.com/a/x urlencoded same-origin"}},
      {"white space around a method is an unknown method",
       "<form method=' post' action=x>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"GET has no use for enctype",
       "<form enctype=multipart/form-data action=x>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"multipart",
       "<form method=post enctype=MULTIPART/form-data action=x>",
       {"- post https://shop.example.com/a/x multipart same-origin"}},
      {"an unknown enctype",
       "<form method=post enctype=application/json action=x>",
       {"- post https://shop.example.com/a/x urlencoded same-origin"}},
      {"dialog has no URL",
       "<dialog><form method=dialog action=x target=t><button name=a value=b>"
       "</form></dialog>",
       {"0 dialog -"}},
      {"a submitter out of a dialog form",
       "<dialog><form method=dialog><button formmethod=post formaction=/p>"
       "</button><button>",
       {"0 post https://shop.example.com/p urlencoded same-origin; "
        "1 dialog -"}},
      {"a dialog submitter of another form",
       "<form action=x><button formmethod=dialog></button><button>",
       {"0 dialog -; 1 get https://shop.example.com/a/x same-origin"}},
      {"the form's target",
       "<base target=b><form action=x target=_top>",
       {"- get https://shop.example.com/a/x @_top same-origin"}},
      {"base's target",
       "<base href=/c/><base target=b><form action=x>",
       {"- get https://shop.example.com/c/x @b same-origin"}},
      {"the first base with a target",
       "<base target=b><base target=c><form action=x>",
       {"- get https://shop.example.com/a/x @b same-origin"}},
      {"an empty target keeps base's away",
       "<base target=b><form action=x target>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"a target in a template's base",
       "<template><base target=b></template><form action=x>",
       {"- get https://shop.example.com/a/x same-origin"}},
      {"a target that looks like cut-off markup",
       "<form action=x target='a\n<b'>",
       {"- get https://shop.example.com/a/x @_blank same-origin"}},
      {"novalidate",
       "<form novalidate action=x><button>",
       {"0 get https://shop.example.com/a/x same-origin novalidate"}},
  });
}

TEST(FormSubmission, Overrides) {
  const std::string same = " https://shop.example.com/a/x";
  expect_submissions({
      {"formaction",
       "<form action=x><button formaction=//evil.example/y>",
       {"0 get https://evil.example/y cross-site; - get" + same +
        " same-origin"}},
      {"formaction against base",
       "<base href=/b/><form action=x><button formaction=y>",
       {"0 get https://shop.example.com/b/y same-origin; "
        "- get https://shop.example.com/b/x same-origin"}},
      {"an empty formaction is the document, whatever base says",
       "<base href=//cdn.example.net/><form method=post><button formaction>",
       {"0 post https://shop.example.com/a/page?q=1#f urlencoded "
        "same-origin"}},
      {"an empty formaction overrides an action",
       "<form action=x><button formaction=''>",
       {"0 get https://shop.example.com/a/page#f same-origin; - get" + same +
        " same-origin"}},
      {"a formaction that does not parse",
       "<form action=x><button formaction='http://[x'></button><button>",
       {"0 get -; 1 get" + same + " same-origin"}},
      {"a formaction that is the action",
       "<form action=x><button></button><button formaction='./x'>",
       {"0,1 get" + same + " same-origin"}},
      {"a formaction of javascript:",
       "<form action=x><button></button><input type=submit "
       "formaction=javascript:f()>",
       {"0 get" + same + " same-origin; 1 get javascript:f() none"}},
      {"formmethod",
       "<form action=x?y><button formmethod=POST>",
       {"0 post" + same + "?y urlencoded same-origin; - get" + same +
        " same-origin"}},
      {"an unknown formmethod is GET, whatever the form says",
       "<form method=post action=x><button formmethod=put></button><button>",
       {"0 get" + same + " same-origin; 1 post" + same +
        " urlencoded same-origin"}},
      {"an empty formmethod is an unknown one",
       "<form method=post action=x><button formmethod></button><button>",
       {"0 get" + same + " same-origin; 1 post" + same +
        " urlencoded same-origin"}},
      {"formenctype",
       "<form method=post action=x><button formenctype=text/plain></button>"
       "<button>",
       {"0 post" + same + " plain same-origin; 1 post" + same +
        " urlencoded same-origin"}},
      {"an unknown formenctype is the default, whatever the form says",
       "<form method=post enctype=text/plain action=x><button formenctype=j>"
       "</button><button>",
       {"0 post" + same + " urlencoded same-origin; 1 post" + same +
        " plain same-origin"}},
      {"formenctype without POST",
       "<form action=x><button formenctype=text/"
       "plain></button><button>",
       {"0,1 get" + same + " same-origin"}},
      {"formtarget",
       "<form action=x target=t><button formtarget=u></button>"
       "<button>",
       {"0 get" + same + " @u same-origin; 1 get" + same + " @t same-origin"}},
      {"an empty formtarget",
       "<base target=b><form action=x><button formtarget></button><button>",
       {"0 get" + same + " same-origin; 1 get" + same + " @b same-origin"}},
      {"formtarget that looks like cut-off markup",
       "<form action=x><button formtarget='<\t'></button><button>",
       {"0 get" + same + " @_blank same-origin; 1 get" + same +
        " same-origin"}},
      {"formnovalidate",
       "<form action=x><button></button><button formnovalidate>",
       {"0 get" + same + " same-origin; 1 get" + same +
        " same-origin novalidate"}},
      {"validation is no way of its own for scripts",
       "<form action=x><button formnovalidate>",
       {"0 get" + same + " same-origin novalidate"}},
      {"overrides of what is no submitter",
       "<form action=x><input formaction=/a><button type=button formaction=/b>"
       "</button><input type=reset formaction=/c><input type=button "
       "formaction=/d>",
       {"- get" + same + " same-origin"}},
      {"all overrides at once",
       "<form action=x><button formaction=http://[::1]/ formmethod=post "
       "formenctype=multipart/form-data formtarget=w formnovalidate></button>"
       "<button>",
       {"0 post http://[::1]/ multipart @w cross-site novalidate ip; 1 get" +
        same + " same-origin"}},
  });
}

TEST(FormSubmission, Submitters) {
  const std::string same = " get https://shop.example.com/a/x";
  expect_submissions({
      {"no submitter: implicit, or by script",
       "<form action=x><input name=a>",
       {"-" + same + " same-origin"}},
      {"every kind of submitter",
       "<form action=x><input type=submit><button></button>"
       "<button type=submit></button><button type=x></button>",
       {"0,1,2,3" + same + " same-origin"}},
      {"a submitter's name and value",
       "<form action=x><button name=a value=1></button>"
       "<button name=a value=2></button><button name=a value=1>",
       {"0,2" + same + " same-origin +a=1; 1" + same + " same-origin +a=2"}},
      {"a submitter without a value",
       "<form action=x><input type=submit name=go>",
       {"0" + same + " same-origin +go="}},
      {"a value without a name",
       "<form action=x><input type=submit value=Go>",
       {"0" + same + " same-origin"}},
      {"an image sends where it is clicked",
       "<form action=x><input type=image name=pos value=v>",
       {"0" + same + " same-origin +pos.x=? +pos.y=?"}},
      {"an image without a name",
       "<form action=x><input type=image>",
       {"0" + same + " same-origin +x=? +y=?"}},
      {"an image's overrides",
       "<form action=x><input type=image formaction=/i name=n></form>",
       {"0 get https://shop.example.com/i same-origin +n.x=? +n.y=?; -" + same +
        " same-origin"}},
      {"a button of type image is a submit button",
       "<form action=x><button type=image name=n value=v>",
       {"0" + same + " same-origin +n=v"}},
      {"a submitter's direction",
       "<form action=x><input type=submit name=n value=v dirname=d dir=rtl>",
       {"0" + same + " same-origin +n=v +d=rtl"}},
      {"a disabled submitter",
       "<form action=x><button disabled name=a>",
       {"-" + same + " same-origin"}},
      {"submitters a fieldset disables",
       "<form action=x><fieldset disabled><legend><button name=l></button>"
       "</legend><button name=b></button></fieldset>",
       {"0" + same + " same-origin +l="}},
      {"a submitter in a datalist adds nothing",
       "<form action=x><datalist><button name=a></button></datalist>",
       {"0" + same + " same-origin"}},
      {"names that run into each other",
       "<form action=x><button name=a value='b'></button>"
       "<button name='a1:b' value=''></button>",
       {"0" + same + " same-origin +a=b; 1" + same + " same-origin +a1:b="}},
  });
}

TEST(FormSubmission, FormOwners) {
  const std::string a = " get https://shop.example.com/a";
  const std::string b = " get https://shop.example.com/b";
  expect_submissions({
      {"a submitter by form= before the form",
       "<button form=f name=s></button><form id=f action=/a></form>",
       {"0" + a + " same-origin +s="}},
      {"a submitter by form= behind the form",
       "<form id=f action=/a></form><p><button form=f formaction=/b>",
       {"0" + b + " same-origin; -" + a + " same-origin"}},
      {"form= takes a submitter out of the form around it",
       "<form id=f action=/a></form><form action=/b><button form=f>",
       {"0" + a + " same-origin", "-" + b + " same-origin"}},
      {"form= with no such form",
       "<form action=/a><button form=none>",
       {"-" + a + " same-origin"}},
      {"form= with an ID of something else",
       "<p id=f></p><form id=f action=/a><button form=f></button></form>",
       {"-" + a + " same-origin"}},
      {"the first form of an ID",
       "<form id=f action=/a></form><form id=f action=/b></form>"
       "<button form=f>",
       {"0" + a + " same-origin", "-" + b + " same-origin"}},
      {"a form in a form is none",
       "<form action=/a><form action=/b><button>",
       {"0" + a + " same-origin"}},
      {"a form in a form, behind its end tag",
       "<form action=/a><div><form action=/b><button></button></form></div>"
       "<button name=late></button>",
       {"0" + a + " same-origin"}},
      {"forms nested by a misplaced end tag",
       "<form action=/a><div></form><form action=/b><button></form></div>",
       {"-" + a + " same-origin", "0" + b + " same-origin"}},
      {"a form in a table owns what the parser moves",
       "<table><form action=/a><tr><td><button name=s></table>",
       {"0" + a + " same-origin +s="}},
      {"a submitter moved out of a table",
       "<form action=/a><table><button name=s></button><tr><td></table>",
       {"0" + a + " same-origin +s="}},
      {"a form around the rows of two tables",
       "<table><form action=/a></table><table><tr><td><button></table>",
       {"0" + a + " same-origin"}},
      {"a submitter in a template is another page's",
       "<form action=/a><template><button name=t></button></template>",
       {"-" + a + " same-origin"}},
      {"a form behind the body",
       "</body></html><form action=/a><button>",
       {"0" + a + " same-origin"}},
      {"no form, no submission", "<button formaction=/a>", {}},
  });
}

TEST(FormSubmission, AnEmptyFormactionIsThePagesInTheControlToo) {
  const std::string html =
      "<base href=/b/><form action=x><button formaction></button></form>";
  const auto url_of = [&html](std::string_view page) {
    const Facts facts = run_pass_for_test(find_forms, html, page);
    const Control& button = facts.page.forms.forms.at(0).controls.at(0);
    return button.overrides.formaction.value_or(Address{}).url;
  };
  EXPECT_EQ(url_of(kPage), kPage);
  EXPECT_EQ(url_of(""), std::nullopt);
}

TEST(FormSubmission, TemplatesHaveTheirOwn) {
  const Facts facts = run_pass_for_test(
      find_forms, "<template><form action=/t><input name=a value=1><button>",
      kPage);
  ASSERT_EQ(facts.templates.forms.forms.size(), 1U);
  const Form& form = facts.templates.forms.forms[0];
  EXPECT_EQ(describe_submissions(form),
            "1 get https://shop.example.com/t same-origin");
  EXPECT_EQ(describe_entries(form.entries), "a=1");
}

TEST(FormSubmission, RelationsHaveNames) {
  EXPECT_EQ(site_relation_name(SiteRelation::kNone), "none");
  EXPECT_EQ(site_relation_name(SiteRelation::kSameOrigin), "same-origin");
  EXPECT_EQ(site_relation_name(SiteRelation::kSameSite), "same-site");
  EXPECT_EQ(site_relation_name(SiteRelation::kCrossSite), "cross-site");
}

std::string notes_of(const Facts& facts) {
  std::string notes;
  for (const TruncationNote& note : facts.truncated) notes += note.what + ' ';
  return notes;
}

TEST(FormSubmission, ListsEndAtTheLimit) {
  std::string html = "<form action=/a>";
  for (int i = 0; i < 5; ++i) {
    html +=
        "<select multiple name=s><option selected>1<option selected>2"
        "</select>";
  }
  html += "</form><form action=/b>";
  for (int i = 0; i < 6; ++i) {
    html += "<button name=s value=" + std::to_string(i) + "></button>";
  }
  CatalogueLimits limits;
  limits.max_items = 6;
  const Facts facts = run_pass_for_test(find_forms, html, kPage, limits);
  ASSERT_EQ(facts.page.forms.forms.size(), 2U);
  EXPECT_EQ(describe_entries(facts.page.forms.forms[0].entries),
            "s=1 s=2 s=1 s=2 s=1 s=2");
  EXPECT_EQ(facts.page.forms.forms[1].submissions.size(), 6U);
  EXPECT_EQ(notes_of(facts), "entries ");
}

// The submitters of a long base: each has a URL of 60 KB, all told 6 GB.
TEST(FormSubmission, ManySubmittersStayWithinTheBudget) {
  const std::string path(60000, 'p');
  std::string html = "<base href='/" + path + "/'><form action=x>";
  for (int i = 0; i < 20000; ++i) {
    html += "<button name=n value=" + std::to_string(i) + "></button>";
  }
  const Facts facts = run_pass_for_test(find_forms, html, kPage);
  const Form& form = facts.page.forms.forms.at(0);
  EXPECT_EQ(form.controls.size(), 20000U);
  size_t bytes = 0;
  for (const FormSubmission& s : form.submissions) bytes += byte_size(s.url);
  EXPECT_GT(bytes, kMaxListBytes - 2 * path.size());
  EXPECT_LT(bytes, kMaxListBytes + 2 * path.size());
  EXPECT_EQ(notes_of(facts), "submissions ");
}

// One way for all of them, looked at once each.
TEST(FormSubmission, EqualSubmittersAreOneSubmission) {
  std::string html = "<form action=x>";
  for (int i = 0; i < 50000; ++i) html += "<button></button>";
  const Facts facts = run_pass_for_test(find_forms, html, kPage);
  const Form& form = facts.page.forms.forms.at(0);
  ASSERT_EQ(form.submissions.size(), 1U);
  EXPECT_EQ(form.submissions[0].submitters.size(), 50000U);
  EXPECT_EQ(form.submissions[0].submitters.back(), 49999U);
}

}  // namespace
}  // namespace pagescan
