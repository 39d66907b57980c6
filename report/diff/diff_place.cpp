#include "report/diff/diff_place.h"

namespace pagescan {

const Task* task_of(const DiffPair& pair) {
  if (pair.after != nullptr) return &pair.after->task;
  return pair.before == nullptr ? nullptr : &pair.before->task;
}

std::optional<FilePlace> place_of_change(const DiffPair& pair,
                                         const Change& change) {
  const Task* task = task_of(pair);
  if (task == nullptr) return std::nullopt;
  FindingEvidence evidence;
  evidence.position =
      pair.after == nullptr ? change.before_position : change.after_position;
  return place_of_finding(*task, evidence);
}

std::optional<FilePlace> place_of_page(const DiffPair& pair) {
  const Task* task = task_of(pair);
  return task == nullptr ? std::nullopt : place_of_target(*task);
}

}  // namespace pagescan
