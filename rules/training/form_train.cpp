// Learns what forms and their fields are for from a folder of annotated pages,
// and writes the table the program is built with:
//
//   form_train DIR WORDS OUTPUT
//
// DIR holds index.json and html/ (see annotations.h), WORDS is
// rules/form_words.txt, OUTPUT usually rules/form_model.bin. The same input
// gives the same bytes. Exits 2 where one of them can't be read or written.
#include <exception>
#include <fstream>
#include <iostream>
#include <span>
#include <string>

#include "rules/training/trainer.h"

namespace pagescan::training {
namespace {

constexpr size_t kMaxTableBytes = size_t{1} << 20;

int run(const std::string& folder, const std::string& words_path,
        const std::string& output) {
  const std::string word_list = read_file(words_path);
  const PhraseList phrases = compile_phrases(word_list);
  if (phrases.concepts.empty()) {
    std::cerr << words_path << ": no word list\n";
    return 2;
  }
  const auto pages = read_annotated_pages(folder);
  if (!pages) {
    std::cerr << pages.error().message << '\n';
    return 2;
  }
  const std::vector<FormSample> samples = read_samples(*pages, phrases.table());
  std::vector<const FormSample*> all;
  all.reserve(samples.size());
  for (const FormSample& sample : samples) all.push_back(&sample);
  const std::string table = train_form_table(all, phrases, word_list);
  std::cout << pages->size() << " pages, " << samples.size() << " forms, "
            << table.size() << " bytes\n";
  if (table.size() > kMaxTableBytes) {
    std::cerr << output << ": not written: over " << kMaxTableBytes
              << " bytes\n";
    return 2;
  }
  std::ofstream file(output, std::ios::binary);
  file << table;
  file.close();
  if (!file) {
    std::cerr << output << ": can't be written\n";
    return 2;
  }
  return 0;
}

}  // namespace
}  // namespace pagescan::training

int main(int argc, char** argv) {
  const std::span args(argv, static_cast<size_t>(argc));
  if (args.size() != 4) {
    std::cerr << "Usage: form_train DIR WORDS OUTPUT\n";
    return 2;
  }
  try {
    return pagescan::training::run(args[1], args[2], args[3]);
  } catch (const std::exception& e) {  // an index of another shape
    std::cerr << args[1] << ": " << e.what() << '\n';
    return 2;
  }
}
