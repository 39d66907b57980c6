// Whether a document is what a schema allows. Immutable once made; thread-safe
// but for XmlSchema.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <valijson/schema.hpp>
#include <vector>

namespace pagescan::test {

/// tests/report/schemas/NAME.
std::filesystem::path schema_path(const std::string& name);

class JsonSchema {
 public:
  explicit JsonSchema(const std::filesystem::path& path);

  /// What is wrong with the document, "" if nothing.
  std::string complaints(const nlohmann::json& document) const;

 private:
  valijson::Schema schema_;
};

class XmlSchema {
 public:
  explicit XmlSchema(const std::filesystem::path& path);
  ~XmlSchema();

  /// What is wrong with the document, "" if nothing.
  std::string complaints(const std::string& xml);
  /// The values of an attribute of every element of this name, in order.
  static std::vector<std::string> attributes(const std::string& xml,
                                             const std::string& element,
                                             const std::string& attribute);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pagescan::test
