// The way of one target through the layers: retrieve, decode, parse, run the
// passes. The file to read first. A Fetcher is used by one thread at a
// time; everything else is values.
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/rule_book.h"
#include "scanner/decode/encoding.h"
#include "scanner/fetch/fetcher.h"
#include "scanner/page.h"
#include "scanner/run/baseline.h"
#include "scanner/run/scan_result.h"
#include "scanner/run/target.h"

namespace pagescan {

/// Sees the page before the rules do, and fetches what they need besides: the
/// external scripts, which must outlive the judging. `input` is what the rules
/// will get.
using ScriptSource =
    std::function<const FetchedScripts*(const RuleInput& input)>;

/// How targets are scanned.
struct ScanOptions {
  std::string user_agent;
  std::vector<Field> extra_fields;
  FetchLimits fetch_limits;
  AddressPolicy address_policy;
  TlsVerification tls_verification = TlsVerification::kVerify;
  std::optional<std::string> ca_file;
  std::string proxy;
  std::vector<std::string> resolve;
  std::optional<Encoding> charset_override;
  PageLimits page_limits;
  /// What judges the page; null: nothing does.
  std::shared_ptr<const RuleBook> rules;
  /// What findings are compared with; null: nothing is.
  std::shared_ptr<const Baseline> baseline;
  /// What payment pages may hold; null: no rule asks.
  std::shared_ptr<const Inventory> inventory;
  /// Where the hashes of scripts come from; empty: there are none.
  ScriptSource script_source;
  /// Where a file or standard input came from.
  std::optional<Url> document_url;
  std::string address;     // the text of the report's address line
  std::string submission;  // the text of its submission line
};

/// Scans a target; never fails as a call: what went wrong is in
/// ScanResult::errors. `standard_input` is read for `-` alone.
ScanResult scan_target(const Target& target, const ScanOptions& options,
                       Fetcher& fetcher, std::istream& standard_input);

/// The same in two steps, for whoever fetches many targets at once: what to
/// request for a URL target, and the result of what came back.
Request make_request(const Url& url, const ScanOptions& options);
ScanResult scan_fetched(const Target& target, const ScanOptions& options,
                        FetchResult&& fetched);

/// The result of a target that could not even be read as one.
ScanResult failed_target(std::string_view submitted, Error error);

}  // namespace pagescan
