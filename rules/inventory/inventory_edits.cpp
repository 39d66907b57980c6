#include "rules/inventory/inventory_edits.h"

#include <map>
#include <optional>
#include <vector>

#include "rules/inventory/inventory_reader.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kNone = ConfigNode::kNone;
constexpr size_t kDefaultIndent = 2;

size_t member_of(const ConfigTree& tree, size_t mapping, std::string_view key) {
  if (tree.node(mapping).kind != ConfigKind::kMapping) return kNone;
  size_t child = tree.node(mapping).first_child;
  while (child != kNone && tree.node(child).key != key) {
    child = tree.node(child).next_sibling;
  }
  return child;
}

std::vector<size_t> items_of(const ConfigTree& tree, size_t sequence) {
  std::vector<size_t> items;
  if (sequence == kNone) return items;
  for (size_t i = tree.node(sequence).first_child; i != kNone;
       i = tree.node(i).next_sibling) {
    items.push_back(i);
  }
  return items;
}

class Editor {
 public:
  Editor(std::string_view text, const ConfigTree& tree)
      : tree_(tree), lines_(split(text, '\n')) {
    // What stands after the last line feed is a line of its own or nothing.
    if (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
  }

  void add_items(size_t mapping, std::string_view key,
                 const std::vector<std::string>& items);
  void replace(size_t scalar, std::string_view with);
  void replace_text(size_t scalar, std::string_view old, std::string_view with);
  void drop(size_t scalar) { dropped_[line_of(scalar)] = true; }
  std::string text() const;

 private:
  // Lines are counted from 0 here.
  size_t line_of(size_t node) const {
    const size_t line = tree_.node(node).position.line;
    return line == 0 ? 0 : line - 1;
  }
  std::string& line(size_t number) {
    if (const auto found = changed_.find(number); found != changed_.end()) {
      return found->second;
    }
    const bool is_there = number < lines_.size();
    return changed_[number] = std::string(is_there ? lines_[number] : "");
  }

  const ConfigTree& tree_;
  std::vector<std::string_view> lines_;
  std::map<size_t, std::string> changed_;
  std::map<size_t, bool> dropped_;
  std::map<size_t, std::string> after_;  // what comes after a line
  std::string end_;
};

std::string indented(const std::vector<std::string>& items, size_t indent) {
  const std::string space(indent, ' ');
  std::string out;
  for (const std::string& item : items) {
    for (const std::string_view part : split(item, '\n')) {
      out += space;
      out += part;
      out += '\n';
    }
  }
  return out;
}

void Editor::add_items(size_t mapping, std::string_view key,
                       const std::vector<std::string>& items) {
  if (items.empty()) return;
  const size_t list = member_of(tree_, mapping, key);
  if (list == kNone) {
    end_ += '\n' + std::string(key) + ":\n" + indented(items, kDefaultIndent);
    return;
  }
  const size_t at = tree_.node(list).key_position.line - 1;
  const std::vector<size_t> known = items_of(tree_, list);
  const size_t key_indent = tree_.node(list).key_position.column - 1;
  size_t indent = key_indent + kDefaultIndent;
  if (known.empty()) {
    line(at) = std::string(key_indent, ' ') + std::string(key) + ":";
  } else {
    // Where the dash of the first one stands.
    const size_t first = line_of(known.front());
    const size_t dash =
        first < lines_.size() ? lines_[first].find('-') : std::string::npos;
    if (dash != std::string::npos) indent = dash;
  }
  after_[at] += indented(items, indent);
}

void Editor::replace(size_t scalar, std::string_view with) {
  std::string& text = line(line_of(scalar));
  const size_t colon = text.find(':');
  if (colon == std::string::npos) return;
  text = text.substr(0, colon + 1) + ' ' + std::string(with);
}

void Editor::replace_text(size_t scalar, std::string_view old,
                          std::string_view with) {
  std::string& text = line(line_of(scalar));
  const size_t found = ascii_lowercase(text).find(old);
  if (found == std::string::npos) return;
  text.replace(found, old.size(), with);
}

std::string Editor::text() const {
  std::string out;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (!dropped_.contains(i)) {
      const auto changed = changed_.find(i);
      out += changed == changed_.end() ? lines_[i]
                                       : std::string_view(changed->second);
      out += '\n';
    }
    if (const auto more = after_.find(i); more != after_.end()) {
      out += more->second;
    }
  }
  return out + end_;
}

void change_hash(const ConfigTree& tree, size_t row,
                 const InventoryScript& script, const std::string& sha256,
                 Editor& editor) {
  if (script.url.empty()) {
    editor.replace_text(member_of(tree, row, "inline"), script.inline_sha256,
                        sha256);
    return;
  }
  const size_t list = member_of(tree, row, "sha256");
  const std::vector<size_t> hashes = items_of(tree, list);
  if (list != kNone && tree.node(list).kind == ConfigKind::kScalar &&
      !script.sha256.empty()) {
    editor.replace_text(list, script.sha256.front(), sha256);
  } else if (hashes.empty()) {
    editor.add_items(row, "sha256", {"- " + sha256});
  } else {
    editor.replace_text(hashes.front(), script.sha256.front(), sha256);
    for (size_t i = 1; i < hashes.size(); ++i) editor.drop(hashes[i]);
  }
}

void change_rows(const ConfigTree& tree, const Inventory& inventory,
                 const InventoryUpdate& update, Editor& editor) {
  const auto scripts = items_of(tree, member_of(tree, 0, "scripts"));
  for (const HashChange& change : update.hashes) {
    change_hash(tree, scripts[change.row], inventory.scripts[change.row],
                change.sha256, editor);
  }
  const auto fields = items_of(tree, member_of(tree, 0, "fields"));
  for (const ValueChange& change : update.values) {
    const size_t value = member_of(tree, fields[change.row], "value");
    if (value != kNone) editor.replace(value, yaml_text(change.value));
  }
}

}  // namespace

Result<std::string> edit_inventory(std::string_view text,
                                   const ConfigTree& tree,
                                   const Inventory& inventory,
                                   const InventoryUpdate& update) {
  Editor editor(text, tree);
  change_rows(tree, inventory, update, editor);
  std::vector<std::string> pages;
  for (const std::string& page : update.pages) pages.push_back(text_item(page));
  std::vector<std::string> scripts;
  for (const auto& row : update.scripts) scripts.push_back(script_item(row));
  std::vector<std::string> fields;
  for (const auto& row : update.fields) fields.push_back(field_item(row));
  editor.add_items(0, "pages", pages);
  editor.add_items(0, "scripts", scripts);
  editor.add_items(0, "fields", fields);
  std::string edited = editor.text();
  const Result<Inventory> read = read_inventory_text(edited, tree.name());
  if (!read || *read != updated(inventory, update)) {
    return fail(
        ErrorCode::kUsage,
        tree.name() +
            ": it is written in a way that can't be changed here: write "
            "lists as lines that begin with \"- \", one value a line, "
            "or change it by hand");
  }
  return edited;
}

}  // namespace pagescan
