// Links of two scans.
#include <gtest/gtest.h>

#include "tests/run/diff/case_support.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

const std::vector<ChangeSubject> kSubjects = {ChangeSubject::kLink};

const DiffCase kCases[] = {
    {"added",
     "",
     "<a href=/x>t</a>",
     {"note link_added links[https://shop.example/x] (none) -> "
      "https://shop.example/x"}},
    {"removed",
     "<a href=/x>t</a>",
     "",
     {"note link_removed links[https://shop.example/x] https://shop.example/x "
      "-> (none)"}},
    {"to data",
     "",
     "<a href='data:text/html,x'>t</a>",
     {"warning link_added links[data:text/html,x] (none) -> data:text/html,x"}},
    {"long data is cut",
     "",
     "<a href='data:text/html," + std::string(400, 'x') + "'>t</a>",
     {"warning link_added "
      "links[data:text/"
      "html,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.."
      ". (415 bytes, sha256 f769ec92b238)] (none) -> "
      "data:text/"
      "html,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.."
      ". (415 bytes, sha256 f769ec92b238)"}},
    {"code is told elsewhere", "", "<a href='javascript:a()'>t</a>", {}},
    {"no URL",
     "",
     "<a href='https://['>t</a>",
     {"note link_added links[https://[] (none) -> https://["}},
    {"order of links, attributes and white space",
     "<a href=/x class=a rel='b c'>t</a><a href=/y>u</a>",
     "<a href=/y>u</a>\n<a rel='b  c'  class=b href=/x> t </a>",
     {}},
    {"other page, same text",
     "<a href=/x>t</a>",
     "<a href=/y>t</a>",
     {"note link_retargeted links[text \"t\"].url https://shop.example/x -> "
      "https://shop.example/y"}},
    {"host swapped",
     "<a href=https://a.test/x>t</a>",
     "<a href=https://b.test/x>t</a>",
     {"warning link_retargeted links[text \"t\"].url https://a.test/x -> "
      "https://b.test/x"}},
    {"host swapped of a picture",
     "<a href=/1>1</a><a href=https://a.test/><img src=i></a><a href=/2>2</a>",
     "<a href=/1>1</a><a href=https://b.test/><img src=i></a><a href=/2>2</a>",
     {"warning link_retargeted links[https://a.test/ | https://b.test/].url "
      "https://a.test/ -> https://b.test/"}},
    {"host swapped and text",
     "<a href=https://a.test/x>t</a>",
     "<a href=https://b.test/x>u</a>",
     {"warning link_retargeted links[//*/x].url https://a.test/x -> "
      "https://b.test/x",
      "note link_changed links[//*/x].text t -> u"}},
    {"to its own site",
     "<a href=https://a.test/x>t</a>",
     "<a href=https://www.shop.example/x>t</a>",
     {"note link_retargeted links[text \"t\"].url https://a.test/x -> "
      "https://www.shop.example/x"}},
    {"the one of many that was turned, not the one that went",
     "<a href=/1>b</a><a href=/2>2</a><a href=/3>b</a><a href=/4>4</a>",
     "<a href=/2>2</a><a href=/5>b</a><a href=/4>4</a>",
     {"note link_removed links[https://shop.example/1] https://shop.example/1 "
      "-> (none)",
      "note link_retargeted links[text \"b\"].url https://shop.example/3 -> "
      "https://shop.example/5"}},
    {"one tag is one link, however the parser nests it",
     "<a href=/x><p>t<div>u",
     "<a href=/y><p>t<div>u",
     {"note link_retargeted links[text \"tu\"].url https://shop.example/x -> "
      "https://shop.example/y"}},
    {"one tag that is misnested",
     "<p><b><a href=/x>t<p>u</b><p>v",
     "<p><b><a href=/y>t<p>u</b><p>v",
     {"note link_retargeted links[text \"t\"].url https://shop.example/x -> "
      "https://shop.example/y"}},
    {"to code",
     "<a href=/x>t</a>",
     "<a href='javascript:a()'>t</a>",
     {"warning link_retargeted links[text \"t\"].url https://shop.example/x -> "
      "javascript:a()"}},
    {"no longer encrypted",
     "<a href=https://a.test/x>t</a>",
     "<a href=http://a.test/x>t</a>",
     {"warning link_retargeted links[text \"t\"].url https://a.test/x -> "
      "http://a.test/x"}},
    {"text",
     "<a href=/x>t</a>",
     "<a href=/x>u</a>",
     {"note link_changed links[https://shop.example/x].text t -> u"}},
    {"one of two texts",
     "<a href=/x>t</a><a href=/x>more</a>",
     "<a href=/x>u</a><a href=/x>more</a>",
     {"note link_changed links[https://shop.example/x].text t -> u"}},
    {"the rest",
     "<a href=/x rel='noopener nofollow' target=_blank hreflang=de>t</a>",
     "<a href=/x rel=nofollow download=f type=a/b>t</a>",
     {"note link_changed links[https://shop.example/x].rel noopener nofollow "
      "-> nofollow",
      "note link_changed links[https://shop.example/x].target _blank -> (none)",
      "note link_changed links[https://shop.example/x].hreflang de -> (none)",
      "note link_changed links[https://shop.example/x].type (none) -> a/b",
      "note link_changed links[https://shop.example/x].download (none) -> f"}},
    {"wholly other links",
     "<a href=/x>t</a>",
     "<a href=/y>u</a>",
     {"note link_removed links[https://shop.example/x] https://shop.example/x "
      "-> (none)",
      "note link_added links[https://shop.example/y] (none) -> "
      "https://shop.example/y"}},
    {"a link element",
     "",
     "<link rel=author href=/me>",
     {"note link_added links[https://shop.example/me] (none) -> "
      "https://shop.example/me"}},
    {"one that loads is told elsewhere",
     "",
     "<link rel=stylesheet href=/s.css><link rel=icon href=/i.png>"
     "<link rel=canonical href=/c>"
     "<link rel=alternate type=application/rss+xml href=/feed>",
     {}},
    {"another canonical is not",
     "<link rel=canonical href=/c>",
     "<link rel=canonical href=/c><link rel=canonical href=/d>",
     {"note link_added links[https://shop.example/d] (none) -> "
      "https://shop.example/d"}},
    {"in a template",
     "",
     "<template><a href=/x>t</a></template>",
     {"note link_added templates.links[https://shop.example/x] (none) -> "
      "https://shop.example/x"}},
};

TEST(LinkChangesTest, Table) { check_cases(kCases, kSubjects); }

TEST(LinkChangesTest, AHostIsFoundAmongThousands) {
  std::string before;
  for (int i = 0; i < 3000; ++i) {
    before +=
        "<a href=https://a.test/" + std::to_string(i % 1000) + ">more</a>";
  }
  std::string after = before;
  const std::string swapped = "https://a.test/777>";
  after.replace(after.find(swapped), swapped.size(), "https://b.test/777>");
  const PageDiff diff = diff_pages(before, after);
  EXPECT_EQ(case_lines(diff, kSubjects),
            std::vector<std::string>(
                {"warning link_retargeted links[text \"more\"].url "
                 "https://a.test/777 -> https://b.test/777"}));
}

TEST(LinkChangesTest, APageThatMovedKeepsItsLinks) {
  const std::string page = "<a href=/x>t</a><script src=/a.js></script>";
  const PageDiff diff =
      diff_results(scanned_page(page, {}, "http://shop.example/page"),
                   scanned_page(page, {}, "https://www.shop.example/page"), {});
  EXPECT_EQ(case_lines(diff, {ChangeSubject::kLink, ChangeSubject::kScript}),
            std::vector<std::string>());
}

TEST(LinkChangesTest, ABaseElementTurnsThemAll) {
  const std::string page = "<a href=/x>t</a><script src=/a.js></script>";
  const PageDiff diff =
      diff_pages(page, "<base href=https://evil.example/>" + page);
  EXPECT_EQ(case_lines(diff, {ChangeSubject::kLink, ChangeSubject::kScript}),
            std::vector<std::string>(
                {"error script_retargeted scripts[//*/a.js].url "
                 "https://shop.example/a.js -> https://evil.example/a.js",
                 "warning link_retargeted links[text \"t\"].url "
                 "https://shop.example/x -> https://evil.example/x"}));
}

}  // namespace
}  // namespace pagescan
