#include "scanner/url/url_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/message.h"
#include "scanner/url/percent_encode.h"
#include "scanner/url/windows_drive_letter.h"

namespace pagescan {
namespace {

bool is_scheme_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' ||
         c == '.';
}

bool is_c0_control_or_space(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}

bool is_tab_or_newline(char c) { return c == '\t' || c == '\n' || c == '\r'; }

// How many dots a segment consists of, each "." or "%2e": 1 and 2 make a
// single-dot and a double-dot segment
// (https://url.spec.whatwg.org/#single-dot-path-segment); anything else is 0.
unsigned count_dots(std::string_view segment) {
  unsigned dots = 0;
  while (!segment.empty()) {
    size_t size = 0;
    if (segment[0] == '.') {
      size = 1;
    } else if (segment[0] == '%' && ascii_istarts_with(segment, "%2e")) {
      size = 3;
    }
    if (size == 0 || dots == 2) return 0;
    segment.remove_prefix(size);
    ++dots;
  }
  return dots;
}

// Whether every encoding a document can have leaves `text` as it is: ASCII
// without the bytes that switch states in ISO-2022-JP.
bool same_in_every_encoding(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || c == '\x0E' ||
           c == '\x0F' || c == '\x1B';
  });
}

}  // namespace

UrlParser::UrlParser(std::string_view input, const Url* base,
                     const QueryEncoder* encoder)
    : original_(input), input_(input), base_(base), encoder_(encoder) {}

Result<Url> UrlParser::run() {
  if (original_.size() > kMaxUrlLength) {
    fail_with(fmt::format("{} bytes, over the limit of {},", original_.size(),
                          kMaxUrlLength));
    return failure();
  }
  clean_input();
  const size_t base_size = base_ == nullptr ? 0 : base_->href().size();
  writer_.reserve(base_size + input_.size() + 8);
  State state = State::kScheme;
  while (state < State::kDone) state = step(state);
  if (state == State::kFailed) return failure();
  Url url = std::move(writer_).finish();
  if (url.href().size() > kMaxUrlLength) {
    fail_with(fmt::format("serialised {} bytes, over the limit of {},",
                          url.href().size(), kMaxUrlLength));
    return failure();
  }
  return url;
}

UrlParser::State UrlParser::step(State state) {
  // clang-format off
  switch (state) {
    case State::kScheme: return scheme_state();
    case State::kNoScheme: return no_scheme_state();
    case State::kSpecialRelativeOrAuthority:
      return special_relative_or_authority_state();
    case State::kPathOrAuthority: return path_or_authority_state();
    case State::kRelative: return relative_state();
    case State::kRelativeSlash: return relative_slash_state();
    case State::kSpecialAuthoritySlashes:
      return special_authority_slashes_state();
    case State::kSpecialAuthorityIgnoreSlashes:
      return special_authority_ignore_slashes_state();
    case State::kAuthority: return authority_state();
    case State::kFile: return file_state();
    case State::kFileSlash: return file_slash_state();
    case State::kFileHost: return file_host_state();
    case State::kPathStart: return path_start_state();
    case State::kPath: return path_state();
    case State::kOpaquePath: return opaque_path_state();
    case State::kQuery: return query_state();
    case State::kFragment: return fragment_state();
    case State::kDone:
    case State::kFailed: break;
  }
  // clang-format on
  return State::kFailed;
}

// Steps 1 to 3 of the basic URL parser, and before them what the Standard
// takes as given: an input of code points.
void UrlParser::clean_input() {
  while (!input_.empty() && is_c0_control_or_space(input_.front())) {
    input_.remove_prefix(1);
  }
  while (!input_.empty() && is_c0_control_or_space(input_.back())) {
    input_.remove_suffix(1);
  }
  bool has_tab_or_newline = false;
  bool is_ascii = true;
  for (const char c : input_) {
    has_tab_or_newline |= is_tab_or_newline(c);
    is_ascii &= static_cast<unsigned char>(c) < 0x80;
  }
  const bool is_ill_formed = !is_ascii && !is_valid_utf8(input_);
  if (!is_ill_formed && !has_tab_or_newline) return;
  // Before tabs go: bytes that one parted must not become one code point.
  cleaned_ = is_ill_formed ? replace_invalid_utf8(input_) : std::string(input_);
  std::erase_if(cleaned_, is_tab_or_newline);
  input_ = cleaned_;
}

// https://url.spec.whatwg.org/#scheme-start-state and
// https://url.spec.whatwg.org/#scheme-state
UrlParser::State UrlParser::scheme_state() {
  if (at_end() || !is_ascii_alpha(input_[0])) return State::kNoScheme;
  size_t end = 1;
  while (end < input_.size() && is_scheme_char(input_[end])) ++end;
  if (end == input_.size() || input_[end] != ':') return State::kNoScheme;
  writer_.set_scheme(input_.substr(0, end));
  pos_ = end + 1;
  return after_scheme();
}

// Steps 2.5 to 2.9 of the scheme state.
UrlParser::State UrlParser::after_scheme() {
  if (writer_.scheme_type() == SchemeType::kFile) return State::kFile;
  if (writer_.is_special()) {
    return base_ != nullptr && base_->scheme_type() == writer_.scheme_type()
               ? State::kSpecialRelativeOrAuthority
               : State::kSpecialAuthoritySlashes;
  }
  if (!at('/')) return State::kOpaquePath;
  ++pos_;
  return State::kPathOrAuthority;
}

// https://url.spec.whatwg.org/#no-scheme-state
UrlParser::State UrlParser::no_scheme_state() {
  if (base_ == nullptr) {
    return fail_with("no scheme (such as https:) and no base URL");
  }
  if (base_->has_opaque_path()) {
    if (!at('#')) {
      return fail_with(
          fmt::format("the base URL {} takes only a fragment, not what stands",
                      quote_for_message(base_->href())));
    }
    writer_.copy_query(*base_);
    return State::kFragment;
  }
  if (base_is_file()) {
    writer_.set_scheme("file");
    return State::kFile;
  }
  writer_.set_scheme(base_->scheme());
  return State::kRelative;
}

// https://url.spec.whatwg.org/#special-relative-or-authority-state
UrlParser::State UrlParser::special_relative_or_authority_state() {
  if (!rest().starts_with("//")) return State::kRelative;
  pos_ += 2;
  return State::kSpecialAuthorityIgnoreSlashes;
}

// https://url.spec.whatwg.org/#path-or-authority-state
UrlParser::State UrlParser::path_or_authority_state() {
  if (!at('/')) return State::kPath;
  ++pos_;
  return State::kAuthority;
}

// https://url.spec.whatwg.org/#relative-state
UrlParser::State UrlParser::relative_state() {
  if (at_slash()) {
    ++pos_;
    return State::kRelativeSlash;
  }
  if (at_end() || at('#')) {
    writer_.copy_query(*base_);
    return state_after_path();
  }
  writer_.copy_path(*base_);
  if (at('?')) return State::kQuery;
  writer_.shorten_path();
  return State::kPath;
}

// https://url.spec.whatwg.org/#relative-slash-state
UrlParser::State UrlParser::relative_slash_state() {
  if (at_slash()) {
    ++pos_;
    return writer_.is_special() ? State::kSpecialAuthorityIgnoreSlashes
                                : State::kAuthority;
  }
  writer_.copy_authority(*base_);
  return State::kPath;
}

// https://url.spec.whatwg.org/#special-authority-slashes-state
UrlParser::State UrlParser::special_authority_slashes_state() {
  if (rest().starts_with("//")) pos_ += 2;
  return State::kSpecialAuthorityIgnoreSlashes;
}

// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
UrlParser::State UrlParser::special_authority_ignore_slashes_state() {
  while (at('/') || at('\\')) ++pos_;
  return State::kAuthority;
}

// https://url.spec.whatwg.org/#authority-state. Credentials end at the last
// '@'; every earlier one is part of them.
UrlParser::State UrlParser::authority_state() {
  const std::string_view authority =
      take_until(writer_.is_special() ? "/?#\\" : "/?#");
  const size_t at_sign = authority.rfind('@');
  if (at_sign == std::string_view::npos) {
    writer_.append_credentials({});
    return append_host_and_port(authority);
  }
  writer_.append_credentials(authority.substr(0, at_sign));
  if (at_sign + 1 == authority.size()) return fail_with("the host is missing");
  return append_host_and_port(authority.substr(at_sign + 1));
}

// https://url.spec.whatwg.org/#host-state and
// https://url.spec.whatwg.org/#port-state
UrlParser::State UrlParser::append_host_and_port(
    std::string_view host_and_port) {
  bool inside_brackets = false;
  size_t colon = 0;
  for (; colon < host_and_port.size(); ++colon) {
    const char c = host_and_port[colon];
    if (c == '[') inside_brackets = true;
    if (c == ']') inside_brackets = false;
    if (c == ':' && !inside_brackets) break;
  }
  const bool has_port = colon < host_and_port.size();
  if (colon == 0 && (has_port || writer_.is_special())) {
    return fail_with("the host is missing");
  }
  auto outcome = writer_.append_host(host_and_port.substr(0, colon));
  if (outcome && has_port) {
    outcome = writer_.append_port(host_and_port.substr(colon + 1));
  }
  return outcome ? State::kPathStart : fail_with(outcome.error());
}

// https://url.spec.whatwg.org/#file-state
UrlParser::State UrlParser::file_state() {
  if (at('/') || at('\\')) {
    ++pos_;
    return State::kFileSlash;
  }
  if (!base_is_file()) {
    writer_.set_empty_host();
    return State::kPath;
  }
  if (at_end() || at('#')) {
    writer_.copy_query(*base_);
    return state_after_path();
  }
  if (starts_with_windows_drive_letter(rest())) {
    writer_.copy_authority(*base_);
    return State::kPath;
  }
  writer_.copy_path(*base_);
  if (at('?')) return State::kQuery;
  writer_.shorten_path();
  return State::kPath;
}

// https://url.spec.whatwg.org/#file-slash-state
UrlParser::State UrlParser::file_slash_state() {
  if (at('/') || at('\\')) {
    ++pos_;
    return State::kFileHost;
  }
  if (!base_is_file()) {
    writer_.set_empty_host();
    return State::kPath;
  }
  writer_.copy_authority(*base_);
  const std::string_view base_path = base_->path();
  const std::string_view first = base_path.substr(0, base_path.find('/', 1));
  if (is_drive_letter_path(first) &&
      !starts_with_windows_drive_letter(rest())) {
    writer_.append_segment(first.substr(1));
  }
  return State::kPath;
}

// https://url.spec.whatwg.org/#file-host-state
UrlParser::State UrlParser::file_host_state() {
  const size_t begin = pos_;
  const std::string_view host = take_until("/?#\\");
  if (host.empty()) {
    writer_.set_empty_host();
    return State::kPathStart;
  }
  if (is_windows_drive_letter(host)) {  // a path after all
    pos_ = begin;
    writer_.set_empty_host();
    return State::kPath;
  }
  writer_.append_credentials({});
  const auto outcome = writer_.append_host(host);
  return outcome ? State::kPathStart : fail_with(outcome.error());
}

// https://url.spec.whatwg.org/#path-start-state
UrlParser::State UrlParser::path_start_state() {
  if (at_slash()) {
    ++pos_;
    return State::kPath;
  }
  if (writer_.is_special()) return State::kPath;
  return at_end() || at('?') || at('#') ? state_after_path() : State::kPath;
}

// https://url.spec.whatwg.org/#path-state
UrlParser::State UrlParser::path_state() {
  for (bool more = true; more;) {
    const size_t end = segment_end();
    const std::string_view segment = input_.substr(pos_, end - pos_);
    pos_ = end;
    more = at_slash();
    if (more) ++pos_;
    const unsigned dots = count_dots(segment);
    if (dots == 0) {
      writer_.append_segment(segment);
      continue;
    }
    if (dots == 2) writer_.shorten_path();
    if (!more) writer_.append_empty_segment();
  }
  return state_after_path();
}

// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
UrlParser::State UrlParser::opaque_path_state() {
  std::string_view path = take_until("?#");
  // A space at the path's end would be lost with its '?' or '#'.
  const bool ends_in_space = !at_end() && path.ends_with(' ');
  if (ends_in_space) path.remove_suffix(1);
  writer_.append_opaque_path(path);
  if (ends_in_space) writer_.append_opaque_path("%20");
  return state_after_path();
}

// https://url.spec.whatwg.org/#query-state
UrlParser::State UrlParser::query_state() {
  ++pos_;  // the '?'
  const std::string_view query = take_until("#");
  const auto set = writer_.is_special() ? PercentEncodeSet::kSpecialQuery
                                        : PercentEncodeSet::kQuery;
  const bool in_utf8 = encoder_ == nullptr || !*encoder_ ||
                       !writer_.is_special() ||
                       writer_.scheme_type() == SchemeType::kWs ||
                       writer_.scheme_type() == SchemeType::kWss;
  if (in_utf8 || same_in_every_encoding(query)) {
    writer_.append_query(query, set);
  } else {
    writer_.append_query((*encoder_)(query), set);
  }
  return at_end() ? State::kDone : State::kFragment;
}

// https://url.spec.whatwg.org/#fragment-state
UrlParser::State UrlParser::fragment_state() {
  ++pos_;  // the '#'
  writer_.append_fragment(rest());
  return State::kDone;
}

// At the end, a '?' or a '#'.
UrlParser::State UrlParser::state_after_path() const {
  if (at_end()) return State::kDone;
  return at('?') ? State::kQuery : State::kFragment;
}

UrlParser::State UrlParser::fail_with(std::string_view what) {
  error_ = fmt::format("{} in {}", what, quote_for_message(original_));
  return State::kFailed;
}

tl::unexpected<Error> UrlParser::failure() {
  return fail(ErrorCode::kInvalidUrl, std::move(error_));
}

// Reads up to the first of `delimiters` or the end.
std::string_view UrlParser::take_until(std::string_view delimiters) {
  const size_t begin = pos_;
  const std::string_view rest = input_.substr(begin);
  const size_t size = std::min(find_one_of(rest, delimiters), rest.size());
  pos_ += size;
  return rest.substr(0, size);
}

bool UrlParser::base_is_file() const {
  return base_ != nullptr && base_->scheme_type() == SchemeType::kFile;
}

// Like take_until but faster: paths are most of what is parsed.
size_t UrlParser::segment_end() const {
  const char backslash = writer_.is_special() ? '\\' : '/';
  size_t i = pos_;
  for (; i < input_.size(); ++i) {
    const char c = input_[i];
    if (c == '/' || c == backslash || c == '?' || c == '#') break;
  }
  return i;
}

}  // namespace pagescan
