#include "scanner/run/diff/paragraphs.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/text.h"

namespace pagescan {
namespace {

// Takes "> " off `line` up to `max` times, and says how often. What quotes a
// blank line has no space.
size_t take_quotes(std::string_view& line, size_t max) {
  size_t count = 0;
  while (count < max && line.starts_with('>') &&
         (line.size() == 1 || line[1] == ' ')) {
    line.remove_prefix(std::min<size_t>(line.size(), 2));
    ++count;
  }
  return count;
}

// Takes the mark of a list item off a line that is indented: " * ", " 12. ",
// " b. ".
bool take_item_mark(std::string_view& line) {
  if (!line.starts_with(' ')) return false;
  std::string_view rest = strip_ascii_whitespace(line);
  size_t end = 0;
  if (rest.starts_with("* ")) {
    end = 1;
  } else {
    constexpr size_t kMaxMark = 8;
    while (end < std::min(rest.size(), kMaxMark) &&
           (is_ascii_digit(rest[end]) || is_ascii_alpha(rest[end]))) {
      ++end;
    }
    if (end == 0 || !rest.substr(end).starts_with(". ")) return false;
    ++end;
  }
  rest.remove_prefix(end);
  line = rest;
  return true;
}

class ParagraphReader {
 public:
  void read(std::string_view line) {
    std::string_view content = line;
    const bool goes_on = !paragraphs_.empty() && !ended_;
    const size_t quotes = take_quotes(content, goes_on ? quotes_ : SIZE_MAX);
    const bool is_item = take_item_mark(content);
    const std::string words = strip_and_collapse_ascii_whitespace(content);
    if (words.empty()) {
      ended_ = true;
      return;
    }
    if (goes_on && !is_item && was_full_for(words)) {
      Paragraph& last = paragraphs_.back();
      last.line_begins.push_back(last.text.size());
      last.text += ' ' + words;
    } else {
      paragraphs_.push_back({words, {}});
      if (!goes_on) quotes_ = quotes;
      ended_ = false;
    }
    width_ = utf16_length(line);
  }

  std::vector<Paragraph> take() && { return std::move(paragraphs_); }

 private:
  // Whether the line before had no room for the first of these words.
  bool was_full_for(std::string_view words) const {
    const std::string_view first = words.substr(0, words.find(' '));
    return width_ + 1 + utf16_length(first) > static_cast<size_t>(kTextWidth);
  }

  std::vector<Paragraph> paragraphs_;
  bool ended_ = true;
  size_t quotes_ = 0;  // how deep the paragraph is in quotations
  size_t width_ = 0;   // of the line before
};

using Texts = std::unordered_set<std::string_view>;

Texts texts_of(const std::vector<Paragraph>& paragraphs) {
  Texts texts;
  texts.reserve(paragraphs.size());
  for (const Paragraph& paragraph : paragraphs) texts.insert(paragraph.text);
  return texts;
}

// Appends the parts of a paragraph: `own` and `others` are the texts of its
// list and of the other.
void append_parts(Paragraph paragraph, const Texts& own, const Texts& others,
                  std::vector<Paragraph>& parts) {
  const std::string_view text = paragraph.text;
  const size_t lines = paragraph.line_begins.size();
  if (lines == 0 || lines > kMaxLinesToCut || others.contains(text)) {
    parts.push_back(std::move(paragraph));
    return;
  }
  const auto is_other = [&](std::string_view part) {
    return others.contains(part) && !own.contains(part);
  };
  Paragraph part;
  size_t begin = 0;
  for (const size_t space : paragraph.line_begins) {
    if (is_other(text.substr(begin, space - begin)) ||
        is_other(text.substr(space + 1))) {
      part.text = text.substr(begin, space - begin);
      parts.push_back(std::exchange(part, {}));
      begin = space + 1;
    } else {
      part.line_begins.push_back(space - begin);
    }
  }
  part.text = text.substr(begin);
  parts.push_back(std::move(part));
}

std::vector<Paragraph> cut(const std::vector<Paragraph>& paragraphs,
                           const Texts& own, const Texts& others) {
  std::vector<Paragraph> parts;
  parts.reserve(paragraphs.size());
  for (const Paragraph& paragraph : paragraphs) {
    append_parts(paragraph, own, others, parts);
  }
  return parts;
}

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view text) {
  ParagraphReader reader;
  for (const std::string_view line : split(text, '\n')) reader.read(line);
  return std::move(reader).take();
}

void cut_alike(std::vector<Paragraph>& before, std::vector<Paragraph>& after) {
  const Texts old_texts = texts_of(before);
  const Texts new_texts = texts_of(after);
  std::vector<Paragraph> old_parts = cut(before, old_texts, new_texts);
  std::vector<Paragraph> new_parts = cut(after, new_texts, old_texts);
  before = std::move(old_parts);
  after = std::move(new_parts);
}

}  // namespace pagescan
