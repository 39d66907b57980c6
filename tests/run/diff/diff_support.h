// Helps tests of the diff: pages as text, scanned without a network.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/run/diff/diff.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// The result of a page at `url` as if a server had sent it with these fields
/// ("Name: value"), judged by the default rules.
ScanResult scanned_page(std::string_view html,
                        const std::vector<std::string>& fields = {},
                        std::string_view url = "https://shop.example/page");

/// The diff of two pages, all masks on.
PageDiff diff_pages(std::string_view before, std::string_view after,
                    const std::vector<std::string>& before_fields = {},
                    const std::vector<std::string>& after_fields = {});

/// "KIND PATH before -> after" for each change, as tables of cases have it.
std::vector<std::string> change_lines(const PageDiff& diff);

}  // namespace pagescan
