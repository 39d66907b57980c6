#include "scanner/passes/form_providers.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// The kinds as the data file calls them.
constexpr ProviderKind captcha = ProviderKind::kCaptcha;  // NOLINT
constexpr ProviderKind payment = ProviderKind::kPayment;  // NOLINT
constexpr ProviderKind login = ProviderKind::kLogin;      // NOLINT

// Rows of the table, each list picked out by giving its macro a meaning.
struct Entry {
  std::string_view key;
  uint16_t provider;
};

struct AddressEntry {
  std::string_view key;  // the host
  std::string_view path;
  uint16_t provider;
};

#define PAGESCAN_PROVIDER(name, kind)
#define PAGESCAN_LOADS(host, path, provider)
#define PAGESCAN_PAGES(host, path, provider)
#define PAGESCAN_ELEMENTS(key, provider)
#define PAGESCAN_FIELDS(key, provider)
#define PAGESCAN_NAMES(key, provider)
#define PAGESCAN_PHRASES_BEFORE(key, provider)
#define PAGESCAN_PHRASES_AFTER(key, provider)
#define PAGESCAN_FILLERS(key, provider)
#define PAGESCAN_AUTH_WORDS(key, provider)

constexpr FormProvider kProviders[] = {
#undef PAGESCAN_PROVIDER
#define PAGESCAN_PROVIDER(name, kind) {name, kind},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_PROVIDER
#define PAGESCAN_PROVIDER(name, kind)
};

constexpr AddressEntry kLoads[] = {
#undef PAGESCAN_LOADS
#define PAGESCAN_LOADS(host, path, provider) {host, path, provider},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_LOADS
#define PAGESCAN_LOADS(host, path, provider)
};

constexpr AddressEntry kPages[] = {
#undef PAGESCAN_PAGES
#define PAGESCAN_PAGES(host, path, provider) {host, path, provider},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_PAGES
#define PAGESCAN_PAGES(host, path, provider)
};

constexpr Entry kElements[] = {
#undef PAGESCAN_ELEMENTS
#define PAGESCAN_ELEMENTS(key, provider) {key, provider},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_ELEMENTS
#define PAGESCAN_ELEMENTS(key, provider)
};

constexpr Entry kFields[] = {
#undef PAGESCAN_FIELDS
#define PAGESCAN_FIELDS(key, provider) {key, provider},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_FIELDS
#define PAGESCAN_FIELDS(key, provider)
};

constexpr Entry kNames[] = {
#undef PAGESCAN_NAMES
#define PAGESCAN_NAMES(key, provider) {key, provider},
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_NAMES
#define PAGESCAN_NAMES(key, provider)
};

constexpr std::string_view kPhrasesBefore[] = {
#undef PAGESCAN_PHRASES_BEFORE
#define PAGESCAN_PHRASES_BEFORE(key, provider) key,
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_PHRASES_BEFORE
#define PAGESCAN_PHRASES_BEFORE(key, provider)
};

constexpr std::string_view kPhrasesAfter[] = {
#undef PAGESCAN_PHRASES_AFTER
#define PAGESCAN_PHRASES_AFTER(key, provider) key,
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_PHRASES_AFTER
#define PAGESCAN_PHRASES_AFTER(key, provider)
};

constexpr std::string_view kFillers[] = {
#undef PAGESCAN_FILLERS
#define PAGESCAN_FILLERS(key, provider) key,
#include "scanner/passes/form_providers_table.inc"
#undef PAGESCAN_FILLERS
#define PAGESCAN_FILLERS(key, provider)
};

constexpr Entry kAuthWords[] = {
#undef PAGESCAN_AUTH_WORDS
#define PAGESCAN_AUTH_WORDS(key, provider) {key, provider},
#include "scanner/passes/form_providers_table.inc"
};

constexpr bool is_word_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A run of ASCII letters and digits, or of bytes that are not ASCII.
constexpr std::string_view first_word(std::string_view text) {
  const bool ascii = static_cast<unsigned char>(text[0]) < 0x80;
  size_t end = 0;
  while (end < text.size() && is_word_byte(text[end]) &&
         (static_cast<unsigned char>(text[end]) < 0x80) == ascii) {
    ++end;
  }
  return text.substr(0, end);
}

// FNV-1a, from the last byte to the first, so that the hashes of all the hosts
// a host stands under come by the way.
constexpr uint32_t kHashStart = 2166136261U;
constexpr uint32_t hash_step(uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 16777619U;
}
constexpr uint32_t hash_of(std::string_view key) {
  uint32_t hash = kHashStart;
  for (size_t i = key.size(); i > 0; --i) hash = hash_step(hash, key[i - 1]);
  return hash;
}

enum class KeyOf : uint8_t { kWhole, kFirstWord };

// An open-addressed index of the rows of a table, made by the compiler: rows
// with the same key are found by the first.
template <size_t kRows>
class Index {
 public:
  template <class Row>
  constexpr explicit Index(const Row (&rows)[kRows],
                           KeyOf key_of = KeyOf::kWhole) {
    for (size_t i = 0; i < kRows; ++i) {
      const std::string_view key =
          key_of == KeyOf::kWhole ? rows[i].key : first_word(rows[i].key);
      size_t slot = slot_of(hash_of(key));
      while (slots_[slot] != 0) {
        const std::string_view other = rows[slots_[slot] - 1].key;
        if ((key_of == KeyOf::kWhole ? other : first_word(other)) == key) break;
        slot = (slot + 1) % kSlots;
      }
      if (slots_[slot] == 0) slots_[slot] = static_cast<uint16_t>(i + 1);
    }
  }

  /// Calls `is_key` with each row that may have a key of this hash until it
  /// says yes; gives that row, or kRows.
  template <class IsKey>
  size_t find(uint32_t hash, IsKey is_key) const {
    for (size_t slot = slot_of(hash); slots_[slot] != 0;
         slot = (slot + 1) % kSlots) {
      const size_t row = slots_[slot] - size_t{1};
      if (is_key(row)) return row;
    }
    return kRows;
  }

 private:
  static constexpr size_t kSlots = std::bit_ceil(kRows * 4);
  static constexpr size_t slot_of(uint32_t hash) {
    return (hash ^ (hash >> 16)) % kSlots;
  }
  std::array<uint16_t, kSlots> slots_{};
};

constexpr Index kLoadIndex(kLoads);
constexpr Index kPageIndex(kPages);
constexpr Index kElementIndex(kElements);
constexpr Index kFieldIndex(kFields);
constexpr Index kNameIndex(kNames);
constexpr Index kFirstWordIndex(kNames, KeyOf::kFirstWord);
constexpr Index kAuthWordIndex(kAuthWords);

// Whether a table may hold a key, by its first byte and its length: most names
// are told from all of them before anything is hashed.
class Outline {
 public:
  template <class Row, size_t kRows>
  constexpr explicit Outline(const Row (&rows)[kRows],
                             KeyOf key_of = KeyOf::kWhole) {
    for (const Row& row : rows) {
      const size_t size =
          key_of == KeyOf::kWhole ? row.key.size() : first_word(row.key).size();
      lengths_[static_cast<unsigned char>(row.key[0])] |= uint64_t{1}
                                                          << (size % 64);
    }
  }
  bool may_hold(std::string_view key) const {
    if (key.empty() || key.size() >= 64) return false;
    const auto first = static_cast<unsigned char>(ascii_lower(key[0]));
    return ((lengths_[first] >> key.size()) & 1) != 0;
  }

 private:
  std::array<uint64_t, 256> lengths_{};
};

constexpr Outline kElementOutline(kElements);
constexpr Outline kFieldOutline(kFields);
constexpr Outline kNameOutline(kNames);
constexpr Outline kFirstWordOutline(kNames, KeyOf::kFirstWord);
constexpr Outline kAuthWordOutline(kAuthWords);

template <size_t kRows>
const FormProvider* look_up(const Entry (&rows)[kRows],
                            const Index<kRows>& index, std::string_view key) {
  const size_t row = index.find(
      hash_of(key), [&](size_t i) { return ascii_iequals(rows[i].key, key); });
  return row == kRows ? nullptr : &kProviders[rows[row].provider];
}

// The entry of the longest host the href's stands under whose path its begins
// with.
template <size_t kRows>
const FormProvider* look_up(const AddressEntry (&rows)[kRows],
                            const Index<kRows>& index, std::string_view href) {
  constexpr size_t kMaxHost = 253;  // RFC 1035 section 2.3.4
  const HostAndRest where = split_href(href);
  if (where.host.empty() || where.host.size() > kMaxHost) return nullptr;
  const FormProvider* found = nullptr;
  uint32_t hash = kHashStart;
  for (size_t begin = where.host.size(); begin > 0;) {
    hash = hash_step(hash, where.host[--begin]);
    if (begin > 0 && where.host[begin - 1] != '.') continue;
    const std::string_view host = where.host.substr(begin);
    size_t row =
        index.find(hash, [&](size_t i) { return rows[i].key == host; });
    for (; row < kRows && rows[row].key == host; ++row) {
      if (ascii_istarts_with(where.rest, rows[row].path)) {
        found = &kProviders[rows[row].provider];
        break;
      }
    }
  }
  return found;
}

}  // namespace

HostAndRest split_href(std::string_view href) {
  const size_t scheme_end = href.find(':');
  if (scheme_end == std::string_view::npos ||
      href.substr(scheme_end, 3) != "://") {
    return {};
  }
  const std::string_view after = href.substr(scheme_end + 3);
  const size_t end = std::min(find_one_of(after, "/?#"), after.size());
  std::string_view host = after.substr(0, end);
  host.remove_prefix(host.rfind('@') + 1);  // npos + 1 is 0
  host = host.substr(0, host.find(':'));
  if (host.ends_with('.')) host.remove_suffix(1);
  return {host, after.substr(end)};
}

const FormProvider* provider_of_load(std::string_view href) {
  return look_up(kLoads, kLoadIndex, href);
}

const FormProvider* provider_of_page(std::string_view href) {
  return look_up(kPages, kPageIndex, href);
}

const FormProvider* provider_of_element(std::string_view token) {
  if (!kElementOutline.may_hold(token)) return nullptr;
  return look_up(kElements, kElementIndex, token);
}

const FormProvider* provider_of_field(std::string_view name) {
  if (!kFieldOutline.may_hold(name)) return nullptr;
  return look_up(kFields, kFieldIndex, name);
}

const FormProvider* login_provider_named(std::string_view name) {
  if (!kNameOutline.may_hold(name)) return nullptr;
  return look_up(kNames, kNameIndex, name);
}

bool begins_login_name(std::string_view word) {
  if (!kFirstWordOutline.may_hold(word)) return false;
  const auto is_key = [&](size_t row) {
    return ascii_iequals(first_word(kNames[row].key), word);
  };
  return kFirstWordIndex.find(hash_of(word), is_key) < std::size(kNames);
}

const FormProvider* login_name_at_start(std::string_view text, size_t& size) {
  const FormProvider* found = nullptr;
  size = 0;
  for (const Entry& name : kNames) {
    if (name.key.size() <= size || !text.starts_with(name.key)) continue;
    const std::string_view after = text.substr(name.key.size());
    // Scripts without spaces have their particles right behind.
    const bool ascii = static_cast<unsigned char>(name.key.back()) < 0x80;
    if (ascii && !after.empty() && is_word_byte(after[0])) continue;
    size = name.key.size();
    found = &kProviders[name.provider];
  }
  return found;
}

const FormProvider* login_name_at_end(std::string_view text, size_t& size) {
  const FormProvider* found = nullptr;
  size = 0;
  for (const Entry& name : kNames) {
    if (name.key.size() <= size || !text.ends_with(name.key)) continue;
    const std::string_view before =
        text.substr(0, text.size() - name.key.size());
    if (!before.empty() && static_cast<unsigned char>(before.back()) < 0x80 &&
        is_word_byte(before.back())) {
      continue;
    }
    size = name.key.size();
    found = &kProviders[name.provider];
  }
  return found;
}

std::span<const std::string_view> login_phrases_before() {
  return kPhrasesBefore;
}

std::span<const std::string_view> login_phrases_after() {
  return kPhrasesAfter;
}

std::span<const std::string_view> login_fillers() { return kFillers; }

bool is_auth_word(std::string_view word) {
  return kAuthWordOutline.may_hold(word) &&
         look_up(kAuthWords, kAuthWordIndex, word) != nullptr;
}

}  // namespace pagescan
