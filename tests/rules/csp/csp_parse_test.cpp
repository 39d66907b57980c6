// The parser of Content Security Policies, in tables.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/csp/policy.h"

namespace pagescan {
namespace {

using Kind = CspExpressionKind;

std::vector<std::string> names(const CspPolicy& policy) {
  std::vector<std::string> names;
  for (const CspDirective& directive : policy.directives) {
    names.push_back(directive.name);
  }
  return names;
}

std::string problems(const CspPolicy& policy) {
  std::string all;
  for (const CspProblem& problem : policy.problems) {
    all += std::to_string(static_cast<int>(problem.kind)) + ' ' +
           problem.directive + ' ' + problem.token + '\n';
  }
  return all;
}

std::string problem(CspProblemKind kind, const std::string& directive,
                    const std::string& token = "") {
  return std::to_string(static_cast<int>(kind)) + ' ' + directive + ' ' +
         token + '\n';
}

TEST(CspParseTest, SplitsDirectives) {
  const CspPolicy policy = parse_csp(
      " Script-SRC 'self'\thttps://a.example ;; ;IMG-src *; "
      "upgrade-insecure-requests",
      false);
  EXPECT_EQ(names(policy),
            (std::vector<std::string>{"script-src", "img-src",
                                      "upgrade-insecure-requests"}));
  EXPECT_EQ(policy.directives[0].tokens,
            (std::vector<std::string>{"'self'", "https://a.example"}));
  EXPECT_EQ(policy.directives[0].text, "Script-SRC 'self'\thttps://a.example");
  EXPECT_EQ(policy.directives[0].sources.size(), 2u);
  EXPECT_EQ(problems(policy), "");
}

TEST(CspParseTest, TheFirstOfTwoDirectivesHolds) {
  const CspPolicy policy =
      parse_csp("img-src a.example; IMG-SRC b.example", false);
  ASSERT_EQ(policy.directives.size(), 1u);
  EXPECT_EQ(policy.find("img-src")->sources[0].host, "a.example");
  EXPECT_EQ(problems(policy),
            problem(CspProblemKind::kDuplicateDirective, "img-src"));
}

TEST(CspParseTest, NotesProblems) {
  using enum CspProblemKind;
  const struct {
    const char* text;
    bool in_meta;
    std::string expected;
  } kCases[] = {
      {"scrpt-src 'self'", false, problem(kUnknownDirective, "scrpt-src")},
      {"img-src self", false, problem(kUnquotedKeyword, "img-src", "self")},
      {"img-src \"self\"", false,
       problem(kUnquotedKeyword, "img-src", "\"self\"")},
      {"script-src 'unsafe-inline", false,
       problem(kUnquotedKeyword, "script-src", "'unsafe-inline")},
      {"script-src nonce-abc", false,
       problem(kUnquotedKeyword, "script-src", "nonce-abc")},
      {"script-src none", false,
       problem(kUnquotedKeyword, "script-src", "none")},
      {"img-src data https", false,
       problem(kMissingColon, "img-src", "data") +
           problem(kMissingColon, "img-src", "https")},
      {"script-src 'self' object-src 'none'", false,
       problem(kMissingSemicolon, "script-src", "object-src") +
           problem(kNoneWithOthers, "script-src", "'none'")},
      {"script-src 'unsafe-inlin'", false,
       problem(kInvalidExpression, "script-src", "'unsafe-inlin'")},
      {"script-src https://", false,
       problem(kInvalidExpression, "script-src", "https://")},
      {"script-src 'nonce-'", false,
       problem(kInvalidExpression, "script-src", "'nonce-'")},
      {"img-src b\xC3\xBC.example", false, problem(kNotAscii, "img-src")},
      {"frame-ancestors 'none'; sandbox; report-uri /r", true,
       problem(kIgnoredInMeta, "frame-ancestors") +
           problem(kIgnoredInMeta, "sandbox") +
           problem(kIgnoredInMeta, "report-uri")},
      {"frame-ancestors 'none'; sandbox; report-uri /r", false, ""},
      {"img-src 'none'", false, ""},
      {"script-src 'Self' 'WASM-unsafe-eval' 'report-sample'", false, ""},
      {"block-all-mixed-content; plugin-types application/pdf", false, ""},
      {"sandbox allow-scripts; trusted-types default", false, ""},
      {"style-src none.example self.example", false, ""},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(problems(parse_csp(c.text, c.in_meta)), c.expected) << c.text;
  }
}

TEST(CspParseTest, WhatAMetaElementMayNotSayIsLeftOut) {
  const CspPolicy policy = parse_csp("sandbox; img-src 'none'", true);
  EXPECT_EQ(names(policy), std::vector<std::string>{"img-src"});
}

TEST(CspParseTest, SplitsAFieldByCommas) {
  const CspPolicies policies =
      parse_csp_list("default-src 'self', , img-src 'none'; font-src *,;");
  ASSERT_EQ(policies.size(), 2u);
  EXPECT_EQ(names(policies[0]), std::vector<std::string>{"default-src"});
  EXPECT_EQ(names(policies[1]),
            (std::vector<std::string>{"img-src", "font-src"}));
}

struct ExpressionCase {
  const char* text;
  Kind kind;
  const char* scheme = "";
  const char* host = "";
  const char* path = "";
  int port = 0;
  bool any_port = false;
};

TEST(CspParseTest, ReadsSourceExpressions) {
  const ExpressionCase kCases[] = {
      {"https:", Kind::kScheme, "https"},
      {"DATA:", Kind::kScheme, "data"},
      {"web+app.x-1:", Kind::kScheme, "web+app.x-1"},
      {"*", Kind::kHost, "", "*"},
      {"*:*", Kind::kHost, "", "*", "", 0, true},
      {"Example.ORG", Kind::kHost, "", "example.org"},
      {"*.example.org", Kind::kHost, "", "*.example.org"},
      {"https://a.example:8443/js/", Kind::kHost, "https", "a.example", "/js/",
       8443},
      {"a.example:*/x?q#f", Kind::kHost, "", "a.example", "/x", 0, true},
      {"a.example/%6As", Kind::kHost, "", "a.example", "/js"},
      {"a.example:80", Kind::kHost, "", "a.example", "", 80},
      {"127.0.0.1:3000", Kind::kHost, "", "127.0.0.1", "", 3000},
      {"a.example.", Kind::kHost, "", "a.example."},
      {"a_b.example", Kind::kHost, "", "a_b.example"},
      {"a..example", Kind::kInvalid},
      {"a*.example", Kind::kInvalid},
      {"*.", Kind::kInvalid},
      {"a.example:", Kind::kScheme, "a.example"},
      {"a.example:80000", Kind::kInvalid},
      {"a.example:8x", Kind::kInvalid},
      {"/path", Kind::kInvalid},
      {"://a.example", Kind::kInvalid},
      {"1http://a.example", Kind::kInvalid},
      {"[::1]", Kind::kInvalid},
      {"'self'", Kind::kKeyword},
      {"'none'", Kind::kInvalid},
      {"''", Kind::kInvalid},
      {"'", Kind::kInvalid},
      {"", Kind::kInvalid},
      {"'sha256-'", Kind::kInvalid},
      {"'sha1-YWJj'", Kind::kInvalid},
      {"'nonce-a b'", Kind::kInvalid},
      {"'nonce-a==='", Kind::kInvalid},
  };
  for (const ExpressionCase& c : kCases) {
    SCOPED_TRACE(c.text);
    const CspExpression expression = parse_csp_expression(c.text);
    EXPECT_EQ(expression.text, c.text);
    EXPECT_EQ(expression.kind, c.kind);
    EXPECT_EQ(expression.scheme, c.scheme);
    EXPECT_EQ(expression.host, c.host);
    EXPECT_EQ(expression.path, c.path);
    EXPECT_EQ(expression.port.value_or(0), c.port);
    EXPECT_EQ(expression.any_port, c.any_port);
  }
}

TEST(CspParseTest, ReadsNoncesAndHashes) {
  const CspExpression nonce = parse_csp_expression("'NONCE-Ab+/-_0=='");
  EXPECT_EQ(nonce.kind, Kind::kNonce);
  EXPECT_EQ(nonce.value, "Ab+/-_0==");
  const CspExpression hash = parse_csp_expression("'Sha384-Ab-_0=='");
  EXPECT_EQ(hash.kind, Kind::kHash);
  EXPECT_EQ(hash.algorithm, CspHashAlgorithm::kSha384);
  EXPECT_EQ(hash.value, "Ab+/0");
}

TEST(CspParseTest, IsBounded) {
  std::string many;
  for (size_t i = 0; i <= kMaxCspDirectives; ++i) {
    many += "x" + std::to_string(i) + ";";
  }
  const CspPolicy directives = parse_csp(many, false);
  EXPECT_EQ(directives.directives.size(), kMaxCspDirectives);
  EXPECT_FALSE(directives.complete);
  std::string sources = "img-src";
  for (size_t i = 0; i <= kMaxCspExpressions; ++i) sources += " a.example";
  EXPECT_FALSE(parse_csp(sources, false).complete);
  const CspPolicy large =
      parse_csp("img-src a.example/" + std::string(kMaxCspBytes, 'x'), false);
  EXPECT_EQ(large.text.size(), kMaxCspBytes);
  EXPECT_FALSE(large.complete);
  std::string list;
  for (size_t i = 0; i <= kMaxCspPolicies; ++i) list += "img-src *,";
  EXPECT_EQ(parse_csp_list(list).size(), kMaxCspPolicies);
}

}  // namespace
}  // namespace pagescan
