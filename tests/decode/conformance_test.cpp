// The Encoding Standard's own tables and the Web Platform Tests'
// percent-encoding cases. The data is no part of the
// repository; without it these tests are skipped.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "scanner/base/utf8.h"
#include "scanner/decode/decode.h"
#include "tests/support/shared_data.h"

namespace pagescan {
namespace {

using Json = nlohmann::json;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class Conformance : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(test::shared_data("conformance"))) {
      GTEST_SKIP() << "no conformance data at "
                   << test::shared_data("conformance")
                   << "; set PAGESCAN_SHARED";
    }
  }

  static Json json(const char* name) {
    return Json::parse(read_file(test::shared_data("conformance") / name));
  }
};

std::string bytes_of(std::initializer_list<size_t> values) {
  std::string bytes;
  for (const size_t value : values) bytes.push_back(static_cast<char>(value));
  return bytes;
}

std::string utf8_of(char32_t code_point) {
  std::string utf8;
  append_utf8(utf8, code_point);
  return utf8;
}

using Sequence = std::function<std::string(size_t pointer)>;

std::string shift_jis_sequence(size_t pointer) {
  const size_t lead = pointer / 188;
  const size_t trail = pointer % 188;
  return bytes_of({lead + (lead < 0x1F ? 0x81 : 0xC1),
                   trail + (trail < 0x3F ? 0x40 : 0x41)});
}

std::string gb18030_sequence(size_t pointer) {
  const size_t trail = pointer % 190;
  return bytes_of({pointer / 190 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x41)});
}

std::string big5_sequence(size_t pointer) {
  const size_t trail = pointer % 157;
  return bytes_of({pointer / 157 + 0x81, trail + (trail < 0x3F ? 0x40 : 0x62)});
}

std::string euc_kr_sequence(size_t pointer) {
  return bytes_of({pointer / 190 + 0x81, pointer % 190 + 0x41});
}

std::string euc_jp_sequence(size_t pointer) {
  return bytes_of({pointer / 94 + 0xA1, pointer % 94 + 0xA1});
}

// Every pointer of an index, those for nothing included.
size_t check_index(const Json& index, Encoding encoding,
                   const Sequence& sequence) {
  size_t mapped = 0;
  for (size_t pointer = 0; pointer < index.size(); ++pointer) {
    const std::string bytes = sequence(pointer);
    if (bytes.empty()) continue;
    std::string expected = "\uFFFD";
    if (!index[pointer].is_null()) {
      expected = utf8_of(index[pointer].get<char32_t>());
      ++mapped;
    } else if (bytes.size() > 1 && static_cast<signed char>(bytes[1]) >= 0) {
      expected += bytes[1];
    }
    const DecodedText text = decode(bytes, encoding);
    EXPECT_EQ(text.utf8, expected) << encoding_name(encoding) << pointer;
    EXPECT_EQ(text.replaced, index[pointer].is_null() ? 1U : 0U)
        << encoding_name(encoding) << ' ' << pointer;
    if (testing::Test::HasFailure()) break;  // one is enough to read
  }
  return mapped;
}

TEST_F(Conformance, EveryLabelNamesItsEncoding) {
  size_t labels = 0;
  size_t encodings = 0;
  for (const Json& group : json("encoding/encodings.json")) {
    for (const Json& entry : group["encodings"]) {
      const auto name = entry["name"].get<std::string>();
      EXPECT_EQ(encoding_name(static_cast<Encoding>(encodings++)), name);
      for (const Json& item : entry["labels"]) {
        const auto label = item.get<std::string>();
        const auto encoding = encoding_from_label(label);
        ASSERT_TRUE(encoding) << label;
        EXPECT_EQ(encoding_name(*encoding), name) << label;
        ++labels;
      }
    }
  }
  EXPECT_EQ(labels, 228U);
  EXPECT_EQ(encodings, kEncodingCount);
}

TEST_F(Conformance, SingleByteIndexes) {
  const Json indexes = json("encoding/indexes.json");
  size_t checked = 0;
  for (size_t i = 0; i < kEncodingCount; ++i) {
    const auto encoding = static_cast<Encoding>(i);
    std::string name(encoding_name(encoding));
    if (encoding == Encoding::kIso88598I) name = "ISO-8859-8";
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    if (!indexes.contains(name) || indexes[name].size() != 128) continue;
    check_index(indexes[name], encoding,
                [](size_t pointer) { return bytes_of({pointer + 0x80}); });
    ++checked;
  }
  EXPECT_EQ(checked, 28U);
}

TEST_F(Conformance, MultiByteIndexes) {
  const Json indexes = json("encoding/indexes.json");
  EXPECT_EQ(check_index(indexes["euc-kr"], Encoding::kEucKr, euc_kr_sequence),
            17048U);
  EXPECT_EQ(
      check_index(indexes["gb18030"], Encoding::kGb18030, gb18030_sequence),
      23940U);
  EXPECT_EQ(check_index(indexes["gb18030"], Encoding::kGbk, gb18030_sequence),
            23940U);
  const std::set<size_t> two_code_points = {1133, 1135, 1164, 1166};
  EXPECT_EQ(check_index(indexes["big5"], Encoding::kBig5,
                        [&](size_t pointer) {
                          return two_code_points.contains(pointer)
                                     ? ""
                                     : big5_sequence(pointer);
                        }),
            18590U);
}

TEST_F(Conformance, JapaneseIndexes) {
  const Json indexes = json("encoding/indexes.json");
  const Json& jis0208 = indexes["jis0208"];
  const auto in_grid = [](const Sequence& sequence) {
    return [sequence](size_t pointer) {
      return pointer < 94 * 94 ? sequence(pointer) : "";
    };
  };
  EXPECT_EQ(check_index(jis0208, Encoding::kEucJp, in_grid(euc_jp_sequence)),
            7336U);
  EXPECT_EQ(check_index(jis0208, Encoding::kShiftJis,
                        [](size_t pointer) {
                          const bool end_user_defined =
                              pointer >= 8836 && pointer <= 10715;
                          return end_user_defined ? ""
                                                  : shift_jis_sequence(pointer);
                        }),
            7724U);
  EXPECT_EQ(check_index(indexes["jis0212"], Encoding::kEucJp,
                        [](size_t pointer) {
                          return '\x8F' + euc_jp_sequence(pointer);
                        }),
            6067U);
  size_t mapped = 0;
  for (size_t pointer = 0; pointer < 94 * 94; ++pointer) {
    const std::string bytes =
        "\x1B$B" + bytes_of({pointer / 94 + 0x21, pointer % 94 + 0x21});
    const bool is_null = jis0208[pointer].is_null();
    const std::string expected =
        is_null ? "\uFFFD" : utf8_of(jis0208[pointer].get<char32_t>());
    ASSERT_EQ(decode(bytes, Encoding::kIso2022Jp).utf8, expected) << pointer;
    mapped += is_null ? 0 : 1;
  }
  EXPECT_EQ(mapped, 7336U);
}

std::string four_bytes(size_t pointer) {
  return bytes_of({pointer / 12600 + 0x81, pointer / 1260 % 10 + 0x30,
                   pointer / 10 % 126 + 0x81, pointer % 10 + 0x30});
}

// "Index gb18030 ranges code point"; 0 for null.
char32_t ranges_code_point(const Json& ranges, size_t pointer, size_t& row) {
  if (pointer > 39419 && pointer < 189000) return 0;
  if (pointer > 1237575) return 0;
  if (pointer == 7457) return 0xE7C7;
  while (row + 1 < ranges.size() &&
         ranges[row + 1][0].get<size_t>() <= pointer) {
    ++row;
  }
  return static_cast<char32_t>(ranges[row][1].get<size_t>() + pointer -
                               ranges[row][0].get<size_t>());
}

TEST_F(Conformance, Gb18030Ranges) {
  const Json ranges = json("encoding/indexes.json")["gb18030-ranges"];
  const size_t kPointers = 126 * 12600;
  size_t row = 0;
  for (size_t pointer = 0; pointer < kPointers; ++pointer) {
    const char32_t code_point = ranges_code_point(ranges, pointer, row);
    const std::string bytes = four_bytes(pointer);
    const std::string expected =
        code_point == 0 ? "\uFFFD" : utf8_of(code_point);
    ASSERT_EQ(decode(bytes, Encoding::kGb18030).utf8, expected) << pointer;
    const bool maps_by_table_instead =
        code_point == 0xE5E5 ||
        (code_point >= 0xFE10 && code_point <= 0xFE19) ||
        (code_point >= 0x9FB4 && code_point <= 0x9FBB);
    if (code_point == 0 || maps_by_table_instead) continue;
    ASSERT_EQ(encode_for_url_query(expected, Encoding::kGb18030), bytes)
        << pointer;
  }
}

// Encoders: "index pointer" is the first pointer, but for what the Standard
// says of Big5 and Shift_JIS.
void check_encoder(const Json& index, Encoding encoding,
                   const Sequence& sequence,
                   const std::set<char32_t>& last_pointer = {}) {
  std::map<char32_t, std::string> expected;
  for (size_t pointer = 0; pointer < index.size(); ++pointer) {
    if (index[pointer].is_null()) continue;
    const std::string bytes = sequence(pointer);
    if (bytes.empty()) continue;
    const auto code_point = index[pointer].get<char32_t>();
    if (last_pointer.contains(code_point)) expected[code_point] = bytes;
    expected.emplace(code_point, bytes);
  }
  EXPECT_GT(expected.size(), 60U);
  for (const auto& [code_point, bytes] : expected) {
    ASSERT_EQ(encode_for_url_query(utf8_of(code_point), encoding), bytes)
        << encoding_name(encoding) << ' ' << static_cast<uint32_t>(code_point);
  }
}

TEST_F(Conformance, EncodersGiveTheIndexPointer) {
  const Json indexes = json("encoding/indexes.json");
  check_encoder(indexes["euc-kr"], Encoding::kEucKr, euc_kr_sequence);
  check_encoder(indexes["gb18030"], Encoding::kGb18030, gb18030_sequence);
  check_encoder(indexes["big5"], Encoding::kBig5,
                [](size_t pointer) {
                  return pointer < 0x20 * 157 ? "" : big5_sequence(pointer);
                },
                {0x2550, 0x255E, 0x2561, 0x256A, 0x5341, 0x5345});
  check_encoder(indexes["jis0208"], Encoding::kEucJp, [](size_t pointer) {
    return pointer < 94 * 94 ? euc_jp_sequence(pointer) : "";
  });
  check_encoder(indexes["jis0208"], Encoding::kShiftJis, [](size_t pointer) {
    return pointer >= 8272 && pointer <= 8835 ? ""
                                              : shift_jis_sequence(pointer);
  });
  for (const auto& [name, index] : indexes.items()) {
    const auto encoding = encoding_from_label(name);
    if (index.size() != 128) continue;
    ASSERT_TRUE(encoding) << name;
    check_encoder(index, *encoding,
                  [](size_t pointer) { return bytes_of({pointer + 0x80}); });
  }
}

TEST_F(Conformance, EncodesHalfWidthKatakanaAsFullWidth) {
  const Json index = json("encoding/indexes.json")["iso-2022-jp-katakana"];
  ASSERT_EQ(index.size(), 63U);
  for (size_t i = 0; i < index.size(); ++i) {
    EXPECT_EQ(encode_for_url_query(utf8_of(static_cast<char32_t>(0xFF61 + i)),
                                   Encoding::kIso2022Jp),
              encode_for_url_query(utf8_of(index[i].get<char32_t>()),
                                   Encoding::kIso2022Jp));
  }
}

// The URL Standard's query percent-encode set, for special schemes.
std::string percent_encode_query(const std::string& bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool encode = byte <= 0x20 || byte > 0x7E || c == '"' || c == '#' ||
                        c == '<' || c == '>' || c == '\'';
    if (!encode) {
      out += c;
      continue;
    }
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    out += '%';
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 0xFU];
  }
  return out;
}

TEST_F(Conformance, PercentEncodesAfterEncoding) {
  size_t checked = 0;
  for (const Json& entry : json("url/percent-encoding.json")) {
    if (!entry.is_object()) continue;
    const auto input = entry["input"].get<std::string>();
    for (const auto& [label, output] : entry["output"].items()) {
      const auto encoding = encoding_from_label(label);
      ASSERT_TRUE(encoding) << label;
      EXPECT_EQ(percent_encode_query(encode_for_url_query(input, *encoding)),
                output.get<std::string>())
          << input << ' ' << label;
      ++checked;
    }
  }
  EXPECT_EQ(checked, 16U);
}

// Without a declaration the Standard lets an implementation guess from
// frequencies; pagescan never guesses. Told the encoding, it reads all of it.
TEST_F(Conformance, Html5libChardetTextDecodes) {
  const std::string bytes =
      read_file(test::shared_data("conformance") / "html5lib/encoding/chardet" /
                "test_big5.txt");
  ASSERT_FALSE(bytes.empty());
  EXPECT_EQ(sniff_encoding(bytes, {}, {}).source, EncodingSource::kDefault);
  EXPECT_EQ(decode(bytes, Encoding::kBig5).replaced, 0U);
}

}  // namespace
}  // namespace pagescan
