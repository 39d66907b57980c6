// Gumbo's tree to the flat Document, repaired on the way where Gumbo 0.10
// differs from the HTML Standard, and kept within its bounds. Used once; shares
// source and arena with the Document. One thread at a time.
#pragma once

#include <gumbo.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/dom/arena.h"
#include "scanner/dom/document.h"
#include "scanner/dom/source_edits.h"
#include "scanner/dom/stand_ins.h"
#include "scanner/dom/tree_limits.h"

namespace pagescan {

/// What Gumbo made of a text.
struct GumboTree {
  std::shared_ptr<const std::string> text;  // what was parsed
  std::shared_ptr<ParseArena> arena;        // where the tree is
  const GumboOutput* output = nullptr;
};

class DocumentBuilder {
 public:
  /// `source` is the text before `edits`, which are applied in what was parsed,
  /// and which the walk notes further needs in; `stand_ins` are what was
  /// replaced in the page's characters before that.
  DocumentBuilder(const GumboTree& tree,
                  std::shared_ptr<const std::string> source,
                  const TreeLimits& limits, std::optional<StandIns> stand_ins,
                  SourceEdits& edits);

  Document build();
  /// What build() had to leave out or move.
  const TreeOverruns& overruns() const { return overruns_; }

 private:
  // An element whose children are being appended.
  struct OpenNode {
    const GumboVector* children = nullptr;
    unsigned next_child = 0;
    NodeId id = kNoNode;
    size_t depth = 0;
    bool holds_template_contents = false;
    // The element has ended; the rest of its children go to `id`, an ancestor.
    bool is_merged = false;
  };
  // Where in the source the parser had a form element pointer to this form.
  struct FormRange {
    NodeId form = kNoNode;
    size_t begin = 0;    // offset of the form's start tag
    size_t end_tag = 0;  // offset of its `</form>`, or the source's size
  };

  NodeId append_node(NodeType type, std::string_view text,
                     const GumboSourcePosition& position);
  void append_doctype(const GumboDocument& document);
  void append_child(const GumboNode& child);
  void append_element(const GumboNode& node);
  void append_attributes(NodeId id, const GumboElement& element);
  void append_text();
  bool append_cut(const GumboText& text);
  void close_innermost();
  void end_node(NodeId id);
  void merge_innermost_into_parent();
  void note_form(NodeId id, const GumboElement& element);
  void move_text_into_form(NodeId form);
  std::string_view decode_source_text(std::string_view slice);
  void index_by_tag();
  void find_parser_form_owners();

  std::string_view restored(std::string_view text);
  std::string_view element_name(const GumboElement& element);
  std::string_view attribute_name(const GumboAttribute& attribute);

  Document document_;
  std::shared_ptr<ParseArena> arena_;
  const std::string& text_;  // what was parsed
  const GumboOutput& output_;
  TreeLimits limits_;
  TreeOverruns overruns_;
  SourceEdits& edits_;
  std::optional<StandIns> stand_ins_;
  std::vector<OpenNode> open_;
  std::vector<FormRange> forms_;
  // What move_text_into_form took off the front of the next text node.
  size_t text_taken_ = 0;
};

}  // namespace pagescan
