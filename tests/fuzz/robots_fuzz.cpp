// Fuzzes robots.txt, the path to ask for on the first line, and checks what
// must hold of any input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "scanner/run/robots.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const size_t end = input.find('\n');
  if (end == std::string::npos) return 0;
  const std::string path = input.substr(0, end);
  const std::string content = input.substr(end + 1);
  const auto rules = pagescan::RobotsRules::parse(content);
  require(rules.allows("bot", "/robots.txt"));
  const bool allowed = rules.allows("bot", path);
  require(rules.allows("BOT/1.0", path) == allowed);
  // Neither does what is no rule of its agent's.
  if (content.size() < pagescan::kMaxRobotsBytes / 2) {
    require(pagescan::RobotsRules::parse(
                content + "\r\n# c\nallow:\nuser-agent: other\ndisallow: /\n")
                .allows("bot", path) == allowed);
  }
  const auto closed =
      pagescan::RobotsRules::parse("user-agent: bot\ndisallow:*");
  require(!closed.allows("bot", path) || path == "/robots.txt");
  return 0;
}
