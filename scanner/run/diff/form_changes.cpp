#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/forms/form_reading.h"
#include "rules/rule.h"
#include "scanner/run/diff/control_changes.h"
#include "scanner/run/diff/form_levels.h"
#include "scanner/run/diff/form_match.h"
#include "scanner/run/diff/parts.h"

namespace pagescan {
namespace {

// A purpose that is less sure says little of a form that has changed.
constexpr uint8_t kMinConfidence = 60;

Level level_of_purpose(FormPurpose purpose) {
  const bool asks_much =
      purpose == FormPurpose::kLogin || purpose == FormPurpose::kRegistration ||
      purpose == FormPurpose::kRecovery || purpose == FormPurpose::kOrder;
  return asks_much ? Level::kWarning : Level::kNote;
}

// One form of both scans.
class FormComparison {
 public:
  FormComparison(const Form& before, const Form& after, const std::string& path,
                 const std::string& name, const FormPages& pages)
      : before_(before),
        after_(after),
        path_(path),
        what_("form " + quoted(name)),
        secret_(asks_for_secret(before) || asks_for_secret(after)),
        pages_(pages),
        changes_(pages.changes) {}

  void run() {
    compare_purpose();
    compare_target();
    if (before_.method != after_.method) {
      changed("method", before_.method, after_.method,
              level_of_method(after_.method, secret_));
    }
    compare_name("id", before_.id, after_.id);
    compare_name("name", before_.name, after_.name);
    changed("enctype", before_.enctype, after_.enctype);
    changed("target", before_.target, after_.target);
    changed("autocomplete", before_.autocomplete, after_.autocomplete);
    changed("accept_charset", before_.accept_charset, after_.accept_charset);
    changed("rel", before_.rel, after_.rel);
    changed("novalidate", if_set(before_.novalidate).value_or(""),
            if_set(after_.novalidate).value_or(""));
    compare_controls(before_.controls, after_.controls,
                     {path_ + ".controls", " of " + what_, secret_}, pages_);
  }

  void add_moved(size_t old_place, size_t new_place) {
    Change found = change(ChangeAction::kMoved, "", Level::kNote);
    found.before = fmt::format("form {} of the page", old_place + 1);
    found.after = fmt::format("form {} of the page", new_place + 1);
    changes_.add(std::move(found));
  }

 private:
  Change change(ChangeAction action, std::string_view property,
                Level level) const {
    Change change;
    change.kind = {ChangeSubject::kForm, action};
    change.level = level;
    change.path = path_;
    if (!property.empty()) change.path += fmt::format(".{}", property);
    change.what = what_;
    change.before_position = before_.position;
    change.after_position = after_.position;
    return change;
  }

  void changed(std::string_view property, const std::string& before,
               const std::string& after, Level level = Level::kNote) {
    if (before == after) return;
    changes_.compare(change(ChangeAction::kChanged, property, level),
                     if_any(before), if_any(after), MaskContext::kValue);
  }

  // A purpose is a judgement: it may be another for what changed elsewhere, and
  // nothing that is known for want of a field.
  void compare_purpose() {
    const JudgedForm& before = before_.purpose;
    const JudgedForm& after = after_.purpose;
    if (before.type == after.type || before.type == FormPurpose::kOther ||
        after.type == FormPurpose::kOther ||
        before.confidence.hundredths < kMinConfidence ||
        after.confidence.hundredths < kMinConfidence ||
        pages_.keys.masked_before.content(before_) ==
            pages_.keys.masked_after.content(after_)) {
      return;
    }
    Change found = change(ChangeAction::kRepurposed, "purpose",
                          level_of_purpose(after.type));
    found.before = name_of(before.type);
    found.after = name_of(after.type);
    changes_.add(std::move(found));
  }

  void compare_target() {
    if (before_.url == after_.url ||
        pages_.same_target(before_.url, after_.url)) {
      return;
    }
    const Level level =
        level_of_target(before_.url, after_.url, pages_.url, secret_);
    changes_.compare(change(ChangeAction::kRetargeted, "url", level),
                     before_.url, after_.url, MaskContext::kUrl);
  }

  void compare_name(std::string_view property, const std::string& before,
                    const std::string& after) {
    if (before == after) return;
    changes_.compare(change(ChangeAction::kRenamed, property, Level::kNote),
                     if_any(before), if_any(after), MaskContext::kName);
  }

  const Form& before_;
  const Form& after_;
  std::string path_;
  std::string what_;
  bool secret_;
  const FormPages& pages_;
  ChangeList& changes_;
};

// The forms of both scans that are out of the order most are in. Which of two
// that changed places moved must be the same the other way round: the names
// decide which scan is taken first.
std::vector<const NamedPair*> moved_among(const std::vector<NamedPair>& pairs) {
  std::vector<const NamedPair*> old_order;
  old_order.reserve(pairs.size());
  for (const NamedPair& pair : pairs) old_order.push_back(&pair);
  std::vector<const NamedPair*> new_order = old_order;
  std::ranges::sort(old_order, {},
                    [](const NamedPair* p) { return p->pair.before; });
  std::ranges::sort(new_order, {},
                    [](const NamedPair* p) { return p->pair.after; });
  if (old_order == new_order) return {};
  const bool swapped = std::ranges::lexicographical_compare(
      new_order, old_order, {}, &NamedPair::name, &NamedPair::name);
  const std::vector<const NamedPair*>& order = swapped ? new_order : old_order;
  std::vector<size_t> places;
  places.reserve(order.size());
  for (const NamedPair* p : order) {
    places.push_back(swapped ? p->pair.before : p->pair.after);
  }
  std::vector<const NamedPair*> moved = order;
  for (const size_t i : longest_rising(places)) moved[i] = nullptr;
  std::erase(moved, nullptr);
  return moved;
}

// The forms of one list: the page's, or those of its templates.
class FormListComparison {
 public:
  FormListComparison(const FormFacts& before, const FormFacts& after,
                     std::string prefix, const FormPages& pages)
      : before_(before),
        after_(after),
        prefix_(std::move(prefix)),
        pages_(pages) {}

  void run() {
    const ItemPairs pairing =
        match_forms(before_.forms, after_.forms, pages_.keys);
    std::vector<NamedPair> pairs = name_pairs(pairing);
    std::vector<std::string> removed =
        names_of(before_.forms, pairing.unpaired(Side::kBefore));
    std::vector<std::string> added =
        names_of(after_.forms, pairing.unpaired(Side::kAfter));
    number_unpaired(removed, pairs);
    number_unpaired(added, pairs);
    number_pairs(pairs, [&](const AlignedPair& pair) {
      const std::string old_text =
          pages_.keys.before.content(before_.forms[pair.before]);
      const std::string new_text =
          pages_.keys.after.content(after_.forms[pair.after]);
      return std::min(old_text, new_text) + std::max(old_text, new_text);
    });
    add_new(pairing.unpaired(Side::kAfter), added);
    for (const NamedPair& pair : pairs) {
      if (differ(pair.pair)) comparison(pair).run();
    }
    for (const NamedPair* pair : moved_among(pairs)) {
      comparison(*pair).add_moved(pair->pair.before, pair->pair.after);
    }
    add_gone(pairing.unpaired(Side::kBefore), removed);
    compare_controls(before_.orphans, after_.orphans,
                     {prefix_ + "controls", "", false}, pages_);
  }

 private:
  bool differ(const AlignedPair& pair) const {
    return pages_.keys.before.content(before_.forms[pair.before]) !=
           pages_.keys.after.content(after_.forms[pair.after]);
  }

  FormComparison comparison(const NamedPair& pair) const {
    return {before_.forms[pair.pair.before], after_.forms[pair.pair.after],
            path_of(pair.name), pair.name, pages_};
  }

  std::string path_of(const std::string& name) const {
    return fmt::format("{}forms[{}]", prefix_, name);
  }

  std::vector<NamedPair> name_pairs(const ItemPairs& pairing) const {
    std::vector<NamedPair> pairs;
    pairs.reserve(before_.forms.size());
    for (const AlignedPair& pair : pairing.pairs()) {
      pairs.push_back(
          {pair, common_name(path_names(before_.forms[pair.before]),
                             path_names(after_.forms[pair.after]))});
    }
    return pairs;
  }

  static std::vector<std::string> names_of(const std::vector<Form>& forms,
                                           const std::vector<size_t>& which) {
    std::vector<std::string> names;
    names.reserve(which.size());
    for (const size_t i : which)
      names.push_back(own_name(path_names(forms[i])));
    return names;
  }

  Change one_sided(const std::string& name, ChangeAction action) const {
    Change change;
    change.kind = {ChangeSubject::kForm, action};
    change.path = path_of(name);
    change.what = "form " + quoted(name);
    return change;
  }

  void add_new(const std::vector<size_t>& which,
               const std::vector<std::string>& names) {
    for (size_t i = 0; i < which.size(); ++i) {
      const Form& form = after_.forms[which[i]];
      Change change = one_sided(names[i], ChangeAction::kAdded);
      change.level = level_of_new(form, pages_.url);
      change.after = form.heading;
      change.after_position = form.position;
      pages_.changes.add(std::move(change));
    }
  }

  void add_gone(const std::vector<size_t>& which,
                const std::vector<std::string>& names) {
    for (size_t i = 0; i < which.size(); ++i) {
      const Form& form = before_.forms[which[i]];
      Change change = one_sided(names[i], ChangeAction::kRemoved);
      change.before = form.heading;
      change.before_position = form.position;
      pages_.changes.add(std::move(change));
    }
  }

  const FormFacts& before_;
  const FormFacts& after_;
  std::string prefix_;
  const FormPages& pages_;
};

}  // namespace

void compare_forms(const DiffInput& input, ChangeList& changes) {
  if (!input.before.facts || !input.after.facts) return;
  const PageAddress before(input.before.page.url);
  const PageAddress after(input.after.page.url);
  const bool moved = before.url != after.url;
  const Masks* masks = &changes.masks();
  const FormKeysOfBoth keys{{before, moved, nullptr},
                            {after, moved, nullptr},
                            {before, moved, masks},
                            {after, moved, masks}};
  std::optional<Url> url;
  if (auto parsed = Url::parse(input.after.page.url)) url = *std::move(parsed);
  const FormPages pages{before, after, url, keys, changes};
  const Facts& old_facts = *input.before.facts;
  const Facts& new_facts = *input.after.facts;
  FormListComparison(old_facts.page.forms, new_facts.page.forms, "", pages)
      .run();
  FormListComparison(old_facts.templates.forms, new_facts.templates.forms,
                     "templates.", pages)
      .run();
}

}  // namespace pagescan
