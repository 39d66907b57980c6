// Learns the form table: logistic regression, one class against the others, by
// LIBLINEAR (https://www.csie.ntu.edu.tw/~cjlin/liblinear/), whose primal
// solver is deterministic. Pure function of the samples.
#pragma once

#include <span>
#include <string>

#include "rules/training/samples.h"
#include "scanner/passes/form_words.h"

namespace pagescan::training {

/// The bytes of a FormTable (scanner/passes/form_table.h). `word_list` is what
/// `phrases` was compiled from.
std::string train_form_table(std::span<const FormSample* const> samples,
                             const PhraseList& phrases,
                             std::string_view word_list);

/// Which of `folds` parts a domain is in, evenly by its hash: all pages of a
/// domain are in one.
size_t fold_of(std::string_view domain, size_t folds);

}  // namespace pagescan::training
