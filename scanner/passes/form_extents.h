// Which part of the tree each listed form takes up, to tell what stands in a
// form and what beside one. Built once a catalogue; thread-safe once built.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/form_signal_facts.h"

namespace pagescan {

enum class Contents : uint8_t { kPage, kTemplates };

class FormExtents {
 public:
  /// Of the forms in the page's own catalogue or in that of its templates.
  FormExtents(const Document& document, const FormFacts& facts,
              Contents contents);

  /// The innermost form around the node; nothing if there is none.
  std::optional<size_t> around(NodeId node) const;

  /// The form a node belongs to: the one it is in, else the only one, or the
  /// only one for sign-in, of the nearest box around it that has any.
  std::optional<SightingForm> of(NodeId node) const;

 private:
  // A form's element and what the parser put in the form besides
  // (`<table><form><tr><td><input>`).
  struct Extent {
    NodeId begin = 0;
    NodeId end = 0;
    bool signs_in = false;
    bool searches = false;
  };

  std::optional<size_t> only_form_in(NodeId begin, NodeId end) const;

  const Document& document_;
  std::vector<Extent> extents_;  // in tree order, as the forms of the facts
};

}  // namespace pagescan
