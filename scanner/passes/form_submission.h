// Where a form submits to and how: the effective submission of each of its
// submitters (https://html.spec.whatwg.org/#form-submission-algorithm). Borrows
// the document and the facts for the time of the pass; one thread.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/form_entries.h"
#include "scanner/passes/forms.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/pass_input.h"
#include "scanner/url/url.h"

namespace pagescan {

/// The stable name in reports, e.g. "same-site".
std::string_view site_relation_name(SiteRelation relation);

/// The method of a method or formmethod attribute
/// (https://html.spec.whatwg.org/#attr-fs-method): "get", "post" or "dialog".
std::string form_method(std::string_view attribute);

/// The encoding type of an enctype or formenctype attribute
/// (https://html.spec.whatwg.org/#attr-fs-enctype).
std::string form_enctype(std::string_view attribute);

/// Finds the submissions of a page's forms, one form after the other.
class SubmissionFinder {
 public:
  /// Notes full lists of entries and submissions in `facts`.
  SubmissionFinder(const PassInput& input, Facts& facts);

  /// Fills the entries and the submissions of `form`, whose controls are read.
  /// `element` is its element, `controls` are those of its controls.
  /// Submissions are in the order of their first submitters, the form's own
  /// last where no submitter gives it. Linear in the number of controls and
  /// the bytes of their attributes.
  void find(Form& form, NodeId element, std::span<const NodeId> controls);

 private:
  // Where one URL leads.
  struct Destination {
    std::optional<std::string> url;
    std::string scheme;
    SiteRelation relation = SiteRelation::kNone;
    bool ip_literal = false;
    bool punycode = false;
  };
  // What a form says itself; the destination by method is worked out once.
  struct OwnAttributes {
    std::optional<Url> action;
    std::string target;
    std::optional<Destination> by_get;
    std::optional<Destination> by_post;
  };
  // What a submitter says otherwise than its form; nothing where it doesn't.
  struct Differences {
    std::string method;
    std::string enctype;
    bool no_validate = false;
    std::optional<Destination> destination;
    std::optional<std::string> target;
    std::vector<FormEntry> entries;
  };

  std::optional<Url> action_url(std::optional<std::string_view> action) const;
  SiteRelation relation_of(const Url& url);
  Destination destination_of(const std::optional<Url>& action,
                             std::string_view method);
  const Destination& own_destination(OwnAttributes& own,
                                     std::string_view method);
  Differences differences_of(const Form& form, size_t submitter, NodeId element,
                             OwnAttributes& own);
  static std::string key_of(const Differences& differences);
  void append(Form& form, OwnAttributes& own, Differences from_own,
              std::vector<size_t> submitters);

  const PassInput& input_;
  EntryLister entries_;
  ListLimit limit_;
  std::string base_target_;
  std::string page_origin_;  // "null" where it is unknown or opaque
  std::map<std::string, SiteRelation> relations_;  // by origin
};

}  // namespace pagescan
