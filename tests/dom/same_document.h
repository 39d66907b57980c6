// That a page reads the same whether its scripts are cut out before the parse
// or not: every node, attribute, place and bound.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "scanner/dom/parse.h"

namespace pagescan {

/// Everything of a parse in one comparable text.
inline std::string describe_parse(const ParsedPage& page) {
  std::string text = std::to_string(page.parsed_bytes) + ' ' +
                     std::to_string(page.overruns.merged_elements) + '\n';
  const Document& document = page.document;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    const auto add = [&text](uint64_t number) {
      text += std::to_string(number) + ' ';
    };
    add(static_cast<uint64_t>(node.type));
    add(static_cast<uint64_t>(node.name_space));
    add(static_cast<uint64_t>(node.tag));
    add(node.in_template ? 1 : 0);
    add(node.parent);
    add(node.end);
    add(node.position.line);
    add(node.position.column);
    add(node.position.offset);
    add(document.parser_form_owner(id));
    text += node.text;
    for (const Attribute& attribute : document.attributes(id)) {
      text.append(" [").append(attribute.name).append("=");
      text.append(attribute.value).append("]");
    }
    text += '\n';
  }
  return text;
}

inline void expect_same_with_and_without_cuts(const std::string& page) {
  ParseLimits limits;
  const auto with = parse_html(page, limits);
  limits.cut_raw_text = false;
  const auto without = parse_html(page, limits);
  ASSERT_TRUE(with && without) << page;
  EXPECT_EQ(describe_parse(*with), describe_parse(*without)) << page;
}

}  // namespace pagescan
