// The entry list of a form: the names and values its controls would send in
// the state the page comes in
// (https://html.spec.whatwg.org/#constructing-the-form-data-set). Borrows the
// document and the facts for the time of the pass; one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/forms.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// The bytes of an entry in a report.
inline size_t byte_size(const FormEntry& entry) {
  return entry.name.size() + byte_size(entry.value);
}

/// Lists the entries of a page's forms. Template contents have theirs too, as
/// if they were inserted.
class EntryLister {
 public:
  /// Notes a full list of entries in `facts`.
  EntryLister(const PassInput& input, Facts& facts);

  /// Fills `form.entries` with what is sent whatever submits the form, in tree
  /// order; no submitter's own entries. `elements` are those of its controls.
  /// Linear in their number.
  void list_entries(Form& form, std::span<const NodeId> elements);

  /// What the submitter itself adds when it submits its form.
  std::vector<FormEntry> submitter_entries(const Control& submitter,
                                           NodeId element) const;

 private:
  // The part of the document that is in one datalist.
  struct Datalist {
    NodeId begin = 0;
    NodeId end = 0;
  };

  bool in_datalist(NodeId element) const;
  void append(Form& form, FormEntry entry);
  void append_options(Form& form, const Control& select, NodeId element);
  std::optional<FormEntry> direction_entry(const Control& control,
                                           NodeId element) const;

  const PassInput& input_;
  std::vector<Datalist> datalists_;  // the outermost, in tree order
  ListLimit limit_;
};

}  // namespace pagescan
