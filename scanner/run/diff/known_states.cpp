#include "scanner/run/diff/known_states.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "scanner/base/one_of.h"

namespace pagescan {
namespace {

using Hash = uint64_t;

// Stands between parts of a key: NUL is in no URL and no name.
constexpr char kEnd = '\0';

bool says_nothing(const PageDiff& diff) {
  return diff.not_compared.has_value() || !diff.truncated.empty();
}

// Removes the changes that the predicate is true of, and counts them.
template <class Predicate>
void hide_if(PageDiff& diff, std::string_view name, Predicate is_hidden) {
  const size_t hidden = std::erase_if(diff.changes, is_hidden);
  if (hidden > 0) diff.hidden[std::string(name)] += hidden;
}

// --- persistence ---

MaskContext context_of(ChangeSubject subject) {
  switch (subject) {
    case ChangeSubject::kText:
      return MaskContext::kText;
    case ChangeSubject::kField:
      return MaskContext::kFieldValue;
    case ChangeSubject::kCookie:
      return MaskContext::kCookieValue;
    case ChangeSubject::kCspDirective:
    case ChangeSubject::kInlineScript:
    case ChangeSubject::kEventHandler:
    case ChangeSubject::kJavascriptUrl:
    case ChangeSubject::kDataBlock:
      return MaskContext::kCode;
    case ChangeSubject::kRedirect:
    case ChangeSubject::kForm:
    case ChangeSubject::kScript:
    case ChangeSubject::kLink:
    case ChangeSubject::kResource:
      return MaskContext::kUrl;
    case ChangeSubject::kPage:
    case ChangeSubject::kStatus:
    case ChangeSubject::kAddress:
    case ChangeSubject::kCertificate:
    case ChangeSubject::kMetadata:
    case ChangeSubject::kControl:
    case ChangeSubject::kFinding:
      return MaskContext::kValue;
  }
  return MaskContext::kValue;
}

// What a change says that it leads to: the new value, else the old one, else,
// of what only moved, the thing.
const std::string& said_of(const Change& change) {
  if (change.after) return *change.after;
  return change.before ? *change.before : change.what;
}

std::string key_of(const Change& change, const Masks& masks) {
  const MaskContext context = context_of(change.kind.subject);
  std::string key = change_kind_name(change.kind);
  key += kEnd;
  key += masks.apply(change.path, context).text;
  key += kEnd;
  key += change.after ? '+' : '-';
  key += masks.apply(said_of(change), context).text;
  return key;
}

// --- known states ---

// FNV-1a, as it can be asked for at every place of a text it goes over. That
// two hashes are equal by chance, or by craft, only makes a change stay.
class RunningHash {
 public:
  void add(char c) {
    constexpr Hash kPrime = 0x100000001b3;
    hash_ = (hash_ ^ static_cast<unsigned char>(c)) * kPrime;
  }
  void add(std::string_view text) {
    for (const char c : text) add(c);
  }
  Hash value() const { return hash_; }

 private:
  Hash hash_ = 0xcbf29ce484222325;
};

Hash hash_of(std::string_view text) {
  RunningHash hash;
  hash.add(text);
  return hash.value();
}

// Calls `take` with the hash of every part of the path that may enclose it:
// `forms[login]` of `forms[login].url`. Names may have the same characters in
// them; what is called then in vain encloses nothing. True ends it.
template <class Take>
bool any_enclosing(std::string_view path, Take take) {
  RunningHash hash;
  for (const char c : path) {
    if ((c == '.' || c == '[') && take(hash.value())) return true;
    hash.add(c);
  }
  return false;
}

Hash hash_of_fact(const Change& change) {
  RunningHash hash;
  hash.add(change.path);
  hash.add(kEnd);
  hash.add(change.after ? '+' : '-');
  hash.add(said_of(change));
  return hash.value();
}

Hash hash_of_value(const Change& change) {
  RunningHash hash;
  hash.add(static_cast<char>(change.kind.subject));
  hash.add(change.after ? '+' : '-');
  hash.add(said_of(change));
  return hash.value();
}

// Whether a path of it stands for one fact; the paragraphs of a text share one.
bool has_path_of_its_own(const Change& change) {
  return change.kind.subject != ChangeSubject::kText;
}

// The sort of things that are paired by likeness, so that they may be paired
// otherwise with another page; nothing for others.
std::optional<ChangeSubject> sort_by_likeness(const Change& change) {
  switch (change.kind.subject) {
    case ChangeSubject::kForm:
    case ChangeSubject::kControl:
      return ChangeSubject::kForm;
    case ChangeSubject::kScript:
    case ChangeSubject::kInlineScript:
    case ChangeSubject::kResource:
      return change.kind.subject;
    default:
      return std::nullopt;
  }
}

bool is_of_pairing(const Change& change) {
  return is_one_of(change.kind.action,
                   {ChangeAction::kAdded, ChangeAction::kRemoved,
                    ChangeAction::kRenamed, ChangeAction::kUpdated,
                    ChangeAction::kMoved, ChangeAction::kRetargeted});
}

// What a diff says something about. Linear in the diff.
class Differing {
 public:
  explicit Differing(const PageDiff& diff) {
    for (const Change& change : diff.changes) add(change);
  }

  /// Whether something in the diff may be about the same fact.
  bool concerns(const Change& change) const {
    const auto sort = sort_by_likeness(change);
    if (sort && paired_[static_cast<size_t>(*sort)]) return true;
    if (values_.contains(hash_of_value(change))) return true;
    const Hash path = hash_of(change.path);
    const bool is_gone = !change.after && has_path_of_its_own(change);
    if (is_gone ? gone_.contains(path)
                : facts_.contains(hash_of_fact(change))) {
      return true;
    }
    return enclosing_.contains(path) ||
           any_enclosing(change.path, [this](Hash enclosing) {
             return paths_.contains(enclosing);
           });
  }

 private:
  void add(const Change& change) {
    const Hash path = hash_of(change.path);
    paths_.insert(path);
    if (!change.after) gone_.insert(path);
    facts_.insert(hash_of_fact(change));
    values_.insert(hash_of_value(change));
    any_enclosing(change.path, [this](Hash enclosing) {
      enclosing_.insert(enclosing);
      return false;
    });
    const auto sort = sort_by_likeness(change);
    if (sort && is_of_pairing(change)) {
      paired_[static_cast<size_t>(*sort)] = true;
    }
  }

  std::unordered_set<Hash> paths_;
  std::unordered_set<Hash> gone_;       // paths of what has no new value
  std::unordered_set<Hash> facts_;      // path and value
  std::unordered_set<Hash> values_;     // subject and value
  std::unordered_set<Hash> enclosing_;  // what encloses the paths
  std::array<bool, kChangeSubjectNames.size()> paired_{};
};

}  // namespace

void hide_all(PageDiff& diff, std::string_view name) {
  hide_if(diff, name, [](const Change&) { return true; });
}

void keep_persistent(PageDiff& diff, const PageDiff& earlier,
                     const Masks& masks) {
  if (says_nothing(earlier)) return;
  std::unordered_map<std::string, size_t> there;
  for (const Change& change : earlier.changes) ++there[key_of(change, masks)];
  hide_if(diff, kNotPersistent, [&](const Change& change) {
    const auto found = there.find(key_of(change, masks));
    if (found == there.end() || found->second == 0) return true;
    --found->second;
    return false;
  });
}

void hide_known(PageDiff& diff, const PageDiff& from_known) {
  if (says_nothing(from_known)) return;
  const Differing differing(from_known);
  hide_if(diff, kKnownState, [&differing](const Change& change) {
    return !differing.concerns(change);
  });
}

}  // namespace pagescan
