// The resources pass: what else a page loads or embeds. Pure function of the
// document; the result owns its strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

struct Resource {
  std::string kind;  // "iframe", "stylesheet", "image", "preload" ...
  std::string element;
  std::string attribute;  // the attribute the address stands in; "" if none
  std::optional<Address> address;
  // iframe
  std::optional<std::string> sandbox;
  std::optional<std::string> allow;
  std::optional<std::string> name;
  std::optional<size_t> srcdoc_size;  // bytes
  std::optional<std::string> srcdoc_sha256;
  // stylesheet, preload
  std::optional<std::string> integrity;
  std::optional<std::string> crossorigin;
  std::optional<std::string> media;
  std::optional<std::string> as;
  std::optional<std::string> loading;
  SourcePosition position;
};

/// The addresses in a srcset attribute
/// (https://html.spec.whatwg.org/#parse-a-srcset-attribute).
std::vector<std::string_view> srcset_urls(std::string_view srcset);

/// Appends to the resources of `facts`, template contents apart.
void find_resources(const PassInput& input, Facts& facts);

}  // namespace pagescan
