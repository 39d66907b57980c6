#include "scanner/dom/markup_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pagescan {
namespace {

struct Case {
  std::string source;
  size_t expected;
};

TEST(FormEndTag, IsFoundWhereTheTokenizerSeesIt) {
  constexpr size_t kNone = std::string_view::npos;
  const std::vector<Case> cases = {
      {"", kNone},
      {"<", kNone},
      {"</", kNone},
      {"</form", kNone},
      {"</form>", 0},
      {"abc</FoRm >", 3},
      {"</form/>", 0},
      {"</formx></form>", 8},
      {"<!-- </form> --></form>", 16},
      {"<!--></form>", 5},
      {"<!-- x --!></form>", 11},
      {"<!-- </form>", kNone},
      {"<a title=\"</form>\"></form>", 19},
      {"<a title='</form>'></form>", 19},
      {"<a title=x'></form>", 12},  // a quote inside an unquoted value
      {"<script>'</form>'</script></form>", 26},
      {"<SCRIPT></form></scripty></script></form>", 34},
      {"<textarea></form></textarea></form>", 28},
      {"<title></form>", kNone},
      {"</3 </form></form>", 11},
      {"<?php </form></form>", 13},
      {"a < b </form>", 6},
      {"</x a='>'></form>", 10},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(find_form_end_tag(c.source, 0), c.expected) << c.source;
  }
}

TEST(FormEndTag, TextOutsideTagsNormalisesNewlines) {
  EXPECT_EQ(text_outside_tags("a\r\nb\rc</x a='>'>d<!-- e -->f < g"),
            "a\nb\ncdf < g");
  EXPECT_EQ(text_outside_tags(std::string_view("a\0b", 3)), "ab");
}

}  // namespace
}  // namespace pagescan
