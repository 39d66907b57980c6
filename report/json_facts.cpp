// The catalogue's part of the JSON report.
#include <map>

#include "report/json_values.h"

namespace pagescan {
namespace {

Json from_option(const SelectOption& option) {
  Json json = {{"value", option.value}, {"label", option.label}};
  put_flag(json, "selected", option.selected);
  put_flag(json, "disabled", option.disabled);
  return json;
}

Json from_labels(const ControlLabels& labels) {
  Json json = Json::object();
  put_text(json, "aria_labelledby", labels.aria_labelledby);
  put_text(json, "aria_label", labels.aria_label);
  put_text(json, "for", labels.for_label);
  put_text(json, "wrapping", labels.wrapping);
  put_text(json, "own_text", labels.own_text);
  put_text(json, "title", labels.title);
  return json;
}

void put_overrides(Json& json, const SubmitterOverrides& overrides) {
  if (overrides.formaction) {
    put_address(json, "formaction", *overrides.formaction);
  }
  put_if(json, "formmethod", overrides.formmethod);
  put_if(json, "formenctype", overrides.formenctype);
  put_if(json, "formtarget", overrides.formtarget);
  put_flag(json, "formnovalidate", overrides.formnovalidate);
}

Json from_control(const Control& control) {
  Json json = {{"element", control.element},
               {"type", control.type},
               {"name", control.name},
               {"label", control.label}};
  put_text(json, "id", control.id);
  put_if(json, "value", control.value);
  if (control.value_length > 0) json["value_length"] = control.value_length;
  put_flag(json, "required", control.required);
  put_flag(json, "disabled", control.disabled);
  put_flag(json, "readonly", control.readonly);
  put_flag(json, "multiple", control.multiple);
  put_flag(json, "checked", control.checked);
  put_if(json, "pattern", control.pattern);
  put_if(json, "minlength", control.min_length);
  put_if(json, "maxlength", control.max_length);
  put_if(json, "placeholder", control.placeholder);
  put_if(json, "autocomplete", control.autocomplete);
  put_if(json, "form", control.form_attribute);
  if (control.element == "select") {
    json["options"] = Json::array();
    for (const SelectOption& option : control.options) {
      json["options"].push_back(from_option(option));
    }
  }
  Json labels = from_labels(control.labels);
  if (!labels.empty()) json["labels"] = std::move(labels);
  put_flag(json, "submitter", control.submitter);
  put_overrides(json, control.overrides);
  json["position"] = from_position(control.position);
  return json;
}

Json from_form(const Form& form) {
  Json json = {{"heading", form.heading}, {"method", form.method}};
  json["action"] = form.action ? Json(form.action->written) : Json();
  json["url"] = form.url ? Json(*form.url) : Json();
  put_text(json, "id", form.id);
  put_text(json, "name", form.name);
  put_if(json, "method_attribute", form.method_attribute);
  json["enctype"] = form.enctype;
  put_text(json, "target", form.target);
  put_text(json, "autocomplete", form.autocomplete);
  put_text(json, "accept_charset", form.accept_charset);
  put_text(json, "rel", form.rel);
  put_flag(json, "novalidate", form.novalidate);
  json["controls"] = from_controls(form.controls);
  json["html"] = form.html;
  json["position"] = from_position(form.position);
  return json;
}

Json from_link(const Link& link) {
  Json json = {{"element", link.element}};
  put_address(json, "href", link.href);
  json["kind"] = link_kind_name(link.kind);
  json["text"] = link.text;
  put_text(json, "rel", link.rel);
  put_text(json, "target", link.target);
  put_if(json, "download", link.download);
  put_text(json, "hreflang", link.hreflang);
  put_text(json, "type", link.type);
  json["position"] = from_position(link.position);
  return json;
}

Json from_script(const Script& script) {
  Json json = {{"type", script_type_name(script.type)}};
  put_text(json, "type_attribute", script.type_attribute);
  if (script.src) {
    put_address(json, "src", *script.src);
  } else {
    json["size"] = script.size;
    json["sha256"] = script.sha256;
    json["first_line"] = script.first_line;
  }
  put_flag(json, "async", script.async);
  put_flag(json, "defer", script.defer);
  put_flag(json, "nomodule", script.nomodule);
  put_if(json, "integrity", script.integrity);
  put_if(json, "crossorigin", script.crossorigin);
  put_if(json, "nonce", script.nonce);
  put_text(json, "referrer_policy", script.referrer_policy);
  json["position"] = from_position(script.position);
  return json;
}

Json from_resource(const Resource& resource) {
  Json json = {{"kind", resource.kind}, {"element", resource.element}};
  if (resource.address) {
    put_address(json, resource.attribute.c_str(), *resource.address);
  }
  put_if(json, "sandbox", resource.sandbox);
  put_if(json, "allow", resource.allow);
  put_if(json, "name", resource.name);
  put_if(json, "srcdoc_size", resource.srcdoc_size);
  put_if(json, "srcdoc_sha256", resource.srcdoc_sha256);
  put_if(json, "integrity", resource.integrity);
  put_if(json, "crossorigin", resource.crossorigin);
  put_if(json, "media", resource.media);
  put_if(json, "as", resource.as);
  put_if(json, "loading", resource.loading);
  json["position"] = from_position(resource.position);
  return json;
}

template <class T, class Convert>
Json from_list(const std::vector<T>& list, Convert convert) {
  Json json = Json::array();
  for (const T& item : list) json.push_back(convert(item));
  return json;
}

Json from_named_addresses(const std::vector<NamedAddress>& list) {
  return from_list(list, [](const NamedAddress& named) {
    Json json = Json::object();
    put_address(json, "href", named.href);
    put_text(json, "type", named.type);
    put_text(json, "title", named.title);
    put_text(json, "sizes", named.sizes);
    return json;
  });
}

Json from_properties(const std::vector<MetaProperty>& list) {
  return from_list(list, [](const MetaProperty& property) {
    return Json{{"property", property.first}, {"content", property.second}};
  });
}

void put_address_object(Json& json, const char* key,
                        const std::optional<Address>& address) {
  if (!address) return;
  json[key] = Json::object();
  put_address(json[key], "href", *address);
}

}  // namespace

Json from_controls(const std::vector<Control>& controls) {
  return from_list(controls, from_control);
}

Json from_forms(const FormFacts& facts) {
  return from_list(facts.forms, from_form);
}

Json from_links(const std::vector<Link>& links) {
  return from_list(links, from_link);
}

Json from_scripts(const std::vector<Script>& scripts) {
  return from_list(scripts, from_script);
}

Json from_resources(const std::vector<Resource>& resources) {
  return from_list(resources, from_resource);
}

void put_script_facts(Json& object, const ScriptFacts& facts) {
  object["data_blocks"] = from_list(facts.data_blocks, [](const auto& block) {
    return Json{{"type", block.type},
                {"size", block.size},
                {"sha256", block.sha256},
                {"position", from_position(block.position)}};
  });
  object["event_handlers"] =
      from_list(facts.event_handlers, [](const auto& handler) {
        return Json{{"element", handler.element},
                    {"attribute", handler.attribute},
                    {"value", handler.value},
                    {"sha256", handler.sha256},
                    {"position", from_position(handler.position)}};
      });
  object["javascript_urls"] =
      from_list(facts.javascript_urls, [](const auto& found) {
        return Json{{"element", found.element},
                    {"attribute", found.attribute},
                    {"value", found.value},
                    {"position", from_position(found.position)}};
      });
}

Json from_metadata(const Metadata& metadata) {
  Json json = Json::object();
  put_text(json, "doctype", metadata.doctype);
  put_text(json, "title", metadata.title);
  put_text(json, "language", metadata.language);
  put_address_object(json, "base", metadata.base);
  put_text(json, "charset_declared", metadata.charset_declared);
  put_address_object(json, "canonical", metadata.canonical);
  put_text(json, "description", metadata.description);
  put_text(json, "robots", metadata.robots);
  put_text(json, "generator", metadata.generator);
  put_text(json, "viewport", metadata.viewport);
  json["open_graph"] = from_properties(metadata.open_graph);
  json["twitter"] = from_properties(metadata.twitter);
  json["icons"] = from_named_addresses(metadata.icons);
  json["feeds"] = from_named_addresses(metadata.feeds);
  json["content_security_policies"] = metadata.content_security_policies;
  put_text(json, "referrer_policy", metadata.referrer_policy);
  if (metadata.refresh) {
    json["refresh"] = {{"delay", metadata.refresh->delay}};
    put_address(json["refresh"], "content", metadata.refresh->url);
  }
  json["comments"] = metadata.comments;
  return json;
}

Json from_stats(const Facts& facts) {
  size_t controls = facts.page.forms.orphans.size();
  for (const Form& form : facts.page.forms.forms) {
    controls += form.controls.size();
  }
  size_t external = 0;
  for (const Script& script : facts.page.scripts.scripts) {
    if (script.src) ++external;
  }
  std::map<std::string_view, size_t> links;
  for (const Link& link : facts.page.links) ++links[link_kind_name(link.kind)];
  std::map<std::string_view, size_t> resources;
  for (const Resource& r : facts.page.resources) ++resources[r.kind];
  Json json = {{"forms", facts.page.forms.forms.size()},
               {"controls", controls},
               {"links", facts.page.links.size()},
               {"links_by_kind", Json::object()},
               {"scripts", facts.page.scripts.scripts.size()},
               {"external_scripts", external},
               {"event_handlers", facts.page.scripts.event_handlers.size()},
               {"resources", facts.page.resources.size()},
               {"resources_by_kind", Json::object()},
               {"text_bytes", facts.text.text.size()}};
  for (const auto& [kind, count] : links) {
    json["links_by_kind"][std::string(kind)] = count;
  }
  for (const auto& [kind, count] : resources) {
    json["resources_by_kind"][std::string(kind)] = count;
  }
  return json;
}

}  // namespace pagescan
