// Reads source text for tags the way the tokenizer would: for the repairs that
// need to know where a form was closed, which Gumbo does not record, and for
// what need not be tokenised. Knows no tree, so in foreign content and where
// tags are ignored it may be wrong. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

struct StartTag {
  std::string_view name;    // as written
  size_t end = 0;           // just behind its `>`
  size_t contents_end = 0;  // of raw text, the `<` of its end tag; else `end`
};

/// The first start tag token at or after `from`, which must be at a token's
/// start. The next is looked for from `contents_end`. Linear.
std::optional<StartTag> next_start_tag(std::string_view source, size_t from);

/// The offset of the first `</name` at or after `from`, whatever it stands in,
/// or the source's size. ASCII case is ignored. Linear.
size_t find_end_tag(std::string_view source, size_t from,
                    std::string_view name);

/// The offset of the `<` of the first `</form>` end tag token at or after
/// `from`, or npos. Steps over comments, the attributes of other tags and the
/// contents of script, style, textarea, title, xmp, iframe, noembed and
/// noframes (https://html.spec.whatwg.org/#tokenization). `from` must be at a
/// token's start. Linear.
size_t find_form_end_tag(std::string_view source, size_t from);

/// CR LF and CR as LF (https://infra.spec.whatwg.org/#normalize-newlines).
std::string with_normalised_newlines(std::string_view text);

/// What the tokenizer emits as characters for a stretch of source when every
/// tag in it is ignored: the source without its tags and NULs, with newlines
/// normalised (https://infra.spec.whatwg.org/#normalize-newlines). Character
/// references stay as written.
std::string text_outside_tags(std::string_view source);

}  // namespace pagescan
