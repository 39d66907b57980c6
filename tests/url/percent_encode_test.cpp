#include "scanner/url/percent_encode.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

struct SetCase {
  PercentEncodeSet set;
  std::string_view members;  // of the printable ASCII code points
};

// https://url.spec.whatwg.org/#percent-encoded-bytes, each set spelt out.
TEST(PercentEncode, HasTheSetsOfTheStandard) {
  const std::vector<SetCase> cases = {
      {PercentEncodeSet::kC0Control, ""},
      {PercentEncodeSet::kFragment, " \"<>`"},
      {PercentEncodeSet::kQuery, " \"#<>"},
      {PercentEncodeSet::kSpecialQuery, " \"#<>'"},
      {PercentEncodeSet::kPath, " \"#<>?^`{}"},
      {PercentEncodeSet::kUserinfo, " \"#<>?^`{}/:;=@[\\]|"},
      {PercentEncodeSet::kComponent, " \"#<>?^`{}/:;=@[\\]|$%&+,"},
      {PercentEncodeSet::kFormUrlencoded, " \"#<>?^`{}/:;=@[\\]|$%&+,!'()~"},
  };
  for (const SetCase& c : cases) {
    for (int byte = 0; byte < 256; ++byte) {
      const auto character = static_cast<char>(byte);
      const bool expected = byte < 0x20 || byte > 0x7E ||
                            c.members.find(character) != std::string_view::npos;
      EXPECT_EQ(in_percent_encode_set(character, c.set), expected)
          << "byte " << byte << " set " << static_cast<int>(c.set);
    }
  }
}

TEST(PercentEncode, EncodesRuns) {
  EXPECT_EQ(percent_encode("", PercentEncodeSet::kPath), "");
  EXPECT_EQ(percent_encode("a b", PercentEncodeSet::kPath), "a%20b");
  EXPECT_EQ(percent_encode("\u00E4%41\x7F", PercentEncodeSet::kPath),
            "%C3%A4%41%7F");
  EXPECT_EQ(percent_encode("  x  ", PercentEncodeSet::kComponent),
            "%20%20x%20%20");
}

TEST(PercentEncode, DecodesOnlyWholeTriples) {
  EXPECT_EQ(percent_decode(""), "");
  EXPECT_EQ(percent_decode("plain"), "plain");
  EXPECT_EQ(percent_decode("%41%6a%6A"), "Ajj");
  EXPECT_EQ(percent_decode("%%41"), "%A");
  EXPECT_EQ(percent_decode("%4%41%"), "%4A%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%zz%g1%1g"), "%zz%g1%1g");
  EXPECT_EQ(percent_decode("%00%FF"), std::string("\0\xFF", 2));
  EXPECT_EQ(percent_decode("%2541"), "%41");  // once, not twice
}

}  // namespace
}  // namespace pagescan
