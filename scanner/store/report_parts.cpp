#include "scanner/store/report_parts.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "scanner/base/byte_scan.h"

namespace pagescan {
namespace {

// The thread that writes packs what many workers make. (Level 6 saves 5 % of
// space.)
constexpr int kZstdLevel = 3;

// A member of a JSON object as it stands there.
struct Member {
  std::string_view name;  // with its escapes
  size_t value = 0;
  size_t end = 0;  // of the value
};

// Reads the members of an object in compact JSON (as our writer writes it).
class MemberReader {
 public:
  /// `at` is where the object's brace stands, if it does.
  MemberReader(std::string_view json, size_t at) : json_(json), at_(at) {
    if (at_ < json_.size() && json_[at_] == '{') {
      ++at_;
    } else {
      at_ = json_.size();
    }
  }

  /// Nothing at the end, and where it is no such JSON.
  std::optional<Member> next() {
    if (at_ >= json_.size() || json_[at_] != '"') return std::nullopt;
    Member member;
    const size_t name_end = end_of_string(at_);
    if (name_end >= json_.size() || json_[name_end] != ':') return std::nullopt;
    member.name = json_.substr(at_ + 1, name_end - at_ - 2);
    member.value = name_end + 1;
    member.end = end_of_value(member.value);
    at_ = member.end;
    if (at_ < json_.size() && json_[at_] == ',') ++at_;
    return member;
  }

 private:
  // Behind the closing quote of the string that begins at `at`.
  size_t end_of_string(size_t at) const {
    const auto is_end_or_escape = [](unsigned char c) {
      return (c == '"') | (c == '\\');
    };
    ++at;
    while (at < json_.size()) {
      at = find_byte(json_, at, is_end_or_escape);
      if (at == json_.size()) break;
      if (json_[at] == '"') return at + 1;
      at += 2;  // what is escaped
    }
    return json_.size();
  }

  // Behind the value that begins at `at`: the comma or bracket after it.
  size_t end_of_value(size_t at) const {
    size_t depth = 0;
    while (at < json_.size()) {
      switch (json_[at]) {
        case '"':
          at = end_of_string(at);
          continue;
        case '{':
        case '[':
          ++depth;
          break;
        case '}':
        case ']':
          if (depth == 0) return at;
          --depth;
          break;
        case ',':
          if (depth == 0) return at;
          break;
        default:
          break;
      }
      ++at;
    }
    return json_.size();
  }

  std::string_view json_;
  size_t at_;
};

class Splitter {
 public:
  explicit Splitter(std::string_view report) : report_(report) {}

  void cut_out(size_t begin, size_t end, bool is_own) {
    parts_.frame += report_.substr(begin_, begin - begin_);
    parts_.inserts.push_back(
        {parts_.frame.size(), is_own, report_.substr(begin, end - begin)});
    begin_ = end;
  }

  ReportParts finish() && {
    parts_.frame += report_.substr(begin_);
    return std::move(parts_);
  }

 private:
  std::string_view report_;
  size_t begin_ = 0;  // of what is not taken yet
  ReportParts parts_;
};

constexpr std::string_view kTask = "task";
constexpr std::string_view kTiming = "timing";
constexpr std::array<std::string_view, 2> kOwnOfTask = {"time", "attempts"};

tl::unexpected<Error> damaged(std::string_view what) {
  return fail(ErrorCode::kReportUnreadable,
              "a stored report is damaged: " + std::string(what));
}

}  // namespace

ReportParts split_report(std::string_view report) {
  Splitter splitter(report);
  MemberReader members(report, 0);
  while (const auto member = members.next()) {
    if (member->name == kTask) {
      MemberReader of_task(report, member->value);
      while (const auto inner = of_task.next()) {
        if (std::ranges::find(kOwnOfTask, inner->name) == kOwnOfTask.end())
          continue;
        splitter.cut_out(inner->value, inner->end, true);
      }
    } else if (member->name == kTiming) {
      splitter.cut_out(member->value, member->end, true);
    } else if (member->end - member->value >= kMinPartBytes) {
      splitter.cut_out(member->value, member->end, false);
    }
  }
  return std::move(splitter).finish();
}

Result<std::string> join_report(std::string_view frame,
                                const std::vector<ReportInsert>& inserts) {
  size_t size = frame.size();
  for (const ReportInsert& insert : inserts) size += insert.bytes.size();
  std::string report;
  report.reserve(size);
  size_t begin = 0;
  for (const ReportInsert& insert : inserts) {
    if (insert.at < begin || insert.at > frame.size()) {
      return damaged("its parts do not fit together");
    }
    report += frame.substr(begin, insert.at - begin);
    report += insert.bytes;
    begin = insert.at;
  }
  report += frame.substr(begin);
  return report;
}

std::string pack_bytes(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(),
                                    bytes.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) {
    return std::string(bytes);
  }
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

Result<std::string> unpack_bytes(std::string_view packed, size_t size,
                                 size_t max_size) {
  if (size > max_size) return damaged("a part says that it is too long");
  if (packed.size() == size) return std::string(packed);
  std::string bytes(size, '\0');
  const size_t got =
      ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != size) {
    return damaged("a part can't be unpacked");
  }
  return bytes;
}

}  // namespace pagescan
