// The outcome of one target: all a reporter, a diff or a journal needs. Owns
// every string, so it crosses threads and outlives the page. A value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"
#include "rules/observatory/observatory.h"
#include "scanner/base/error.h"
#include "scanner/base/time.h"
#include "scanner/base/truncation_note.h"
#include "scanner/decode/sniff.h"
#include "scanner/fetch/response.h"
#include "scanner/passes/facts.h"
#include "scanner/run/expectation.h"

namespace pagescan {

/// The part of a scan an error ended.
enum class Stage { kTarget, kRead, kFetch, kContent, kParse };

std::string_view stage_name(Stage stage);

struct ScanError {
  Stage stage = Stage::kTarget;
  Error error;
};

/// What was asked for.
struct Task {
  std::string url;  // as submitted: a URL, a path, "-"
  WallTime time;
  std::string address;     // --address: the text of that line
  std::string submission;  // --submission: the text of that line
  // Of a target out of a list.
  std::string id;         // its row's own
  std::string list;       // the list's name; "" where there is none
  uint64_t line = 0;      // in the list, from 1
  unsigned attempts = 0;  // how often it was asked for; 0: not said
};

/// Whether a page is what its row of the list says.
struct ExpectationResult {
  Expectation expectation;
  std::string actual;
  bool met = false;
};

/// The page in a few facts, after every redirect.
struct PageSummary {
  std::string url;             // "" where it is unknown
  std::string domain;          // the host in ASCII
  std::string unicode_domain;  // the same for people, "" if it is no other
  std::string apex_domain;     // registrable domain
  std::string ip;
  uint16_t port = 0;
  int status = 0;  // 0: not fetched over HTTP
  std::string mime_type;
  size_t size = 0;     // bytes of content, content codings undone
  std::string sha256;  // of the content
};

struct ScanResult {
  Task task;
  PageSummary page;
  std::optional<Response> response;  // fetched targets only; content dropped
  std::optional<EncodingChoice> encoding;
  size_t replaced = 0;         // ill-formed byte sequences in the page
  std::optional<Facts> facts;  // nothing where the page was not parsed
  std::vector<Finding> findings;
  std::optional<ObservatoryGrade> observatory;  // pages over HTTP only
  std::vector<TruncationNote> truncated;
  std::vector<ScanError> errors;
  std::vector<ExpectationResult> expectations;
};

}  // namespace pagescan
