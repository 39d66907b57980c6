#include "report/finding_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scanner/run/target.h"

namespace pagescan {
namespace {

// The path a list or target names, nothing for a URL and standard input.
std::optional<std::string> path_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Result<Target> target = parse_target(text);
  if (!target || target->kind != TargetKind::kFile) return std::nullopt;
  return std::move(target->path);
}

std::optional<FilePlace> place_in_list(const Task& task) {
  if (task.line == 0) return std::nullopt;
  auto list = path_of(task.list);
  if (!list) return std::nullopt;
  return FilePlace{*std::move(list), task.line, 0};
}

std::optional<FilePlace> place_of_file(const Task& task) {
  auto file = path_of(task.url);
  if (!file) return std::nullopt;
  return FilePlace{*std::move(file), 1, 0};
}

}  // namespace

std::optional<FilePlace> place_of_target(const Task& task) {
  auto place = place_in_list(task);
  return place ? place : place_of_file(task);
}

std::optional<FilePlace> place_of_finding(const Task& task,
                                          const FindingEvidence& evidence) {
  if (auto place = place_in_list(task)) return place;
  std::optional<FilePlace> place = place_of_file(task);
  if (place && evidence.position.line > 0) {
    place->line = evidence.position.line;
    place->column = evidence.position.column;
  }
  return place;
}

std::string place_text(const FindingEvidence& evidence) {
  std::string text(evidence_place_name(evidence.place));
  if (evidence.place == EvidencePlace::kPage) {
    if (evidence.position.line == 0) return text;
    return fmt::format("line {}, column {}", evidence.position.line,
                       evidence.position.column);
  }
  if (!evidence.name.empty()) text += ' ' + evidence.name;
  if (evidence.hop > 0) text += fmt::format(" of hop {}", evidence.hop + 1);
  return text;
}

const Hop* hop_of_evidence(const std::optional<Response>& response,
                           const FindingEvidence& evidence) {
  if (!response || response->hops.empty()) return nullptr;
  const size_t last = response->hops.size() - 1;
  if (evidence.place == EvidencePlace::kPage) return &response->hops[last];
  return &response->hops[std::min(evidence.hop, last)];
}

}  // namespace pagescan
