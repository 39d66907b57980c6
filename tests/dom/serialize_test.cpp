#include "scanner/dom/serialize.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

struct Case {
  std::string html;
  std::string expected;  // outer HTML of the first form
};

TEST(Serialize, WritesFormsAsTheStandardSays) {
  const std::vector<Case> cases = {
      {"<form></form>", "<form></form>"},
      {"<FORM ACTION=/a?b&c ID='x'></FORM>",
       "<form action=\"/a?b&amp;c\" id=\"x\"></form>"},
      {"<form><input required><br>a&nbsp;&lt;b> &amp; \"c\"</form>",
       "<form><input required=\"\"><br>a&nbsp;&lt;b&gt; &amp; \"c\"</form>"},
      {"<form title='\"<>&nbsp;'></form>",
       "<form title=\"&quot;&lt;&gt;&nbsp;\"></form>"},
      {"<form><script>a<b && c</script><style>x>y</style>"
       "<textarea>\n\n&lt;</textarea><!-- c > --></form>",
       "<form><script>a<b && c</script><style>x>y</style>"
       "<textarea>\n&lt;</textarea><!-- c > --></form>"},
      {"<form><svg viewbox='0 0 1 1'><foreignobject><p>x</p></foreignobject>"
       "<use xlink:href=#a /></svg></form>",
       "<form><svg viewBox=\"0 0 1 1\"><foreignObject><p>x</p>"
       "</foreignObject><use xlink:href=\"#a\"></use></svg></form>"},
      {"<form><My-El X=1>a</My-El></form>",
       "<form><my-el x=\"1\">a</my-el></form>"},
      {"<form><template><p>t</p></template></form>",
       "<form><template><p>t</p></template></form>"},
      {"<form><table><tr><td>1</table></form>",
       "<form><table><tbody><tr><td>1</td></tr></tbody></table></form>"},
      {"<form a a b=1 B=2 c c/d='x' c e></form>",
       "<form a=\"\" b=\"1\" c=\"\" d=\"x\" e=\"\"></form>"},
      {"<form a a\na a=2 we'll></form>", "<form a=\"\" we'll=\"\"></form>"},
      {"<form a\x02='\u0085'>\x01\u009F\x7F\uFDD0\uFFFE\U0010FFFF"
       "<x\x02>\U000F0001</form>",
       "<form a\x02=\"\u0085\">\x01\u009F\x7F\uFDD0\uFFFE\U0010FFFF"
       "<x\x02>\U000F0001</x\x02></form>"},
      {"<form><isindex action=/x>a</form>", "<form>a</form>"},
  };
  for (const Case& c : cases) {
    const Document document = parse_for_test(c.html);
    ASSERT_EQ(document.elements(Tag::kForm).size(), 1U) << c.html;
    std::string out;
    append_outer_html(document, document.elements(Tag::kForm)[0], out);
    EXPECT_EQ(out, c.expected) << c.html;
  }
}

// Text right before </form> is the form's last child.
TEST(Serialize, KeepsTextBeforeTheFormEndTagInTheForm) {
  const std::vector<Case> cases = {
      {"<form>abc</form>def", "<body><form>abc</form>def</body>"},
      {"<form><b>x</b>\n</form>\n<p>y",
       "<body><form><b>x</b>\n</form>\n<p>y</p></body>"},
      {"<form><p>a</p>\r\n&amp; b&lt;</form> c",
       "<body><form><p>a</p>\n&amp; b&lt;</form> c</body>"},
      {"<form><b>x</b> y</z> w </form>v",
       "<body><form><b>x</b> y w </form>v</body>"},
      {"<form><p>a <p>b </form>c",
       "<body><form><p>a </p><p>b </p></form>c</body>"},
      {"<form><div>a</form>b", "<body><form><div>ab</div></form></body>"},
      {"<form><table>a<tr>b</table>c</form>",
       "<body><form>ab<table><tbody><tr></tr></tbody></table>c</form></body>"},
      {"<form>\x01</form>\x02", "<body><form>\x01</form>\x02</body>"},
      {"<form>a</FORM\n>b</form>c", "<body><form>a</form>bc</body>"},
      {"<form>a<!--</form>-->b</form>c",
       "<body><form>a<!--</form>-->b</form>c</body>"},
      {"<form><script></form></script> b </form>c",
       "<body><form><script></form></script> b </form>c</body>"},
      {"<form><b></b>a</form><form>b</form>c",
       "<body><form><b></b>a</form><form>b</form>c</body>"},
      {"<table><form> <tr><td> x </td></tr> </form></table>",
       "<body><table><form></form> <tbody><tr><td> x </td></tr> </tbody>"
       "</table></body>"},
  };
  for (const Case& c : cases) {
    const Document document = parse_for_test(c.html);
    std::string out;
    append_outer_html(document, document.elements(Tag::kBody)[0], out);
    EXPECT_EQ(out, c.expected) << c.html;
  }
}

}  // namespace
}  // namespace pagescan
