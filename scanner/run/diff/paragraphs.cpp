#include "scanner/run/diff/paragraphs.h"

#include <algorithm>
#include <iterator>
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

// Without the spaces that only show where lines may end, or must not: no-break
// space and zero width space.
std::string words_of(std::string_view line) {
  constexpr std::string_view kNoBreak = "\xC2\xA0";
  constexpr std::string_view kZeroWidth = "\xE2\x80\x8B";
  if (line.find(kNoBreak) == line.npos && line.find(kZeroWidth) == line.npos) {
    return strip_and_collapse_ascii_whitespace(line);
  }
  std::string spaced;
  for (size_t i = 0; i < line.size();) {
    const std::string_view rest = line.substr(i);
    if (rest.starts_with(kNoBreak) || rest.starts_with(kZeroWidth)) {
      spaced += ' ';
      i += rest.starts_with(kNoBreak) ? kNoBreak.size() : kZeroWidth.size();
    } else {
      spaced += line[i++];
    }
  }
  return strip_and_collapse_ascii_whitespace(spaced);
}

class ParagraphReader {
 public:
  void read(std::string_view line) {
    std::string_view content = line;
    const bool goes_on = !paragraphs_.empty() && !ended_;
    const size_t quotes = take_quotes(content, goes_on ? quotes_ : SIZE_MAX);
    const bool is_item = take_item_mark(content);
    std::string words = words_of(content);
    if (words.empty()) {
      ended_ = true;
      return;
    }
    if (goes_on && !is_item && was_full_for(words)) {
      Paragraph& last = paragraphs_.back();
      last.line_begins.push_back(last.text.size());
      last.text += ' ' + words;
    } else {
      paragraphs_.push_back({std::move(words), {}});
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

// The parts of a paragraph, which is one of them where it stays whole: `own`
// and `others` are the texts of its list and of the other.
std::vector<Paragraph> parts_of(const Paragraph& paragraph, const Texts& own,
                                const Texts& others) {
  const std::string_view text = paragraph.text;
  const auto is_other = [&](std::string_view part) {
    return others.contains(part) && !own.contains(part);
  };
  std::vector<Paragraph> parts(1);
  size_t begin = 0;
  for (const size_t space : paragraph.line_begins) {
    if (is_other(text.substr(begin, space - begin)) ||
        is_other(text.substr(space + 1))) {
      parts.back().text = text.substr(begin, space - begin);
      parts.emplace_back();
      begin = space + 1;
    } else {
      parts.back().line_begins.push_back(space - begin);
    }
  }
  parts.back().text = text.substr(begin);
  return parts;
}

struct Cut {
  size_t place = 0;
  std::vector<Paragraph> parts;
};

std::vector<Cut> cuts_of(const std::vector<Paragraph>& paragraphs,
                         const Texts& own, const Texts& others) {
  std::vector<Cut> cuts;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    const Paragraph& paragraph = paragraphs[i];
    const size_t lines = paragraph.line_begins.size();
    if (lines == 0 || lines > kMaxLinesToCut ||
        others.contains(paragraph.text)) {
      continue;
    }
    std::vector<Paragraph> parts = parts_of(paragraph, own, others);
    if (parts.size() > 1) cuts.push_back({i, std::move(parts)});
  }
  return cuts;
}

void apply(std::vector<Cut> cuts, std::vector<Paragraph>& paragraphs) {
  if (cuts.empty()) return;
  std::vector<Paragraph> result;
  auto cut = cuts.begin();
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (cut == cuts.end() || cut->place != i) {
      result.push_back(std::move(paragraphs[i]));
      continue;
    }
    std::ranges::move(cut->parts, std::back_inserter(result));
    ++cut;
  }
  paragraphs = std::move(result);
}

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view text) {
  ParagraphReader reader;
  for (const std::string_view line : split(text, '\n')) reader.read(line);
  return std::move(reader).take();
}

void cut_alike(std::vector<Paragraph>& before, std::vector<Paragraph>& after) {
  const auto is_cuttable = [](const Paragraph& paragraph) {
    return !paragraph.line_begins.empty();
  };
  if (std::ranges::none_of(before, is_cuttable) &&
      std::ranges::none_of(after, is_cuttable)) {
    return;
  }
  const Texts old_texts = texts_of(before);
  const Texts new_texts = texts_of(after);
  std::vector<Cut> old_cuts = cuts_of(before, old_texts, new_texts);
  std::vector<Cut> new_cuts = cuts_of(after, new_texts, old_texts);
  // The sets of texts borrow them until here.
  apply(std::move(old_cuts), before);
  apply(std::move(new_cuts), after);
}

}  // namespace pagescan
