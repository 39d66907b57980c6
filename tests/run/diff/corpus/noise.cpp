#include "tests/run/diff/corpus/noise.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "scanner/dom/parse.h"
#include "scanner/dom/serialize.h"

namespace pagescan::test {
namespace {

std::string random_text(std::mt19937& random, std::string_view alphabet,
                        size_t length) {
  std::string text;
  for (size_t i = 0; i < length; ++i) {
    text += alphabet[random() % alphabet.size()];
  }
  return text;
}

std::string hex(std::mt19937& random, size_t digits) {
  return random_text(random, "0123456789abcdef", digits);
}

// As hashes of builds look: a letter and a digit at least.
std::string build_hash(std::mt19937& random) {
  return "a" + hex(random, 6) + "7";
}

std::string base64(std::mt19937& random, size_t length) {
  return "Q7" + random_text(random,
                            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx"
                            "yz0123456789",
                            length - 2);
}

std::string uuid(std::mt19937& random) {
  return hex(random, 8) + '-' + hex(random, 4) + "-4" + hex(random, 3) + "-8" +
         hex(random, 3) + '-' + hex(random, 12);
}

unsigned between(std::mt19937& random, unsigned least, unsigned most) {
  return least + static_cast<unsigned>(random() % (most - least + 1));
}

// A token in every form, as frameworks put it first.
void add_tokens(std::string& html, std::mt19937& random) {
  const auto parsed = parse_html(html);
  if (!parsed) return;
  const auto forms = parsed->document.elements(Tag::kForm);
  for (size_t i = forms.size(); i-- > 0;) {
    const size_t end =
        end_of_tag(html, parsed->document.node(forms[i]).position.offset);
    if (end == std::string::npos) continue;
    html.insert(end, "<input type=\"hidden\" name=\"csrf_token\" value=\"" +
                         base64(random, 40) + "\">");
  }
}

void add_scripts(std::string& html, const std::string& nonce,
                 std::mt19937& random) {
  const unsigned seconds = between(random, 1790000000, 1795000000);
  append_to_body(
      html,
      fmt::format(
          "<script nonce=\"{0}\" src=\"/static/site.js?_={1}\"></script>"
          "<script src=\"/static/main.{2}.js\"></script>"
          "<link rel=\"stylesheet\" href=\"/static/app-{3}.css\">"
          "<script nonce=\"{0}\">window.config = {{\"csrf\": \"{4}\", "
          "\"now\": {1}, \"request\": \"{5}\", \"page\": \"start\"}};</script>"
          "<img src=\"/pixel.gif?rnd={1}\" alt=\"\">",
          nonce, seconds, build_hash(random), build_hash(random),
          base64(random, 40), uuid(random)));
}

void add_text(std::string& html, std::mt19937& random) {
  append_to_body(
      html,
      fmt::format("<p>Last updated: 2026-11-{:02}T{:02}:{:02}:{:02}Z</p>"
                  "<p>Printed on {} November 2026 at {:02}:{:02}.</p>"
                  "<p>This offer was seen by many: {},{:03} views so far.</p>"
                  "<p>{} comments</p>",
                  between(random, 1, 28), between(random, 0, 23),
                  between(random, 0, 59), between(random, 0, 59),
                  between(random, 1, 28), between(random, 0, 23),
                  between(random, 0, 59), between(random, 1, 99),
                  between(random, 0, 999), between(random, 2, 900)));
}

void add_fields(PageState& page, const std::string& nonce,
                std::mt19937& random) {
  *page.field("Content-Security-Policy") =
      "default-src 'self'; script-src 'self' 'nonce-" + nonce + "'";
  *page.field("Set-Cookie") =
      "sid=" + hex(random, 32) + "; Path=/; Secure; HttpOnly";
  const unsigned day = between(random, 1, 28);
  const std::string date = fmt::format(
      "Mon, {:02} Nov 2026 {:02}:{:02}:{:02} GMT", day, between(random, 0, 23),
      between(random, 0, 59), between(random, 0, 59));
  page.fields.emplace_back("Date", date);
  page.fields.emplace_back("Last-Modified", date);
  page.fields.emplace_back("Age", std::to_string(between(random, 1, 5000)));
  page.fields.emplace_back("ETag", "\"" + hex(random, 16) + "\"");
  page.fields.emplace_back("X-Request-Id", uuid(random));
  page.fields.emplace_back("CF-Ray", hex(random, 16) + "-FRA");
  page.fields.emplace_back("Content-Length",
                           std::to_string(between(random, 1000, 900000)));
}

// Names as markup out of order has them, such as `b"`, can't be written again.
bool are_plain(std::span<const Attribute> attributes) {
  return std::ranges::all_of(attributes, [](const Attribute& attribute) {
    return attribute.name.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyz0123456789-_:") ==
           std::string_view::npos;
  });
}

}  // namespace

void add_noise(PageState& page, std::mt19937& random) {
  const std::string nonce = base64(random, 22);
  add_tokens(page.html, random);
  add_scripts(page.html, nonce, random);
  add_text(page.html, random);
  add_fields(page, nonce, random);
}

void shuffle_attributes(std::string& html, std::mt19937& random) {
  const auto parsed = parse_html(html);
  if (!parsed) return;
  const Document& document = parsed->document;
  std::vector<std::pair<size_t, std::string>> tags;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    const size_t at = node.position.offset;
    if (node.type != NodeType::kElement || node.attribute_count < 2) continue;
    const std::string start = "<" + std::string(node.text) + " ";
    if (!are_plain(document.attributes(id)) || at >= html.size() ||
        html.compare(at, start.size(), start) != 0) {
      continue;
    }
    std::vector<Attribute> attributes(document.attributes(id).begin(),
                                      document.attributes(id).end());
    std::ranges::shuffle(attributes, random);
    std::string tag = start.substr(0, start.size() - 1);
    for (const Attribute& attribute : attributes) {
      tag += ' ';
      tag += attribute.name;
      tag += "=\"";
      append_escaped(attribute.value, EscapeMode::kAttribute, tag);
      tag += '"';
    }
    tags.emplace_back(at, tag + '>');
  }
  // What the parser made of one tag twice counts once.
  std::ranges::stable_sort(tags, {}, &std::pair<size_t, std::string>::first);
  for (size_t i = tags.size(); i-- > 0;) {
    if (i > 0 && tags[i - 1].first == tags[i].first) continue;
    const size_t end = end_of_tag(html, tags[i].first);
    if (end == std::string::npos) continue;
    html.replace(tags[i].first, end - tags[i].first, tags[i].second);
  }
}

}  // namespace pagescan::test
