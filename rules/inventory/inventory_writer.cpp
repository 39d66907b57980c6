#include "rules/inventory/inventory_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr std::string_view kHeader =
    R"(# The scripts and security-impacting response fields of payment pages
# (PCI DSS 4.0.1, requirements 6.4.3 and 11.6.1). Fill in owner, justification,
# authorised_by and date (YYYY-MM-DD) of each script.
#
# integrity: exact   one of the hashes must match
#            masked  the same for inline scripts, nonces and tokens apart
#            sri     the element's integrity attribute must be there and match
#            any     its owner changes it at will: say why that is accepted
)";

// Written as it is: nothing in it means anything to YAML.
bool is_plain(std::string_view text) {
  const bool begins_well = text.starts_with("http") ||
                           (!text.empty() && is_ascii_digit(text[0])) ||
                           text.starts_with("sha256:");
  return begins_well && std::all_of(text.begin(), text.end(), [](char c) {
           constexpr std::string_view kOthers = ":/._~%+=&?*-";
           return is_ascii_alpha(c) || is_ascii_digit(c) ||
                  kOthers.find(c) != std::string_view::npos;
         });
}

// Whether a reader takes it as it is (YAML 1.1 section 5.1), and a person sees
// it.
bool shows(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  if (c >= 0x2000 && c <= 0x200F) return false;
  if (c >= 0x2028 && c <= 0x202E) return false;
  if (c >= 0x2060 && c <= 0x206F) return false;
  if (c == 0xAD || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFF)) return false;
  return c <= 0xFFFF || (c & 0xFFFE) != 0xFFFE;
}

void append_key(std::string_view key, std::string_view text, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\n  {}: {}", key, yaml_text(text));
}

void append_list(std::string_view key, const std::vector<std::string>& texts,
                 std::string& out) {
  fmt::format_to(std::back_inserter(out), "\n  {}:", key);
  for (const std::string& text : texts) {
    fmt::format_to(std::back_inserter(out), "\n    - {}", yaml_text(text));
  }
}

// An item of a sequence at the top.
std::string indented(const std::string& item) {
  std::string out = "  ";
  for (const char c : item) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out + '\n';
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    i += point.size;
    if (point.value == '"' || point.value == '\\') {
      out += '\\';
      out += static_cast<char>(point.value);
    } else if (shows(point.value)) {
      append_utf8(out, point.value);
    } else {
      fmt::format_to(std::back_inserter(out), "\\U{:08X}",
                     static_cast<uint32_t>(point.value));
    }
  }
  return out + '"';
}

std::string text_item(std::string_view text) { return "- " + yaml_text(text); }

std::string script_item(const NewScriptRow& script) {
  const InventoryScript& row = script.row;
  std::string out;
  if (row.url.empty()) {
    out = "- inline: " + yaml_text("sha256:" + row.inline_sha256);
    append_key("begins", row.begins, out);
  } else {
    out = "- url: " + yaml_text(row.url);
  }
  if (!script.comment.empty()) out += "\n  # " + script.comment;
  append_key("owner", row.owner, out);
  append_key("justification", row.justification, out);
  append_key("authorised_by", row.authorised_by, out);
  append_key("date", row.date, out);
  out += "\n  integrity: ";
  out += integrity_mode_name(row.integrity);
  if (!row.url.empty()) append_list("sha256", row.sha256, out);
  append_list("pages", row.pages, out);
  return out;
}

std::string field_item(const InventoryField& field) {
  std::string out = "- name: " + field.name;
  if (!field.directive.empty()) append_key("directive", field.directive, out);
  append_key("value", field.value, out);
  append_list("pages", field.pages, out);
  return out;
}

std::string write_inventory(const std::vector<std::string>& pages,
                            const std::vector<NewScriptRow>& scripts,
                            const std::vector<InventoryField>& fields) {
  std::string out(kHeader);
  fmt::format_to(std::back_inserter(out), "version: {}\n\npages:\n",
                 kInventoryVersion);
  for (const std::string& page : pages) out += indented(text_item(page));
  out += "\nscripts:\n";
  for (const NewScriptRow& script : scripts) {
    out += indented(script_item(script));
  }
  out += "\nfields:\n";
  for (const InventoryField& field : fields) out += indented(field_item(field));
  return out;
}

}  // namespace pagescan
