#include "scanner/passes/form_submission.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/passes/facts.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

constexpr std::string_view kOpaqueOrigin = "null";

// The target attribute of the first base element that has one.
std::string base_target(const PassInput& input) {
  const Document& document = input.document;
  for (const NodeId base : document.elements(Tag::kBase)) {
    if (document.node(base).in_template) continue;
    if (document.has_attribute(base, "target")) {
      return attribute_or_empty(input, base, "target");
    }
  }
  return {};
}

// "Get an element's target" (https://html.spec.whatwg.org/#get-an-element's-
// target), its last steps: what looks like cut-off markup opens a new window.
std::string effective_target(std::string target) {
  const bool is_dangling_markup =
      target.find('<') != std::string::npos &&
      find_one_of(target, "\t\n\r") != std::string::npos;
  if (is_dangling_markup) target = "_blank";
  return target;
}

// Whether a submission by GET replaces the query of such a URL: the actions
// "mutate action URL" and "mail with headers" of
// https://html.spec.whatwg.org/#form-submission-algorithm.
bool get_replaces_query(const Url& url) {
  return url.is_http() || url.scheme() == "mailto" || url.scheme() == "data";
}

std::string href_without_query(const Url& url) {
  std::string href = url.href();
  if (const auto query = url.query()) {
    const auto question_mark =
        static_cast<size_t>(query->data() - url.href().data()) - 1;
    href.erase(question_mark, query->size() + 1);
  }
  return href;
}

bool has_punycode_label(std::string_view host) {
  return host.starts_with("xn--") ||
         host.find(".xn--") != std::string_view::npos;
}

// Appends a string so that what follows can't be taken for a part of it.
void append_part(std::string_view part, std::string& key) {
  fmt::format_to(std::back_inserter(key), "{}:{}", part.size(), part);
}

}  // namespace

std::string_view site_relation_name(SiteRelation relation) {
  switch (relation) {
    case SiteRelation::kSameOrigin:
      return "same-origin";
    case SiteRelation::kSameSite:
      return "same-site";
    case SiteRelation::kCrossSite:
      return "cross-site";
    case SiteRelation::kNone:
      break;
  }
  return "none";
}

std::string form_method(std::string_view attribute) {
  if (ascii_iequals(attribute, "post")) return "post";
  if (ascii_iequals(attribute, "dialog")) return "dialog";
  return "get";
}

std::string form_enctype(std::string_view attribute) {
  for (const std::string_view type : {"multipart/form-data", "text/plain"}) {
    if (ascii_iequals(attribute, type)) return std::string(type);
  }
  return "application/x-www-form-urlencoded";
}

SubmissionFinder::SubmissionFinder(const PassInput& input, Facts& facts)
    : input_(input),
      entries_(input, facts),
      limit_("submissions", input, facts),
      base_target_(base_target(input)),
      page_origin_(kOpaqueOrigin) {
  if (const auto& page = input.resolver.document_url()) {
    page_origin_ = page->origin();
  }
}

// Steps 11 to 14 of the algorithm: an action that is missing or empty is the
// document's own URL, whatever base says.
std::optional<Url> SubmissionFinder::action_url(
    std::optional<std::string_view> action) const {
  if (!action || action->empty()) return input_.resolver.document_url();
  return input_.resolver.resolve(*action);
}

SiteRelation SubmissionFinder::relation_of(const Url& url) {
  if (page_origin_ == kOpaqueOrigin) return SiteRelation::kNone;
  const std::string origin = url.origin();
  if (origin == kOpaqueOrigin) return SiteRelation::kNone;
  if (origin == page_origin_) return SiteRelation::kSameOrigin;
  const auto [known, is_new] =
      relations_.try_emplace(origin, SiteRelation::kCrossSite);
  if (is_new && same_site(url, *input_.resolver.document_url())) {
    known->second = SiteRelation::kSameSite;
  }
  return known->second;
}

SubmissionFinder::Destination SubmissionFinder::destination_of(
    const std::optional<Url>& action, std::string_view method) {
  Destination destination;
  if (!action || method == "dialog") return destination;
  const bool is_query_replaced = method == "get" && get_replaces_query(*action);
  destination.url = within_limit(
      input_, is_query_replaced ? href_without_query(*action) : action->href());
  destination.scheme = within_limit(input_, action->scheme());
  destination.relation = relation_of(*action);
  destination.ip_literal = action->host_kind() == HostKind::kIpv4 ||
                           action->host_kind() == HostKind::kIpv6;
  destination.punycode = has_punycode_label(action->host());
  return destination;
}

const SubmissionFinder::Destination& SubmissionFinder::own_destination(
    OwnAttributes& own, std::string_view method) {
  auto& destination = method == "get" ? own.by_get : own.by_post;
  if (!destination) destination = destination_of(own.action, method);
  return *destination;
}

SubmissionFinder::Differences SubmissionFinder::differences_of(
    const Form& form, size_t submitter, NodeId element, OwnAttributes& own) {
  const Control& control = form.controls[submitter];
  const SubmitterOverrides& overrides = control.overrides;
  Differences differences;
  differences.no_validate = form.novalidate || overrides.formnovalidate;
  differences.method =
      overrides.formmethod ? form_method(*overrides.formmethod) : form.method;
  if (differences.method == "dialog") return differences;
  if (differences.method == "post") {
    differences.enctype = overrides.formenctype
                              ? form_enctype(*overrides.formenctype)
                              : form.enctype;
  }
  if (overrides.formaction) {
    // As the page has it: the one in the facts may be cut.
    Destination destination = destination_of(
        action_url(input_.document.attribute(element, "formaction")),
        differences.method);
    if (destination.url != own_destination(own, differences.method).url) {
      differences.destination = std::move(destination);
    }
  }
  if (overrides.formtarget) {
    std::string target = effective_target(*overrides.formtarget);
    if (target != own.target) differences.target = std::move(target);
  }
  differences.entries = entries_.submitter_entries(control, element);
  return differences;
}

void SubmissionFinder::append(Form& form, OwnAttributes& own,
                              Differences from_own,
                              std::vector<size_t> submitters) {
  FormSubmission submission;
  submission.submitters = std::move(submitters);
  submission.method = std::move(from_own.method);
  submission.enctype = std::move(from_own.enctype);
  submission.no_validate = from_own.no_validate;
  submission.entries = std::move(from_own.entries);
  if (submission.method != "dialog") {
    Destination destination = from_own.destination
                                  ? *std::move(from_own.destination)
                                  : own_destination(own, submission.method);
    submission.url = std::move(destination.url);
    submission.scheme = std::move(destination.scheme);
    submission.relation = destination.relation;
    submission.ip_literal = destination.ip_literal;
    submission.punycode = destination.punycode;
    submission.target =
        from_own.target ? *std::move(from_own.target) : own.target;
  }
  size_t bytes = byte_size(submission.url) + submission.target.size();
  for (const FormEntry& entry : submission.entries) bytes += byte_size(entry);
  limit_.append(form.submissions, std::move(submission), bytes);
}

// What of a submission tells it from the others of its form.
std::string SubmissionFinder::key_of(const Differences& differences) {
  std::string key = differences.method;
  if (differences.no_validate) key += '!';
  append_part(differences.enctype, key);
  if (differences.destination) {
    const auto& url = differences.destination->url;
    key += url ? '>' : '-';
    append_part(url.value_or(""), key);
  }
  if (differences.target) {
    key += '@';
    append_part(*differences.target, key);
  }
  for (const FormEntry& entry : differences.entries) {
    key += '=';
    append_part(entry.name, key);
    append_part(entry.value.value_or(""), key);
  }
  return key;
}

void SubmissionFinder::find(Form& form, NodeId element,
                            std::span<const NodeId> controls) {
  entries_.list_entries(form, controls);
  OwnAttributes own;
  own.action = action_url(input_.document.attribute(element, "action"));
  own.target = effective_target(input_.document.has_attribute(element, "target")
                                    ? form.target
                                    : base_target_);
  Differences own_way;
  own_way.method = form.method;
  if (form.method == "post") own_way.enctype = form.enctype;
  own_way.no_validate = form.novalidate;
  bool is_own_given = false;
  std::map<std::string, size_t> known;  // by key_of()
  for (size_t i = 0; i < form.controls.size(); ++i) {
    const Control& control = form.controls[i];
    if (!control.submitter || control.disabled) continue;
    Differences way = differences_of(form, i, controls[i], own);
    // A script that submits the form is not held up by validation.
    is_own_given |= way.method == own_way.method &&
                    way.enctype == own_way.enctype && !way.destination &&
                    !way.target;
    std::string key = key_of(way);
    if (const auto same = known.find(key); same != known.end()) {
      form.submissions[same->second].submitters.push_back(i);
    } else if (limit_.has_room(form.submissions)) {
      known.emplace(std::move(key), form.submissions.size());
      append(form, own, std::move(way), {i});
    }
  }
  if (!is_own_given) append(form, own, std::move(own_way), {});
}

}  // namespace pagescan
