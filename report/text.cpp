#include "report/text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <iterator>

#include "report/escape.h"
#include "report/text_color.h"
#include "report/text_sections.h"
#include "report/text_shown.h"

namespace pagescan {
namespace {

// As in the sample, before the space.
constexpr std::string_view kNoBreakSpace = "\u00A0";

std::string submission_line(const Task& task) {
  if (!task.submission.empty()) return for_terminal(task.submission);
  const std::tm day =
      fmt::gmtime(std::chrono::system_clock::to_time_t(task.time));
  static constexpr std::array kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return fmt::format("On {} {} via cli",
                     kMonths[static_cast<size_t>(day.tm_mon)], day.tm_mday);
}

void write_header(const ScanResult& result, std::string& out) {
  const PageSummary& page = result.page;
  const std::string& url = page.url.empty() ? result.task.url : page.url;
  const std::string host =
      page.domain.empty()
          ? for_terminal(url)
          : for_terminal(page.domain) + unicode_host_beside(page.url);
  const std::string& address =
      result.task.address.empty() ? page.ip : result.task.address;
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{} Open in urlscan Pro\n{}{} Public Scan\n\n", host,
                 for_terminal(address), kNoBreakSpace);
  const auto line_of = [](const std::string& address_of_page) {
    return for_terminal(address_of_page) + unicode_host_beside(address_of_page);
  };
  const bool redirected = result.response && result.response->hops.size() > 1;
  if (redirected) {
    fmt::format_to(to, "Submitted URL: {}\nEffective URL: {}\n",
                   line_of(result.response->submitted_url), line_of(url));
  } else {
    fmt::format_to(to, "URL: {}\n", line_of(url));
  }
  fmt::format_to(to, "Submission: {}\n\n", submission_line(result.task));
}

void write_forms(const FormFacts& facts, std::string& out) {
  // "1 forms": the sample has no singular.
  fmt::format_to(std::back_inserter(out),
                 "Form analysis {} forms found in the DOM\n\n",
                 facts.forms.size());
  for (const Form& form : facts.forms) {
    append_for_terminal(form.heading, LineBreaks::kEscape, out);
    out += "\n\n";
    append_for_terminal(form.html, LineBreaks::kKeep, out);
    out += "\n\n";
  }
}

void write_text(const PageText& text, std::string& out) {
  out += "Text Content\n\n";
  append_for_terminal(text.text, LineBreaks::kKeep, out);
}

void write_result(const ScanResult& result, const std::set<Section>& sections,
                  bool colors, std::string& out) {
  static const Facts kNoFacts;
  const Facts& facts = result.facts ? *result.facts : kNoFacts;
  const auto wanted = [&sections](Section section) {
    return sections.contains(section);
  };
  if (wanted(Section::kHeader)) write_header(result, out);
  if (wanted(Section::kForms)) write_forms(facts.page.forms, out);
  if (wanted(Section::kText)) write_text(facts.text, out);
  // The sample ends with the text, without a line break.
  bool ours = false;
  for (const TextSection& section : text_sections()) {
    if (!wanted(section.section)) continue;
    std::string body;
    section.write(result, facts, body);
    if (body.empty()) continue;
    if (!ours && wanted(Section::kText)) out += "\n\n";
    if (ours) out += '\n';
    ours = true;
    out += section.title;
    out += "\n\n";
    const bool has_levels = section.section == Section::kFindings;
    out += colors && has_levels ? with_coloured_levels(body) : body;
  }
}

class TextReport : public ReportStream {
 public:
  explicit TextReport(const ReportOptions& options)
      : sections_(options.sections), colors_(options.colors) {}

  void add(const ScanResult& result, std::string& out) override {
    // The sample's text ends without a line break: reports that follow one
    // another are set apart by an empty line.
    if (!is_first_) out += "\n\n";
    is_first_ = false;
    write_result(result, sections_, colors_, out);
  }

 private:
  std::set<Section> sections_;
  bool colors_;
  bool is_first_ = true;
};

}  // namespace

std::unique_ptr<ReportStream> open_text_report(const ReportOptions& options) {
  return std::make_unique<TextReport>(options);
}

}  // namespace pagescan
