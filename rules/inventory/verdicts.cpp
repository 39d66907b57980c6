#include "rules/inventory/verdicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "rules/csp/policy.h"
#include "rules/inventory/url_pattern.h"
#include "rules/scripts/integrity_metadata.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

using Rows = std::vector<const InventoryScript*>;

// The rows that hold for a page, by what they name.
class RowIndex {
 public:
  RowIndex(const Inventory& inventory, std::string_view page_url) {
    for (const InventoryScript& row : inventory.scripts) {
      if (!covers_url(row.pages, page_url)) continue;
      if (!row.inline_sha256.empty()) {
        const bool masked = row.integrity == IntegrityMode::kMasked;
        (masked ? masked_ : inline_).emplace(row.inline_sha256, &row);
        if (!row.begins.empty()) begins_.emplace(row.begins, &row);
      } else if (is_url_pattern(row.url)) {
        patterns_.push_back(&row);
      } else {
        urls_[row.url].push_back(&row);
      }
    }
    // What is named most closely is asked first.
    std::stable_sort(patterns_.begin(), patterns_.end(),
                     [](const InventoryScript* a, const InventoryScript* b) {
                       return a->url.size() > b->url.size();
                     });
  }

  /// Those that name the URL most closely.
  Rows of_url(const std::string& url) const {
    if (const auto found = urls_.find(url); found != urls_.end()) {
      return found->second;
    }
    for (const InventoryScript* row : patterns_) {
      if (matches_url(row->url, url)) return {row};
    }
    return {};
  }

  const InventoryScript* of_inline(const PageScript& script) const {
    if (const auto found = inline_.find(script.sha256);
        found != inline_.end()) {
      return found->second;
    }
    const auto found = masked_.find(script.masked_sha256);
    return found == masked_.end() ? nullptr : found->second;
  }

  /// One that begins alike and is none of `taken`.
  const InventoryScript* alike(
      const PageScript& script,
      const std::set<const InventoryScript*>& taken) const {
    if (script.begins.empty() || script.sha256.empty()) return nullptr;
    const auto [first, last] = begins_.equal_range(script.begins);
    for (auto i = first; i != last; ++i) {
      if (!taken.contains(i->second)) return i->second;
    }
    return nullptr;
  }

 private:
  std::map<std::string, Rows, std::less<>> urls_;
  Rows patterns_;
  std::map<std::string, const InventoryScript*, std::less<>> inline_;
  std::map<std::string, const InventoryScript*, std::less<>> masked_;
  std::multimap<std::string, const InventoryScript*, std::less<>> begins_;
};

struct Comparison {
  ScriptStatus status = ScriptStatus::kAuthorised;
  std::string detail;
};

bool has_hash(const InventoryScript& row, const std::string& sha256) {
  return std::find(row.sha256.begin(), row.sha256.end(), sha256) !=
         row.sha256.end();
}

Comparison compare_hash(const InventoryScript& row,
                        const FetchedScript& script) {
  if (has_hash(row, script.sha256)) return {};
  return {ScriptStatus::kChanged,
          fmt::format("has changed: its SHA-256 is {}, the inventory has {}",
                      script.sha256,
                      row.sha256.empty()
                          ? "none"
                          : fmt::format("{}", fmt::join(row.sha256, ", ")))};
}

Comparison compare(const InventoryScript& row, const PageScript& script,
                   const FetchedScripts& fetched) {
  if (row.integrity == IntegrityMode::kAny) return {};
  if (row.integrity == IntegrityMode::kSri && !script.integrity) {
    return {ScriptStatus::kChanged, "has lost its integrity attribute"};
  }
  const auto found = fetched.find(script.url);
  if (found == fetched.end() || !found->second.ok()) {
    return {ScriptStatus::kUnchecked,
            fmt::format("could not be checked: {}",
                        found == fetched.end() ? "it was not fetched"
                                               : found->second.problem)};
  }
  if (row.integrity == IntegrityMode::kSri) {
    if (auto mismatch = sri_mismatch(script.integrity, found->second)) {
      return {ScriptStatus::kChanged, *std::move(mismatch)};
    }
    if (row.sha256.empty()) return {};
  }
  return compare_hash(row, found->second);
}

ScriptVerdict judge_external(const PageScript& script, const RowIndex& rows,
                             const FetchedScripts& fetched) {
  ScriptVerdict verdict{&script, nullptr, ScriptStatus::kUnauthorised, {}};
  // Any of them may say that it is as it was authorised.
  for (const InventoryScript* row : rows.of_url(script.url)) {
    Comparison comparison = compare(*row, script, fetched);
    const bool is_better = comparison.status == ScriptStatus::kAuthorised;
    if (verdict.row != nullptr && !is_better) continue;
    verdict.row = row;
    verdict.status = comparison.status;
    verdict.detail = std::move(comparison.detail);
    if (is_better) break;
  }
  return verdict;
}

// Inline scripts that no row has are compared with rows that begin alike, once
// every row is taken that can be.
void pair_alike(const RowIndex& rows, std::vector<ScriptVerdict>& verdicts) {
  std::set<const InventoryScript*> taken;
  for (const ScriptVerdict& verdict : verdicts) taken.insert(verdict.row);
  for (ScriptVerdict& verdict : verdicts) {
    if (verdict.row != nullptr) continue;
    if (verdict.script->kind == PageScriptKind::kExternal) continue;
    verdict.row = rows.alike(*verdict.script, taken);
    if (verdict.row == nullptr) continue;
    taken.insert(verdict.row);
    verdict.status = ScriptStatus::kChanged;
    verdict.detail =
        fmt::format("has changed: its SHA-256 is {}, the inventory has {}",
                    verdict.script->sha256, verdict.row->inline_sha256);
  }
}

bool names_exactly(const std::vector<std::string>& pages,
                   std::string_view url) {
  return std::find(pages.begin(), pages.end(), url) != pages.end();
}

// What a page has, to look rows up in.
class Presence {
 public:
  explicit Presence(const PaymentPage& page) {
    for (const PageScript& script : page.scripts) {
      if (script.kind == PageScriptKind::kExternal) {
        urls_.insert(script.url);
      } else {
        hashes_.insert(script.sha256);
        hashes_.insert(script.masked_sha256);
      }
    }
  }

  bool has(const InventoryScript& row) const {
    if (row.url.empty()) return hashes_.contains(row.inline_sha256);
    if (!is_url_pattern(row.url)) return urls_.contains(row.url);
    return std::any_of(
        urls_.begin(), urls_.end(),
        [&row](std::string_view url) { return matches_url(row.url, url); });
  }

 private:
  std::set<std::string_view> urls_;
  std::set<std::string_view> hashes_;
};

void find_missing(const Inventory& inventory, const PaymentPage& page,
                  PageVerdict& verdict) {
  std::set<const InventoryScript*> paired;
  for (const ScriptVerdict& script : verdict.scripts) paired.insert(script.row);
  const Presence presence(page);
  for (const InventoryScript& row : inventory.scripts) {
    if (!names_exactly(row.pages, page.url) || paired.contains(&row)) continue;
    if (!presence.has(row)) verdict.missing.push_back(&row);
  }
}

void judge_fields(const Inventory& inventory, const PaymentPage& page,
                  PageVerdict& verdict) {
  using Key = std::pair<std::string, std::string>;
  std::map<Key, FieldVerdict> all;
  for (const InventoryField& row : inventory.fields) {
    if (!covers_url(row.pages, page.url)) continue;
    FieldVerdict& field = all[{row.name, row.directive}];
    // The row that stands first holds.
    if (!field.expected) field.expected = row.value;
  }
  for (const SecurityField& received : *page.fields) {
    all[{received.name, received.directive}].received = received.value;
  }
  for (auto& [key, field] : all) {
    if (field.expected == field.received) continue;
    field.name = key.first;
    field.directive = key.second;
    verdict.fields.push_back(std::move(field));
  }
}

struct Digest {
  CspHashAlgorithm algorithm;
  std::string value;
};

std::vector<Digest> strongest_digests(std::string_view metadata) {
  std::vector<Digest> digests;
  for (const std::string_view token : split_on_ascii_whitespace(metadata)) {
    const size_t dash = token.find('-');
    if (dash == std::string_view::npos) continue;
    const auto algorithm = csp_hash_algorithm(token.substr(0, dash));
    if (!algorithm) continue;
    const std::string_view value = token.substr(dash + 1);
    digests.push_back(
        {*algorithm, csp_base64(value.substr(0, value.find('?')))});
  }
  const auto strongest = std::max_element(digests.begin(), digests.end(),
                                          [](const Digest& a, const Digest& b) {
                                            return a.algorithm < b.algorithm;
                                          });
  if (strongest == digests.end()) return digests;
  const CspHashAlgorithm kept = strongest->algorithm;
  std::erase_if(digests,
                [kept](const Digest& d) { return d.algorithm != kept; });
  return digests;
}

const std::string& digest_of(const FetchedScript& script,
                             CspHashAlgorithm algorithm) {
  if (algorithm == CspHashAlgorithm::kSha256) return script.sha256_sri;
  return algorithm == CspHashAlgorithm::kSha384 ? script.sha384_sri
                                                : script.sha512_sri;
}

}  // namespace

std::string_view script_status_name(ScriptStatus status) {
  switch (status) {
    case ScriptStatus::kAuthorised:
      return "authorised";
    case ScriptStatus::kUnauthorised:
      return "unauthorised";
    case ScriptStatus::kChanged:
      return "changed";
    case ScriptStatus::kUnchecked:
      break;
  }
  return "not checked";
}

std::optional<std::string> sri_mismatch(
    const std::optional<std::string>& integrity, const FetchedScript& script) {
  if (!integrity || strip_ascii_whitespace(*integrity).empty()) {
    return "has lost its integrity attribute";
  }
  if (integrity_problem(*integrity)) {
    return "has an integrity attribute that browsers can't read";
  }
  for (const Digest& digest : strongest_digests(*integrity)) {
    if (csp_base64(digest_of(script, digest.algorithm)) == digest.value) {
      return std::nullopt;
    }
  }
  return "does not match its integrity attribute: its hash is sha384-" +
         script.sha384_sri;
}

std::vector<std::string_view> unfilled(const InventoryScript& row) {
  std::vector<std::string_view> names;
  const auto look_at = [&names](std::string_view name,
                                const std::string& value) {
    if (strip_ascii_whitespace(value).empty()) names.push_back(name);
  };
  look_at("owner", row.owner);
  look_at("justification", row.justification);
  look_at("authorised_by", row.authorised_by);
  look_at("date", row.date);
  return names;
}

PageVerdict judge_payment_page(const Inventory& inventory,
                               const PaymentPage& page,
                               const FetchedScripts& fetched) {
  PageVerdict verdict;
  verdict.covered = covers_url(inventory.pages, page.url);
  if (!verdict.covered) return verdict;
  const RowIndex rows(inventory, page.url);
  verdict.scripts.reserve(page.scripts.size());
  for (const PageScript& script : page.scripts) {
    if (script.kind == PageScriptKind::kExternal) {
      verdict.scripts.push_back(judge_external(script, rows, fetched));
      continue;
    }
    const InventoryScript* row = rows.of_inline(script);
    verdict.scripts.push_back(
        {&script,
         row,
         row ? ScriptStatus::kAuthorised : ScriptStatus::kUnauthorised,
         {}});
  }
  pair_alike(rows, verdict.scripts);
  find_missing(inventory, page, verdict);
  if (page.fields) judge_fields(inventory, page, verdict);
  return verdict;
}

}  // namespace pagescan
