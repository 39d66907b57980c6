#include <algorithm>
#include <map>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/dom/parse.h"
#include "tests/run/diff/corpus/mutations.h"

namespace pagescan::test {
namespace {

constexpr std::string_view kParagraph =
    "<p>Our shop in Lower Marsh is open all day, and closed at night.</p>";

void add_paragraph(PageState& page) { append_to_body(page.html, kParagraph); }

void add_link(PageState& page) {
  append_to_body(page.html,
                 "<a href=\"https://partner.example/offers\">Offers</a>");
}

void add_image(PageState& page) {
  append_to_body(page.html, "<img src=\"/pictures/red-shoe.png\" alt=\"\">");
}

// A link over http or https whose URL no other has.
const Link* any_link(const ScanResult& scanned, std::mt19937& random) {
  std::map<std::string_view, int> urls;
  std::vector<const Link*> links;
  for (const Link& link : scanned.facts->page.links) {
    if (link.href.url) ++urls[*link.href.url];
  }
  for (const Link& link : scanned.facts->page.links) {
    if (link.element == "a" && link.href.url && urls[*link.href.url] == 1 &&
        link.href.url->starts_with("http")) {
      links.push_back(&link);
    }
  }
  return any_of(links, random);
}

bool swap_host(PageState& page, const ScanResult& scanned,
               std::mt19937& random) {
  const Link* const link = any_link(scanned, random);
  if (link == nullptr) return false;
  Url url = Url::parse(*link->href.url).value();
  std::string href = url.href();
  const size_t begin = href.find("//") + 2;
  const size_t end = std::min(href.find_first_of("/?#", begin), href.size());
  href.replace(begin, end - begin, "evil.test");
  return set_attribute(page.html, link->position.offset, "href", href);
}

bool add_a_link(PageState& page, const ScanResult& /*scanned*/,
                std::mt19937& /*random*/) {
  append_to_body(page.html, "<a href=\"/new-q7\">New q7</a>");
  return true;
}

bool remove_the_link(PageState& page, const ScanResult& /*scanned*/,
                     std::mt19937& /*random*/) {
  return replace_last(
      page.html, "<a href=\"https://partner.example/offers\">Offers</a>", "");
}

// A word of a paragraph of the page's own.
bool edit_text(PageState& page, const ScanResult& /*scanned*/,
               std::mt19937& random) {
  const auto parsed = parse_html(page.html);
  if (!parsed) return false;
  const Document& document = parsed->document;
  std::vector<size_t> places;
  for (const Node& node : document.nodes()) {
    if (node.type != NodeType::kText || node.in_template) continue;
    if (!document.is(node.parent, Tag::kP)) continue;
    const size_t at = node.text.find(" and ");
    const size_t begin = node.position.offset;
    if (at == std::string_view::npos ||
        page.html.substr(begin, at + 5) != node.text.substr(0, at + 5)) {
      continue;
    }
    places.push_back(begin + at + 1);
  }
  if (places.empty()) return false;
  page.html.replace(places[random() % places.size()], 3, "wordq");
  return true;
}

bool add_text(PageState& page, const ScanResult& /*scanned*/,
              std::mt19937& /*random*/) {
  append_to_body(page.html, "<p>An entirely new paragraph, about hats.</p>");
  return true;
}

bool remove_text(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  return replace_last(page.html, kParagraph, "");
}

bool change_title(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  const size_t at = page.html.find("<title>");
  if (at == std::string::npos) return false;
  page.html.insert(at + 7, "Hacked: ");
  return true;
}

bool change_language(PageState& page, const ScanResult& /*scanned*/,
                     std::mt19937& /*random*/) {
  return set_attribute(page.html, page.html.find("<html"), "lang", "tlh");
}

bool add_frame(PageState& page, const ScanResult& /*scanned*/,
               std::mt19937& /*random*/) {
  append_to_body(page.html,
                 "<iframe src=\"https://evil.test/frame\"></iframe>");
  return true;
}

bool change_image(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  return replace_last(page.html, "red-shoe.png", "blue-hat.png");
}

bool add_refresh(PageState& page, const ScanResult& scanned,
                 std::mt19937& /*random*/) {
  if (scanned.facts->metadata.refresh) return false;
  return append_to_head(page.html,
                        "<meta http-equiv=\"refresh\" content=\"5; "
                        "url=https://evil.test/\">");
}

bool forbid_robots(PageState& page, const ScanResult& scanned,
                   std::mt19937& /*random*/) {
  const std::string& robots = scanned.facts->metadata.robots;
  if (robots.find("noindex") != std::string::npos) return false;
  return append_to_head(page.html,
                        "<meta name=\"robots\" content=\"noindex\">");
}

}  // namespace

std::span<const Mutation> content_mutations() {
  static const std::vector<Mutation> kMutations = {
      {"link host swapped", {"link_retargeted"}, {}, add_link, swap_host},
      {"link added",
       {"link_added"},
       {"text_added", "text_changed"},
       nullptr,
       add_a_link},
      {"link removed",
       {"link_removed"},
       {"text_removed", "text_changed"},
       add_link,
       remove_the_link},
      {"text edited",
       {"text_changed"},
       {"metadata_changed", "link_changed"},
       add_paragraph,
       edit_text},
      {"paragraph added", {"text_added"}, {}, nullptr, add_text},
      {"paragraph removed", {"text_removed"}, {}, add_paragraph, remove_text},
      {"title",
       {"metadata_changed", "metadata_added"},
       // Some pages have their title in the body, too.
       {"text_changed", "text_added"},
       nullptr,
       change_title},
      {"language",
       {"metadata_changed", "metadata_added"},
       {"control_repurposed", "form_repurposed"},
       nullptr,
       change_language},
      {"frame of another site added",
       {"resource_added"},
       {},
       nullptr,
       add_frame},
      {"image swapped",
       {"resource_retargeted", "resource_changed", "resource_added"},
       {"resource_removed", "resource_added"},
       add_image,
       change_image},
      {"refresh added",
       {"metadata_added", "metadata_changed"},
       {},
       nullptr,
       add_refresh},
      {"robots forbidden",
       {"metadata_added", "metadata_changed"},
       {},
       nullptr,
       forbid_robots},
  };
  return kMutations;
}

}  // namespace pagescan::test
