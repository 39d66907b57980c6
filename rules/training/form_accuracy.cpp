// How often pagescan is right about what forms and fields are for:
//
//   form_accuracy DIR            with the table the program is built with
//   form_accuracy --folds N DIR  with tables learned from DIR itself: N times,
//                                each judged on the domains it has not seen
//
// DIR holds index.json and html/ (see annotations.h). Prints totals, macro F1,
// tables of what was taken for what, and as the last line
//
//   forms 0.000 fields 0.000 all-fields 0.000
//
// the parts of forms and fields that are right, and of forms all of whose
// fields are. Exits 0 however many are wrong, 2 where DIR can't be read.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <exception>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/training/trainer.h"

namespace pagescan::training {
namespace {

// What was expected and what was said, counted.
class Confusion {
 public:
  void add(std::string_view expected, std::string_view said) {
    ++counts_[std::string(expected)][std::string(said)];
    ++total_;
    if (expected == said) ++right_;
  }

  size_t right() const { return right_; }
  size_t total() const { return total_; }
  double accuracy() const { return ratio(right_, total_); }

  // The mean of the classes' F1, of those that are expected anywhere.
  double macro_f1() const {
    double sum = 0;
    for (const auto& [expected, row] : counts_) {
      const size_t hits = count(expected, expected);
      const double precision = ratio(hits, said_count(expected));
      const double recall = ratio(hits, row_count(row));
      if (hits > 0) sum += 2 * precision * recall / (precision + recall);
    }
    return counts_.empty() ? 0 : sum / static_cast<double>(counts_.size());
  }

  void print(const char* title) const {
    fmt::print(
        "\n{}: expected, how many, right, then what others were taken "
        "for\n",
        title);
    for (const auto& [expected, row] : counts_) {
      fmt::print("  {:<22} {:>5} {:>5} ", expected, row_count(row),
                 count(expected, expected));
      std::vector<std::pair<size_t, std::string>> wrong;
      for (const auto& [said, n] : row) {
        if (said != expected) wrong.emplace_back(n, said);
      }
      std::sort(wrong.rbegin(), wrong.rend());
      for (const auto& [n, said] : wrong) fmt::print(" {} {}", n, said);
      fmt::print("\n");
    }
  }

 private:
  using Row = std::map<std::string, size_t>;

  static double ratio(size_t part, size_t all) {
    return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
  }
  static size_t row_count(const Row& row) {
    size_t sum = 0;
    for (const auto& [said, n] : row) sum += n;
    return sum;
  }
  size_t count(const std::string& expected, const std::string& said) const {
    const Row& row = counts_.at(expected);
    const auto it = row.find(said);
    return it == row.end() ? 0 : it->second;
  }
  size_t said_count(const std::string& said) const {
    size_t sum = 0;
    for (const auto& [expected, row] : counts_) sum += count(expected, said);
    return sum;
  }

  std::map<std::string, Row> counts_;
  size_t right_ = 0;
  size_t total_ = 0;
};

struct Score {
  Confusion forms;
  Confusion fields;
  size_t forms_with_fields = 0;
  size_t forms_with_all_right = 0;
  size_t pages_left_out = 0;
  size_t pages_seen_in_training = 0;

  double all_fields() const {
    return forms_with_fields == 0 ? 0
                                  : static_cast<double>(forms_with_all_right) /
                                        static_cast<double>(forms_with_fields);
  }
};

void score_form(const AnnotatedForm& expected, const Form& form, Score& score) {
  if (expected.purpose) {
    score.forms.add(name_of(*expected.purpose), name_of(form.purpose.type));
  }
  if (expected.fields.empty()) return;
  bool all_right = true;
  for (const auto& [name, purpose] : expected.fields) {
    const Control* control = annotated_control(form, name);
    const FieldPurpose said = control != nullptr && control->purpose
                                  ? class_of(control->purpose->type)
                                  : FieldPurpose::kOther;
    score.fields.add(name_of(purpose), name_of(said));
    all_right = all_right && said == purpose;
  }
  ++score.forms_with_fields;
  if (all_right) ++score.forms_with_all_right;
}

void score_page(const AnnotatedPage& expected, const FormTable& table,
                Score& score) {
  const std::optional<Page> page = judged_page(expected, table);
  if (!page) {
    ++score.pages_left_out;
    return;
  }
  const bool is_seen = std::binary_search(
      table.domains.begin(), table.domains.end(), hash_bytes(expected.domain));
  if (is_seen) ++score.pages_seen_in_training;
  const std::vector<Form>& forms = page->facts.page.forms.forms;
  for (size_t i = 0; i < forms.size(); ++i) {
    score_form(expected.forms[i], forms[i], score);
  }
}

void print_score(const std::vector<AnnotatedPage>& pages, const Score& score) {
  score.forms.print("forms");
  score.fields.print("fields");
  fmt::print("\n{} pages", pages.size());
  if (score.pages_left_out > 0) {
    fmt::print(", {} left out: other forms than annotated",
               score.pages_left_out);
  }
  fmt::print("\n");
  if (score.pages_seen_in_training > 0) {
    fmt::print(
        "{} pages are of domains the table was learned from: figures "
        "are too good; use --folds\n",
        score.pages_seen_in_training);
  }
  fmt::print("forms right {} of {}, macro F1 {:.3f}\n", score.forms.right(),
             score.forms.total(), score.forms.macro_f1());
  fmt::print("fields right {} of {}, macro F1 {:.3f}\n", score.fields.right(),
             score.fields.total(), score.fields.macro_f1());
  fmt::print("forms with all fields right {} of {}\n",
             score.forms_with_all_right, score.forms_with_fields);
  fmt::print("forms {:.3f} fields {:.3f} all-fields {:.3f}\n",
             score.forms.accuracy(), score.fields.accuracy(),
             score.all_fields());
}

void score_fold(const std::vector<AnnotatedPage>& pages,
                const std::vector<FormSample>& samples,
                const PhraseList& phrases, size_t fold, size_t folds,
                Score& score) {
  std::vector<const FormSample*> known;
  for (const FormSample& sample : samples) {
    if (fold_of(sample.domain, folds) != fold) known.push_back(&sample);
  }
  const std::string bytes = train_form_table(known, phrases, "");
  const std::optional<FormTable> table = read_form_table(bytes);
  for (const AnnotatedPage& page : pages) {
    if (fold_of(page.domain, folds) == fold) score_page(page, *table, score);
  }
}

int run(const std::string& folder, size_t folds) {
  const auto pages = read_annotated_pages(folder);
  if (!pages) {
    fmt::print(stderr, "{}\n", pages.error().message);
    return 2;
  }
  Score score;
  if (folds == 0) {
    const FormTable table = built_in_form_table();
    for (const AnnotatedPage& page : *pages) score_page(page, table, score);
  } else {
    const PhraseList phrases = compile_phrases(read_file(PAGESCAN_FORM_WORDS));
    const std::vector<FormSample> samples =
        read_samples(*pages, phrases.table());
    for (size_t fold = 0; fold < folds; ++fold) {
      score_fold(*pages, samples, phrases, fold, folds, score);
    }
  }
  print_score(*pages, score);
  return 0;
}

int usage() {
  std::fputs("Usage: form_accuracy [--folds N] DIR\n", stderr);
  return 2;
}

// Nothing where it is no number of folds.
std::optional<size_t> number_of_folds(std::string_view number) {
  size_t folds = 0;
  const auto read =
      std::from_chars(number.data(), number.data() + number.size(), folds);
  const bool good = read.ec == std::errc() && folds >= 2;
  return good ? std::optional(folds) : std::nullopt;
}

}  // namespace
}  // namespace pagescan::training

int main(int argc, char** argv) {
  using namespace pagescan::training;
  const std::span args(argv, static_cast<size_t>(argc));
  const bool cross_validates =
      args.size() == 4 && std::string_view(args[1]) == "--folds";
  if (!cross_validates && args.size() != 2) return usage();
  const auto folds =
      cross_validates ? number_of_folds(args[2]) : std::optional<size_t>(0);
  if (!folds) return usage();
  try {
    return run(args.back(), *folds);
  } catch (const std::exception& e) {  // an index of another shape
    std::fputs(e.what(), stderr);
    std::fputc('\n', stderr);
    return 2;
  }
}
