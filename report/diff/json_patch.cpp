#include "report/diff/json_patch.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/json_parse.h"
#include "report/json_reader.h"
#include "report/rapidjson.h"

namespace pagescan {
namespace {

using rapidjson::Value;

// All recursion here is as deep as the documents, which parse_json() bounds
// (ReadLimits::max_depth).

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

using Member = std::pair<std::string_view, const Value*>;

// By name, each once.
std::vector<Member> sorted_members(const Value& object) {
  std::vector<Member> members;
  members.reserve(object.MemberCount());
  for (const auto& member : object.GetObject()) {
    members.emplace_back(text_of(member.name), &member.value);
  }
  std::ranges::stable_sort(members, {}, &Member::first);
  // Of equal ones the last.
  size_t kept = 0;
  for (size_t i = 0; i < members.size(); ++i) {
    const bool is_last =
        i + 1 == members.size() || members[i + 1].first != members[i].first;
    if (is_last) members[kept++] = members[i];
  }
  members.resize(kept);
  return members;
}

bool same(const Value& a, const Value& b);

bool same_objects(const Value& a, const Value& b) {
  const std::vector<Member> left = sorted_members(a);
  const std::vector<Member> right = sorted_members(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const Member& x, const Member& y) {
                      return x.first == y.first && same(*x.second, *y.second);
                    });
}

bool same(const Value& a, const Value& b) {
  if (a.IsObject() && b.IsObject()) return same_objects(a, b);
  if (a.IsArray() && b.IsArray()) {
    return std::equal(a.Begin(), a.End(), b.Begin(), b.End(), same);
  }
  if (a.IsObject() || a.IsArray() || a.GetType() != b.GetType()) return false;
  // 1 and 1.0 are told apart, as not all who read JSON take them for the same.
  // -1 and 2^64 - 1 are the same bits.
  if (a.IsNumber() &&
      (a.IsDouble() != b.IsDouble() || a.IsUint64() != b.IsUint64())) {
    return false;
  }
  return a == b;
}

// A token of a JSON Pointer (RFC 6901 section 3).
void append_token(std::string_view key, std::string& pointer) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

class PatchWriter {
 public:
  explicit PatchWriter(JsonWriter& json) : json_(json) {}

  void compare(const Value& before, const Value& after);

 private:
  void compare_objects(const Value& before, const Value& after);
  void compare_arrays(const Value& before, const Value& after);
  void write(std::string_view operation, const Value* value);
  template <class Action>
  void within(std::string_view key, Action action) {
    const size_t length = pointer_.size();
    append_token(key, pointer_);
    action();
    pointer_.resize(length);
  }

  JsonWriter& json_;
  std::string pointer_;
};

void PatchWriter::write(std::string_view operation, const Value* value) {
  json_.begin_object();
  json_.field("op", operation);
  json_.field("path", pointer_);
  if (value != nullptr) {
    json_.key("value");
    json_.tree(*value);
  }
  json_.end_object();
}

void PatchWriter::compare(const Value& before, const Value& after) {
  if (before.IsObject() && after.IsObject()) {
    compare_objects(before, after);
  } else if (before.IsArray() && after.IsArray()) {
    compare_arrays(before, after);
  } else if (!same(before, after)) {
    write("replace", &after);
  }
}

void PatchWriter::compare_objects(const Value& before, const Value& after) {
  const std::vector<Member> left = sorted_members(before);
  const std::vector<Member> right = sorted_members(after);
  auto old_member = left.begin();
  auto new_member = right.begin();
  while (old_member != left.end() || new_member != right.end()) {
    const bool is_removed =
        new_member == right.end() ||
        (old_member != left.end() && old_member->first < new_member->first);
    const bool is_added =
        old_member == left.end() ||
        (new_member != right.end() && new_member->first < old_member->first);
    if (is_removed) {
      within(old_member->first, [this] { write("remove", nullptr); });
    } else {
      within(new_member->first, [&] {
        if (is_added) {
          write("add", new_member->second);
        } else {
          compare(*old_member->second, *new_member->second);
        }
      });
    }
    if (!is_added) ++old_member;
    if (!is_removed) ++new_member;
  }
}

void PatchWriter::compare_arrays(const Value& before, const Value& after) {
  size_t begin = 0;
  size_t old_end = before.Size();
  size_t new_end = after.Size();
  const auto item = [](const Value& array, size_t i) -> const Value& {
    return array[static_cast<rapidjson::SizeType>(i)];
  };
  while (begin < std::min(old_end, new_end) &&
         same(item(before, begin), item(after, begin))) {
    ++begin;
  }
  while (std::min(old_end, new_end) > begin &&
         same(item(before, old_end - 1), item(after, new_end - 1))) {
    --old_end;
    --new_end;
  }
  size_t i = begin;
  for (; i < std::min(old_end, new_end); ++i) {
    within(std::to_string(i),
           [&] { compare(item(before, i), item(after, i)); });
  }
  // The last first, so that each index is what it is at its time.
  for (size_t gone = old_end; gone-- > i;) {
    within(std::to_string(gone), [this] { write("remove", nullptr); });
  }
  for (; i < new_end; ++i) {
    within(std::to_string(i), [&] { write("add", &item(after, i)); });
  }
}

Result<rapidjson::Document> parse(std::string_view json) {
  return parse_json(json.empty() ? "null" : json, ReadLimits());
}

}  // namespace

Result<void> write_json_patch(std::string_view before, std::string_view after,
                              JsonWriter& json) {
  const Result<rapidjson::Document> old_tree = parse(before);
  if (!old_tree) return tl::unexpected(old_tree.error());
  const Result<rapidjson::Document> new_tree = parse(after);
  if (!new_tree) return tl::unexpected(new_tree.error());
  json.begin_array();
  PatchWriter(json).compare(*old_tree, *new_tree);
  json.end_array();
  return {};
}

}  // namespace pagescan
