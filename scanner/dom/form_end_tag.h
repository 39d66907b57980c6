// Reads source text for `</form>` the way the tokenizer would, for the repairs
// that need to know where a form was closed, which Gumbo does not record.
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pagescan {

/// The offset of the `<` of the first `</form>` end tag token at or after
/// `from`, or npos. Steps over comments, the attributes of other tags and the
/// contents of script, style, textarea, title, xmp, iframe, noembed and
/// noframes (https://html.spec.whatwg.org/#tokenization). `from` must be at a
/// token's start. Linear.
size_t find_form_end_tag(std::string_view source, size_t from);

/// What the tokenizer emits as characters for a stretch of source when every
/// tag in it is ignored: the source without its tags and NULs, with newlines
/// normalised (https://infra.spec.whatwg.org/#normalize-newlines). Character
/// references stay as written.
std::string text_outside_tags(std::string_view source);

}  // namespace pagescan
