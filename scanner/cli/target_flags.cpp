#include "scanner/cli/target_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Beyond these the clocks and libcurl would count past what they can hold.
constexpr double kMinSeconds = 0.001;
constexpr double kMaxSeconds = 1e6;

CLI::Validator seconds_from(double least) {
  const auto check = [least](std::string& text) {
    double value = 0;
    const bool is_number = CLI::detail::lexical_cast(text, value);
    if (is_number && value >= least && value <= kMaxSeconds) {
      return std::string();
    }
    return fmt::format("{} is not a number of seconds from {} to {}", text,
                       least, kMaxSeconds);
  };
  return {check, least > 0 ? "POSITIVE" : ""};
}

void add_request_flags(CLI::App& command, TargetFlags& flags) {
  const std::string group = "Request";
  command
      .add_option("--user-agent", flags.user_agent, "The User-Agent to send")
      ->type_name("TEXT")
      ->capture_default_str()
      ->group(group);
  command
      .add_option("-H,--header", flags.headers,
                  "A field to send, \"Name: value\"; may be repeated")
      ->type_name("FIELD")
      ->group(group)
      ->expected(1)
      ->allow_extra_args(false)  // what follows is a target
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--proxy", flags.proxy,
                  "Fetch through this proxy; the network guard then sees the "
                  "proxy's address only")
      ->type_name("URL")
      ->group(group);
  command
      .add_option("--resolve", flags.resolve,
                  "Use ADDRESS for HOST:PORT instead of asking DNS; may be "
                  "repeated")
      ->type_name("HOST:PORT:ADDRESS")
      ->group(group)
      ->expected(1)
      ->allow_extra_args(false)  // what follows is a target
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--ca-file", flags.ca_file,
                  "Trust the certificates in this PEM file instead of the "
                  "system's")
      ->type_name("FILE")
      ->group(group);
  command.add_flag("--insecure", flags.insecure,
                   "Scan even if the certificate can't be verified");
  command.get_option("--insecure")->group(group);
  auto* allow = command.add_flag("--allow-private", flags.allow_private,
                                 "Allow every private and loopback address");
  allow->group(group);
  command
      .add_flag("--deny-private", flags.deny_private,
                "Refuse private and loopback addresses even if typed")
      ->group(group)
      ->excludes(allow);
  command
      .add_option("--deny-address", flags.deny_addresses,
                  "Refuse this address, or addresses of this range, whatever "
                  "else holds; may be repeated")
      ->type_name("ADDRESS[/BITS]")
      ->group(group)
      ->expected(1)
      ->allow_extra_args(false)  // what follows is a target
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// An option of the group "Limits" that shows its default.
template <class T>
CLI::Option* add_limit(CLI::App& command, const char* name, T& value,
                       const char* text, const char* type) {
  return command.add_option(name, value, text)
      ->type_name(type)
      ->capture_default_str()
      ->group("Limits");
}

void add_fetch_limit_flags(CLI::App& command, TargetFlags& flags) {
  const auto add = [&](const char* name, auto& value, const char* text,
                       const char* type) {
    return add_limit(command, name, value, text, type);
  };
  add("--timeout", flags.timeout_seconds,
      "For one target in all, redirects included", "SECONDS")
      ->check(time_limit());
  add("--connect-timeout", flags.connect_timeout_seconds,
      "For name look-up, TCP and TLS of one hop", "SECONDS")
      ->check(time_limit());
  add("--max-redirects", flags.max_redirects, "Redirects to follow", "N");
  add("--max-bytes", flags.max_bytes,
      "Content to read, decoded; k, m and g "
      "count in 1024s",
      "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit());
  add("--max-field-bytes", flags.max_field_bytes,
      "Response fields of one hop in all, up to 300k", "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit(kLibcurlMaxFieldBytes));
  add("--max-fields", flags.max_fields, "Field lines of one response", "N")
      ->check(count_limit());
  add("--max-interim", flags.max_interim,
      "Interim (1xx) responses before the final one", "N")
      ->check(count_limit(kMaxSmallCount));
  add("--max-content-codings", flags.max_content_codings,
      "Codings such as gzip, one on another, up to 5", "N")
      ->check(count_limit(kLibcurlMaxContentCodings));
  add("--max-cookies", flags.max_cookies, "Cookies of all hops together", "N")
      ->check(count_limit());
  add("--max-certificate-names", flags.max_certificate_names,
      "Names of each certificate", "N")
      ->check(count_limit());
  add("--min-speed", flags.min_speed,
      "Give up on a transfer slower than this many bytes a second; 0: never",
      "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit(kMaxSmallCount));
  add("--min-speed-time", flags.min_speed_seconds,
      "How long a transfer may be that slow", "SECONDS")
      ->check(count_limit(kMaxSmallCount, 1));
}

void add_page_limit_flags(CLI::App& command, TargetFlags& flags) {
  const auto add = [&](const char* name, auto& value, const char* text,
                       const char* type) {
    return add_limit(command, name, value, text, type);
  };
  add("--parse-memory", flags.parse_memory, "Memory for parsing", "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit());
  add("--parse-time", flags.parse_seconds, "Time for parsing", "SECONDS")
      ->check(time_limit());
  add("--max-depth", flags.max_depth,
      "Elements in one another; deeper ones are moved up", "N")
      ->check(count_limit());
  add("--max-attributes", flags.max_attributes, "Attributes of one element",
      "N")
      ->check(count_limit());
  add("--max-nodes", flags.max_nodes, "Elements, texts and comments", "N")
      ->check(count_limit());
  add("--max-items", flags.max_items, "Entries of each list in the report", "N")
      ->check(count_limit());
  add("--max-findings", flags.max_findings, "Findings of each rule", "N")
      ->check(count_limit());
  add("--max-value-bytes", flags.max_value_bytes,
      "Each string taken from the page", "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit());
  add("--max-form-html", flags.max_form_html, "HTML of all forms together",
      "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit());
}

Result<Field> parse_header_flag(const std::string& text) {
  std::optional<Field> field = field_from_text(text);
  if (field) return *std::move(field);
  return fail(ErrorCode::kUsage,
              fmt::format("--header: \"{}\" is not \"Name: value\"", text));
}

FetchLimits fetch_limits(const TargetFlags& flags) {
  FetchLimits limits;
  limits.total_timeout = to_milliseconds(flags.timeout_seconds);
  limits.connect_timeout = to_milliseconds(flags.connect_timeout_seconds);
  limits.low_speed_bytes_per_second = static_cast<long>(flags.min_speed);
  limits.low_speed_time =
      std::chrono::seconds(static_cast<int64_t>(flags.min_speed_seconds));
  limits.max_content_bytes = flags.max_bytes;
  limits.max_field_bytes = flags.max_field_bytes;
  limits.max_field_lines = flags.max_fields;
  limits.max_interim_responses = static_cast<unsigned>(flags.max_interim);
  limits.max_content_codings = static_cast<unsigned>(flags.max_content_codings);
  limits.max_redirects = flags.max_redirects;
  limits.max_cookies = flags.max_cookies;
  limits.max_certificate_names = flags.max_certificate_names;
  return limits;
}

PrivatePolicy private_policy(const TargetFlags& flags) {
  if (flags.allow_private) return PrivatePolicy::kAllowAll;
  if (flags.deny_private) return PrivatePolicy::kDenyAll;
  return PrivatePolicy::kAllowTyped;
}

}  // namespace

CLI::Validator time_limit() { return seconds_from(kMinSeconds); }
CLI::Validator interval_limit() { return seconds_from(0); }

CLI::Validator count_limit(uint64_t most, uint64_t least) {
  const auto check = [most, least](std::string& text) {
    uint64_t value = 0;
    const bool is_number = CLI::detail::lexical_cast(text, value);
    if (is_number && value >= least && value <= most) return std::string();
    return fmt::format("{} is not a number from {} to {}", text, least, most);
  };
  return {check, ""};
}

double to_seconds(std::chrono::milliseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

std::chrono::milliseconds to_milliseconds(double seconds) {
  return std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
}

void add_target_flags(CLI::App& command, TargetFlags& flags) {
  add_fetch_flags(command, flags);
  add_rule_flags(command, flags.rules);
  add_verbose_flag(command, flags);
}

void add_fetch_flags(CLI::App& command, TargetFlags& flags) {
  flags.timeout_seconds = to_seconds(kDefaultTotalTimeout);
  flags.connect_timeout_seconds = to_seconds(kDefaultConnectTimeout);
  flags.parse_seconds = to_seconds(kDefaultParseTime);
  flags.min_speed_seconds = static_cast<uint64_t>(kDefaultLowSpeedTime.count());
  flags.user_agent = fmt::format("pagescan/{}", PAGESCAN_VERSION);
  add_request_flags(command, flags);
  add_fetch_limit_flags(command, flags);
  add_page_limit_flags(command, flags);
}

void add_verbose_flag(CLI::App& command, TargetFlags& flags) {
  command.add_flag("-v,--verbose", flags.verbosity,
                   "Say on standard error what is done");
}

void add_redact_flag(CLI::App& command, TargetFlags& flags) {
  command.add_flag("--redact", flags.redact,
                   "Mask the secrets in URLs, cookies and hidden fields, to "
                   "share the report");
  command.get_option("--redact")->group("Report");
}

void add_store_flag(CLI::App& command, std::string& path) {
  command
      .add_option("--store", path,
                  "Keep the reports in this database, too, which is made where "
                  "there is none; see pagescan history")
      ->type_name("DB")
      ->group("Report");
}

void add_charset_flag(CLI::App& command, TargetFlags& flags) {
  command
      .add_option("--charset", flags.charset,
                  "Read the page in this encoding whatever it says itself")
      ->type_name("LABEL")
      ->group("Input");
}

Result<ScanOptions> target_options(const TargetFlags& flags) {
  ScanOptions options;
  options.user_agent = flags.user_agent;
  for (const std::string& header : flags.headers) {
    Result<Field> field = parse_header_flag(header);
    if (!field) return tl::unexpected(std::move(field).error());
    options.extra_fields.push_back(*std::move(field));
  }
  options.fetch_limits = fetch_limits(flags);
  options.page_limits.parse = {
      flags.parse_memory,
      to_milliseconds(flags.parse_seconds),
      {flags.max_depth, flags.max_attributes, flags.max_nodes}};
  options.page_limits.catalogue = {flags.max_items, flags.max_value_bytes,
                                   flags.max_form_html};
  options.address_policy.private_policy = private_policy(flags);
  for (const std::string& text : flags.deny_addresses) {
    const std::optional<AddressRange> range = AddressRange::parse(text);
    if (!range) {
      return fail(ErrorCode::kUsage,
                  fmt::format("--deny-address: \"{}\" is no address or range "
                              "(write 10.0.0.0/8 or fd00::1)",
                              text));
    }
    options.address_policy.denied.push_back(*range);
  }
  if (flags.insecure) options.tls_verification = TlsVerification::kInsecure;
  if (!flags.ca_file.empty()) options.ca_file = flags.ca_file;
  options.proxy = flags.proxy;
  options.resolve = flags.resolve;
  if (!flags.charset.empty()) {
    options.charset_override = encoding_from_label(flags.charset);
    if (!options.charset_override) {
      return fail(ErrorCode::kUsage,
                  fmt::format("--charset: no encoding is called \"{}\" "
                              "(try utf-8 or windows-1252)",
                              flags.charset));
    }
  }
  return options;
}

}  // namespace pagescan
