// Lists read to their end, and entries in one line each, for tests.
#pragma once

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "scanner/run/expect.h"
#include "scanner/run/target_list.h"

namespace pagescan::test {

/// "line [id] target {Name: value} <what=expected>", or, of an entry that names
/// nothing, "line [id] target !code".
inline std::string shown(const ListEntry& entry) {
  std::string text = fmt::format("{} ", entry.line);
  if (!entry.id.empty()) text += fmt::format("[{}] ", entry.id);
  text += entry.target;
  for (const Field& field : entry.extra_fields) {
    text += fmt::format(" {{{}: {}}}", field.name, field.value);
  }
  for (const Expectation& expectation : entry.expectations) {
    text += fmt::format(" <{}={}>", expectation_name(expectation.kind),
                        expectation.expected);
  }
  if (!entry.parsed) {
    text += fmt::format(" !{}", error_name(entry.parsed.error().code));
  }
  return text;
}

/// What a network of lists would answer, by URL.
using Web = std::map<std::string, std::string>;

struct ListOptions {
  ListFormat format = ListFormat::kDetect;
  std::string standard_input;
  Web web;
  ListLimits limits;
};

inline std::vector<ListEntry> read_lists(std::vector<std::string> lists,
                                         const ListOptions& options = {}) {
  std::istringstream in(options.standard_input);
  const auto fetch = [&](const Url& url) -> Result<std::string> {
    const auto found = options.web.find(url.href());
    if (found != options.web.end()) return found->second;
    return fail(ErrorCode::kDnsFailure, "nobody is at " + url.href());
  };
  Result<TargetList> list = TargetList::open(std::move(lists), options.format,
                                             in, fetch, options.limits);
  std::vector<ListEntry> entries;
  if (!list) return entries;
  while (auto entry = list->next()) entries.push_back(*std::move(entry));
  return entries;
}

inline std::vector<std::string> shown(const std::vector<ListEntry>& entries) {
  std::vector<std::string> lines;
  for (const ListEntry& entry : entries) lines.push_back(shown(entry));
  return lines;
}

/// The entries of a list on standard input.
inline std::vector<std::string> entries_of(
    std::string content, ListFormat format = ListFormat::kDetect) {
  ListOptions options;
  options.format = format;
  options.standard_input = std::move(content);
  return shown(read_lists({"-"}, options));
}

}  // namespace pagescan::test
