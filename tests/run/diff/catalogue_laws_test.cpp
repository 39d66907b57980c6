// Laws of the diff, on pages put together at random from pieces that are alike
// but for one thing, many of them twice.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "tests/run/diff/case_support.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

constexpr std::array<const char*, 40> kPieces = {
    "<script src=/a.js></script>",
    "<script src=/a.js async></script>",
    "<script src=/a.js?v=1></script>",
    "<script src=/a.js?v=2 integrity=sha256-a></script>",
    "<script src=https://a.test/1.0.0/a.js></script>",
    "<script src=https://a.test/1.0.1/a.js></script>",
    "<script src=https://b.test/1.0.1/a.js></script>",
    "<script src=https://b.test/a.js></script>",
    "<script src='https://['></script>",
    "<script>a()</script>",
    "<script>b()</script>",
    "<script nonce=a>b()</script>",
    "<script>window.dataLayer = [1]</script>",
    "<script>window.dataLayer = [2]</script>",
    "<script>//<![CDATA[\na()</script>",
    "<script type=module>a()</script>",
    "<script type=application/json>{}</script>",
    "<script type=application/json>[]</script>",
    "<p onclick='a()'>p</p>",
    "<p onclick='b()'>p</p>",
    "<a href='javascript:a()'>t</a>",
    "<a href='javascript:b()'>t</a>",
    "<a href=/x>t</a>",
    "<a href=/x rel=nofollow>t</a>",
    "<a href=/x>u</a>",
    "<a href=/y>t</a>",
    "<a href=https://a.test/x>t</a>",
    "<a href=https://b.test/x></a>",
    "<a href=https://b.test/></a>",
    "<a href='data:text/html,x'>t</a>",
    "<img src=/i.png>",
    "<img src=/i.png?w=2>",
    "<img src=https://a.test/i.png>",
    "<iframe src=/f></iframe>",
    "<iframe src=https://a.test/f sandbox></iframe>",
    "<iframe name=n src=https://b.test/f></iframe>",
    "<iframe srcdoc=x></iframe>",
    "<link rel=stylesheet href=/s.css>",
    "<link rel=stylesheet href=https://a.test/s.css integrity=sha256-a>",
    "<template><a href=/x>t</a><script>a()</script></template>"};

std::string random_page(std::mt19937& random) {
  std::string page = "<!doctype html>";
  // The engine's numbers are the Standard's, a distribution's are not.
  for (size_t n = random() % 30; n > 0; --n) {
    page += kPieces[random() % kPieces.size()];
  }
  return page;
}

TEST(CatalogueLawsTest, TheOtherWayRoundIsTheMirror) {
  std::mt19937 random(8);
  for (int i = 0; i < 60; ++i) {
    const std::string before = random_page(random);
    const std::string after = random_page(random);
    SCOPED_TRACE(before + "\n" + after);
    const ScanResult old_page = scanned_page(before);
    const ScanResult new_page = scanned_page(after);
    expect_mirrored(diff_results(old_page, new_page, {}),
                    diff_results(new_page, old_page, {}));
  }
}

}  // namespace
}  // namespace pagescan
