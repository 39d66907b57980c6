// Servers and pages that try to speak to the terminal: no control character
// and nothing that reorders text reaches standard output or error raw.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "scanner/base/strings.h"
#include "tests/cli/run_pagescan.h"
#include "tests/support/hostile_strings.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;

// ESC and BEL, a C1 control in UTF-8 and as a lone byte, DEL, an override and
// an isolate of the direction, a line separator.
constexpr std::string_view kEvil =
    "\x1b]0;x\x07\x1b[31m\xC2\x9B"
    "2J\x9B"
    "5m\x7F\xE2\x80\xAE\xE2\x81\xA6"
    "\xE2\x80\xA8"
    "e";
const std::string kEvilText(kEvil);

// The first byte or character of `bytes` that a terminal may act on.
std::string first_hazard(std::string_view bytes) {
  const auto hex = [](std::string_view part) {
    std::string text;
    for (const char c : part) {
      text += fmt::format("{:02X} ", static_cast<unsigned char>(c));
    }
    return text;
  };
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const auto at = [&](size_t n) {
      return i + n < bytes.size() ? static_cast<unsigned char>(bytes[i + n])
                                  : 0u;
    };
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) {
      return hex(bytes.substr(i, 1));
    }
    if (byte == 0xC2 && at(1) < 0xA0) return hex(bytes.substr(i, 2));
    if (byte == 0xE2 && ((at(1) == 0x80 && at(2) >= 0xA8 && at(2) <= 0xAE) ||
                         (at(1) == 0x81 && at(2) >= 0xA6 && at(2) <= 0xA9))) {
      return hex(bytes.substr(i, 3));
    }
    // No byte of 80 to BF stands alone.
    if (byte >= 0x80) {
      const size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
      if (byte < 0xC2) return hex(bytes.substr(i, 1));
      for (size_t n = 1; n < size; ++n) {
        if ((at(n) & 0xC0) != 0x80) return hex(bytes.substr(i, n));
      }
      i += size - 1;
    }
  }
  return "";
}

// The first line a build server would take for a command.
std::string first_command(std::string_view output) {
  for (const char* command : {"##[", "##vso[", "##teamcity["}) {
    if (output.find(command) != std::string_view::npos) return command;
  }
  for (size_t begin = 0; begin < output.size();) {
    const size_t end = std::min(output.find('\n', begin), output.size());
    const std::string_view line = output.substr(begin, end - begin);
    const size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos &&
        line.substr(first).starts_with("::") &&
        line.find("::", first + 2) != std::string_view::npos) {
      return std::string(line);
    }
    begin = end + 1;
  }
  return "";
}

constexpr std::array kFormats = {"text",   "json",     "sarif",
                                 "junit",  "markdown", "csv",
                                 "github", "har",      "urlscan"};

// What of an output is not the format's own: CSV's lines end with CR LF, and
// commands are what the GitHub format is made of.
std::string foreign_part(const std::string& output, std::string_view format) {
  std::string rest;
  for (const std::string_view line : split(output, '\n')) {
    std::string_view kept = line;
    if (format == "csv" && kept.ends_with('\r')) kept.remove_suffix(1);
    if (format == "github") {
      for (const std::string_view command :
           {"::error "sv, "::warning "sv, "::notice "sv}) {
        if (kept.starts_with(command)) kept.remove_prefix(command.size());
      }
    }
    rest += kept;
    rest += '\n';
  }
  return rest;
}

void expect_harmless(const std::vector<std::string>& arguments,
                     const std::string& input = "") {
  for (const std::string format : kFormats) {
    std::vector<std::string> all = {"scan", "-v", "--format", format};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const ProgramOutcome outcome = run_pagescan(all, input);
    EXPECT_EQ(first_hazard(foreign_part(outcome.out, format)), "")
        << format << outcome.out;
    EXPECT_EQ(first_hazard(outcome.err), "") << format << outcome.err;
    // The others are about findings, which there need not be.
    if (format != "text" && format != "json") continue;
    // Something of it was there to be shown.
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("31m"));
    if (format == "json") reports_in(outcome.out);
  }
}

TEST(ScanHostileTest, TheCheckSeesHazards) {
  EXPECT_EQ(first_hazard("a\n\tb\u00E9\u20AC\U0001F600"), "");
  EXPECT_EQ(first_hazard("a\x1b["), "1B ");
  EXPECT_EQ(first_hazard("a\r\n"), "0D ");
  EXPECT_EQ(first_hazard("\x7F"), "7F ");
  EXPECT_EQ(first_hazard("\xC2\x9B"), "C2 9B ");
  EXPECT_EQ(first_hazard("\xC2\xA0\x9B"), "9B ");
  EXPECT_EQ(first_hazard("\xE2\x80\xAE"), "E2 80 AE ");
  EXPECT_EQ(first_hazard("\xE2\x80\x94"), "");
  EXPECT_EQ(first_hazard("\xE2\x82"), "E2 82 ");  // cut short
}

TEST(ScanHostileTest, InTheStatusLineAndFields) {
  ScriptedServer server;
  server.on("/", "HTTP/1.1 200 " + kEvilText + "\r\nX-Evil: " + kEvilText +
                     "\r\nContent-Type: text/html; charset=\"" + kEvilText +
                     "\"\r\nSet-Cookie: a=" + kEvilText + "; Path=/" +
                     kEvilText +
                     "\r\nSet-Cookie: b\xE2\x80\xAE=\x9B"
                     "31m\r\n" +
                     kEvilText + ": name\r\n\r\n<p>x");
  expect_harmless({server.url("/")});
  const Json report = only_report(scan_json({server.url("/")}).out);
  EXPECT_EQ(report.at("text"), "x");
  EXPECT_EQ(report.at("response").at("reason"),
            "\x1b]0;x\x07\x1b[31m\u009B2J\uFFFD5m\x7F\u202E\u2066\u2028e");
}

TEST(ScanHostileTest, InAContentType) {
  ScriptedServer server;
  server.on(
      "/", http_response("200 OK", "Content-Type: image/x" + kEvilText + "\r\n",
                         "<p>x"));
  expect_harmless({server.url("/")});
}

TEST(ScanHostileTest, InARedirect) {
  ScriptedServer server;
  server.on("/followed",
            http_response("302 " + kEvilText,
                          "Location: /end?" + kEvilText + "\r\n", "x"));
  server.on("/refused",
            http_response("302 Found",
                          "Location: evil" + kEvilText + "://x\r\n", "x"));
  server.on("/invalid",
            http_response("302 Found",
                          "Location: http://" + kEvilText + "/\r\n", "x"));
  server.on("/end",
            http_response("200 OK", "Content-Type: text/html\r\n", "<p>end"));
  expect_harmless({server.url("/followed")});
  expect_harmless({server.url("/refused")});
  expect_harmless({server.url("/invalid")});
}

TEST(ScanHostileTest, InAnErrorOfTheProtocol) {
  ScriptedServer server;
  server.on("/coding", http_response("200 OK",
                                     "Content-Encoding: " + kEvilText +
                                         "\r\nX-Evil: \x1b[31m\r\n",
                                     "x"));
  server.on("/length", "HTTP/1.1 200 \x1b[31m\r\nContent-Length: " + kEvilText +
                           "\r\n\r\n<p>x");
  expect_harmless({server.url("/coding")});
  expect_harmless({server.url("/length")});
}

TEST(ScanHostileTest, InThePage) {
  const TempDir folder;
  const std::string evil(kEvil);
  const std::string page =
      "<meta charset=utf-8><html lang='" + evil + "'><title>" + evil +
      "</title><meta name=description content='" + evil +
      "'><meta name=generator content='" + evil +
      "'><meta property='og:" + evil + "' content='" + evil + "'><base href='" +
      evil + "'><form action='" + evil + "' id='" + evil + "'><input name='" +
      evil + "' value='" + evil + "' placeholder='" + evil +
      "'><select><option value='" + evil + "'>" + evil + "</select><textarea>" +
      evil + "</textarea></form><a href='javascript:" + evil + "' rel='" +
      evil + "'>" + evil + "</a><pre>" + evil + "</pre><script src='" + evil +
      "'></script><script>" + evil + "</script><script type='" + evil +
      "'>x</script><p onclick='" + evil + "'>" + evil + "<iframe srcdoc='" +
      evil + "' name='" + evil + "'></iframe><img src='" + evil + "'>";
  expect_harmless({folder.write("x.html", page).string()});
  expect_harmless({"-", "--charset", "windows-1252"}, page);
  expect_harmless({"-", "--charset", "utf-8", "--max-value-bytes", "9"}, page);
}

TEST(ScanHostileTest, InTheArguments) {
  const TempDir folder;
  expect_harmless({folder.path().string() + "/" + kEvilText});
  expect_harmless({"http://[" + kEvilText});
  expect_harmless({"evil" + kEvilText + "://x", "file://" + kEvilText + "/x"});
  const std::string file = folder.write("x.html", "<p>31m").string();
  expect_harmless({file, "--address", kEvilText, "--submission", kEvilText});
  for (const std::vector<std::string>& flags :
       {std::vector<std::string>{"--sections", kEvilText},
        std::vector<std::string>{"--charset", kEvilText},
        std::vector<std::string>{"--url", kEvilText},
        std::vector<std::string>{"--header", kEvilText},
        std::vector<std::string>{"-o", "/nonexistent/" + kEvilText}}) {
    std::vector<std::string> arguments = {"scan", file};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    const ProgramOutcome outcome = run_pagescan(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << flags[0];
    EXPECT_EQ(first_hazard(outcome.err), "") << outcome.err;
  }
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

// A page with the string in every place a page has for one.
std::string page_with(std::string_view bytes) {
  const std::string x = html_escaped(bytes);
  return "<!DOCTYPE html><meta charset=utf-8><html lang=\"" + x + "\"><title>" +
         x + "</title><meta name=description content=\"" + x +
         "\"><link rel=canonical href=\"//h.example/" + x + "\"><a rel=\"" + x +
         "\" href=\"https://h.example/?q=" + x + "\">" + x +
         "</a><form action=\"" + x + "\" id=\"" + x + "\"><label>" + x +
         "<input name=\"" + x + "\" value=\"" + x + "\" placeholder=\"" + x +
         "\"></label><select><option>" + x + "</select></form><pre>\n" + x +
         "</pre><p>" + x + "<p onclick=\"" + x +
         "\"><a href=\"javascript:" + x + "\">x</a><iframe name=\"" + x +
         "\"></iframe><script src=\"//[" + x + "\"></script><script>" +
         std::string(bytes) + "</script>";
}

// What the attribute of a page reads as
// (https://html.spec.whatwg.org/#preprocessing-the-input-stream).
std::string attribute_read_as(std::string_view bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\0') {
      text += "\uFFFD";
    } else if (bytes[i] == '\r') {
      text += '\n';
      if (bytes.substr(i + 1).starts_with('\n')) ++i;
    } else {
      text += bytes[i];
    }
  }
  return text;
}

// Whether a file may be called so, and a field hold it.
bool fits_in_a_line(std::string_view bytes) {
  return bytes.find_first_of("/\n\r\0"sv) == std::string_view::npos &&
         !bytes.starts_with('-') && !bytes.empty();
}

std::vector<std::string> hostile_files(const TempDir& folder) {
  std::vector<std::string> files;
  for (const HostileString& hostile : hostile_strings()) {
    const std::string number = std::to_string(files.size());
    const std::string name = fits_in_a_line(hostile.bytes)
                                 ? number + std::string(hostile.bytes) + ".html"
                                 : number + ".html";
    files.push_back(folder.write(name, page_with(hostile.bytes)).string());
  }
  return files;
}

TEST(ScanHostileTest, EveryHostileStringInEveryPlaceOfAPage) {
  const TempDir folder;
  const std::vector<std::string> files = hostile_files(folder);
  for (const std::string format : kFormats) {
    std::vector<std::string> arguments = {"scan", "-v", "-f", format};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const ProgramOutcome outcome = run_pagescan(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    for (const std::string& output :
         {foreign_part(outcome.out, format), outcome.err}) {
      EXPECT_EQ(first_hazard(output), "") << format;
      EXPECT_EQ(first_command(output), "") << format;
    }
    if (format != "json") continue;
    const std::vector<Json> reports = reports_in(outcome.out);
    ASSERT_EQ(reports.size(), files.size());
    for (size_t i = 0; i < reports.size(); ++i) {
      const HostileString& hostile = hostile_strings()[i];
      // JSON holds what was there; ill-formed bytes can't be.
      const std::string rel = reports[i].at("links").at(1).at("rel");
      if (rel.find("\uFFFD") == std::string::npos) {
        EXPECT_EQ(rel, attribute_read_as(hostile.bytes)) << hostile.what;
      }
      EXPECT_EQ(reports[i].at("forms").size(), 1u) << hostile.what;
    }
  }
}

TEST(ScanHostileTest, EveryHostileStringInEveryPlaceOfAResponse) {
  ScriptedServer server;
  std::vector<std::string> targets;
  for (const HostileString& hostile : hostile_strings()) {
    const std::string x(hostile.bytes);
    if (!fits_in_a_line(x)) continue;
    const std::string path = "/" + std::to_string(targets.size());
    const std::string fields = "X-Evil: " + x + "\r\nSet-Cookie: " + x + "=" +
                               x + "; Path=/" + x +
                               "\r\nContent-Type: text/html\r\n";
    server.on(path, http_response(
                        "302 " + x,
                        fields + "Location: " + path + "e?" + x + "\r\n", "x"));
    server.on(path + "e", http_response("200 " + x, fields, "<p>x"));
    targets.push_back(server.url(path));
  }
  EXPECT_GT(targets.size(), 60u);
  for (const std::string format : {"text", "json"}) {
    std::vector<std::string> arguments = {"scan", "-v", "-f", format};
    arguments.insert(arguments.end(), targets.begin(), targets.end());
    const ProgramOutcome outcome = run_pagescan(arguments);
    for (const std::string& output : {outcome.out, outcome.err}) {
      EXPECT_EQ(first_hazard(output), "") << format;
      EXPECT_EQ(first_command(output), "") << format;
    }
    EXPECT_THAT(outcome.out, HasSubstr("X-Evil"));
    if (format == "json") {
      EXPECT_EQ(reports_in(outcome.out).size(), targets.size());
    }
  }
}

// JSON holds what was there, not what is shown instead.
TEST(ScanHostileTest, IsWholeInJson) {
  const Json report =
      only_report(scan_json({"-", "--charset", "utf-8"},
                            "<title>\xC2\x9B\xE2\x80\xAE\x7F\x1b</title>")
                      .out);
  EXPECT_EQ(report.at("page").at("title"), "\u009B\u202E\x7F\x1b");
}

}  // namespace
}  // namespace pagescan::test
