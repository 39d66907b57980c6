// What login, search and registration forms are taken for, language by
// language. tests/passes/form_languages/ holds one file per language, written
// for this test, of blocks such as
//
//   == login
//   title: Sign in
//   url: https://shop.example/account
//   <form ...>...</form>
//   fields: user=username pass=current-password
//
// "title", "url", "lang" (of the document, where it is not the file's) and
// "fields" may be left out; the lines that are none of them are the body.
// A field is called by its name, or by its ID after "#".
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/form_purposes.h"
#include "scanner/passes/pass_input.h"
#include "scanner/passes/passes.h"
#include "tests/dom/parse_for_test.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

constexpr std::array<std::string_view, 15> kLanguages = {
    "ar", "cs", "de", "en", "es", "fr", "it", "ja",
    "ko", "nl", "pl", "pt", "ru", "tr", "zh"};
constexpr std::array kJudgedPurposes = {
    FormPurpose::kLogin, FormPurpose::kSearch, FormPurpose::kRegistration};
constexpr std::ptrdiff_t kMinFormsPerPurpose = 10;
constexpr size_t kMinExpectedFields = 5;

struct ExpectedField {
  std::string control;
  std::string purpose;
};

struct FormBlock {
  size_t line = 0;  // of its first line in the file
  std::string purpose;
  std::string title;
  std::string url = "https://www.example.com/page";
  std::string lang;
  std::string body;
  std::vector<ExpectedField> fields;

  std::string where() const {
    return fmt::format("line {}, {} \"{}\"", line, purpose, title);
  }
};

/// The rest of a line that begins with the key; nothing if it does not.
std::optional<std::string> after(std::string_view key,
                                 const std::string& line) {
  if (!line.starts_with(key)) return std::nullopt;
  return line.substr(key.size());
}

std::vector<ExpectedField> expected_fields(const std::string& list) {
  std::vector<ExpectedField> fields;
  size_t begin = 0;
  while (begin < list.size()) {
    const size_t end = std::min(list.find(' ', begin), list.size());
    const std::string pair = list.substr(begin, end - begin);
    const size_t equals = pair.rfind('=');
    EXPECT_NE(equals, std::string::npos) << pair;
    if (equals == std::string::npos) return fields;
    fields.push_back({pair.substr(0, equals), pair.substr(equals + 1)});
    begin = end + 1;
  }
  return fields;
}

void add_line(const std::string& line, FormBlock& block) {
  if (auto title = after("title: ", line)) {
    block.title = *std::move(title);
  } else if (auto url = after("url: ", line)) {
    block.url = *std::move(url);
  } else if (auto lang = after("lang: ", line)) {
    block.lang = *std::move(lang);
  } else if (const auto fields = after("fields: ", line)) {
    block.fields = expected_fields(*fields);
  } else {
    block.body += line + "\n";
  }
}

std::vector<FormBlock> blocks_of(std::string_view language) {
  const std::string path =
      std::string(PAGESCAN_SOURCE_DIR "/tests/passes/form_languages/") +
      std::string(language) + ".txt";
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  std::vector<FormBlock> blocks;
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (auto purpose = after("== ", line)) {
      FormBlock block;
      block.line = number;
      block.purpose = *std::move(purpose);
      block.lang = language;
      blocks.push_back(std::move(block));
    } else if (!blocks.empty()) {
      add_line(line, blocks.back());
    }
  }
  return blocks;
}

/// What all passes find in a document of the block's body and title.
Facts facts_of(const FormBlock& block) {
  std::string html = "<!DOCTYPE html><html lang=\"" + block.lang +
                     "\"><head><meta charset=\"utf-8\">";
  if (!block.title.empty()) html += "<title>" + block.title + "</title>";
  html += "</head><body>\n" + block.body + "</body></html>\n";
  const Document document = parse_for_test(std::move(html));
  const UrlResolver resolver(document, url_for_test(block.url));
  return run_passes(PassInput{document, resolver, CatalogueLimits{}});
}

const Control* control_called(const std::string& called, const Form& form) {
  const bool by_id = called.starts_with("#");
  for (const Control& control : form.controls) {
    if (by_id ? control.id == called.substr(1) : control.name == called) {
      return &control;
    }
  }
  return nullptr;
}

/// Whether nobody can own the host: https://www.rfc-editor.org/rfc/rfc2606
bool has_reserved_host(const FormBlock& block) {
  const std::string host = "." + std::string(url_for_test(block.url)->host());
  return std::ranges::any_of(
      std::array<std::string_view, 4>{".example", ".example.com",
                                      ".example.org", ".example.net"},
      [&](std::string_view end) { return host.ends_with(end); });
}

/// What is taken for something else than it is, a line each, out of how many.
struct Mistakes {
  std::string lines;
  size_t count = 0;
  size_t judged = 0;

  void add(const std::string& line) {
    lines += line + "\n";
    ++count;
  }
  /// One in ten may be wrong: the forms are as odd as real ones.
  bool are_few() const { return judged > 0 && count * 10 <= judged; }
};

Mistakes mistaken_forms(const std::vector<FormBlock>& blocks) {
  Mistakes mistakes;
  for (const FormBlock& block : blocks) {
    const Facts facts = facts_of(block);
    if (facts.page.forms.forms.size() != 1) continue;  // another test's concern
    const std::string_view taken =
        name_of(facts.page.forms.forms.front().purpose.type);
    ++mistakes.judged;
    if (taken == block.purpose) continue;
    mistakes.add(fmt::format("{} taken for {}", block.where(), taken));
  }
  return mistakes;
}

Mistakes mistaken_fields(const std::vector<FormBlock>& blocks) {
  Mistakes mistakes;
  for (const FormBlock& block : blocks) {
    const Facts facts = facts_of(block);
    if (facts.page.forms.forms.size() != 1) continue;
    for (const auto& [called, purpose] : block.fields) {
      const Control* control =
          control_called(called, facts.page.forms.forms.front());
      if (control == nullptr) continue;
      const std::string_view taken =
          control->purpose ? name_of(control->purpose->type) : "nothing";
      ++mistakes.judged;
      if (taken == purpose) continue;
      mistakes.add(fmt::format("{}: {}, {}, taken for {}", block.where(),
                               called, purpose, taken));
    }
  }
  return mistakes;
}

class FormsInLanguages : public testing::TestWithParam<std::string_view> {};

TEST_P(FormsInLanguages, HasEnoughFormsOfEachPurpose) {
  const std::vector<FormBlock> blocks = blocks_of(GetParam());
  size_t with_fields = 0;
  for (const FormBlock& block : blocks) {
    if (!block.fields.empty()) ++with_fields;
    EXPECT_TRUE(std::ranges::any_of(kJudgedPurposes, [&](FormPurpose purpose) {
      return name_of(purpose) == block.purpose;
    })) << block.where();
  }
  for (const FormPurpose purpose : kJudgedPurposes) {
    EXPECT_GE(std::ranges::count(blocks, name_of(purpose), &FormBlock::purpose),
              kMinFormsPerPurpose)
        << name_of(purpose);
  }
  EXPECT_GE(with_fields, kMinExpectedFields);
}

TEST_P(FormsInLanguages, IsWellFormed) {
  std::set<std::string> bodies;
  for (const FormBlock& block : blocks_of(GetParam())) {
    EXPECT_TRUE(bodies.insert(block.body).second) << block.where();
    EXPECT_TRUE(block.body.starts_with("<")) << block.where();
    EXPECT_TRUE(has_reserved_host(block)) << block.where();
    const Facts facts = facts_of(block);
    EXPECT_TRUE(facts.page.forms.orphans.empty()) << block.where();
    EXPECT_EQ(facts.page.forms.forms.size(), 1) << block.where();
    if (facts.page.forms.forms.size() != 1) continue;
    const Form& form = facts.page.forms.forms.front();
    EXPECT_FALSE(form.controls.empty()) << block.where();
    for (const auto& [called, purpose] : block.fields) {
      EXPECT_NE(control_called(called, form), nullptr)
          << block.where() << ": " << called;
      EXPECT_TRUE(field_purpose_named(purpose).has_value())
          << block.where() << ": " << purpose;
    }
  }
}

// Over all languages no more than one form in fifty and one field in twenty.
TEST(FormLanguages, AreMistakenSeldom) {
  Mistakes forms;
  Mistakes fields;
  for (const std::string_view language : kLanguages) {
    const std::vector<FormBlock> blocks = blocks_of(language);
    const Mistakes more_forms = mistaken_forms(blocks);
    forms.judged += more_forms.judged;
    forms.count += more_forms.count;
    const Mistakes more_fields = mistaken_fields(blocks);
    fields.judged += more_fields.judged;
    fields.count += more_fields.count;
  }
  EXPECT_GT(forms.judged, 500);
  EXPECT_LE(forms.count * 50, forms.judged) << forms.count;
  EXPECT_GT(fields.judged, 700);
  EXPECT_LE(fields.count * 20, fields.judged) << fields.count;
}

TEST_P(FormsInLanguages, FormsAreTakenForWhatTheyAre) {
  const Mistakes mistakes = mistaken_forms(blocks_of(GetParam()));
  EXPECT_TRUE(mistakes.are_few()) << mistakes.lines;
}

TEST_P(FormsInLanguages, FieldsAreTakenForWhatTheyAre) {
  const Mistakes mistakes = mistaken_fields(blocks_of(GetParam()));
  EXPECT_TRUE(mistakes.are_few()) << mistakes.lines;
}

INSTANTIATE_TEST_SUITE_P(All, FormsInLanguages, testing::ValuesIn(kLanguages),
                         [](const auto& language) {
                           return std::string(language.param);
                         });

}  // namespace
}  // namespace pagescan
