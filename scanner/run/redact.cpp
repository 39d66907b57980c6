#include "scanner/run/redact.h"

#include <algorithm>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/passes/secret_shape.h"
#include "scanner/run/result_strings.h"

namespace pagescan {
namespace {

void mask_whole(std::string& value) {
  if (!value.empty()) value = kRedacted;
}

// "name=value; attributes": the name and the attributes stay.
void mask_set_cookie(std::string& value) {
  const size_t end = std::min(value.find(';'), value.size());
  const size_t equals = value.find('=');
  const size_t begin = equals < end ? equals + 1 : 0;
  const bool blank =
      strip_ascii_whitespace(std::string_view(value).substr(begin, end - begin))
          .empty();
  if (!blank) value.replace(begin, end - begin, kRedacted);
}

bool holds_cookies(std::string_view field_name) {
  return ascii_iequals(field_name, "cookie") ||
         ascii_iequals(field_name, "cookie2");
}

void redact_control(Control& control) {
  const bool named = is_secret_name(control.name) || is_secret_name(control.id);
  const bool hidden = control.type == "hidden";
  if (control.value &&
      (named || (hidden && has_secret_shape(*control.value)))) {
    mask_whole(*control.value);
  }
  if (!named) return;
  for (SelectOption& option : control.options) mask_whole(option.value);
}

// Messages name the target as typed, short user names and all.
void replace_all(std::string& text, const std::string& what,
                 const std::string& with) {
  if (what.empty() || what == with) return;
  size_t at = text.find(what);
  while (at != std::string::npos) {
    text.replace(at, what.size(), with);
    at = text.find(what, at + with.size());
  }
}

// A typed Authorization is a scheme and a secret; a Cookie is pairs.
void add_field(const Field& field, SecretLiterals& literals) {
  const std::string_view value = field.value;
  if (holds_cookies(field.name)) {
    for (const std::string_view pair : split(value, ';')) {
      const size_t equals = pair.find('=');
      literals.add(strip_ascii_whitespace(
          equals == std::string_view::npos ? pair : pair.substr(equals + 1)));
    }
  } else if (is_secret_name(field.name)) {
    literals.add(value);
    const size_t space = value.find(' ');
    if (space != std::string_view::npos) {
      literals.add(strip_ascii_whitespace(value.substr(space)));
    }
  }
}

void redact_fields(Fields& fields) {
  std::vector<Field> items = fields.items();
  for (Field& field : items) {
    if (ascii_iequals(field.name, "set-cookie") ||
        ascii_iequals(field.name, "set-cookie2")) {
      mask_set_cookie(field.value);
    } else if (holds_cookies(field.name) || is_secret_name(field.name)) {
      mask_whole(field.value);
    }
  }
  fields = Fields(std::move(items), fields.malformed(), fields.dropped());
}

void redact_catalogue(Catalogue& catalogue) {
  for (Form& form : catalogue.forms.forms) {
    for (Control& control : form.controls) redact_control(control);
  }
  for (Control& control : catalogue.forms.orphans) redact_control(control);
}

}  // namespace

Redactor::Redactor(const TypedSecrets& typed) {
  for (const std::string& url : typed.urls) typed_.add_target(url, finder_);
  for (const Field& field : typed.fields) add_field(field, typed_);
}

ScanResult Redactor::redact(ScanResult result) const {
  SecretLiterals literals = typed_;
  literals.add_target(result.task.url, finder_);
  if (result.response) {
    literals.add_target(result.response->submitted_url, finder_);
    for (Hop& hop : result.response->hops) {
      redact_fields(hop.fields);
      redact_fields(hop.trailers);
    }
    for (ReceivedCookie& received : result.response->cookies) {
      mask_whole(received.cookie.value);
    }
  }
  if (result.facts) {
    redact_catalogue(result.facts->page);
    redact_catalogue(result.facts->templates);
  }
  const std::string target = redact_target(result.task.url);
  for (ScanError& error : result.errors) {
    replace_all(error.error.message, result.task.url, target);
  }
  visit_strings(result, [&](std::string& text, TextKind kind) {
    const std::vector<TextSpan> spans = finder_.find(text, kind);
    if (!spans.empty()) text = mask_spans(text, spans);
    text = literals.mask(std::move(text));
  });
  return result;
}

std::string Redactor::redact_text(std::string_view text) const {
  return typed_.mask(mask_spans(text, finder_.find(text, TextKind::kText)));
}

std::string Redactor::redact_target(std::string_view target) const {
  return typed_.mask(
      mask_spans(target, finder_.find(target, TextKind::kTarget)));
}

}  // namespace pagescan
