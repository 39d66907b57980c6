#include "scanner/passes/form_table.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "scanner/passes/field_class.h"
#include "scanner/passes/form_purposes.h"

namespace pagescan {
namespace {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

// Bytes aligned as the program's own are.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes)
      : words_(bytes.size() / sizeof(uint64_t) + 1), size_(bytes.size()) {
    std::memcpy(words_.data(), bytes.data(), bytes.size());
  }
  char* data() {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return reinterpret_cast<char*>(words_.data());
  }
  std::string_view view() { return {data(), size_}; }

 private:
  std::vector<uint64_t> words_;
  size_t size_;
};

TEST(FormTableTest, TheBuiltInOneIsWhole) {
  const auto table = read_form_table(built_in_form_table_bytes());
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->forms.class_count(), kFormPurposeNames.size());
  EXPECT_EQ(table->fields.class_count(), kFieldClassCount);
  EXPECT_GT(table->domains.size(), 100);
  EXPECT_LE(built_in_form_table_bytes().size(), size_t{1} << 20);
}

// Learn it anew if not: docs/form-purposes.md says how.
TEST(FormTableTest, TheBuiltInOneIsOfTheWordListThatIsThere) {
  const std::string list =
      read_file(PAGESCAN_SOURCE_DIR "/rules/form_words.txt");
  EXPECT_EQ(built_in_form_table().words_hash, hash_bytes(list));
}

TEST(FormTableTest, HasEveryConceptCodeAsksFor) {
  const std::string list =
      read_file(PAGESCAN_SOURCE_DIR "/rules/form_words.txt");
  const PhraseList phrases = compile_phrases(list);
  ASSERT_LE(phrases.concepts.size(), ConceptSet::kMaxConcepts);
  const FormTable table = built_in_form_table();
  for (size_t i = 0; i < kConceptNames.size(); ++i) {
    EXPECT_EQ(phrases.concepts.at(table.concept_numbers[i]), kConceptNames[i]);
  }
}

TEST(FormTableTest, RefusesWhatIsCutOff) {
  const std::string_view bytes = built_in_form_table_bytes();
  for (size_t size = 0; size < bytes.size();
       size += size < 512 ? 1 : bytes.size() / 50) {
    AlignedBytes cut(bytes.substr(0, size));
    EXPECT_FALSE(read_form_table(cut.view()).has_value()) << size;
  }
}

TEST(FormTableTest, RefusesAnotherLayout) {
  AlignedBytes other(built_in_form_table_bytes());
  other.data()[7] = '0';
  EXPECT_FALSE(read_form_table(other.view()).has_value());
}

TEST(LinearModelTest, AddsWeightsOfPairsAndOfDenseRows) {
  const std::vector<float> bias = {0.5F, -0.5F};
  const std::vector<uint8_t> weights = {
      0,
      0,
      0,  // unknown
      1,
      4,
      0,
      1,
      4,  // class 1: 4
      LinearModel::kDense,
      253,
      255,
      2,
      251,  // 2 and -5, sum -3
  };
  // The key 9 belongs where 5 is, and so stands one further on.
  const std::vector<LinearModel::Slot> slots = {{0, 0}, {5, 3}, {9, 8}, {0, 0}};
  const LinearModel model(bias, slots, weights, 0.25F);
  const std::vector<Feature> features = {{5, 2, 0}, {9, 1, 1}, {7, 1, 2}};
  std::vector<uint32_t> rows;
  model.find_rows(features, rows);
  EXPECT_EQ(rows, (std::vector<uint32_t>{3, 8, 0}));
  std::vector<float> scores = bias;
  model.add_scores(features, rows, scores);
  EXPECT_FLOAT_EQ(scores[0], 0.5F + 0.5F);
  EXPECT_FLOAT_EQ(scores[1], -0.5F + 2.0F - 1.25F);
  std::vector<float> sums(3);
  model.add_evidence(features, rows, 1, sums);
  EXPECT_FLOAT_EQ(sums[0], 2 * 0.25F * (4 - 2));
  EXPECT_FLOAT_EQ(sums[1], 0.25F * (-5 + 1.5F));
  EXPECT_FLOAT_EQ(sums[2], 0);
}

TEST(LinearModelTest, GivesProbabilities) {
  std::vector<float> scores = {0, 0, -100};
  to_probabilities(scores);
  EXPECT_NEAR(scores[0], 0.5F, 1e-6F);
  EXPECT_NEAR(scores[2], 0, 1e-6F);
  std::vector<float> hopeless = {-1e6F, -1e6F};
  to_probabilities(hopeless);
  EXPECT_FLOAT_EQ(hopeless[0], 0.5F);
}

}  // namespace
}  // namespace pagescan
