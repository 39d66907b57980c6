// Writes what was learned as the bytes of a FormTable. Pure function.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/form_words.h"

namespace pagescan::training {

struct LearnedModel {
  std::vector<float> bias;                         // one a class
  std::map<uint32_t, std::vector<float>> weights;  // by feature, one a class
};

std::string write_form_table(const PhraseList& phrases,
                             std::string_view word_list,
                             const LearnedModel& forms,
                             const LearnedModel& fields,
                             const std::set<uint32_t>& domains);

}  // namespace pagescan::training
