#include "tests/run/diff/diff_support.h"

#include <utility>

#include "scanner/run/pipeline.h"

namespace pagescan {

ScanResult scanned_page(std::string_view html,
                        const std::vector<std::string>& fields,
                        std::string_view url) {
  FetchResult fetched;
  fetched.response.submitted_url = url;
  fetched.response.final_url = url;
  Hop hop;
  hop.url = url;
  hop.status = 200;
  hop.protocol = "HTTP/1.1";
  hop.remote_ip = "127.0.0.1";
  hop.remote_port = 443;
  hop.fields.add("Content-Type", "text/html; charset=utf-8");
  for (const std::string& line : fields) hop.fields.add_line(line);
  for (const std::string_view line : hop.fields.all("Set-Cookie")) {
    if (auto cookie = parse_set_cookie(line)) {
      fetched.response.cookies.push_back({0, *std::move(cookie)});
    }
  }
  fetched.response.hops.push_back(std::move(hop));
  fetched.response.content = html;
  ScanOptions options;
  options.rules = std::make_shared<const RuleBook>(default_rule_book());
  const Result<Target> target = parse_target(url);
  return scan_fetched(*target, options, std::move(fetched));
}

PageDiff diff_pages(std::string_view before, std::string_view after,
                    const std::vector<std::string>& before_fields,
                    const std::vector<std::string>& after_fields) {
  return diff_results(scanned_page(before, before_fields),
                      scanned_page(after, after_fields), {});
}

std::vector<std::string> change_lines(const PageDiff& diff) {
  std::vector<std::string> lines;
  for (const Change& change : diff.changes) {
    std::string line = change_kind_name(change.kind) + ' ' + change.path;
    if (change.before || change.after) {
      line += ' ' + change.before.value_or("(none)") + " -> " +
              change.after.value_or("(none)");
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace pagescan
