// Small rewrites of the source that make Gumbo 0.10 build the tree of today's
// HTML Standard where it builds another and drops what a page could hide in
// the difference:
//   - Content of `select`. Gumbo throws away every tag in it but those of
//     options; browsers keep it all. Such a select is parsed again under the
//     name of an element whose content has the Standard's rules, and named
//     select in the Document.
//   - `isindex`. Gumbo makes it a form; browsers know no such element.
//   - Numeric character references past 32 bits. Gumbo's value wraps
//     (`&#4294967402;` reads `j`); the Standard's is U+FFFD.
// A parse shows where they are needed; the text with them is parsed again.
//
// And cuts: Gumbo makes a token of every character, so what stands in a script
// or a style sheet, a quarter of many pages, takes a third of its time. Long
// ones are cut out before the parse, a few characters left in their place. A
// cut is safe where the tree has just these characters as all the element
// holds, at the place where they were put: then the tokenizer was in the
// script data or RAWTEXT state there, and nothing that was cut could have ended
// it. Where one turns out not to be, the page is parsed without cuts.
//
// The object views the original source, which must outlive it. One thread at a
// time.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"

namespace pagescan {

class SourceEdits {
 public:
  /// `source` is what is parsed at first. Finds the references in it.
  explicit SourceEdits(std::string_view source);

  /// Cuts long scripts and style sheets out. False where there are none.
  bool cut_raw_text();
  /// The text of a script or style element, the only child of it: what was cut
  /// there, where something was. Newlines are as in the source.
  std::optional<std::string_view> take_cut(const GumboText& text);
  /// Whether take_cut() met every cut of the text that was parsed.
  bool are_cuts_safe() const { return cuts_taken_ == cuts_; }

  /// The text to parse next: the source with every edit taken up so far.
  /// Places given from here on are places in that text.
  std::string apply();

  /// While a tree is walked that was parsed from `text`: notes what it shows to
  /// be needed.
  void look_at_select(const GumboElement& select, std::string_view text);
  void look_at_isindex(const GumboElement& invented_form);
  /// Here character references are no such thing.
  void look_at_raw_text(const GumboText& text);

  /// After the walk: takes up what was noted. Whether there is an edit the
  /// parse did not have, so that a parse of apply() gives a truer tree.
  bool take_noted();

  /// What an element is called in the source, where that is not what it is
  /// called in the parsed text.
  std::optional<std::string_view> true_name(const GumboElement& element) const;

  /// Where a place in the parsed text lies in the source.
  SourcePosition in_source(const SourcePosition& position) const;

  /// Whether the parsed text is not the source.
  bool are_applied() const { return !applied_.empty(); }

 private:
  struct Edit {
    size_t length = 0;  // bytes of source replaced
    std::string replacement;
    std::string_view true_name;  // of the element whose start tag this is in
    bool is_cut = false;
    size_t newlines = 0;  // in the source and in the replacement
    // By which the source's line is longer behind a cut.
    uint32_t columns_cut = 0;
  };
  // An edit's place in the parsed text.
  struct Applied {
    size_t begin = 0;
    size_t end = 0;
    size_t source_begin = 0;
    size_t source_end = 0;
    size_t line = 0;  // on which it ends
    // What to take off a column in the parsed text to have that in the source,
    // modulo 2^32: for places in the edit, and behind it on its line.
    uint32_t columns_before = 0;
    uint32_t columns_behind = 0;
    std::string_view true_name;
    bool is_cut = false;
  };

  const Applied* last_at_or_before(size_t offset) const;
  size_t source_offset(size_t offset) const;
  void note(size_t offset, Edit edit);
  void cut(size_t begin, size_t end);
  void note_select_end(std::string_view text, size_t end);

  std::string_view source_;
  std::map<size_t, Edit> edits_;    // by their offset in the source
  std::map<size_t, Edit> noted_;    // likewise, by the walk under way
  std::vector<size_t> references_;  // offsets of their digits, ascending
  std::vector<Applied> applied_;    // by the last apply(), ascending
  size_t cuts_ = 0;
  size_t cuts_taken_ = 0;  // since the last apply()
};

}  // namespace pagescan
