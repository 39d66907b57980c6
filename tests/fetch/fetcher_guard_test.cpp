// The network guard end to end. Tests may use loopback only, so 127.0.0.66
// stands for a private host and the rest of 127.0.0.0/8 for the public net.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

constexpr std::string_view kPrivateHost = "127.0.0.66";

AddressPolicy policy_with_private_host() {
  AddressPolicy policy;
  policy.overrides = {
      {*AddressRange::parse(kPrivateHost), AddressClass::kPrivate},
      {*AddressRange::parse("127.0.0.0/8"), AddressClass::kPublic}};
  return policy;
}

Request guarded(std::string_view url) {
  Request request = request_for(url);
  request.address_policy = policy_with_private_host();
  return request;
}

class FetcherGuardTest : public testing::Test {
 protected:
  FetcherGuardTest() {
    private_.on("/", http_response("200 OK", "", "secret"));
    private_.on("/self", http_response("302 Found", "Location: /\r\n", ""));
    private_.on(
        "/out",
        http_response("302 Found",
                      fmt::format("Location: {}\r\n", public_.url("/")), ""));
    public_.on("/", http_response("200 OK", "", "public"));
  }

  void redirect_public_to(std::string_view location) {
    public_.on("/go",
               http_response("302 Found",
                             fmt::format("Location: {}\r\n", location), ""));
  }

  ScriptedServer private_{std::string(kPrivateHost)};
  ScriptedServer public_;
};

TEST_F(FetcherGuardTest, AllowsWhatTheUserTyped) {
  for (const std::string_view path : {"/", "/self"}) {
    const FetchResult result = fetch(guarded(private_.url(path)));
    EXPECT_EQ(message_of(result), "") << path;
    EXPECT_EQ(result.response.content, "secret") << path;
  }
  EXPECT_EQ(fetch(guarded(private_.url("/out"))).response.content, "public");
}

TEST_F(FetcherGuardTest, DeniesWhatTheUserTypedWhenAsked) {
  Request request = guarded(private_.url("/"));
  request.address_policy.private_policy = PrivatePolicy::kDenyAll;
  const FetchResult result = fetch(request);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused);
  EXPECT_EQ(result.error->message,
            "127.0.0.66 is a private address (--deny-private refuses it)");
  EXPECT_TRUE(private_.requests().empty());
}

TEST_F(FetcherGuardTest, RefusesARedirectInEveryNotation) {
  const std::string_view hosts[] = {
      "127.0.0.66",   "2130706498",  "0x7f000042",          "017700000102",
      "127.66",       "0x7f.0x42",   "0177.0.0.66",         "127.0.66",
      "%31%32%37.66", "127.0.0.66.", "[::ffff:127.0.0.66]", "１２７.０.０.66",
  };
  for (const std::string_view host : hosts) {
    redirect_public_to(private_.url_at(host, "/"));
    Request request = guarded(public_.url("/go"));
    const FetchResult result = fetch(request);
    ASSERT_TRUE(result.error) << host;
    EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused)
        << host << ": " << message_of(result);
    // The redirect stays on record, and so does where it led.
    ASSERT_EQ(result.response.hops.size(), 2u) << host;
    EXPECT_EQ(result.response.hops[0].status, 302);
    EXPECT_EQ(result.response.hops[1].status, 0);
  }
  EXPECT_TRUE(private_.requests().empty());
}

TEST_F(FetcherGuardTest, RefusesANameThatLeadsThere) {
  redirect_public_to(private_.url_at("rebind.invalid", "/"));
  Request request = guarded(public_.url("/go"));
  request.resolve = {
      fmt::format("rebind.invalid:{}:{}", private_.port(), kPrivateHost)};
  const FetchResult result = fetch(request);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused);
  EXPECT_EQ(result.error->message,
            "rebind.invalid leads to the private address 127.0.0.66 (refused; "
            "use --allow-private to scan it anyway)");
  EXPECT_TRUE(private_.requests().empty());
  request.address_policy.private_policy = PrivatePolicy::kAllowAll;
  EXPECT_EQ(fetch(request).response.content, "secret");
}

TEST_F(FetcherGuardTest, TakesAPinnedAddressAsTyped) {
  Request request = guarded(private_.url_at("intranet.invalid", "/"));
  request.resolve = {
      fmt::format("intranet.invalid:{}:{}", private_.port(), kPrivateHost)};
  EXPECT_EQ(fetch(request).response.content, "secret");
  request.address_policy.private_policy = PrivatePolicy::kDenyAll;
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kAddressRefused);
}

TEST_F(FetcherGuardTest, TriesTheOtherAddressesOfAName) {
  Request request = guarded(public_.url_at("both.invalid", "/"));
  request.address_policy.private_policy = PrivatePolicy::kDenyAll;
  request.resolve = {fmt::format("both.invalid:{}:{},127.0.0.1", public_.port(),
                                 kPrivateHost)};
  EXPECT_EQ(fetch(request).response.content, "public");
}

TEST_F(FetcherGuardTest, RefusesAKeptConnection) {
  private_.on("/keep", [](Connection& connection, const ScriptedRequest&) {
    connection.send(http_response("200 OK", "", "kept"));
    connection.keep_alive();
  });
  private_.on("/again", http_response("200 OK", "", "leaked"));
  const std::string pin =
      fmt::format("kept.invalid:{}:{}", private_.port(), kPrivateHost);
  Fetcher fetcher;
  // The connection is allowed for the target that pins the name ...
  Request typed = guarded(private_.url_at("kept.invalid", "/keep"));
  typed.resolve = {pin};
  ASSERT_EQ(fetcher.fetch(typed).response.content, "kept");
  // ... and not for another that is led to it.
  redirect_public_to(private_.url_at("kept.invalid", "/again"));
  Request led = guarded(public_.url("/go"));
  led.resolve = {pin};
  const FetchResult result = fetcher.fetch(led);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused)
      << message_of(result);
  EXPECT_EQ(private_.requests().size(), 1u);
}

TEST(FetcherLoopbackGuardTest, JudgesRealLoopback) {
  ScriptedServer server;
  server.on("/", http_response("200 OK", "", "x"));
  for (const std::string_view host :
       {"127.0.0.1", "2130706433", "0x7f.1", "017700000001", "127.1",
        "localhost", "a.localhost", "LOCALHOST", "[::ffff:7f00:1]"}) {
    Request request = request_for(server.url_at(host, "/"));
    EXPECT_EQ(message_of(fetch(request)), "") << host;
    request.address_policy.private_policy = PrivatePolicy::kDenyAll;
    const FetchResult result = fetch(request);
    ASSERT_TRUE(result.error) << host;
    EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused)
        << host << ": " << message_of(result);
  }
  Request request = request_for(server.url_at("[::1]", "/"));
  request.address_policy.private_policy = PrivatePolicy::kDenyAll;
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kAddressRefused);
}

// Ranges the user denies, on true loopback: 127.0.0.66 is refused, the rest of
// it is not.
class DeniedRangeTest : public FetcherGuardTest {
 protected:
  Request denying(std::string_view url) const {
    Request request = request_for(url);
    request.address_policy.denied = {*AddressRange::parse(kPrivateHost)};
    return request;
  }
};

TEST_F(DeniedRangeTest, RefusesWhatWasTypedAndAllowed) {
  const std::string_view notations[] = {
      "127.0.0.66", "2130706498",          "0x7f000042",      "017700000102",
      "127.66",     "[::ffff:127.0.0.66]", "[::ffff:7f00:42]"};
  for (const std::string_view host : notations) {
    Request request = denying(private_.url_at(host, "/"));
    request.address_policy.private_policy = PrivatePolicy::kAllowAll;
    const FetchResult result = fetch(request);
    ASSERT_TRUE(result.error) << host;
    EXPECT_EQ(result.error->code, ErrorCode::kAddressRefused) << host;
  }
  EXPECT_EQ(fetch(denying(private_.url("/"))).error->message,
            "127.0.0.66 is a loopback address (--deny-address refuses it)");
  EXPECT_TRUE(private_.requests().empty());
  EXPECT_EQ(fetch(denying(public_.url("/"))).response.content, "public");
}

TEST_F(DeniedRangeTest, RefusesANameThatMoves) {
  // The same name: an allowed address at one port, a denied one at another.
  redirect_public_to(private_.url_at("moves.invalid", "/"));
  Request request = denying(public_.url_at("moves.invalid", "/go"));
  request.resolve = {
      fmt::format("moves.invalid:{}:127.0.0.1", public_.port()),
      fmt::format("moves.invalid:{}:{}", private_.port(), kPrivateHost)};
  const FetchResult result = fetch(request);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->message,
            "moves.invalid leads to the loopback address 127.0.0.66 "
            "(--deny-address refuses it)");
  ASSERT_EQ(result.response.hops.size(), 2u);
  EXPECT_EQ(result.response.hops[0].remote_ip, "127.0.0.1");
  EXPECT_TRUE(private_.requests().empty());
}

TEST_F(DeniedRangeTest, TriesTheOtherAddressesOfAName) {
  Request request = denying(public_.url_at("both.invalid", "/"));
  request.resolve = {fmt::format("both.invalid:{}:{},127.0.0.1", public_.port(),
                                 kPrivateHost)};
  EXPECT_EQ(fetch(request).response.content, "public");
  request = denying(private_.url_at("both.invalid", "/"));
  request.resolve = {
      fmt::format("both.invalid:{}:{}", private_.port(), kPrivateHost)};
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kAddressRefused);
}

TEST_F(DeniedRangeTest, HoldsBehindAProxyForAddressesInUrls) {
  ScriptedServer proxy;
  Request request = denying("http://127.0.0.66/");
  request.proxy = proxy.url("");
  EXPECT_EQ(fetch(request).error->code, ErrorCode::kAddressRefused);
  EXPECT_TRUE(proxy.requests().empty());
}

}  // namespace
}  // namespace pagescan::test
