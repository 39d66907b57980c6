// The fault server: every way a hostile or broken server may behave, one named
// row each, with what a scan makes of it. Rows are values; each start() gives
// loopback servers of its own, so tests of rows may run side by side.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/scripted_server.h"

namespace pagescan::test {

/// The limits a row is scanned under: small where the row is about one, else
/// out of its way even on a slow machine. Each is the flag of that name.
struct FaultLimits {
  std::chrono::milliseconds timeout{20'000};
  std::chrono::milliseconds connect_timeout{20'000};
  std::chrono::seconds min_speed_time{20};
  size_t max_bytes = size_t{64} << 10;
  size_t max_field_bytes = size_t{256} << 10;
  size_t max_fields = 100;
  size_t max_cookies = 10;
  size_t max_certificate_names = 10;
  unsigned max_redirects = 5;
  unsigned max_interim = 5;
  unsigned max_content_codings = 5;
};

/// For rows that wait for a limit.
inline constexpr FaultLimits kShortTimeout = {
    .timeout = std::chrono::milliseconds(400)};
inline constexpr FaultLimits kShortSpeedTime = {.min_speed_time =
                                                    std::chrono::seconds(1)};

/// Servers that misbehave, and what a scan of them is told.
struct FaultSite {
  std::vector<std::shared_ptr<void>> servers = {};  // alive as long as it is
  std::string url = {};
  std::vector<std::string> resolve = {};  // --resolve
  std::vector<std::string> denied = {};   // --deny-address
  std::string authority = {};             // PEM for --ca-file; empty: none
};

struct Fault {
  std::string name = {};
  std::string behaviour = {};  // what the server does
  /// The error's stage and code, "fetch timeout"; empty: scanned.
  std::string error = {};
  /// truncated[].what; empty: nothing is cut.
  std::string cut = {};
  /// The flag of the limit that was reached, or of the rule; named by the
  /// error's message or the note. Empty: none.
  std::string flag = {};
  std::function<FaultSite()> start = {};
  FaultLimits limits = {};

  /// pagescan's exit status.
  int exit_status() const { return error.empty() ? 0 : 3; }
};

std::vector<Fault> connection_faults();  // up to the end of the fields
std::vector<Fault> content_faults();     // framing, content, codings
std::vector<Fault> redirect_faults();
std::vector<Fault> tls_faults();

/// All of them, in that order.
std::vector<Fault> all_faults();

/// The row's name as gtest takes it: letters and digits alone.
std::string test_name(const Fault& fault);
/// What gtest prints of the row of a failed test.
void PrintTo(const Fault& fault, std::ostream* out);

// What rows are made of. Each gives a function for Fault::start.

/// Answers every request for / with these bytes and closes.
std::function<FaultSite()> answer(std::string bytes);
std::function<FaultSite()> answer(ScriptedServer::Handler handler);
/// Does this with every connection, before anything is read.
std::function<FaultSite()> at_connect(ScriptedServer::ConnectHandler handler);

/// Sends `head`, then `piece` over and over until the client goes.
ScriptedServer::Handler endless(std::string head, std::string piece);
/// The same, a piece every 100 ms.
ScriptedServer::Handler drip(std::string head, std::string piece);
/// Sends `head` and stays silent.
ScriptedServer::Handler stall(std::string head);
/// Sends `head`, waits until it has arrived, and resets the connection.
ScriptedServer::Handler reset_after(std::string head);

/// A page with these field lines (each ended by CR LF), without a length.
std::string page_head(std::string_view fields = "");

}  // namespace pagescan::test
