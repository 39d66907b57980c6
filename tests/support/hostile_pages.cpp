#include "tests/support/hostile_pages.h"

#include <string_view>
#include <utility>

namespace pagescan::test {
namespace {

constexpr size_t kMillion = 1'000'000;
constexpr size_t kFiftyMegabytes = 50 * kMillion;

std::string repeat(std::string_view piece, size_t times) {
  std::string text;
  text.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

// `before`, a number and `after`, for each number.
std::string numbered(std::string_view before, std::string_view after,
                     size_t times) {
  std::string text;
  for (size_t i = 0; i < times; ++i) {
    text += before;
    text += std::to_string(i);
    text += after;
  }
  return text;
}

struct Pages {
  size_t scale;
  std::vector<HostilePage> all = {};

  void add(std::string name, std::function<std::string()> make,
           Outcome outcome = Outcome::kWhole,
           std::vector<std::string> also_cut = {}) {
    all.push_back(
        {std::move(name), std::move(make), outcome, std::move(also_cut)});
  }
  void add_repeated(std::string name, std::string piece, size_t times,
                    Outcome outcome = Outcome::kWhole,
                    std::vector<std::string> also_cut = {}) {
    const size_t scaled = times / scale;
    add(
        std::move(name), [=] { return repeat(piece, scaled); }, outcome,
        std::move(also_cut));
  }
  // `before`, many bytes `filler`, `after`.
  void add_filled(std::string name, std::string before, char filler,
                  std::string after, std::vector<std::string> also_cut = {}) {
    const size_t size = kFiftyMegabytes / scale;
    add(
        std::move(name),
        [=] { return before + std::string(size, filler) + after; },
        Outcome::kAny, std::move(also_cut));
  }
};

void add_deep(Pages& pages) {
  pages.add_repeated("a million div", "<div>", kMillion, Outcome::kTime);
  pages.add(
      "two thousand div", [] { return repeat("<div>", 2000); },
      Outcome::kDepth);
  pages.add_repeated("a million span", "<span>", kMillion, Outcome::kTime);
  pages.add_repeated("a million b", "<b>", kMillion, Outcome::kTime);
  pages.add_repeated("a million font", "<font size=1>", kMillion,
                     Outcome::kCut);
  pages.add_repeated("nested lists", "<ul><li>", kMillion, Outcome::kTime);
  pages.add_repeated("nested span li ul", "<span><li><ul>", kMillion / 10,
                     Outcome::kCut);
  pages.add_repeated("nested definition lists", "<dl><dt><dd>", kMillion / 4,
                     Outcome::kCut);
  pages.add_repeated("nested tables", "<table><tr><td>", kMillion / 10,
                     Outcome::kAny, {});
  pages.add_repeated("nested SVG", "<svg>", kMillion, Outcome::kAny);
  pages.add_repeated("nested SVG foreignObject", "<svg><foreignObject>",
                     kMillion / 5, Outcome::kAny);
  pages.add_repeated("nested MathML", "<math><mi>", kMillion / 5,
                     Outcome::kAny);
  pages.add_repeated("nested annotation-xml",
                     "<math><annotation-xml encoding=text/html>", kMillion / 10,
                     Outcome::kAny);
  pages.add_repeated("nested templates", "<template>", kMillion, Outcome::kAny);
  pages.add_repeated("nested objects", "<object>", kMillion, Outcome::kAny);
  pages.add_repeated("nested fieldsets", "<fieldset disabled>", kMillion / 4,
                     Outcome::kAny);
  pages.add_repeated("nested blockquotes", "<blockquote>x", kMillion / 4,
                     Outcome::kTime);
  pages.add_repeated("nested buttons", "<p><button>", kMillion / 4,
                     Outcome::kAny);
  pages.add_repeated("nested framesets", "<frameset>", kMillion / 4,
                     Outcome::kAny);
  pages.add_repeated("nested ruby", "<ruby><rb><rt>", kMillion / 4,
                     Outcome::kAny);
  pages.add(
      "two thousand div, closed",
      [] { return repeat("<div>", 2000) + "x" + repeat("</div>", 2000); },
      Outcome::kDepth);
}

void add_quadratic(Pages& pages) {
  pages.add(
      "formatting times paragraphs",
      [s = pages.scale] {
        return "<p>" + numbered("<font a=", ">", 4000 / s) +
               repeat("<p>x", 4000 / s);
      },
      Outcome::kCut);
  pages.add(
      "font and p in turn",
      [s = pages.scale] { return numbered("<font a=", "><p>", 8000 / s); },
      Outcome::kCut);
  pages.add(
      "misnested b",
      [s = pages.scale] {
        return numbered("<b id=", "><p>", 20'000 / s) +
               repeat("</b>", 20'000 / s);
      },
      Outcome::kCut);
  pages.add(
      "adoption agency",
      [s = pages.scale] {
        return repeat("<b><div>", 100'000 / s) + repeat("</b>", 100'000 / s);
      },
      Outcome::kCut);
  pages.add_repeated("links in blocks", "<a href=x><div>", 100'000,
                     Outcome::kCut);
  pages.add_repeated("forms closed across", "<form><div></form>", 100'000,
                     Outcome::kCut);
  pages.add(
      "a million attributes",
      [s = pages.scale] {
        return "<p" + numbered(" a", "=1", kMillion / s) + ">";
      },
      Outcome::kTime);
  pages.add("three thousand attributes",
            [] {
              return "<form" + numbered(" a", "=1", 3000) +
                     " action=/x><input>";
            },
            Outcome::kWhole, {"attributes"});
  pages.add(
      "the same attribute again",
      [s = pages.scale] { return "<p" + repeat(" a=1", kMillion / s) + ">x"; },
      Outcome::kAny);
  pages.add(
      "attributes on a second body",
      [s = pages.scale] {
        return "<body>" + numbered("<body a", "=1>", 20'000 / s);
      },
      Outcome::kAny);
  pages.add(
      "end tags of nothing",
      [s = pages.scale] {
        return repeat("<div>", 5000) + repeat("</x>", kMillion / s);
      },
      Outcome::kAny);
  pages.add(
      "labels and ids that miss",
      [s = pages.scale] {
        return numbered("<label for=a", ">x</label>", 50'000 / s) +
               numbered("<input id=b", ">", 50'000 / s);
      },
      Outcome::kAny);
  pages.add(
      "one label for many",
      [s = pages.scale] {
        return "<label>" + repeat("<input name=x>", 50'000 / s) +
               std::string(100'000 / s, 'x') + "</label>";
      },
      Outcome::kAny);
  pages.add(
      "aria-labelledby of everything",
      [s = pages.scale] {
        std::string ids = numbered(" i", "", 2000 / s);
        return numbered("<p id=i", ">text", 2000 / s) +
               repeat("<input aria-labelledby='" + ids + "'>", 500 / s);
      },
      Outcome::kAny);
  pages.add(
      "controls of far forms",
      [s = pages.scale] {
        return numbered("<form id=f", "></form>", 20'000 / s) +
               numbered("<input form=f", ">", 20'000 / s);
      },
      Outcome::kAny);
}

void add_wide(Pages& pages) {
  pages.add(
      "a million options",
      [s = pages.scale] {
        return "<select>" + repeat("<option>x", kMillion / s);
      },
      Outcome::kAny);
  pages.add(
      "a million options, closed",
      [s = pages.scale] {
        return "<select>" + repeat("<option>x</option>", kMillion / s) +
               "</select>";
      },
      Outcome::kAny);
  pages.add_repeated("nested forms", "<form>", kMillion, Outcome::kAny);
  pages.add_repeated("a million forms", "<form></form>", kMillion,
                     Outcome::kAny, {});
  pages.add_repeated("a million inputs", "<input>", kMillion, Outcome::kAny);
  pages.add_repeated("a million links", "<a href=x>x</a>", kMillion,
                     Outcome::kAny);
  pages.add_repeated("a million scripts", "<script></script>", kMillion,
                     Outcome::kAny);
  pages.add_repeated("a million comments", "<!---->", kMillion, Outcome::kAny);
  pages.add_repeated("a million line breaks", "<br>", kMillion, Outcome::kAny);
  pages.add_repeated("a million doctypes", "<!doctype html>", kMillion,
                     Outcome::kAny);
  pages.add_repeated("a million metas", "<meta name=x content=y>", kMillion,
                     Outcome::kAny);
  pages.add_repeated("foster parenting", "<table>x", 300'000, Outcome::kAny);
  pages.add(
      "foster parenting in one table",
      [s = pages.scale] { return "<table>" + repeat("<tr>x<b>", 100'000 / s); },
      Outcome::kAny);
  pages.add_repeated("selects with content", "<select><a href=x>y", 100'000,
                     Outcome::kAny);
  pages.add_repeated("isindex", "<isindex>", 100'000, Outcome::kAny);
  pages.add_repeated("character references", "&amp;&#x41;&notin;&#4294967402;",
                     kMillion / 2, Outcome::kAny);
  pages.add(
      "srcset without end",
      [s = pages.scale] {
        return "<img srcset='" + numbered("a", " 1x, ", kMillion / s) + "'>";
      },
      Outcome::kAny);
  pages.add(
      "a table of a million cells",
      [s = pages.scale] {
        return "<table><tr>" + repeat("<td>x", kMillion / s);
      },
      Outcome::kAny);
}

void add_long(Pages& pages) {
  pages.add_filled("50 MB of text", "<p>", 'x', "");
  pages.add_filled("50 MB of spaces", "<p>", ' ', "x");
  pages.add_filled("50 MB in a comment", "<!--", 'x', "-->");
  pages.add_filled("50 MB of dashes in a comment", "<!--", '-', ">");
  pages.add_filled("50 MB in a script", "<script>", 'x', "</script>");
  pages.add_filled("50 MB of < in a script", "<script>", '<', "</script>");
  pages.add_filled("50 MB in an attribute", "<a href='", 'x', "'>y</a>");
  pages.add_filled("50 MB in a tag name", "<", 'x', ">");
  pages.add_filled("50 MB in a title", "<title>", 'x', "</title>");
  pages.add_filled("50 MB in a textarea", "<textarea>", 'x', "</textarea>");
  pages.add_filled("50 MB of NUL", "<p>", '\0', "");
  pages.add_filled("50 MB of ill-formed UTF-8", "<meta charset=utf-8><p>",
                   '\xFF', "");
  pages.add_filled("50 MB of <", "", '<', "");
  pages.add_filled("50 MB of &", "", '&', "");
}

void add_unterminated(Pages& pages) {
  for (const std::string_view open :
       {"<!--x", "<!doctype html", "<![CDATA[x", "<?x", "</", "<a href='x",
        "<script>x", "<style>x", "<textarea>x", "<title>x", "<plaintext>x",
        "<svg><![CDATA[x", "<select><option", "&#x", "&notin",
        "<script><!--<script>x"}) {
    pages.add("unterminated " + std::string(open), [=] {
      return "<form action=/x><input name=y></form>" + std::string(open);
    });
  }
}

}  // namespace

std::vector<HostilePage> hostile_pages(size_t scale) {
  Pages pages{scale};
  add_deep(pages);
  add_quadratic(pages);
  add_wide(pages);
  add_long(pages);
  add_unterminated(pages);
  return std::move(pages.all);
}

}  // namespace pagescan::test
