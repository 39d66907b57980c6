#include "scanner/passes/form_words.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {
namespace {

constexpr std::string_view kList =
    "# A comment\n"
    "[password]\n"
    "en password\n"
    "fr mot de passe\n"
    "ja パスワード\n"
    "[login]\n"
    "fr se connecter, connexion\n"
    "zh 登录\n"
    "ja ログイン\n"
    "[address]\n"
    "xx address, strasse\n"
    "[hello]\n"
    "xx password hint\n";

enum Known : size_t { kPassword, kLogin, kAddress, kHello };

class FormWordsTest : public testing::Test {
 protected:
  Words read(std::string_view text, WordStyle style = WordStyle::kText,
             size_t max_words = 20) {
    Words words;
    reader_.read(text, style, max_words, words);
    return words;
  }

  PhraseList list_ = compile_phrases(kList);
  PhraseTable table_ = list_.table();
  WordReader reader_{table_};
};

TEST_F(FormWordsTest, NumbersConceptsInTheOrderOfTheList) {
  EXPECT_EQ(list_.concepts, (std::vector<std::string>{"password", "login",
                                                      "address", "hello"}));
}

struct Meaning {
  std::string_view text;
  std::vector<size_t> concepts;
  std::vector<size_t> whole;
};

TEST_F(FormWordsTest, FindsWhatIsMeant) {
  const std::vector<Meaning> meanings = {
      {"Password", {kPassword}, {kPassword}},
      {"Your PASSWORD:", {kPassword}, {}},
      {"passwords", {}, {}},
      {"Mot de passe", {kPassword}, {kPassword}},
      {"mot  de-passe *", {kPassword}, {kPassword}},
      {"mot de", {}, {}},
      {"Votre mot de passe ici", {kPassword}, {}},
      {"Se connecter", {kLogin}, {kLogin}},
      {"SE CONNECTER", {kLogin}, {kLogin}},
      {"Stra\u00DFe", {kAddress}, {kAddress}},
      {"\u00C0ddress", {kAddress}, {kAddress}},   // À
      {"A\u0300ddress", {kAddress}, {kAddress}},  // A, combining grave
      {"\uFF21ddress", {kAddress}, {kAddress}},   // full-width A
      {"address2", {kAddress}, {}},
      {"登录", {kLogin}, {kLogin}},
      {"立即登录", {kLogin}, {}},
      {"パスワードを入力", {kPassword}, {}},
      {"ログイン", {kLogin}, {kLogin}},
      {"password hint", {kPassword, kHello}, {kHello}},
      {"", {}, {}},
      {"!?", {}, {}},
  };
  for (const Meaning& meaning : meanings) {
    ConceptSet concepts;
    ConceptSet whole;
    for (const size_t number : meaning.concepts) concepts.set(number);
    for (const size_t number : meaning.whole) whole.set(number);
    const Words words = read(meaning.text);
    EXPECT_EQ(words.concepts, concepts) << meaning.text;
    EXPECT_EQ(words.whole, whole) << meaning.text;
  }
}

TEST_F(FormWordsTest, PartsIdentifiersAtCapitals) {
  EXPECT_EQ(read("userPassword", WordStyle::kIdentifier).hashes,
            read("user password").hashes);
  EXPECT_EQ(read("user_password[0]", WordStyle::kIdentifier).hashes.size(), 3);
  EXPECT_EQ(read("userPassword").hashes.size(), 1);
  EXPECT_EQ(read("ID", WordStyle::kIdentifier).hashes.size(), 1);
}

TEST_F(FormWordsTest, TakesNumbersOfALengthForOne) {
  EXPECT_EQ(read("line 12").hashes, read("line 34").hashes);
  EXPECT_EQ(read("x1234").hashes, read("x567").hashes);
  EXPECT_NE(read("x1").hashes, read("x12").hashes);
}

TEST_F(FormWordsTest, ReadsNoMoreThanAsked) {
  EXPECT_EQ(read("a b c d", WordStyle::kText, 2).hashes.size(), 2);
  Words last;
  reader_.read_last("a b c password", 1, last);
  EXPECT_EQ(last.hashes.size(), 1);
  EXPECT_TRUE(last.whole.test(kPassword));
  const std::string endless(size_t{1} << 20, 'x');
  EXPECT_EQ(read(endless).hashes,
            read(endless.substr(0, kMaxWordTextLength)).hashes);
}

TEST_F(FormWordsTest, ReadsIllFormedText) {
  EXPECT_EQ(read("\xFF\xC3 password\x80").concepts.count(), 1);
}

TEST(ConceptSetTest, VisitsInOrder) {
  ConceptSet set;
  EXPECT_TRUE(set.empty());
  for (const size_t number : {127U, 0U, 64U, 63U}) set.set(number);
  std::vector<size_t> seen;
  set.for_each([&](size_t number) { seen.push_back(number); });
  EXPECT_EQ(seen, (std::vector<size_t>{0, 63, 64, 127}));
  EXPECT_EQ(set.count(), 4);
  EXPECT_FALSE(set.test(1));
}

}  // namespace
}  // namespace pagescan
