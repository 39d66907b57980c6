// The resources pass: what else a page loads or embeds. A link element is among
// the links as well, and an icon in the metadata. Left out is what the Standard
// does not fetch: an empty address, a reference into the page itself from SVG's
// image or use. Pure function of the document; the result owns its strings.
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
  /// One of
  /// - "iframe", "frame" (listed without an address too), "object", "embed";
  /// - "image": img, picture's source, input, video's poster, the background of
  ///   body and table elements, SVG's image and feImage; each candidate of a
  ///   srcset is one;
  /// - "video", "audio" (their source elements too), "track";
  /// - "use": SVG's;
  /// - for each token of a link element's rel: "stylesheet", "icon" (also for
  ///   apple-touch-icon and mask-icon), "manifest", "preload" (each candidate
  ///   of an imagesrcset too), "modulepreload", "prefetch", "prerender",
  ///   "preconnect", "dns-prefetch".
  std::string kind;
  std::string element;
  std::string attribute;  // the attribute the address stands in; "" if none
  std::optional<Address> address;
  bool alternate = false;  // an alternative style sheet
  // iframe, frame
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

/// The addresses of the image candidates in a srcset attribute
/// (https://html.spec.whatwg.org/#parse-a-srcset-attribute): those whose
/// descriptors are in order. Views into `srcset`; linear time.
std::vector<std::string_view> srcset_urls(std::string_view srcset);

/// Appends to the resources of `facts`, template contents apart.
void find_resources(const PassInput& input, Facts& facts);

}  // namespace pagescan
