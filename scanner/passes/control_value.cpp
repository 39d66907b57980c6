#include "scanner/passes/control_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "scanner/base/strings.h"
#include "scanner/passes/forms.h"

namespace pagescan {
namespace {

// Takes digits off the front of `text`, at least `min`.
bool take_digits(std::string_view& text, size_t min) {
  const size_t count = static_cast<size_t>(
      std::find_if_not(text.begin(), text.end(), is_ascii_digit) -
      text.begin());
  text.remove_prefix(count);
  return count >= min;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// Takes a number of two digits, from `low` to `high`, off the front.
std::optional<int> take_two_digits(std::string_view& text, int low, int high) {
  if (text.size() < 2 || !is_ascii_digit(text[0]) || !is_ascii_digit(text[1])) {
    return std::nullopt;
  }
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  if (number < low || number > high) return std::nullopt;
  return number;
}

// https://html.spec.whatwg.org/#valid-floating-point-number
std::optional<double> floating_point_number(std::string_view text) {
  std::string_view rest = text;
  take(rest, '-');
  const bool has_digits = take_digits(rest, 1);
  if (take(rest, '.')) {
    if (!take_digits(rest, 1)) return std::nullopt;
  } else if (!has_digits) {
    return std::nullopt;
  }
  if (take(rest, 'e') || take(rest, 'E')) {
    if (!take(rest, '-')) take(rest, '+');
    if (!take_digits(rest, 1)) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  return number;
}

std::optional<double> number_attribute(const Document& document, NodeId element,
                                       std::string_view name) {
  const auto value = document.attribute(element, name);
  return value ? floating_point_number(*value) : std::nullopt;
}

// https://html.spec.whatwg.org/#range-state-(type=range)
std::string range_value(const Document& document, NodeId element,
                        const std::string& written) {
  constexpr double kMin = 0;
  constexpr double kMax = 100;
  const auto min_attribute = number_attribute(document, element, "min");
  const double min = min_attribute.value_or(kMin);
  const double max = number_attribute(document, element, "max").value_or(kMax);
  const auto own = floating_point_number(written);
  double value = own.value_or(max < min ? min : min + (max - min) / 2);
  if (value > max) value = max;
  if (value < min) value = min;
  const double step = number_attribute(document, element, "step").value_or(1);
  const bool any_step =
      ascii_iequals(document.attribute(element, "step").value_or(""), "any");
  if (!any_step) {
    const double base = min_attribute.value_or(own.value_or(0));
    const double width = step > 0 ? step : 1;
    double steps = std::floor((value - base) / width + 0.5);
    if (base + steps * width > max && base + (steps - 1) * width >= min) {
      steps -= 1;
    }
    const double stepped = base + steps * width;
    if (stepped >= min && stepped <= max) value = stepped;
  }
  if (own && *own == value) return written;
  return fmt::format("{}", value);
}

// Takes a year off the front: four digits or more, not all of them 0. Gives
// the last four alone: the calendar repeats itself after 400 years.
std::optional<int> take_year(std::string_view& text) {
  constexpr size_t kYearDigits = 4;
  std::string_view digits = text;
  if (!take_digits(text, kYearDigits)) return std::nullopt;
  digits.remove_suffix(text.size());
  if (digits.find_first_not_of('0') == std::string_view::npos) {
    return std::nullopt;
  }
  int year = 0;
  for (const char c : digits.substr(digits.size() - kYearDigits)) {
    year = year * 10 + (c - '0');
  }
  return year;
}

// https://html.spec.whatwg.org/#valid-date-string, off the front.
bool take_date(std::string_view& text) {
  const auto year = take_year(text);
  if (!year || !take(text, '-')) return false;
  const auto month = take_two_digits(text, 1, 12);
  if (!month || !take(text, '-')) return false;
  const bool leap = (*year % 4 == 0 && *year % 100 != 0) || *year % 400 == 0;
  int days = 31;
  if (*month == 4 || *month == 6 || *month == 9 || *month == 11) days = 30;
  if (*month == 2) days = leap ? 29 : 28;
  return take_two_digits(text, 1, days).has_value();
}

// https://html.spec.whatwg.org/#valid-time-string, off the front.
bool take_time(std::string_view& text) {
  if (!take_two_digits(text, 0, 23) || !take(text, ':') ||
      !take_two_digits(text, 0, 59)) {
    return false;
  }
  if (!take(text, ':')) return true;
  if (!take_two_digits(text, 0, 59)) return false;
  if (!take(text, '.')) return true;
  constexpr size_t kMaxFraction = 3;
  const size_t before = text.size();
  return take_digits(text, 1) && before - text.size() <= kMaxFraction;
}

// https://html.spec.whatwg.org/#valid-month-string
bool is_month(std::string_view text) {
  return take_year(text) && take(text, '-') && take_two_digits(text, 1, 12) &&
         text.empty();
}

// The day of the week of 31 December, 0 for a Sunday.
int last_weekday(int year) {
  return (year + year / 4 - year / 100 + year / 400) % 7;
}

// https://html.spec.whatwg.org/#valid-week-string
bool is_week(std::string_view text) {
  const auto year = take_year(text);
  if (!year || !take(text, '-') || !take(text, 'W')) return false;
  // A year with a Thursday at either end has one more
  // (https://html.spec.whatwg.org/#week-number-of-the-last-day).
  constexpr int kCycle = 400;
  const bool is_long = last_weekday(*year) == 4 ||
                       last_weekday((*year + kCycle - 1) % kCycle) == 3;
  return take_two_digits(text, 1, is_long ? 53 : 52) && text.empty();
}

// https://html.spec.whatwg.org/#valid-normalised-local-date-and-time-string
std::string local_date_and_time(const std::string& written) {
  std::string_view rest = written;
  if (!take_date(rest)) return {};
  const size_t date_size = written.size() - rest.size();
  if (!take(rest, 'T') && !take(rest, ' ')) return {};
  std::string_view time = rest;
  if (!take_time(rest) || !rest.empty()) return {};
  // The shortest form of the time: no ":00", no zeros behind a fraction.
  constexpr size_t kMinutes = 5;
  if (time.find('.') != std::string_view::npos) {
    while (time.ends_with('0')) time.remove_suffix(1);
    if (time.ends_with('.')) time.remove_suffix(1);
  }
  if (time.substr(kMinutes) == ":00") time = time.substr(0, kMinutes);
  return written.substr(0, date_size) + 'T' + std::string(time);
}

template <bool (*Take)(std::string_view&)>
bool is_whole(std::string_view text) {
  return Take(text) && text.empty();
}

std::string without_newlines(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  return text;
}

std::string email_value(const std::string& written, bool multiple) {
  if (!multiple) {
    return std::string(strip_ascii_whitespace(without_newlines(written)));
  }
  std::string list;
  for (const std::string_view address : split(written, ',')) {
    list += strip_ascii_whitespace(address);
    list += ',';
  }
  list.pop_back();
  return list;
}

std::string color_value(const std::string& written) {
  constexpr size_t kSize = 7;
  const bool is_simple =
      written.size() == kSize && written[0] == '#' &&
      std::all_of(written.begin() + 1, written.end(), is_ascii_hex_digit);
  return is_simple ? ascii_lowercase(written) : "#000000";
}

}  // namespace

std::optional<std::string> submitted_value(const Document& document,
                                           const Control& control,
                                           NodeId element) {
  const std::string& type = control.type;
  if (type == "file") return std::nullopt;
  if (type == "checkbox" || type == "radio") {
    return control.value.value_or("on");
  }
  std::string value = control.value.value_or("");
  if (type == "hidden" || type == "textarea") return value;
  if (type == "range") return range_value(document, element, value);
  if (type == "color") return color_value(value);
  if (type == "email") return email_value(value, control.multiple);
  if (type == "url") {
    return std::string(strip_ascii_whitespace(without_newlines(value)));
  }
  if (type == "datetime-local") return local_date_and_time(value);
  if (type == "number" && !floating_point_number(value)) return "";
  if (type == "date" && !is_whole<take_date>(value)) return "";
  if (type == "month" && !is_month(value)) return "";
  if (type == "week" && !is_week(value)) return "";
  if (type == "time" && !is_whole<take_time>(value)) return "";
  return without_newlines(std::move(value));
}

}  // namespace pagescan
