// Submissions and entries in a line of text, for tables of cases:
//
//   "0,2 post https://a.example/ urlencoded @_top same-origin novalidate ip
//    punycode +name=value; - get ..."
//
// The submitters ("-" if none), the method, the URL ("-" if none), the encoding
// type, "@" and the target, the relation, the flags, the submitter's entries; a
// part that is not there is left out. A masked value is "*", one not known "?".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/form_submission.h"
#include "scanner/passes/forms.h"

namespace pagescan {

inline std::string describe_entry(const FormEntry& entry) {
  std::string text = entry.name + '=';
  if (entry.masked) {
    text += entry.value ? "(masked) " + *entry.value : "*";
  } else {
    text += entry.value.value_or("?");
  }
  return text;
}

/// "name=value" of each, set apart by spaces.
inline std::string describe_entries(const std::vector<FormEntry>& entries) {
  std::string text;
  for (const FormEntry& entry : entries) {
    if (!text.empty()) text += ' ';
    text += describe_entry(entry);
  }
  return text;
}

inline std::string describe_submission(const FormSubmission& submission) {
  std::string text;
  for (const size_t control : submission.submitters) {
    if (!text.empty()) text += ',';
    text += std::to_string(control);
  }
  if (text.empty()) text = "-";
  text += ' ' + submission.method + ' ' + submission.url.value_or("-");
  if (submission.enctype == "application/x-www-form-urlencoded") {
    text += " urlencoded";
  } else if (submission.enctype == "multipart/form-data") {
    text += " multipart";
  } else if (submission.enctype == "text/plain") {
    text += " plain";
  } else if (!submission.enctype.empty()) {
    text += " enctype:" + submission.enctype;
  }
  if (!submission.target.empty()) text += " @" + submission.target;
  if (submission.url) {
    text += ' ';
    text += site_relation_name(submission.relation);
  } else if (submission.relation != SiteRelation::kNone) {
    text += " relation without a URL";
  }
  if (submission.no_validate) text += " novalidate";
  if (submission.ip_literal) text += " ip";
  if (submission.punycode) text += " punycode";
  for (const FormEntry& entry : submission.entries) {
    text += " +" + describe_entry(entry);
  }
  return text;
}

/// Each submission of the form, set apart by "; ".
inline std::string describe_submissions(const Form& form) {
  std::string text;
  for (const FormSubmission& submission : form.submissions) {
    if (!text.empty()) text += "; ";
    text += describe_submission(submission);
  }
  return text;
}

}  // namespace pagescan
