#include "tests/report/schema_check.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#include <vector>

#include "tests/report/golden.h"

namespace pagescan::test {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

// No more of them are told.
constexpr size_t kMaxComplaintBytes = 2'000;

// libxml2's way of saying what is wrong, with `context` a std::string.
void append_complaint(void* context, const char* format, ...) {
  auto& text = *static_cast<std::string*>(context);
  if (text.size() > kMaxComplaintBytes) return;
  std::array<char, 500> line{};
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line.data(), line.size(), format, arguments);
  va_end(arguments);
  text += line.data();
}

struct FreeDoc {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
};
using Doc = std::unique_ptr<xmlDoc, FreeDoc>;

Doc parse_xml(const std::string& xml) {
  return Doc(xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "",
                           nullptr, XML_PARSE_NONET | XML_PARSE_HUGE));
}

}  // namespace

std::filesystem::path schema_path(const std::string& name) {
  return std::filesystem::path(PAGESCAN_SOURCE_DIR) / "tests/report/schemas" /
         name;
}

JsonSchema::JsonSchema(const std::filesystem::path& path) {
  const json document = json::parse(read_file_bytes(path));
  const bool is_draft4 =
      document.value("$schema", "").find("draft-04") != std::string::npos;
  valijson::SchemaParser parser(is_draft4 ? valijson::SchemaParser::kDraft4
                                          : valijson::SchemaParser::kDraft7);
  parser.populateSchema(NlohmannJsonAdapter(document), schema_);
}

std::string JsonSchema::complaints(const json& document) const {
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(schema_, NlohmannJsonAdapter(document), &results)) {
    return "";
  }
  std::string text = "invalid";
  valijson::ValidationResults::Error error;
  while (text.size() < kMaxComplaintBytes && results.popError(error)) {
    text += '\n';
    for (const std::string& part : error.context) text += part;
    text += ": " + error.description;
  }
  return text;
}

struct XmlSchema::Parts {
  xmlSchemaParserCtxt* parser = nullptr;
  xmlSchema* schema = nullptr;
};

XmlSchema::XmlSchema(const std::filesystem::path& path)
    : parts_(std::make_unique<Parts>()) {
  parts_->parser = xmlSchemaNewParserCtxt(path.c_str());
  parts_->schema = xmlSchemaParse(parts_->parser);
  if (parts_->schema == nullptr) throw std::runtime_error(path.string());
}

XmlSchema::~XmlSchema() {
  xmlSchemaFree(parts_->schema);
  xmlSchemaFreeParserCtxt(parts_->parser);
}

std::string XmlSchema::complaints(const std::string& xml) {
  const Doc doc = parse_xml(xml);
  if (!doc) return "not well-formed";
  std::string text;
  xmlSchemaValidCtxt* const context = xmlSchemaNewValidCtxt(parts_->schema);
  xmlSchemaSetValidErrors(context, append_complaint, append_complaint, &text);
  const int code = xmlSchemaValidateDoc(context, doc.get());
  xmlSchemaFreeValidCtxt(context);
  return code == 0 ? "" : "invalid: " + text;
}

std::vector<std::string> XmlSchema::attributes(const std::string& xml,
                                               const std::string& element,
                                               const std::string& attribute) {
  std::vector<std::string> values;
  const Doc doc = parse_xml(xml);
  xmlNode* const root = doc ? xmlDocGetRootElement(doc.get()) : nullptr;
  for (xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_ELEMENT_NODE &&
        element == reinterpret_cast<const char*>(node->name)) {
      xmlChar* const value =
          xmlGetProp(node, reinterpret_cast<const xmlChar*>(attribute.c_str()));
      if (value != nullptr) {
        values.emplace_back(reinterpret_cast<const char*>(value));
        xmlFree(value);
      }
    }
    // The next in tree order.
    if (node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != nullptr && node != root && node->next == nullptr) {
      node = node->parent;
    }
    node = node == nullptr || node == root ? nullptr : node->next;
  }
  return values;
}

}  // namespace pagescan::test
