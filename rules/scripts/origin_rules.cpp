#include "rules/scripts/origin_rules.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "rules/forms/form_reading.h"
#include "rules/page_reading.h"
#include "rules/scripts/private_address.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Different addresses that one page gives away; more say nothing new.
constexpr size_t kMaxPrivateAddresses = 100;

// Names what was there before the copy; longer comments are read no further.
constexpr size_t kMaxOriginComment = 512;

constexpr auto kArchives = std::to_array<std::string_view>(
    {"archive.org", "archive.ph", "archive.today", "archive.is", "archive.md",
     "webcitation.org", "perma.cc", "webcache.googleusercontent.com",
     "translate.goog", "nationalarchives.gov.uk"});

bool is_code_text(const Document& document, NodeId id) {
  const NodeId parent = document.node(id).parent;
  return parent != kNoNode && (document.is(parent, Tag::kScript) ||
                               document.is(parent, Tag::kStyle));
}

class PrivateAddresses {
 public:
  explicit PrivateAddresses(Observations& found) : found_(found) {}

  bool full() const { return known_.size() >= kMaxPrivateAddresses; }

  /// `attribute`: its name, where the text is the value of one.
  void look_at(std::string_view text, std::string_view where,
               SourcePosition position, RuleConfidence confidence,
               std::string_view attribute = {}) {
    for (const std::string_view address :
         private_addresses(text, kMaxPrivateAddresses)) {
      if (full() || !known_.emplace(address).second) continue;
      found_.push_back(
          {fmt::format("{}{} holds the address {} of a private "
                       "network",
                       where, attribute.empty() ? "" : quoted(attribute),
                       quoted(address)),
           in_page(position, address),
           std::string(address),
           {},
           confidence});
    }
  }

 private:
  Observations& found_;
  std::set<std::string> known_;
};

bool comes_from_private_network(const RuleInput& input) {
  if (input.url && is_private_host(input.url->host())) return true;
  const Hop* hop = input.final_hop();
  return hop != nullptr && !hop->remote_ip.empty() &&
         is_private_host(hop->remote_ip.find(':') == std::string::npos
                             ? hop->remote_ip
                             : '[' + hop->remote_ip + ']');
}

// What readers see is often about networks; what they do not see was not meant
// for them.
void check_private_ip(const RuleInput& input, Observations& found) {
  if (comes_from_private_network(input)) return;
  const Document& document = input.page->document;
  if (!may_hold_private_address(document.source())) return;
  PrivateAddresses addresses(found);
  for (NodeId id = 0; id < document.size() && !addresses.full(); ++id) {
    const Node& node = document.node(id);
    if (node.in_template) continue;
    if (node.type == NodeType::kText && !is_code_text(document, id)) {
      addresses.look_at(node.text, "The text", node.position,
                        RuleConfidence::kLow);
    } else if (node.type == NodeType::kComment) {
      addresses.look_at(node.text, "A comment", node.position,
                        RuleConfidence::kMedium);
    } else if (node.type == NodeType::kElement &&
               node.name_space == Namespace::kHtml) {
      for (const Attribute& attribute : document.attributes(id)) {
        addresses.look_at(attribute.value, "The attribute ", node.position,
                          RuleConfidence::kMedium, attribute.name);
      }
    }
  }
}

// The address a browser or HTTrack notes in a page it saves; "" where it is
// none: `saved from url=(0024)https://bank.example/`, `Mirrored from
// bank.example/login by HTTrack Website Copier`.
std::string_view saved_from(std::string_view comment) {
  comment = strip_ascii_whitespace(comment.substr(0, kMaxOriginComment));
  constexpr std::string_view kSaved = "saved from url=";
  constexpr std::string_view kMirrored = "mirrored from ";
  size_t begin = 0;
  if (ascii_istarts_with(comment, kSaved)) {
    begin = kSaved.size();
    if (comment.substr(begin).starts_with('(')) {
      begin = comment.find(')');
      if (begin == std::string_view::npos) return {};
      ++begin;
    }
  } else if (ascii_istarts_with(comment, kMirrored) &&
             comment.find("HTTrack") != std::string_view::npos) {
    begin = kMirrored.size();
  } else {
    return {};
  }
  comment.remove_prefix(begin);
  return comment.substr(0, comment.find_first_of(" \t\n\r\f"));
}

std::optional<Url> saved_url(std::string_view comment) {
  const std::string_view origin = saved_from(comment);
  if (origin.empty()) return std::nullopt;
  const bool has_scheme = origin.find(':') != std::string_view::npos;
  auto url = Url::parse(has_scheme ? std::string(origin)
                                   : "http://" + std::string(origin));
  if (!url || !url->is_http()) return std::nullopt;
  return *std::move(url);
}

bool asks_for_password(const std::vector<Form>& forms) {
  for (const Form& form : forms) {
    if (first_password(form) != nullptr) return true;
  }
  return false;
}

void check_saved_from(const RuleInput& input, Observations& found) {
  const auto& forms = input.page->facts.page.forms.forms;
  if (!input.url || forms.empty() ||
      is_within_any(input.url->host(), kArchives) ||
      is_private_host(input.url->host())) {
    return;
  }
  const OwnSite own(input);
  const Document& document = input.page->document;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    if (node.type != NodeType::kComment) continue;
    const auto url = saved_url(node.text);
    if (!url || !own.is_left_by(url->href())) continue;
    Observation observation;
    observation.message =
        fmt::format("The page has a form and was saved from another site: {}",
                    quoted(url->href()));
    observation.evidence = in_page(node.position, node.text);
    observation.key = url->host();
    if (!asks_for_password(forms)) {
      observation.level = Level::kNote;
      observation.confidence = RuleConfidence::kLow;
    }
    found.push_back(std::move(observation));
    return;
  }
}

}  // namespace

std::span<const CodeRule> origin_rules() {
  static constexpr CodeRule kRules[] = {
      {"S16", "private-ip", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage, "The page holds an IP address of a private network.",
       "It tells attackers how the network behind the site is laid out, and "
       "links to it work for nobody outside.",
       "Take the address out, or use the public name of the host.",
       "CWE-497 ZAP-2", check_private_ip},
      {"S19", "source-saved-from", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A page with a form was saved from another site, as its own comment "
       "says.",
       "Phishing kits are pages of banks and shops, saved with a browser or a "
       "copier and put up elsewhere.",
       "If the page is yours, take the comment out; if not, report it to the "
       "site it was copied from.",
       "CWE-451", check_saved_from},
  };
  return kRules;
}

}  // namespace pagescan
