// Pages with forms and what people said each form and field is for: a folder
// with index.json and html/, coded as Formasaurus codes its annotations
// (https://formasaurus.readthedocs.io/). Owns everything; for the training
// tools alone.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/passes/form_purposes.h"

namespace pagescan::training {

struct AnnotatedForm {
  std::optional<FormPurpose> purpose;  // nothing: not to be scored
  /// By name of the field, as a class of the field model.
  std::map<std::string, FieldPurpose> fields;
};

struct AnnotatedPage {
  std::string url;
  std::string domain;  // registrable, or the host where there is none
  std::string html;
  std::vector<AnnotatedForm> forms;  // in tree order
};

/// The bytes of a file, "" where it can't be read.
std::string read_file(const std::filesystem::path& path);

/// Reads a folder. Fails where it has no index or the index is none.
Result<std::vector<AnnotatedPage>> read_annotated_pages(
    const std::filesystem::path& folder);

/// The class of the field model a purpose belongs to: what is told apart only
/// afterwards, such as the parts of a phone number, is one class.
FieldPurpose class_of(FieldPurpose purpose);

}  // namespace pagescan::training
