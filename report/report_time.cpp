#include "report/report_time.h"

#include <chrono>
#include <string>

#include "scanner/base/strings.h"

namespace pagescan {

std::optional<WallTime> parse_report_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
  constexpr int kFirstYear = 1678;
  constexpr int kLastYear = 2261;
  if (text.size() != kForm.size()) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool fits =
        kForm[i] == '0' ? is_ascii_digit(text[i]) : text[i] == kForm[i];
    if (!fits) return std::nullopt;
  }
  const auto number = [text](size_t offset, size_t digits) {
    int n = 0;
    for (const char c : text.substr(offset, digits)) n = 10 * n + (c - '0');
    return n;
  };
  using namespace std::chrono;
  const year_month_day day{
      year(number(0, 4)), month(static_cast<unsigned>(number(5, 2))),
      std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  const int hour = number(11, 2);
  const int minute = number(14, 2);
  const int second = number(17, 2);
  const bool is_time = day.ok() && hour < 24 && minute < 60 && second < 60;
  const int year = number(0, 4);
  if (!is_time || year < kFirstYear || year > kLastYear) return std::nullopt;
  return WallTime(sys_days(day)) + hours(hour) + minutes(minute) +
         seconds(second) + milliseconds(number(20, 3));
}

std::optional<WallTime> parse_certificate_time(std::string_view text) {
  if (!text.ends_with('Z')) return std::nullopt;
  text.remove_suffix(1);
  return parse_report_time(std::string(text) + ".000Z");
}

int64_t epoch_seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time)
      .time_since_epoch()
      .count();
}

}  // namespace pagescan
