#include "scanner/decode/sniff.h"

#include <gtest/gtest.h>

#include <vector>

#include "scanner/decode/prescan.h"

namespace pagescan {
namespace {

using namespace std::string_literals;

// A copy without slack, so that the address sanitizer sees every overread.
std::optional<Encoding> prescan_exact(const std::string& bytes) {
  const std::vector<char> exact(bytes.begin(), bytes.end());
  return prescan({exact.data(), exact.size()}).encoding;
}

struct PrescanCase {
  std::string bytes;
  std::optional<Encoding> expected;
};

constexpr auto kNothing = std::optional<Encoding>();

TEST(Prescan, ReadsMetaElements) {
  const std::vector<PrescanCase> cases = {
      {"", kNothing},
      {"<", kNothing},
      {"<meta charset=koi8-r>", Encoding::kKoi8R},
      {"<META/CHARSET='koi8-r'>", Encoding::kKoi8R},
      {"<meta\fcharset\n=\t\"koi8-r\"x>", Encoding::kKoi8R},
      {"<meta charset=koi8-r/>", kNothing},
      {"<meta charset=koi8-r", kNothing},
      {"<meta charset=\"koi8-r\"", kNothing},
      {"<meta charset=\"koi8-r>", kNothing},
      {"<metacharset=koi8-r>", kNothing},
      {"<meta=charset=koi8-r>", kNothing},
      {"<meta =charset=koi8-r>", kNothing},
      {"<meta charset=koi8-r charset=utf-8>", Encoding::kKoi8R},
      {"<meta charset=nobody><meta charset=koi8-r>", Encoding::kKoi8R},
      {"<meta charset><meta charset=koi8-r>", Encoding::kKoi8R},
      {"<meta charset=utf-16>", Encoding::kUtf8},
      {"<meta charset=utf-16be>", Encoding::kUtf8},
      {"<meta charset=x-user-defined>", Encoding::kWindows1252},
      {"<meta charset=iso-2022-kr>", Encoding::kReplacement},
      {"<a \"<meta charset=koi8-r>\">", kNothing},
      {"<a x='<meta charset=koi8-r>'><meta charset=gbk>", Encoding::kGbk},
      {"</a x=\"<meta charset=koi8-r>\">", kNothing},
      {"<!x<meta charset=koi8-r><meta charset=gbk>", Encoding::kGbk},
      {"<?x<meta charset=koi8-r>", kNothing},
      {"</ <meta charset=koi8-r>", kNothing},
      {"<script><meta charset=koi8-r></script>", Encoding::kKoi8R},
      {"<1><meta charset=koi8-r>", Encoding::kKoi8R},
  };
  for (const PrescanCase& c : cases) {
    EXPECT_EQ(prescan_exact(c.bytes), c.expected) << c.bytes;
  }
}

TEST(Prescan, ReadsPragmas) {
  const std::string pragma = "<meta http-equiv=Content-Type ";
  const std::vector<PrescanCase> cases = {
      {pragma + "content='text/html; charset=koi8-r'>", Encoding::kKoi8R},
      {"<meta content='text/html; charset=koi8-r' http-equiv=content-type>",
       Encoding::kKoi8R},
      {"<meta content='text/html; charset=koi8-r'>", kNothing},
      {"<meta http-equiv=refresh content='charset=koi8-r'>", kNothing},
      {"<meta http-equiv=refresh http-equiv=content-type "
       "content='charset=koi8-r'>",
       kNothing},
      {pragma + "content='charset=koi8-r' content='charset=gbk'>",
       Encoding::kKoi8R},
      {pragma + "content='charset=koi8-r' charset=gbk>", Encoding::kGbk},
      {pragma + "charset=gbk content='charset=koi8-r'>", Encoding::kGbk},
      {pragma + "charset=nobody content='charset=koi8-r'>", kNothing},
      {pragma + "content='charset=nobody' charset=koi8-r>", Encoding::kKoi8R},
      {pragma + "content='charset=utf-16'>", Encoding::kUtf8},
  };
  for (const PrescanCase& c : cases) {
    EXPECT_EQ(prescan_exact(c.bytes), c.expected) << c.bytes;
  }
}

TEST(Prescan, SkipsComments) {
  const std::string meta = "<meta charset=koi8-r>";
  const std::vector<PrescanCase> cases = {
      {"<!--" + meta + "-->", kNothing},
      {"<!--" + meta, kNothing},
      {"<!-->" + meta + "-->", Encoding::kKoi8R},
      {"<!--->" + meta + "-->", Encoding::kKoi8R},
      {"<!-- -- >" + meta + "-->", kNothing},
      {"<!-- --->" + meta, Encoding::kKoi8R},
      {"<!-" + meta + ">" + meta, Encoding::kKoi8R},
  };
  for (const PrescanCase& c : cases) {
    EXPECT_EQ(prescan_exact(c.bytes), c.expected) << c.bytes;
  }
}

TEST(Prescan, ReadsXmlDeclarations) {
  const std::vector<PrescanCase> cases = {
      {"<?xml version='1.0' encoding='koi8-r'?>", Encoding::kKoi8R},
      {"<?xml encoding \n=\t\"koi8-r\"?>", Encoding::kKoi8R},
      {"<?xml encoding=koi8-r?>", kNothing},
      {"<?xml encoding='koi8-r '?>", kNothing},
      {"<?xml encoding='koi8-r?>", kNothing},
      {"<?xml encoding='koi8-r'", kNothing},
      {"<?xml encoding='nobody'?>", kNothing},
      {"<?xml encoding='utf-16'?>", Encoding::kUtf8},
      {"<?xml?><p encoding='koi8-r'>", kNothing},
      {" <?xml encoding='koi8-r'?>", kNothing},
      {"<?xml encoding='koi8-r'?><meta charset=gbk>", Encoding::kGbk},
      {"<?xml", kNothing},
      {"<?xml encoding>", kNothing},
      {"<?xml encoding=>", kNothing},
      {"<\0?\0x\0"s, Encoding::kUtf16Le},
      {"\0<\0?\0x"s, Encoding::kUtf16Be},
      {"<\0?\0x"s, kNothing},
      {"<\0?\0X\0"s, kNothing},
  };
  for (const PrescanCase& c : cases) {
    EXPECT_EQ(prescan_exact(c.bytes), c.expected) << c.bytes;
  }
}

TEST(Prescan, StopsAfter1024Bytes) {
  const std::string meta = "<meta charset=koi8-r>";
  const std::string filler(kPrescanBytes - meta.size(), ' ');
  EXPECT_EQ(prescan_exact(filler + meta), Encoding::kKoi8R);
  EXPECT_EQ(prescan_exact(' ' + filler + meta), kNothing);
}

TEST(Prescan, FindsTheLabelInMetaContent) {
  using Label = std::optional<std::string_view>;
  const std::vector<std::pair<std::string, Label>> cases = {
      {"text/html; charset=gbk", "gbk"}, {"CHARSET = gbk;x", "gbk"},
      {"charset=gbk x", "gbk"},          {"charset='g b'", "g b"},
      {"charset=\"gbk\"", "gbk"},        {"charset=\"gbk'", std::nullopt},
      {"charset='gbk", std::nullopt},    {"charset=g\"bk", "g\"bk"},
      {"charset", std::nullopt},         {"charset=", std::nullopt},
      {"charset= ", std::nullopt},       {"charset charset=gbk", "gbk"},
      {"charsetcharset=gbk", "gbk"},     {"charsex charset;charset=gbk", "gbk"},
      {"charset=;charset=gbk", ""},      {"", std::nullopt},
  };
  for (const auto& [content, label] : cases) {
    EXPECT_EQ(label_in_meta_content(content), label) << content;
  }
}

TEST(Prescan, MapsWhatAMetaElementDeclares) {
  EXPECT_EQ(encoding_declared_by_meta("utf-16le"), Encoding::kUtf8);
  EXPECT_EQ(encoding_declared_by_meta("utf-16be"), Encoding::kUtf8);
  EXPECT_EQ(encoding_declared_by_meta("X-User-Defined"),
            Encoding::kWindows1252);
  EXPECT_EQ(encoding_declared_by_meta("sjis"), Encoding::kShiftJis);
  EXPECT_EQ(encoding_declared_by_meta("nobody"), std::nullopt);
}

TEST(Sniff, NamesSources) {
  EXPECT_EQ(encoding_source_name(EncodingSource::kOverride), "override");
  EXPECT_EQ(encoding_source_name(EncodingSource::kBom), "bom");
  EXPECT_EQ(encoding_source_name(EncodingSource::kTransport), "content-type");
  EXPECT_EQ(encoding_source_name(EncodingSource::kMeta), "meta");
  EXPECT_EQ(encoding_source_name(EncodingSource::kDefault), "default");
}

TEST(Sniff, FollowsTheOrder) {
  const std::string meta = "<meta charset=koi8-r>";
  struct Case {
    std::string bytes;
    std::optional<std::string_view> transport;
    std::optional<Encoding> override_encoding;
    Encoding encoding;
    EncodingSource source;
    size_t bom_size;
  };
  const std::vector<Case> cases = {
      {"", {}, {}, Encoding::kWindows1252, EncodingSource::kDefault, 0},
      {meta, {}, {}, Encoding::kKoi8R, EncodingSource::kMeta, 0},
      {meta, "gbk", {}, Encoding::kGbk, EncodingSource::kTransport, 0},
      {meta, "utf-16", {}, Encoding::kUtf16Le, EncodingSource::kTransport, 0},
      {meta, "nobody", {}, Encoding::kKoi8R, EncodingSource::kMeta, 0},
      {meta, "gbk", Encoding::kBig5, Encoding::kBig5, EncodingSource::kOverride,
       0},
      {"\xEF\xBB\xBF" + meta, "gbk", Encoding::kBig5, Encoding::kUtf8,
       EncodingSource::kBom, 3},
      {"\xFE\xFFxx", "gbk", Encoding::kBig5, Encoding::kUtf16Be,
       EncodingSource::kBom, 2},
      {"\xFF\xFExx", {}, {}, Encoding::kUtf16Le, EncodingSource::kBom, 2},
      {"\xEF\xBB", {}, {}, Encoding::kWindows1252, EncodingSource::kDefault, 0},
      {"\xFF", {}, {}, Encoding::kWindows1252, EncodingSource::kDefault, 0},
  };
  for (const Case& c : cases) {
    const EncodingChoice choice =
        sniff_encoding(c.bytes, c.transport, c.override_encoding);
    EXPECT_EQ(choice.encoding, c.encoding) << c.bytes;
    EXPECT_EQ(choice.source, c.source) << c.bytes;
    EXPECT_EQ(choice.bom_size, c.bom_size) << c.bytes;
  }
}

TEST(Sniff, RecordsWhatEachSourceSaid) {
  const EncodingChoice choice = sniff_encoding(
      "\xEF\xBB\xBF<meta charset=koi8-r>", "gbk", Encoding::kBig5);
  EXPECT_EQ(choice.bom, Encoding::kUtf8);
  EXPECT_EQ(choice.override_encoding, Encoding::kBig5);
  EXPECT_EQ(choice.transport, Encoding::kGbk);
  EXPECT_EQ(choice.meta, Encoding::kKoi8R);
  EXPECT_EQ(choice.unknown_transport_label, "");
  EXPECT_EQ(choice.unknown_meta_label, "");
}

TEST(Sniff, NotesLabelsNobodyKnows) {
  const EncodingChoice choice = sniff_encoding(
      "<meta charset=No\xFF"
      "body><meta charset=other>",
      "X-Unknown", std::nullopt);
  EXPECT_EQ(choice.encoding, Encoding::kWindows1252);
  EXPECT_EQ(choice.source, EncodingSource::kDefault);
  EXPECT_EQ(choice.unknown_transport_label, "X-Unknown");
  EXPECT_EQ(choice.unknown_meta_label, "No\uFFFDbody");

  const std::string pragma =
      "<meta http-equiv=content-type content='x;charset=Odd'>";
  EXPECT_EQ(sniff_encoding(pragma, {}, {}).unknown_meta_label, "Odd");
  EXPECT_EQ(sniff_encoding("<meta content='x;charset=Odd'>", {}, {})
                .unknown_meta_label,
            "");
  EXPECT_EQ(sniff_encoding("<?xml encoding='Odd'?>", {}, {}).unknown_meta_label,
            "Odd");
  EXPECT_EQ(
      sniff_encoding("", std::string(100000, 'x'), {}).unknown_transport_label,
      std::string(kMaxUnknownLabelBytes, 'x'));
}

TEST(Sniff, DetectsUtf8InLocalContentOnly) {
  const auto source_of = [](std::string_view bytes, ContentOrigin origin) {
    return encoding_source_name(sniff_encoding(bytes, {}, {}, origin).source);
  };
  EXPECT_EQ(source_of("<p>\u2019", ContentOrigin::kLocal), "detected");
  EXPECT_EQ(source_of("<p>\u2019", ContentOrigin::kNetwork), "default");
  EXPECT_EQ(source_of("<p>'", ContentOrigin::kLocal), "default");
  EXPECT_EQ(source_of("<p>\xE4 \u2019", ContentOrigin::kLocal), "default");
  EXPECT_EQ(source_of("<meta charset=gbk>\u2019", ContentOrigin::kLocal),
            "meta");
}

TEST(Sniff, DetectsUtf8ThatWasCutInsideACharacter) {
  const auto source_of = [](std::string_view bytes) {
    return encoding_source_name(
        sniff_encoding(bytes, {}, {}, ContentOrigin::kLocal).source);
  };
  const std::string_view text = "\u00E9\u2019\U0001F600";
  for (size_t size = 2; size <= text.size(); ++size) {
    EXPECT_EQ(source_of(text.substr(0, size)), "detected") << size;
  }
  // Nothing else speaks for UTF-8 here, and these end with no part of it.
  for (const std::string_view bytes :
       {"caf\xC3", "\xF0\x9F\x98", "\u00E9\x80", "\u00E9\xC3\x80\x80",
        "\u00E9\x80\x80\x80\x80", "\x80", "\xC3"}) {
    EXPECT_EQ(source_of(bytes), "default") << testing::PrintToString(bytes);
  }
}

}  // namespace
}  // namespace pagescan
