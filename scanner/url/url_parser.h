// The basic URL parser of the URL Standard
// (https://url.spec.whatwg.org/#concept-basic-url-parser) as a state machine.
// Used by Url::parse alone; a parser is good for one run() on one thread and
// borrows all its arguments.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "scanner/url/url.h"
#include "scanner/url/url_writer.h"

namespace pagescan {

class UrlParser {
 public:
  UrlParser(std::string_view input, const Url* base,
            const QueryEncoder* encoder);

  /// Url::parse; call once.
  Result<Url> run();

 private:
  // The Standard's states, less those it needs only to read one code point at
  // a time: a state here reads its whole part. "Scheme start" and "scheme" are
  // one; so are "authority", "host" and "port".
  enum class State : uint8_t {
    kScheme,
    kNoScheme,
    kSpecialRelativeOrAuthority,
    kPathOrAuthority,
    kRelative,
    kRelativeSlash,
    kSpecialAuthoritySlashes,
    kSpecialAuthorityIgnoreSlashes,
    kAuthority,
    kFile,
    kFileSlash,
    kFileHost,
    kPathStart,
    kPath,
    kOpaquePath,
    kQuery,
    kFragment,
    kDone,
    kFailed,
  };

  // Each reads on from pos_, writes, and says what comes next.
  State step(State state);
  State scheme_state();
  State after_scheme();
  State no_scheme_state();
  State special_relative_or_authority_state();
  State path_or_authority_state();
  State relative_state();
  State relative_slash_state();
  State special_authority_slashes_state();
  State special_authority_ignore_slashes_state();
  State authority_state();
  State file_state();
  State file_slash_state();
  State file_host_state();
  State path_start_state();
  State path_state();
  State opaque_path_state();
  State query_state();
  State fragment_state();

  State append_host_and_port(std::string_view host_and_port);
  State state_after_path() const;
  State fail_with(std::string_view what);
  tl::unexpected<Error> failure();

  void clean_input();
  std::string_view rest() const { return input_.substr(pos_); }
  std::string_view take_until(std::string_view delimiters);
  bool at_end() const { return pos_ == input_.size(); }
  bool at(char c) const { return pos_ < input_.size() && input_[pos_] == c; }
  bool at_slash() const {
    return at('/') || (writer_.is_special() && at('\\'));
  }
  bool base_is_file() const;
  size_t segment_end() const;

  const std::string_view original_;
  std::string_view input_;  // a part of original_, or cleaned_
  std::string cleaned_;
  size_t pos_ = 0;
  const Url* const base_;
  const QueryEncoder* const encoder_;
  UrlWriter writer_;
  std::string error_;
};

}  // namespace pagescan
