#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rules/observatory/csp_policy.h"
#include "rules/observatory/verdicts.h"

namespace pagescan::observatory {
namespace {

constexpr auto kBroad =
    std::to_array<std::string_view>({"ftp:", "http:", "https:", "*", "http://*",
                                     "http://*.*", "https://*", "https://*.*"});
constexpr auto kNoncesAndHashes = std::to_array<std::string_view>(
    {"'sha256-", "'sha384-", "'sha512-", "'nonce-"});
constexpr auto kPassive =
    std::to_array<std::string_view>({"img-src", "media-src"});
constexpr auto kNotInMeta = std::to_array<std::string_view>(
    {"frame-ancestors", "report-uri", "sandbox"});

bool is_broad(std::string_view source) {
  return std::ranges::find(kBroad, source) != kBroad.end();
}

bool is_broad_or_unsafe(std::string_view source) {
  return is_broad(source) || source == "'unsafe-inline'" || source == "data:";
}

bool is_insecure(std::string_view source) {
  return source.starts_with("http:") || source.starts_with("ftp:");
}

bool has_nonce_or_hash(const SourceSet& sources) {
  return std::ranges::any_of(sources, [](std::string_view source) {
    return std::ranges::any_of(kNoncesAndHashes, [source](auto prefix) {
      return source.starts_with(prefix);
    });
  });
}

// The policy under judgement. What is taken away from a directive is gone for
// whatever falls back to it too, as in the Observatory's own code.
class Judge {
 public:
  explicit Judge(CspPolicy policy) : policy_(std::move(policy)) {
    script_ = fallback("script-src", any_script_);
    style_ = fallback("style-src", any_style_);
    object_ = fallback("object-src", any_object_);
  }

  TestResult verdict(bool over_https);

 private:
  SourceSet* find(std::string_view name) {
    const auto found = policy_.directives.find(name);
    return found == policy_.directives.end() ? nullptr : &found->second;
  }
  SourceSet* fallback(std::string_view name, SourceSet& any) {
    if (SourceSet* own = find(name)) return own;
    SourceSet* shared = find("default-src");
    return shared == nullptr ? &any : shared;
  }
  // False where 'strict-dynamic' has nothing to start from.
  bool apply_trust();
  bool has_insecure_active() const;
  bool has_insecure_passive();
  TestResult without_duplicates(const TestResult& passed) const {
    return policy_.has_duplicates ? kCspDuplicates : passed;
  }

  CspPolicy policy_;
  SourceSet any_script_{"*"};
  SourceSet any_style_{"*"};
  SourceSet any_object_{"*"};
  SourceSet* script_ = nullptr;
  SourceSet* style_ = nullptr;
  SourceSet* object_ = nullptr;
};

// Nonces and hashes switch 'unsafe-inline' off; with 'strict-dynamic', hosts
// and schemes too.
bool Judge::apply_trust() {
  for (SourceSet* sources : {script_, style_}) {
    if (has_nonce_or_hash(*sources)) sources->erase("'unsafe-inline'");
  }
  if (!script_->contains("'strict-dynamic'")) return true;
  if (!has_nonce_or_hash(*script_)) return false;
  std::erase_if(*script_, [](std::string_view source) {
    return source == "'self'" || source == "'unsafe-inline'" ||
           std::ranges::any_of(kBroad, [source](std::string_view broad) {
             return source.starts_with(broad);
           });
  });
  return true;
}

bool Judge::has_insecure_active() const {
  for (const auto& [name, sources] : policy_.directives) {
    if (std::ranges::find(kPassive, name) != kPassive.end()) continue;
    if (std::ranges::any_of(sources, is_insecure)) return true;
  }
  return std::ranges::any_of(*script_, is_insecure);
}

bool Judge::has_insecure_passive() {
  SourceSet none;
  return std::ranges::any_of(kPassive, [&](std::string_view name) {
    return std::ranges::any_of(*fallback(name, none), is_insecure);
  });
}

TestResult Judge::verdict(bool over_https) {
  if (!apply_trust()) return kCspInvalid;
  if (std::ranges::any_of(*script_, is_broad_or_unsafe) ||
      std::ranges::any_of(*object_, is_broad)) {
    return kCspUnsafeInline;
  }
  if (over_https && has_insecure_active()) return kCspInsecureScheme;
  if (script_->contains("'unsafe-eval'") || style_->contains("'unsafe-eval'")) {
    return kCspUnsafeEval;
  }
  if (over_https && has_insecure_passive()) {
    return without_duplicates(kCspInsecurePassive);
  }
  if (std::ranges::any_of(*style_, is_broad_or_unsafe)) {
    return without_duplicates(kCspUnsafeInlineStyle);
  }
  const SourceSet* others = find("default-src");
  if (others != nullptr && *others == SourceSet{"'none'"}) {
    return without_duplicates(kCspDefaultNone);
  }
  return without_duplicates(kCspNoUnsafe);
}

// Whether any directive is left of what can be read.
bool says_anything(const std::optional<CspPolicy>& policy, bool in_meta) {
  if (!policy) return false;
  return std::ranges::any_of(policy->directives, [in_meta](const auto& entry) {
    return !in_meta ||
           std::ranges::find(kNotInMeta, entry.first) == kNotInMeta.end();
  });
}

}  // namespace

CspVerdict judge_csp(const Subject& subject) {
  const auto field = joined_field(subject, "content-security-policy");
  std::vector<std::string_view> in_fields;
  if (field) in_fields.emplace_back(*field);
  std::vector<std::string_view> in_meta;
  if (subject.read_as_html()) {
    const auto& policies =
        subject.page.facts.metadata.content_security_policies;
    in_meta.assign(policies.begin(), policies.end());
    std::erase(in_meta, std::string_view());
  }
  std::vector<std::string_view> all = in_fields;
  all.insert(all.end(), in_meta.begin(), in_meta.end());
  std::optional<CspPolicy> policy = parse_policies(all);
  if (!policy) return {kCspInvalid, false};
  const std::optional<CspPolicy> of_fields = parse_policies(in_fields);
  if (!says_anything(of_fields, false) &&
      !says_anything(parse_policies(in_meta), true)) {
    const auto report_only =
        joined_field(subject, "content-security-policy-report-only");
    return {report_only && !report_only->empty() ? kCspReportOnly : kCspMissing,
            false};
  }
  CspVerdict verdict;
  verdict.has_frame_ancestors =
      of_fields && of_fields->directives.contains("frame-ancestors");
  verdict.result = Judge(*std::move(policy)).verdict(subject.over_https());
  return verdict;
}

}  // namespace pagescan::observatory
