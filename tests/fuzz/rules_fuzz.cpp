// Fuzzes the reader of YAML, files of rules and configurations, and checks what
// must hold of any input.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "rules/config/configuration.h"
#include "rules/config/data_rules.h"
#include "rules/config/rule_examples.h"
#include "rules/config/yaml_reader.h"

namespace {

constexpr size_t kMaxExamplesTried = 20;

void require(bool holds) {
  if (!holds) std::abort();
}

// What may be judged without end in sight: many rules on many pages.
void try_examples(const std::vector<pagescan::DataRule>& rules) {
  size_t tried = 0;
  for (const pagescan::DataRule& rule : rules) {
    require(!rule.info.id.empty() && !rule.info.name.empty());
    tried += rule.bad.size() + rule.good.size();
    if (tried > kMaxExamplesTried) return;
    const auto failures = pagescan::failed_examples(rule);
    require(failures == pagescan::failed_examples(rule));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto tree = pagescan::read_yaml(text, "fuzz.yaml");
  if (!tree) {
    require(tree.error().message.starts_with("fuzz.yaml:"));
    return 0;
  }
  const auto rules = pagescan::read_rules(*tree);
  if (rules) {
    try_examples(*rules);
  } else {
    require(rules.error().message.starts_with("fuzz.yaml:"));
  }
  const auto configuration = pagescan::read_configuration(
      *tree,
      [&](const std::string& path) { return pagescan::read_yaml(text, path); },
      {});
  if (!configuration) require(!configuration.error().message.empty());
  return 0;
}
