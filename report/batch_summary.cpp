#include "report/batch_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "report/escape.h"
#include "report/json_writer.h"
#include "report/text_shown.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// A status has three digits (RFC 9110 section 15); others count as one, so that
// servers can't fill the memory with numbers of their own.
constexpr int kMaxStatus = 999;

std::string_view class_of(int status) {
  constexpr std::array<std::string_view, 6> kClasses = {"none", "1xx", "2xx",
                                                        "3xx",  "4xx", "5xx"};
  constexpr int kClassSize = 100;
  const auto index = static_cast<size_t>(std::max(status, 0) / kClassSize);
  if (status == 0) return kClasses.front();
  return index >= 1 && index < kClasses.size() ? kClasses[index] : "other";
}

void append_count(std::string_view name, uint64_t count, std::string& out) {
  if (count == 0) return;
  fmt::format_to(std::back_inserter(out), "  {}: {}\n", name, count);
}

void append_statuses(const BatchSummary& summary, std::string& out) {
  if (summary.statuses().empty()) return;
  out += "Status\n";
  for (const auto& [status_class, count] : summary.status_classes()) {
    fmt::format_to(std::back_inserter(out), "  {}: {}", status_class, count);
    std::string each;
    for (const auto& [status, targets] : summary.statuses()) {
      if (status == 0 || class_of(status) != status_class) continue;
      each +=
          fmt::format("{}{}: {}", each.empty() ? "" : ", ", status, targets);
    }
    out += each.empty() ? "\n" : fmt::format(" ({})\n", each);
  }
}

void append_errors(const BatchSummary& summary, std::string& out) {
  if (summary.failed() == 0) return;
  out += "Errors\n";
  for (size_t i = 0; i < summary.errors().size(); ++i) {
    append_count(error_name(static_cast<ErrorCode>(i)), summary.errors()[i],
                 out);
  }
}

void append_slowest_hosts(const BatchSummary& summary, std::string& out) {
  const auto slowest = summary.slowest_hosts();
  if (slowest.empty()) return;
  out += "Slowest hosts, mean time of a target\n";
  for (const BatchSummary::HostTime& host : slowest) {
    fmt::format_to(std::back_inserter(out), "  {:.1f} ms: {} ({} target{})\n",
                   host.mean_milliseconds, shown_host(host.host), host.targets,
                   host.targets == 1 ? "" : "s");
  }
  if (summary.hosts_forgotten() > 0) {
    fmt::format_to(std::back_inserter(out),
                   "  (of more than {} hosts the fastest were forgotten)\n",
                   kMaxSummaryHosts);
  }
}

void append_findings(const FindingGroups& findings, std::string& out) {
  const auto groups = findings.sorted();
  if (groups.empty()) return;
  out += "Findings, each once\n";
  for (size_t i = 0; i < groups.size() && i < kFindingGroupsTold; ++i) {
    const FindingGroup& group = *groups[i];
    fmt::format_to(
        std::back_inserter(out), "  {:<7}  {} {} ({} target{}): {}\n",
        level_name(group.level), shown(group.rule), shown(group.name),
        group.targets, group.targets == 1 ? "" : "s", shown(group.message));
    for (const std::string& url : group.urls) {
      fmt::format_to(std::back_inserter(out), "           {}\n",
                     shown_url(url));
    }
  }
  const uint64_t untold =
      findings.left_out() +
      (groups.size() - std::min(groups.size(), kFindingGroupsTold));
  if (untold > 0) {
    fmt::format_to(std::back_inserter(out),
                   "  (and {} more, in the JSON summary)\n", untold);
  }
}

void write_group(JsonWriter& json, const FindingGroup* group) {
  json.begin_object();
  json.bytes_field("rule", group->rule);
  json.bytes_field("name", group->name);
  json.field("level", level_name(group->level));
  json.bytes_field("fingerprint", group->fingerprint);
  json.bytes_field("message", group->message);
  json.field("targets", group->targets);
  json.list("urls", group->urls,
            [](JsonWriter& writer, const std::string& url) {
              writer.value(replace_invalid_utf8(url));
            });
  json.end_object();
}

void write_findings(JsonWriter& json, const FindingGroups& findings) {
  json.key("finding_levels");
  json.begin_object();
  for (size_t i = 0; i < findings.levels().size(); ++i) {
    json.field_unless_zero(kLevelNames[i], findings.levels()[i]);
  }
  json.end_object();
  json.list("findings", findings.sorted(), write_group);
  json.field("findings_left_out", findings.left_out());
}

void write_host(JsonWriter& json, const BatchSummary::HostTime& host) {
  json.begin_object();
  json.bytes_field("host", host.host);
  json.field("targets", host.targets);
  json.milliseconds("mean_ms", host.mean_milliseconds);
  json.end_object();
}

void write_counts(JsonWriter& json, const BatchSummary& summary) {
  json.field("targets", summary.targets());
  json.field("done_before", summary.done_before());
  json.field("duplicates", summary.duplicates());
  json.field("bad_lines", summary.bad_lines());
  json.field("not_reached", summary.not_reached());
  json.field("failed", summary.failed());
  json.field("unmet_expectations", summary.unmet_expectations());
  json.field("retried", summary.retried());
  json.field("bytes", summary.bytes());
  // Both to three digits after the point, like milliseconds.
  json.milliseconds("elapsed_seconds", summary.elapsed_seconds());
  json.milliseconds("pages_per_second", summary.pages_per_second());
}

}  // namespace

void BatchSummary::add(const TargetOutcome& outcome) {
  ++targets_;
  ++statuses_[outcome.status > kMaxStatus || outcome.status < 0
                  ? kMaxStatus
                  : outcome.status];
  if (outcome.error) {
    ++failed_;
    ++errors_[static_cast<size_t>(*outcome.error)];
  }
  if (outcome.is_bad_line) ++bad_lines_;
  unmet_expectations_ += outcome.unmet_expectations;
  if (outcome.attempts > 1) ++retried_;
  bytes_ += outcome.bytes;
  add_time(outcome);
}

void BatchSummary::add_done_before(const TargetOutcome& outcome) {
  ++done_before_;
  add(outcome);
}

void BatchSummary::add_time(const TargetOutcome& outcome) {
  if (outcome.host.empty() || outcome.attempts == 0) return;
  auto at = hosts_.find(outcome.host);
  if (at == hosts_.end()) {
    if (hosts_.size() >= kMaxSummaryHosts) forget_fast_hosts();
    at = hosts_.emplace(outcome.host, Times{}).first;
  }
  ++at->second.targets;
  at->second.milliseconds += outcome.milliseconds;
}

void BatchSummary::forget_fast_hosts() {
  std::vector<double> means;
  means.reserve(hosts_.size());
  const auto mean = [](const Times& times) {
    return times.milliseconds / static_cast<double>(times.targets);
  };
  for (const auto& [host, times] : hosts_) means.push_back(mean(times));
  const size_t half = means.size() / 2;
  const auto middle = means.begin() + static_cast<ptrdiff_t>(half);
  std::ranges::nth_element(means, middle);
  // Of hosts as fast as the middle one only as many go as make up the half.
  const double limit = *middle;
  size_t left = half;
  for (const bool equal : {false, true}) {
    for (auto it = hosts_.begin(); it != hosts_.end() && left > 0;) {
      const double own = mean(it->second);
      if (equal ? own <= limit : own < limit) {
        it = hosts_.erase(it);
        --left;
      } else {
        ++it;
      }
    }
  }
  hosts_forgotten_ += half - left;
}

double BatchSummary::pages_per_second() const {
  if (elapsed_seconds_ <= 0) return 0;
  return static_cast<double>(targets_ - done_before_) / elapsed_seconds_;
}

std::map<std::string_view, uint64_t> BatchSummary::status_classes() const {
  std::map<std::string_view, uint64_t> classes;
  for (const auto& [status, count] : statuses_) {
    classes[class_of(status)] += count;
  }
  return classes;
}

std::vector<BatchSummary::HostTime> BatchSummary::slowest_hosts() const {
  std::vector<HostTime> hosts;
  hosts.reserve(hosts_.size());
  for (const auto& [host, times] : hosts_) {
    hosts.push_back({host, times.targets,
                     times.milliseconds / static_cast<double>(times.targets)});
  }
  const size_t kept = std::min(hosts.size(), kSlowestHosts);
  const auto middle = hosts.begin() + static_cast<ptrdiff_t>(kept);
  std::ranges::partial_sort(
      hosts, middle, [](const HostTime& a, const HostTime& b) {
        if (a.mean_milliseconds != b.mean_milliseconds) {
          return a.mean_milliseconds > b.mean_milliseconds;
        }
        return a.host < b.host;
      });
  hosts.resize(kept);
  return hosts;
}

void write_summary_text(const BatchSummary& summary, std::string& out) {
  fmt::format_to(std::back_inserter(out), "Summary\n  targets: {}\n",
                 summary.targets());
  append_count("done before", summary.done_before(), out);
  append_count("duplicates left out", summary.duplicates(), out);
  append_count("bad lines", summary.bad_lines(), out);
  append_count("not reached", summary.not_reached(), out);
  append_count("with an error", summary.failed(), out);
  append_count("unmet expectations", summary.unmet_expectations(), out);
  append_count("retried", summary.retried(), out);
  append_count("bytes received", summary.bytes(), out);
  if (summary.elapsed_seconds() > 0) {
    fmt::format_to(std::back_inserter(out),
                   "  time: {:.1f} s, {:.1f} targets a second\n",
                   summary.elapsed_seconds(), summary.pages_per_second());
  }
  append_statuses(summary, out);
  append_errors(summary, out);
  append_findings(summary.findings(), out);
  append_slowest_hosts(summary, out);
}

void write_summary_json(const BatchSummary& summary, std::string& out) {
  JsonWriter json;
  json.begin_object();
  json.field("schema_version", kSummarySchemaVersion);
  write_counts(json, summary);
  const auto counts = [&json](std::string_view name, const auto& entries) {
    json.key(name);
    json.begin_object();
    for (const auto& [key, count] : entries) {
      json.field_unless_zero(key, count);
    }
    json.end_object();
  };
  counts("status_classes", summary.status_classes());
  std::map<std::string, uint64_t> statuses;
  for (const auto& [status, count] : summary.statuses()) {
    if (status != 0) statuses[std::to_string(status)] = count;
  }
  counts("statuses", statuses);
  std::map<std::string_view, uint64_t> errors;
  for (size_t i = 0; i < summary.errors().size(); ++i) {
    errors[error_name(static_cast<ErrorCode>(i))] = summary.errors()[i];
  }
  counts("errors", errors);
  write_findings(json, summary.findings());
  json.list("slowest_hosts", summary.slowest_hosts(), write_host);
  json.field("hosts_forgotten", summary.hosts_forgotten());
  json.end_object();
  append_json_for_terminal(json.json(), out);
  out += '\n';
}

}  // namespace pagescan
