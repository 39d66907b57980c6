// Resources of two scans.
#include <gtest/gtest.h>

#include "tests/run/diff/case_support.h"

namespace pagescan {
namespace {

const std::vector<ChangeSubject> kSubjects = {ChangeSubject::kResource};

const DiffCase kCases[] = {
    {"a picture",
     "",
     "<img src=/i.png>",
     {"note resource_added resources[image https://shop.example/i.png] (none) "
      "-> https://shop.example/i.png"}},
    {"removed",
     "<img src=/i.png>",
     "",
     {"note resource_removed resources[image https://shop.example/i.png] "
      "https://shop.example/i.png -> (none)"}},
    {"replaced",
     "<img src=/i.png>",
     "<img src=/j.png>",
     {"note resource_retargeted resources[image https://shop.example/i.png | "
      "https://shop.example/j.png].url https://shop.example/i.png -> "
      "https://shop.example/j.png"}},
    {"in another size",
     "<img src=/i.png?w=1>",
     "<img src=/i.png?w=2>",
     {"note resource_updated resources[image https://shop.example/i.png?*].url "
      "https://shop.example/i.png?w=1 -> https://shop.example/i.png?w=2"}},
    {"a frame of the page's own",
     "",
     "<iframe src=/f></iframe>",
     {"note resource_added resources[iframe https://shop.example/f] (none) -> "
      "https://shop.example/f"}},
    {"a frame of another site",
     "",
     "<iframe src=https://evil.example/></iframe>",
     {"warning resource_added resources[iframe https://evil.example/] (none) "
      "-> https://evil.example/"}},
    {"a frame of none",
     "",
     "<iframe src='data:text/html,x'></iframe>",
     {"warning resource_added resources[iframe data:text/html,x] (none) -> "
      "data:text/html,x"}},
    {"an empty frame",
     "",
     "<iframe src=about:blank></iframe>",
     {"note resource_added resources[iframe about:blank] (none) -> "
      "about:blank"}},
    {"a frame with content",
     "",
     "<iframe srcdoc='x'></iframe>",
     {"warning resource_added resources[iframe] (none) -> srcdoc, sha256 "
      "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}},
    {"order is nothing",
     "<iframe src=/f></iframe><img src=/i.png>",
     "<img src=/i.png><iframe src=/f></iframe>",
     {}},
    {"a frame with another query",
     "<iframe src=https://a.test/f?x=1></iframe>",
     "<iframe src=https://a.test/f?x=2></iframe>",
     {"note resource_updated resources[iframe https://a.test/f?*].url "
      "https://a.test/f?x=1 -> https://a.test/f?x=2"}},
    {"a frame leads elsewhere",
     "<iframe src=https://a.test/f></iframe>",
     "<iframe src=https://evil.example/g></iframe>",
     {"warning resource_retargeted resources[iframe https://a.test/f | "
      "https://evil.example/g].url https://a.test/f -> "
      "https://evil.example/g"}},
    {"the same frame there",
     "<iframe src=https://a.test/f></iframe>",
     "<p><iframe src=https://evil.example/f></iframe>",
     {"warning resource_retargeted resources[iframe //*/f].url "
      "https://a.test/f -> https://evil.example/f"}},
    {"a named frame",
     "<iframe name=n src=/f></iframe><iframe src=/g></iframe>",
     "<iframe src=/g></iframe><iframe name=n src=/h></iframe>",
     {"note resource_retargeted resources[iframe https://shop.example/f | "
      "https://shop.example/h].url https://shop.example/f -> "
      "https://shop.example/h"}},
    {"a frame's content",
     "<iframe srcdoc='x'></iframe>",
     "<iframe srcdoc='y'></iframe>",
     {"warning resource_changed resources[iframe].srcdoc_sha256 "
      "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 -> "
      "a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa"}},
    {"less sandbox",
     "<iframe src=/f sandbox='allow-forms'></iframe>",
     "<iframe src=/f sandbox='allow-scripts allow-forms'></iframe>",
     {"warning resource_changed resources[iframe "
      "https://shop.example/f].sandbox allow-forms -> allow-scripts "
      "allow-forms"}},
    {"none",
     "<iframe src=/f sandbox></iframe>",
     "<iframe src=/f></iframe>",
     {"warning resource_changed resources[iframe "
      "https://shop.example/f].sandbox  -> (none)"}},
    {"a new one",
     "<iframe src=/f></iframe>",
     "<iframe src=/f sandbox=allow-scripts></iframe>",
     {"note resource_changed resources[iframe https://shop.example/f].sandbox "
      "(none) -> allow-scripts"}},
    {"in another order",
     "<iframe src=/f sandbox='a b' allow='c; d'></iframe>",
     "<iframe src=/f sandbox='b  A' allow='d;c'></iframe>",
     {}},
    {"more features",
     "<iframe src=/f allow='camera'></iframe>",
     "<iframe src=/f allow='camera; payment'></iframe>",
     {"warning resource_changed resources[iframe https://shop.example/f].allow "
      "camera -> camera; payment"}},
    {"fewer",
     "<iframe src=/f allow='camera; payment'></iframe>",
     "<iframe src=/f allow='camera'></iframe>",
     {"note resource_changed resources[iframe https://shop.example/f].allow "
      "camera; payment -> camera"}},
    {"a style sheet of one's own",
     "",
     "<link rel=stylesheet href=/s.css>",
     {"note resource_added resources[stylesheet https://shop.example/s.css] "
      "(none) -> https://shop.example/s.css"}},
    {"of a new site",
     "<link rel=stylesheet href=https://a.test/s.css>",
     "<link rel=stylesheet href=https://a.test/s.css>"
     "<link rel=stylesheet href=https://a.test/t.css>"
     "<link rel=stylesheet href=https://evil.example/s.css>",
     {"note resource_added resources[stylesheet https://a.test/t.css] (none) "
      "-> https://a.test/t.css",
      "warning resource_added resources[stylesheet https://evil.example/s.css] "
      "(none) -> https://evil.example/s.css"}},
    {"moved there",
     "<link rel=stylesheet href=https://a.test/s.css>",
     "<link rel=stylesheet href=https://evil.example/s.css>",
     {"warning resource_retargeted resources[stylesheet //*/s.css].url "
      "https://a.test/s.css -> https://evil.example/s.css"}},
    {"integrity removed",
     "<link rel=stylesheet href=https://a.test/s.css integrity=sha256-a>",
     "<link rel=stylesheet href=https://a.test/s.css>",
     {"error resource_changed resources[stylesheet "
      "https://a.test/s.css].integrity sha256-a -> (none)"}},
    {"another release",
     "<link rel=stylesheet href=https://a.test/1.0/s.css integrity=sha256-a>",
     "<link rel=stylesheet href=https://a.test/1.1/s.css integrity=sha256-b>",
     {"note resource_updated resources[stylesheet https://a.test/*/s.css].url "
      "https://a.test/1.0/s.css -> https://a.test/1.1/s.css"}},
    {"the rest",
     "<link rel=preload href=/f as=font crossorigin>"
     "<img src=/i.png loading=lazy><link rel=stylesheet href=/s media=print>",
     "<link rel=preload href=/f as=style><img src=/i.png>"
     "<link rel=stylesheet href=/s>",
     {"note resource_changed resources[preload "
      "https://shop.example/f].crossorigin  -> (none)",
      "note resource_changed resources[preload https://shop.example/f].as font "
      "-> style",
      "note resource_changed resources[image "
      "https://shop.example/i.png].loading lazy -> (none)",
      "note resource_changed resources[stylesheet "
      "https://shop.example/s].media print -> (none)"}},
    {"icons are told with the metadata", "", "<link rel=icon href=/i.png>", {}},
    {"but in a template",
     "",
     "<template><link rel=icon href=/i.png></template>",
     {"note resource_added templates.resources[icon "
      "https://shop.example/i.png] (none) -> https://shop.example/i.png"}},
};

TEST(ResourceChangesTest, Table) { check_cases(kCases, kSubjects); }

}  // namespace
}  // namespace pagescan
