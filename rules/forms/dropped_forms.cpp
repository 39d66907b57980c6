#include "rules/forms/dropped_forms.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/markup_scan.h"

namespace pagescan {
namespace {

constexpr uint32_t kTabStop = 8;

// Goes on from a place in the source to a later one.
void advance(std::string_view source, size_t offset, SourcePosition& place) {
  while (place.offset < offset) {
    const char c = source[place.offset++];
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else if (c == '\t') {
      place.column += kTabStop - place.column % kTabStop;
    } else if (!is_utf8_continuation(c)) {
      ++place.column;
    }
  }
}

// Reads the source's form tags beside the forms of the tree.
class FormTagReader {
 public:
  explicit FormTagReader(const Document& document)
      : document_(document), source_(document.source()) {
    for (const NodeId form : document.elements(Tag::kForm)) {
      kept_.push_back(form);
    }
    std::ranges::sort(kept_, {}, [&](NodeId form) { return offset_of(form); });
  }

  std::vector<DroppedForm> read(size_t max);

 private:
  size_t offset_of(NodeId form) const {
    return document_.node(form).position.offset;
  }
  bool closes_before(size_t offset);

  const Document& document_;
  std::string_view source_;
  std::vector<NodeId> kept_;
  size_t outer_end_ = 0;  // behind the start tag of the form read last
  // The first end tag behind some place no later than outer_end_.
  std::optional<size_t> end_tag_;
};

// Whether the form read last is closed before `offset`.
bool FormTagReader::closes_before(size_t offset) {
  if (!end_tag_ || *end_tag_ < outer_end_) {
    end_tag_ = find_form_end_tag(source_, outer_end_);
  }
  return *end_tag_ < offset;
}

std::vector<DroppedForm> FormTagReader::read(size_t max) {
  std::vector<DroppedForm> dropped;
  size_t next_kept = 0;
  SourcePosition place{1, 1, 0};
  for (auto tag = next_start_tag(source_, 0); tag && dropped.size() < max;
       tag = next_start_tag(source_, tag->contents_end)) {
    if (!ascii_iequals(tag->name, "form")) continue;
    const auto offset =
        static_cast<size_t>(tag->name.data() - source_.data()) - 1;
    while (next_kept < kept_.size() && offset_of(kept_[next_kept]) < offset) {
      ++next_kept;
    }
    if (next_kept < kept_.size() && offset_of(kept_[next_kept]) == offset) {
      outer_end_ = tag->end;
      continue;
    }
    if (next_kept == 0 || closes_before(offset)) continue;
    const NodeId outer = kept_[next_kept - 1];
    if (place.offset < offset_of(outer)) {
      place = document_.node(outer).position;
    }
    advance(source_, offset, place);
    dropped.push_back(
        {outer, place, source_.substr(offset, tag->end - offset)});
  }
  return dropped;
}

// How many form start tags there may be, comments and scripts included.
bool has_more_form_tags(const Document& document) {
  constexpr std::string_view kTag = "<form";
  const std::string_view source = document.source();
  size_t left = document.elements(Tag::kForm).size();
  for (size_t at = source.find('<'); at != std::string_view::npos;
       at = source.find('<', at + 1)) {
    // Most tags are known by their first letter.
    if (at + 1 == source.size() || ascii_lower(source[at + 1]) != 'f' ||
        !ascii_istarts_with(source.substr(at, kTag.size()), kTag)) {
      continue;
    }
    if (left-- == 0) return true;
  }
  return false;
}

}  // namespace

std::vector<DroppedForm> find_dropped_forms(const Document& document,
                                            size_t max) {
  if (document.elements(Tag::kForm).empty()) return {};
  // Most pages have none, and need no second look at all their tags.
  if (!has_more_form_tags(document)) return {};
  return FormTagReader(document).read(max);
}

}  // namespace pagescan
