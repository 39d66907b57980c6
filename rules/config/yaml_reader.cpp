#include "rules/config/yaml_reader.h"

#include <fmt/format.h>
#include <yaml.h>

#include <utility>

namespace pagescan {
namespace {

// A libyaml parser over text that outlives it.
class Parser {
 public:
  explicit Parser(std::string_view text) {
    is_ready_ = yaml_parser_initialize(&parser_) != 0;
    if (!is_ready_) return;
    // Whatever a byte order mark claims.
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser_, reinterpret_cast<const unsigned char*>(text.data()),
        text.size());
  }
  ~Parser() {
    if (is_ready_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  bool parse(yaml_event_t& event) {
    return is_ready_ && yaml_parser_parse(&parser_, &event) != 0;
  }

  const char* problem() const {
    return is_ready_ && parser_.problem != nullptr ? parser_.problem
                                                   : "it can't be read";
  }
  ConfigPosition problem_position() const {
    return {parser_.problem_mark.line + 1, parser_.problem_mark.column + 1};
  }

 private:
  yaml_parser_t parser_ = {};
  bool is_ready_ = false;
};

// An event, which owns its strings.
struct Event {
  Event() = default;
  ~Event() { yaml_event_delete(&event); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  yaml_event_t event = {};
};

ConfigPosition position_of(const yaml_event_t& event) {
  return {event.start_mark.line + 1, event.start_mark.column + 1};
}

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string name) : name_(std::move(name)) {}

  Result<void> take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        return take_scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return open(event, ConfigKind::kSequence,
                    event.data.sequence_start.anchor,
                    event.data.sequence_start.tag);
      case YAML_MAPPING_START_EVENT:
        return open(event, ConfigKind::kMapping,
                    event.data.mapping_start.anchor,
                    event.data.mapping_start.tag);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        open_.pop_back();
        return {};
      case YAML_ALIAS_EVENT:
        return refuse(position_of(event),
                      "aliases (*name) are not read: write the value out");
      case YAML_DOCUMENT_START_EVENT:
        if (++documents_ == 1) return {};
        return refuse(position_of(event),
                      "a second document (---) is not read: write one file");
      default:
        return {};
    }
  }

  Result<ConfigTree> finish() && {
    if (nodes_.empty()) return refuse({1, 1}, "the file is empty");
    return ConfigTree(std::move(name_), std::move(nodes_));
  }

  tl::unexpected<Error> refuse(const ConfigPosition& at,
                               std::string_view what) const {
    return fail(ErrorCode::kUsage,
                fmt::format("{}:{}:{}: {}", name_, at.line, at.column, what));
  }

 private:
  // A collection that has not ended.
  struct Open {
    size_t node = 0;
    size_t last_child = ConfigNode::kNone;
    size_t children = 0;
    // Of a mapping: a key that waits for its value.
    bool has_key = false;
    std::string key;
    ConfigPosition key_position;
  };

  bool wants_key() const {
    return !open_.empty() && !open_.back().has_key &&
           nodes_[open_.back().node].kind == ConfigKind::kMapping;
  }

  Result<void> take_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    if (auto plain = check_plain_node(event, scalar.anchor, scalar.tag);
        !plain) {
      return plain;
    }
    std::string text(reinterpret_cast<const char*>(scalar.value),
                     scalar.length);
    if (wants_key()) return take_key(std::move(text), position_of(event));
    ConfigNode node;
    node.text = std::move(text);
    node.is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return add(std::move(node), position_of(event)).map([](size_t) {});
  }

  Result<void> take_key(std::string key, const ConfigPosition& position) {
    Open& mapping = open_.back();
    if (mapping.children >= kMaxConfigMembers) {
      return refuse(position, fmt::format("more than {} keys in one mapping",
                                          kMaxConfigMembers));
    }
    for (size_t i = nodes_[mapping.node].first_child; i != ConfigNode::kNone;
         i = nodes_[i].next_sibling) {
      if (nodes_[i].key != key) continue;
      return refuse(position,
                    fmt::format("the key \"{}\" is there already, in line {}",
                                key, nodes_[i].key_position.line));
    }
    mapping.has_key = true;
    mapping.key = std::move(key);
    mapping.key_position = position;
    return {};
  }

  Result<void> open(const yaml_event_t& event, ConfigKind kind,
                    const yaml_char_t* anchor, const yaml_char_t* tag) {
    if (auto plain = check_plain_node(event, anchor, tag); !plain) {
      return plain;
    }
    if (wants_key()) {
      return refuse(position_of(event), "a key must be text, not a collection");
    }
    if (open_.size() >= kMaxConfigDepth) {
      return refuse(position_of(event),
                    fmt::format("more than {} collections in one another",
                                kMaxConfigDepth));
    }
    ConfigNode node;
    node.kind = kind;
    const Result<size_t> added = add(std::move(node), position_of(event));
    if (!added) return tl::unexpected(added.error());
    open_.push_back({});
    open_.back().node = *added;
    return {};
  }

  // JSON's and plain YAML's values have neither.
  Result<void> check_plain_node(const yaml_event_t& event,
                                const yaml_char_t* anchor,
                                const yaml_char_t* tag) const {
    if (anchor != nullptr) {
      return refuse(position_of(event),
                    "anchors (&name) are not read: write the value out where "
                    "it is used");
    }
    if (tag != nullptr) {
      return refuse(position_of(event),
                    "tags (!name) are not read: leave it "
                    "out");
    }
    return {};
  }

  Result<size_t> add(ConfigNode&& node, const ConfigPosition& position) {
    if (nodes_.size() >= kMaxConfigNodes) {
      return refuse(position,
                    fmt::format("more than {} values", kMaxConfigNodes));
    }
    const size_t index = nodes_.size();
    node.position = position;
    if (!open_.empty()) {
      Open& around = open_.back();
      node.parent = around.node;
      node.index = around.children++;
      node.key = std::exchange(around.key, {});
      node.key_position = around.key_position;
      around.has_key = false;
      (around.last_child == ConfigNode::kNone
           ? nodes_[around.node].first_child
           : nodes_[around.last_child].next_sibling) = index;
      around.last_child = index;
    }
    nodes_.push_back(std::move(node));
    return index;
  }

  std::string name_;
  std::vector<ConfigNode> nodes_;
  std::vector<Open> open_;
  size_t documents_ = 0;
};

}  // namespace

Result<ConfigTree> read_yaml(std::string_view text, std::string name) {
  TreeBuilder builder(std::move(name));
  if (text.size() > kMaxConfigBytes) {
    return builder.refuse(
        {1, 1}, fmt::format("the file is larger than {} bytes: split it",
                            kMaxConfigBytes));
  }
  Parser parser(text);
  while (true) {
    Event next;
    if (!parser.parse(next.event)) {
      return builder.refuse(parser.problem_position(),
                            fmt::format("no YAML: {}", parser.problem()));
    }
    if (next.event.type == YAML_STREAM_END_EVENT) break;
    if (auto taken = builder.take(next.event); !taken) {
      return tl::unexpected(std::move(taken).error());
    }
  }
  return std::move(builder).finish();
}

}  // namespace pagescan
