// Markup to Facts by one pass, for tests.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"
#include "tests/dom/parse_for_test.h"

namespace pagescan {

inline constexpr std::string_view kTestPage = "https://www.example.com/dir/p";

/// The address as a Url; nothing where it is "".
inline std::optional<Url> url_for_test(std::string_view address) {
  if (address.empty()) return std::nullopt;
  Result<Url> url = Url::parse(address);
  EXPECT_TRUE(url.has_value()) << address;
  return *std::move(url);
}

inline Facts run_pass_for_test(void (*pass)(const PassInput&, Facts&),
                               std::string html,
                               std::string_view page = kTestPage,
                               const CatalogueLimits& limits = {}) {
  const Document document = parse_for_test(std::move(html));
  const UrlResolver resolver(document, url_for_test(page));
  Facts facts;
  pass(PassInput{document, resolver, limits}, facts);
  return facts;
}

}  // namespace pagescan
