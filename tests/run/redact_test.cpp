#include "scanner/run/redact.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/passes/secret_shape.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

TEST(SecretNameTest, KnowsNames) {
  for (const char* name : {"token",
                           "access_token",
                           "id_token",
                           "Refresh-Token",
                           "csrf_token",
                           "__RequestVerificationToken",
                           "authenticity_token",
                           "code",
                           "state",
                           "key",
                           "api_key",
                           "apikey",
                           "X-Api-Key",
                           "sig",
                           "signature",
                           "auth",
                           "session",
                           "sid",
                           "PHPSESSID",
                           "jsessionid",
                           "jwt",
                           "password",
                           "pwd",
                           "new_password",
                           "secret",
                           "client_secret",
                           "otp",
                           "ticket",
                           "SAMLResponse",
                           "RelayState",
                           "X-Amz-Signature",
                           "x-amz-credential",
                           "X-Goog-Signature",
                           "user[reset_token]",
                           "user%5Breset_token%5D",
                           "invite",
                           "_wpnonce",
                           "Authorization",
                           "Proxy-Authorization",
                           "email",
                           "hash",
                           "code_verifier",
                           "unsubscribe"}) {
    EXPECT_TRUE(is_secret_name(name)) << name;
  }
}

TEST(SecretNameTest, LeavesOthers) {
  for (const char* name : {"",
                           "q",
                           "page",
                           "lang",
                           "next",
                           "user",
                           "username",
                           "id",
                           "v",
                           "country_code",
                           "statement",
                           "monkey",
                           "keyboard",
                           "sidebar",
                           "design",
                           "tokens_per_page",
                           "author",
                           "passenger",
                           "redirect_uri",
                           "client_id",
                           "response_type",
                           "utm_source",
                           "Content-Type",
                           "ETag"}) {
    EXPECT_FALSE(is_secret_name(name)) << name;
  }
}

TEST(SecretShapeTest, KnowsShapes) {
  for (const char* value :
       {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjMifQ.abc-_1",
        "123e4567-e89b-12d3-a456-426614174000",
        "5d41402abc4b2a76b9719d911017c592",
        "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "aB3dE5fG7hI9jK1lM3nO5",
        "ya29.a0AfH6SMBx9Qk2Lw7Zp4Rt8Uv1",
        "Zm9vYmFyMTIz%2BYm%2F6cXV4MQ%3D%3D"}) {
    EXPECT_TRUE(has_secret_shape(value)) << value;
  }
}

TEST(SecretShapeTest, LeavesOthers) {
  for (const char* value :
       {"", "1", "en-GB", "how-to-build-a-house-in-2024-cheaply",
        "2024-01-15T10:20:30Z", "1234567890123456789012345",
        "https%3A%2F%2Fexample.com%2Fa1b2c3d4e5f6a7b8c9d0", "abcdef0123456789",
        "thisIsAVeryLongCamelCaseIdentifier", "newsletter_spring_campaign_2026",
        "a b1c2d3e4f5g6h7i8j9k0l1", "/images/products/large/12/34"}) {
    EXPECT_FALSE(has_secret_shape(value)) << value;
  }
}

struct RedactCase {
  const char* text;
  const char* redacted;
};

const std::vector<RedactCase>& url_cases() {
  static const std::vector<RedactCase> kCases = {
      {"https://example.com/a?page=2#top", "https://example.com/a?page=2#top"},
      {"https://user@h.example/", "https://REDACTED@h.example/"},
      {"https://user:pw@h.example/", "https://REDACTED:REDACTED@h.example/"},
      {"https://:pw@h.example/", "https://:REDACTED@h.example/"},
      {"https://user:@h.example/", "https://REDACTED:@h.example/"},
      {"https://a@b:c@d@h.example/", "https://REDACTED:REDACTED@h.example/"},
      {"http:u:p@h.example", "http:REDACTED:REDACTED@h.example"},
      {"http:\\\\u:p@h.example\\x", "http:\\\\REDACTED:REDACTED@h.example\\x"},
      {"//u:p@h.example/x", "//REDACTED:REDACTED@h.example/x"},
      {"ssh://u:p@h.example", "ssh://REDACTED:REDACTED@h.example"},
      {"https://h.example/@user/x", "https://h.example/@user/x"},
      {"https://h.example?q=a@b", "https://h.example?q=a@b"},
      {"mailto:me@h.example", "mailto:me@h.example"},
      {"?token=a&page=2", "?token=REDACTED&page=2"},
      {"?page=2&TOKEN=a#x", "?page=2&TOKEN=REDACTED#x"},
      {"?token=", "?token="},
      {"?token", "?token"},
      {"?token=a=b", "?token=REDACTED"},
      {"/cb#access_token=a&token_type=bearer",
       "/cb#access_token=REDACTED&token_type=bearer"},
      {"/cb#/x?code=a", "/cb#/x?code=REDACTED"},
      {"/a;jsessionid=AB12?x=1", "/a;jsessionid=REDACTED?x=1"},
      {"?user%5Btoken%5D=a", "?user%5Btoken%5D=REDACTED"},
      {"?x=aB3dE5fG7hI9jK1lM3nO5&y=1", "?x=REDACTED&y=1"},
      {"?x=123e4567-e89b-12d3-a456-426614174000", "?x=REDACTED"},
      {"?next=%2Fa%3Ftoken%3Dabc%26y%3D1&z=2",
       "?next=%2Fa%3Ftoken%3DREDACTED%26y%3D1&z=2"},
      {"?next=%252Fa%253Ftoken%253Dabc%2526y%253D1",
       "?next=%252Fa%253Ftoken%253DREDACTED%2526y%253D1"},
      {"?to=https%3A%2F%2Fu%3Ap%40h%2Fx",
       "?to=https%3A%2F%2FREDACTED%3A"
       "REDACTED%40h%2Fx"},
      {"/x?u=https://a:b@h.example/&v=1",
       "/x?u=https://REDACTED:REDACTED@h.example/&v=1"},
      {"/reset/Ab12Cd34Ef56Gh78", "/reset/REDACTED"},
      {"/password-reset/Ab12Cd34Ef56Gh78/edit",
       "/password-reset/REDACTED/edit"},
      {"/reset/instructions", "/reset/instructions"},
      {"/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.abc/x", "/t/REDACTED/x"},
      {"/static/app.5d41402abc4b2a76b9719d911017c592.js",
       "/static/app.5d41402abc4b2a76b9719d911017c592.js"},
  };
  return kCases;
}

std::string redacted_link(const char* written) {
  ScanResult result;
  result.facts.emplace();
  Link link;
  link.href.written = written;
  result.facts->page.links = {link};
  return Redactor({}).redact(result).facts->page.links[0].href.written;
}

TEST(RedactTest, MasksWhatIsSecretInAUrl) {
  for (const RedactCase& c : url_cases()) {
    EXPECT_EQ(redacted_link(c.text), c.redacted) << c.text;
  }
}

TEST(RedactTest, MasksTheSameInText) {
  const Redactor redactor({});
  for (const RedactCase& c : url_cases()) {
    const std::string text =
        "see <" + std::string(c.text) + "> or \"" + c.text + "\" twice";
    EXPECT_EQ(redactor.redact_text(text), "see <" + std::string(c.redacted) +
                                              "> or \"" + c.redacted +
                                              "\" twice");
  }
}

TEST(RedactTest, IsDoneOnce) {
  const Redactor redactor({});
  for (const RedactCase& c : url_cases()) {
    EXPECT_EQ(redactor.redact_text(c.redacted), c.redacted);
  }
}

TEST(RedactTest, KeepsUrlsUrls) {
  const Url base = Url::parse("https://example.com/").value();
  size_t parsed = 0;
  for (const RedactCase& c : url_cases()) {
    if (!Url::parse(c.text, &base)) continue;
    EXPECT_TRUE(Url::parse(c.redacted, &base)) << c.redacted;
    ++parsed;
  }
  EXPECT_GT(parsed, 25u);
}

// A quotation mark or a space is part of an attribute that is a URL, but ends
// one in text.
TEST(RedactTest, ReadsAWholeUrlToItsEnd) {
  EXPECT_EQ(redacted_link("https://u:p w\"<@h.example/?token=a b'c\"d&x=1"),
            "https://REDACTED:REDACTED@h.example/?token=REDACTED&x=1");
  EXPECT_EQ(redacted_link("javascript:a('//b @c','?key=' + d)"),
            "javascript:a('//b @c','?key=' + d)");
}

TEST(RedactTest, MasksCredentialsInText) {
  const Redactor redactor({});
  const std::vector<RedactCase> cases = {
      {"Authorization: Bearer abcDEF123456789012",
       "Authorization: Bearer REDACTED"},
      {"Basic YWxhZGRpbjpvcGVuc2VzYW1l ok", "Basic REDACTED ok"},
      {"basic understanding of things", "basic understanding of things"},
      {"Bearer responsibilities", "Bearer responsibilities"},
      {"x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.abc y", "x REDACTED y"},
      {"if (a&&key=='x') b", "if (a&&key=='x') b"},
      {"E-mail: me@example.com", "E-mail: me@example.com"},
      {"// todo: ask me@example.com", "// todo: ask me@example.com"},
      {"a&amp;token=b c", "a&amp;token=REDACTED c"},
  };
  for (const RedactCase& c : cases) {
    EXPECT_EQ(redactor.redact_text(c.text), c.redacted);
  }
}

TEST(RedactTest, MasksTypedTargetsWithoutAScheme) {
  const Redactor redactor({});
  EXPECT_EQ(redactor.redact_target("user:pw@h.example/x"),
            "REDACTED:REDACTED@h.example/x");
  EXPECT_EQ(redactor.redact_target("saved@home.html"), "saved@home.html");
  EXPECT_EQ(redactor.redact_target("http://u:p@[::1"),
            "http://REDACTED:REDACTED@[::1");
}

ScanResult result_of(std::string target, std::string text) {
  ScanResult result;
  result.task.url = std::move(target);
  result.facts.emplace();
  result.facts->text.text = std::move(text);
  return result;
}

TEST(RedactTest, FindsTheTargetsSecretsInEveryForm) {
  const Redactor redactor({});
  struct Case {
    const char* target;
    const char* text;
    const char* redacted;
  };
  const std::vector<Case> cases = {
      {"https://h/?token=abcdef", "xabcdefx", "xREDACTEDx"},
      {"https://h/?token=abcdef", "ABCDEF AbcDef", "REDACTED REDACTED"},
      {"https://h/?token=abcde", "abcde", "abcde"},
      {"https://h/?token=a%20b%2Bcd%22", "a b+cd\"", "REDACTED"},
      {"https://h/?token=a%20b%2Bcd%22", "a%20b%2bcd%22", "REDACTED"},
      {"https://h/?token=a+b+c+d", "a b c d", "REDACTED"},
      {"https://h/?token=ab%26%3Ccd", "ab&amp;&lt;cd", "REDACTED"},
      {"https://u:secret%C3%A9@h/", "secret\u00E9", "REDACTED"},
      {"https://aladdin:opensesame@h/", "YWxhZGRpbjpvcGVuc2VzYW1l", "REDACTED"},
      {"https://h/?token=abcdefghij", "\"?x=abcdefg...\"",
       "\"?x=REDACTED...\""},
      {"https://h/?token=abcdefghij", "cut at abcdefgh", "cut at REDACTED"},
      {"https://h/?token=abcdefghij", "abcdefgh here", "abcdefgh here"},
      {"https://example:pw@example.com/", "An example", "An example"},
      {"https://h/?token=redacted", "REDACTED", "REDACTED"},
      {"https://h/?x=plain1&page=2", "plain1", "plain1"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(redactor.redact(result_of(c.target, c.text)).facts->text.text,
              c.redacted)
        << c.target << " " << c.text;
  }
}

TEST(RedactTest, MasksALongSecretWhole) {
  const std::string secret(5000, 'k');
  const ScanResult result = Redactor({}).redact(
      result_of("https://h/?token=" + secret, "<" + secret + ">"));
  EXPECT_EQ(result.facts->text.text, "<REDACTED>");
}

TEST(RedactTest, MasksShortNamesInMessagesToo) {
  ScanResult result = result_of("bob:hunter2@h/x", "");
  result.errors = {
      {Stage::kRead,
       {ErrorCode::kFileNotFound, "bob:hunter2@h/x: no such file"}}};
  EXPECT_EQ(Redactor({}).redact(result).errors[0].error.message,
            "REDACTED:REDACTED@h/x: no such file");
}

TEST(RedactTest, MasksCookiesAndCredentialsOfFields) {
  ScanResult result;
  Hop hop;
  hop.fields.add("Set-Cookie", "sid=abc; Path=/; Secure");
  hop.fields.add("set-cookie", "valueonly");
  hop.fields.add("Set-Cookie", "empty=; Path=/");
  hop.fields.add("X-Auth-Token", "abc");
  hop.fields.add("Location", "/x?token=a'b \"c");
  hop.fields.add("Refresh", "1; url=/x?token=abc");
  hop.fields.add("Server", "nginx");
  hop.fields.add_line("malformed ?token=abc");
  result.response.emplace();
  result.response->hops = {hop};
  ReceivedCookie cookie;
  cookie.cookie.name = "sid";
  cookie.cookie.value = "abc";
  result.response->cookies = {cookie};
  const ScanResult redacted = Redactor({}).redact(result);
  const std::vector<Field> expected = {
      {"Set-Cookie", "sid=REDACTED; Path=/; Secure"},
      {"set-cookie", "REDACTED"},
      {"Set-Cookie", "empty=; Path=/"},
      {"X-Auth-Token", "REDACTED"},
      {"Location", "/x?token=REDACTED"},
      {"Refresh", "1; url=/x?token=REDACTED"},
      {"Server", "nginx"}};
  EXPECT_EQ(redacted.response->hops[0].fields.items(), expected);
  EXPECT_EQ(redacted.response->hops[0].fields.malformed(),
            std::vector<std::string>{"malformed ?token=REDACTED"});
  EXPECT_EQ(redacted.response->cookies[0].cookie.name, "sid");
  EXPECT_EQ(redacted.response->cookies[0].cookie.value, "REDACTED");
}

TEST(RedactTest, MasksHiddenFieldsInHtmlAndFacts) {
  ScanResult result;
  result.facts.emplace();
  Form form;
  form.html =
      "<form action=\"/a?token=x'y&amp;b=1\" data-csrf-token=\"q\">"
      "<input type=\"hidden\" name=\"csrf\" value=\"abc\">\n"
      "<input type=\"hidden\" name=\"x\" value=\"aB3dE5fG7hI9jK1lM3nO5\">"
      "<input type=\"hidden\" name=\"y\" value=\"plain\">"
      "<input name=\"z\" value=\"aB3dE5fG7hI9jK1lM3nO5\">"
      "<input type=\"password\" value=\"pw\"> a &lt; b"
      "<input accesskey=\"s\" name=\"q\" value=\"\"></form>";
  const auto control = [](const char* type, const char* name,
                          const char* value) {
    Control c;
    c.element = "input";
    c.type = type;
    c.name = name;
    c.value = value;
    return c;
  };
  form.controls = {control("hidden", "csrf", "abc"),
                   control("hidden", "x", "aB3dE5fG7hI9jK1lM3nO5"),
                   control("hidden", "y", "plain"),
                   control("text", "token", "abc")};
  result.facts->page.forms.forms = {form};
  const Form masked = Redactor({}).redact(result).facts->page.forms.forms[0];
  EXPECT_EQ(masked.html,
            "<form action=\"/a?token=REDACTED&amp;b=1\" "
            "data-csrf-token=\"REDACTED\">"
            "<input type=\"hidden\" name=\"csrf\" value=\"REDACTED\">\n"
            "<input type=\"hidden\" name=\"x\" value=\"REDACTED\">"
            "<input type=\"hidden\" name=\"y\" value=\"plain\">"
            "<input name=\"z\" value=\"aB3dE5fG7hI9jK1lM3nO5\">"
            "<input type=\"password\" value=\"REDACTED\"> a &lt; b"
            "<input accesskey=\"s\" name=\"q\" value=\"\"></form>");
  EXPECT_EQ(masked.controls[0].value, "REDACTED");
  EXPECT_EQ(masked.controls[1].value, "REDACTED");
  EXPECT_EQ(masked.controls[2].value, "plain");
  EXPECT_EQ(masked.controls[3].value, "REDACTED");
}

// Strings made so that a careless search takes the square of their length.
TEST(RedactTest, TakesLinearTime) {
  const auto repeated = [](std::string_view part) {
    std::string text;
    while (text.size() < (size_t{1} << 20)) text += part;
    return text;
  };
  const Redactor redactor({});
  ScanResult result = result_of("https://h/?token=" + std::string(2000, 'a'),
                                repeated("a") + "b");
  result.facts->page.links.resize(1);
  for (const char* part :
       {"http:", "//", "?a=", "%3Fa%3D", "&a=b", "<a ", "<a b=\"", "eyJ", "@",
        ":", "%25", "/reset/", "bearer ", "%2f%2f", "?token%3D", "::"}) {
    Form form;
    form.html = repeated(part);
    result.facts->page.forms.forms.push_back(form);
    result.facts->page.links[0].href.written = form.html;
  }
  // Quadratic, any one of them takes minutes and ctest's patience.
  result = redactor.redact(std::move(result));
  EXPECT_EQ(result.facts->page.forms.forms.size(), 16u);
}

}  // namespace
}  // namespace pagescan
