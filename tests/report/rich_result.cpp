#include "tests/report/rich_result.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace pagescan {
namespace {

constexpr char kDigest[] =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

// 2026-09-18 12:34:56.789 UTC.
WallTime task_time() {
  return WallTime(std::chrono::milliseconds(1789734896789));
}

TlsInfo tls_of(std::string host, bool verified) {
  TlsInfo tls;
  tls.version = "TLSv1.3";
  tls.cipher = "TLS_AES_256_GCM_SHA384";
  tls.verified = verified;
  if (!verified) tls.verify_error = "self-signed certificate";
  Certificate certificate;
  certificate.subject = "CN=" + host;
  certificate.issuer = "CN=Example CA,O=Example\x1B[31m Ltd";
  certificate.valid_from = "2026-01-01T00:00:00Z";
  certificate.valid_to = "2027-01-01T00:00:00Z";
  certificate.alternative_names = {host, "*." + host, "192.0.2.7"};
  certificate.alternative_name_count = 300;
  certificate.serial = "0a1b2c";
  certificate.sha256 = kDigest;
  tls.certificate = std::move(certificate);
  return tls;
}

Hop redirecting_hop() {
  Hop hop;
  hop.url = "https://example.com/old";
  hop.status = 301;
  hop.reason = "Moved\x07 Permanently";
  hop.protocol = "HTTP/1.1";
  hop.fields.add_line("Location: //www.example.com/\xC3\xA9?q=\x9B");
  hop.fields.add_line("Set-Cookie: a=1; Secure; HttpOnly; SameSite=Lax");
  hop.fields.add_line("not a field");
  hop.fields = Fields(hop.fields.items(), hop.fields.malformed(), 904);
  hop.interim_responses = 1;
  hop.remote_ip = "192.0.2.7";
  hop.remote_port = 443;
  hop.timing = {1.5, 2, 3.25, 4, 11};
  hop.tls = tls_of("example.com", false);
  hop.wire_bytes = 20;
  hop.decoded_bytes = 20;
  hop.location = "//www.example.com/\xC3\xA9?q=\x9B";
  hop.location_resolved = "https://www.example.com/%C3%A9?q=%EF%BF%BD";
  return hop;
}

Hop final_hop() {
  Hop hop;
  hop.url = *redirecting_hop().location_resolved;
  hop.status = 200;
  hop.protocol = "h2";
  hop.fields.add_line("content-type: text/html; charset=utf-8");
  hop.fields.add_line("X-Evil: \x1B]0;owned\x07\xFF");
  hop.fields.add_line("server: nginx");
  hop.fields.add_line("server: again");
  hop.trailers = Fields({{"checksum", "0"}}, {"no: field\nat all"}, 1);
  hop.remote_ip = "2001:db8::7";
  hop.remote_port = 8443;
  hop.timing = {0, 2, 3, 40, 55.5};
  hop.tls = tls_of("www.example.com", true);
  hop.content_codings = {"gzip", "br"};
  hop.wire_bytes = 300;
  hop.decoded_bytes = 1234;
  return hop;
}

ReceivedCookie cookie_of(size_t hop, const char* name) {
  Cookie cookie;
  cookie.name = name;
  cookie.value = "v\x7F";
  cookie.domain = "example.com";
  cookie.path = "/";
  cookie.secure = true;
  cookie.http_only = true;
  cookie.same_site = SameSite::kLax;
  return {hop, std::move(cookie)};
}

Response response() {
  Response response;
  response.hops = {redirecting_hop(), final_hop()};
  response.submitted_url = response.hops.front().url;
  response.final_url = response.hops.back().url;
  response.truncation = Truncation::kContentLimit;
  response.truncation_note = "only the first 1234 bytes were read";
  response.cookies = {cookie_of(0, "a"), cookie_of(1, "__Host-b")};
  Cookie& second = response.cookies.back().cookie;
  second.host_only = false;
  second.partitioned = true;
  second.expires = "Wed, 21 Oct 2027 07:28:00 GMT";
  second.max_age = -1;
  second.prefix = CookiePrefix::kViolated;
  second.same_site = SameSite::kDefault;
  response.timing = {1.5, 4, 6.25, 44, 66.5};
  return response;
}

Control text_control() {
  Control control;
  control.element = "input";
  control.type = "text";
  control.name = "user\x1B[2J";
  control.id = "u";
  control.value = "anna\u202E";
  control.value_length = 5;
  control.required = true;
  control.disabled = true;
  control.readonly = true;
  control.multiple = true;
  control.checked = true;
  control.pattern = "[a-z]+";
  control.min_length = "1";
  control.max_length = "9";
  control.placeholder = "Name";
  control.autocomplete = "username";
  control.form_attribute = "f";
  control.labels = {"one",  "two", "three", "four",
                    "five", "six", "seven", "eight"};
  control.label = "one";
  control.purpose = JudgedField{FieldPurpose::kUsername, {97}, {}};
  control.purpose->reasons.add(Evidence::kName);
  control.purpose->reasons.add(Evidence::kLabel);
  control.position = {12, 5, 300};
  return control;
}

Control select_control() {
  Control control;
  control.element = "select";
  control.type = "select-one";
  control.name = "country";
  control.options = {{"GB", "United Kingdom", true, false},
                     {"FR", "France", false, true}};
  return control;
}

Control submitter(std::optional<std::string> url) {
  Control control;
  control.element = "button";
  control.type = "submit";
  control.submitter = true;
  control.overrides.formaction =
      Address{"https://\x1B drop.example/", std::move(url)};
  control.overrides.formmethod = "GET";
  control.overrides.formenctype = "text/plain";
  control.overrides.formtarget = "_blank";
  control.overrides.formnovalidate = true;
  return control;
}

FormSubmission submission_by_button() {
  FormSubmission submission;
  submission.submitters = {2};
  submission.method = "post";
  submission.url = "https://192.0.2.7/login%C2%9B";
  submission.enctype = "multipart/form-data";
  submission.target = "_blank\x1B";
  submission.scheme = "https";
  submission.relation = SiteRelation::kCrossSite;
  submission.no_validate = true;
  submission.ip_literal = true;
  submission.punycode = true;
  submission.entries = {{"go.x", "image", std::nullopt, false},
                        {"how\x1B", "submit", "link\u202E", false}};
  return submission;
}

// The one a form has by itself; `url` is nothing where it leads nowhere.
FormSubmission own_submission(const char* method,
                              std::optional<std::string> url) {
  FormSubmission submission;
  submission.method = method;
  submission.url = std::move(url);
  if (submission.url) submission.scheme = "https";
  return submission;
}

FormSignals form_signals() {
  FormSignals signals;
  signals.csrf_token = CsrfToken{CsrfEvidence::kEntropy, 0};
  signals.captchas = {0};
  signals.payments = {0};
  signals.login_providers = {0};
  signals.honeypots = {1};
  signals.payment_fields = {0, 1};
  signals.sensitive_combination = {
      {SensitiveKind::kPassword, 0},       {SensitiveKind::kNationalId, 1},
      {SensitiveKind::kCardCode, 0},       {SensitiveKind::kOneTimeCode, 0},
      {SensitiveKind::kSecurityAnswer, 0}, {SensitiveKind::kPin, 1}};
  signals.prefilled_identity = {0};
  signals.shown_passwords = {{0, true}, {1, false}};
  for (const AutocompleteFault fault :
       {AutocompleteFault::kUnknownToken, AutocompleteFault::kNoField,
        AutocompleteFault::kSeveralFields, AutocompleteFault::kWrongOrder,
        AutocompleteFault::kContactKind, AutocompleteFault::kStateMixed,
        AutocompleteFault::kWrongControl}) {
    signals.autocomplete_misuse.push_back({0, fault, "e-mail\x1B"});
  }
  return signals;
}

std::vector<ProviderSighting> sightings(const char* provider) {
  std::vector<ProviderSighting> sightings;
  for (const SightingPlace place :
       {SightingPlace::kScript, SightingPlace::kFrame, SightingPlace::kElement,
        SightingPlace::kField, SightingPlace::kLink, SightingPlace::kButton,
        SightingPlace::kAction}) {
    ProviderSighting sighting;
    sighting.provider = provider;
    sighting.place = place;
    sightings.push_back(std::move(sighting));
  }
  ProviderSighting& first = sightings.front();
  first.text = "Sign in with\u202E it";
  first.address = Address{"//idp.example/\x1B", "https://idp.example/%1B"};
  first.form = SightingForm{0, FormNearness::kInside, 2};
  first.position = {11, 3, 250};
  sightings.back().form = SightingForm{1, FormNearness::kBeside, std::nullopt};
  return sightings;
}

PageFormSignals page_form_signals() {
  PageFormSignals signals;
  signals.csrf_meta = "csrf-token";
  signals.captchas = sightings("recaptcha");
  signals.payments = sightings("stripe");
  signals.login_providers = sightings("google");
  signals.orphan_groups = {{{0}, true}, {{0}, false}};
  return signals;
}

FormFacts forms() {
  Form form;
  form.heading = "POST /login\u009B";
  form.html = "<form method=\"post\"\n  action=\"/login\u009B\">\r</form>";
  form.id = "f";
  form.name = "login";
  form.method = "post";
  form.method_attribute = "POST";
  form.action = Address{"/login\u009B", "https://www.example.com/login%C2%9B"};
  form.url = form.action->url;
  form.enctype = "multipart/form-data";
  form.target = "_top";
  form.autocomplete = "off";
  form.accept_charset = "utf-8";
  form.rel = "noopener";
  form.novalidate = true;
  form.purpose = {FormPurpose::kLogin, {100}, {}};
  form.purpose.reasons.add(Evidence::kButton);
  form.controls = {text_control(), select_control(),
                   submitter("https://drop.example/")};
  form.entries = {{"user\x1B[2J", "text", "anna\u202E", false},
                  {"password", "password", std::nullopt, true}};
  form.submissions = {submission_by_button(),
                      own_submission("get", "https://www.example.com/")};
  form.signals = form_signals();
  form.position = {10, 1, 200};
  Form bare;
  bare.signals.csrf_token = CsrfToken{CsrfEvidence::kMeta, std::nullopt};
  bare.submissions = {own_submission("dialog", std::nullopt)};
  bare.heading = "GET";
  bare.method = "get";
  bare.enctype = "application/x-www-form-urlencoded";
  return {{form, bare}, {submitter(std::nullopt)}, page_form_signals()};
}

std::vector<Link> links() {
  std::vector<Link> links;
  for (const LinkKind kind :
       {LinkKind::kSamePage, LinkKind::kSameOrigin, LinkKind::kSameSite,
        LinkKind::kExternal, LinkKind::kMailto, LinkKind::kTel,
        LinkKind::kJavascript, LinkKind::kData, LinkKind::kOther,
        LinkKind::kInvalid}) {
    Link link;
    link.element = "a";
    link.kind = kind;
    link.href.written = "written";
    if (kind != LinkKind::kInvalid) link.href.url = "https://example.com/";
    links.push_back(std::move(link));
  }
  Link& first = links.front();
  first.element = "link";
  first.text = "text\u2028two";
  first.rel = "alternate";
  first.target = "_blank";
  first.download = "";
  first.hreflang = "en";
  first.type = "text/html";
  first.position = {3, 4, 50};
  return links;
}

ScriptFacts scripts() {
  Script external;
  external.type = ScriptType::kModule;
  external.type_attribute = "module";
  external.src = Address{"/a.js\x1B", "https://example.com/a.js%1B"};
  external.async = true;
  external.defer = true;
  external.nomodule = true;
  external.integrity = "sha384-AAAA";
  external.crossorigin = "";
  external.nonce = "n";
  external.referrer_policy = "no-referrer";
  Script inline_script;
  inline_script.size = 12;
  inline_script.sha256 = kDigest;
  inline_script.masked_sha256 = kDigest;
  inline_script.first_line = "go();\u0085";
  inline_script.position = {7, 9, 70};
  Script import_map = inline_script;
  import_map.type = ScriptType::kImportMap;
  Script rules = inline_script;
  rules.type = ScriptType::kSpeculationRules;
  return {{external, inline_script, import_map, rules},
          {{"application/ld+json", 2, kDigest, kDigest, {8, 1, 80}}},
          {{"body", "onload", "go()\x1B", kDigest, {1, 1, 0}}},
          {{"a", "href", "javascript:go()\x1B", {2, 1, 9}}}};
}

std::vector<Resource> resources() {
  Resource frame;
  frame.kind = "iframe";
  frame.element = "iframe";
  frame.attribute = "src";
  frame.address = Address{"//ads.example/", "https://ads.example/"};
  frame.sandbox = "";
  frame.allow = "camera";
  frame.name = "ad";
  frame.srcdoc_size = 3;
  frame.srcdoc_sha256 = kDigest;
  frame.loading = "lazy";
  Resource empty_frame;
  empty_frame.kind = "frame";
  empty_frame.element = "frame";
  Resource preload;
  preload.kind = "preload";
  preload.alternate = true;
  preload.element = "link";
  preload.attribute = "href";
  preload.address = Address{"http://[", std::nullopt};
  preload.integrity = "sha256-AAAA";
  preload.crossorigin = "anonymous";
  preload.media = "print";
  preload.as = "font";
  Resource use = frame;
  use.kind = "use";
  use.element = "use";
  use.attribute = "xlink:href";
  return {frame, empty_frame, preload, use};
}

Metadata metadata() {
  const Address address{"/x", "https://www.example.com/x"};
  Metadata metadata;
  metadata.doctype = "html";
  metadata.title = "A title\x1B]0;owned\x07";
  metadata.language = "en";
  metadata.base = Address{"/x/", std::nullopt};
  metadata.charset_declared = "utf-8";
  metadata.canonical = address;
  metadata.description = "It says \u202Esdrawkcab";
  metadata.robots = "noindex";
  metadata.generator = "By hand";
  metadata.viewport = "width=device-width";
  metadata.open_graph = {{"og:title", "A title"}};
  metadata.twitter = {{"twitter:card", "summary"}};
  metadata.icons = {{address, "image/png", "", "32x32"}};
  metadata.feeds = {{address, "application/atom+xml", "News", ""}};
  metadata.content_security_policies = {"default-src 'self'"};
  metadata.referrer_policy = "origin";
  metadata.refresh = MetaRefresh{5, address, true};
  metadata.comments = 2;
  return metadata;
}

EncodingChoice encoding() {
  EncodingChoice choice;
  choice.encoding = Encoding::kUtf8;
  choice.source = EncodingSource::kTransport;
  choice.override_encoding = Encoding::kShiftJis;
  choice.bom = Encoding::kUtf16Le;
  choice.transport = Encoding::kUtf8;
  choice.meta = Encoding::kWindows1251;
  choice.unknown_transport_label = "utf-9";
  choice.unknown_meta_label = "x\x1B";
  return choice;
}

std::vector<ExpectationResult> expectations() {
  std::vector<ExpectationResult> results;
  const auto add = [&results](ExpectationKind kind, std::string expected,
                              std::string actual, bool met) {
    results.push_back({{kind, std::move(expected)}, std::move(actual), met});
  };
  add(ExpectationKind::kStatus, "2xx", "200", true);
  add(ExpectationKind::kUrl, "https://example.com/new\u202E",
      "https://www.xn--bcher-kva.example/%C3%A9", false);
  add(ExpectationKind::kMimeType, "text/html", "text/html", true);
  add(ExpectationKind::kTitle, "A \x1B[31mtitle", "", false);
  add(ExpectationKind::kText, "word", "word", true);
  return results;
}

std::vector<Finding> findings() {
  Finding in_page{"F02",
                  "form-downgrade",
                  Level::kError,
                  RuleConfidence::kHigh,
                  "The form \"\x1B[31m\" goes off",
                  {},
                  "0123456789abcdef0123456789abcdef",
                  {},
                  {}};
  in_page.evidence.position = {12, 5, 0};
  in_page.evidence.text = "<form action=\"\u202E\">";
  Finding in_field = in_page;
  in_field.level = Level::kWarning;
  in_field.confidence = RuleConfidence::kLow;
  in_field.evidence = {EvidencePlace::kField, {}, 1, "X-\x1B", "va\rlue"};
  in_field.suppressed = "known \x1B";
  in_field.baseline = BaselineState::kUnchanged;
  Finding of_page = in_page;
  of_page.level = Level::kNote;
  of_page.confidence = RuleConfidence::kMedium;
  of_page.evidence = {};
  of_page.baseline = BaselineState::kNew;
  Finding in_cookie = of_page;
  in_cookie.evidence.place = EvidencePlace::kCookie;
  in_cookie.evidence.name = "id";
  Finding in_url = of_page;
  in_url.evidence.place = EvidencePlace::kUrl;
  Finding in_certificate = of_page;
  in_certificate.evidence.place = EvidencePlace::kCertificate;
  return {in_page, in_field, of_page, in_cookie, in_url, in_certificate};
}

ObservatoryGrade observatory() {
  ObservatoryGrade grade;
  grade.score = 55;
  grade.grade = "C";
  grade.tests = {
      {"content-security-policy", false, "csp-not-implemented", -25},
      {"x-frame-options", false, "x-frame-options-not-implemented", -20},
      {"cookies", true, "cookies-not-found", 0}};
  grade.not_tested = {"cross-origin-resource-sharing"};
  return grade;
}

}  // namespace

ScanResult rich_result() {
  ScanResult result;
  result.task = {"https://example.com/old",
                 task_time(),
                 "2001:db8::7",
                 "On September 18 via api from KR — Scanned from US",
                 "row\x1B[2J-7",
                 "lists/\u202Eurls.csv",
                 12,
                 3};
  result.page = {"https://www.xn--bcher-kva.example/%C3%A9",
                 "www.xn--bcher-kva.example",
                 "www.bücher.example",
                 "xn--bcher-kva.example",
                 "2001:db8::7",
                 8443,
                 200,
                 "text/html",
                 1234,
                 kDigest};
  result.response = response();
  result.encoding = encoding();
  result.replaced = 3;
  Facts facts;
  facts.page = {forms(), links(), scripts(), resources()};
  facts.templates = facts.page;
  facts.metadata = metadata();
  facts.text.text = "A TITLE\n\nword\x1B[31m word\u202E\rover";
  result.facts = std::move(facts);
  result.truncated = {{"content", 1234, "only the first 1234 bytes \x1B"}};
  result.expectations = expectations();
  result.observatory = observatory();
  result.findings = findings();
  result.errors = {
      {Stage::kParse, {ErrorCode::kParseBudget, "too much of\x1B[2J it"}}};
  return result;
}

ScanResult failed_result() {
  ScanResult result;
  result.task.url = "http://127.0.0.1:9/";
  result.task.time = task_time();
  result.page.url = "http://127.0.0.1:9/";
  result.page.domain = "127.0.0.1";
  Response response;
  response.submitted_url = result.task.url;
  response.final_url = result.task.url;
  Hop hop;
  hop.url = result.task.url;
  response.hops = {hop};
  result.response = std::move(response);
  result.errors = {{Stage::kFetch,
                    {ErrorCode::kConnectionRefused,
                     "127.0.0.1 port 9: connection refused (is the server "
                     "running?)"}}};
  return result;
}

}  // namespace pagescan
