// Ports a client must not connect to on a page's word. Stateless; thread-safe.
#pragma once

#include <cstdint>

namespace pagescan {

/// Whether `port` is a bad port (https://fetch.spec.whatwg.org/#bad-port): one
/// that belongs to another protocol, which a crafted HTTP request could abuse.
bool is_bad_port(uint16_t port);

}  // namespace pagescan
