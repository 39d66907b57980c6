// The parts the urlscan report is put together from. Each writes fields into
// the object that is open. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/json_writer.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// `requests`, the chain of redirects as one item. Nothing where nothing was
/// fetched.
void write_urlscan_requests(JsonWriter& json, const ScanResult& result);

/// `cookies` of all hops. Nothing where none were set.
void write_urlscan_cookies(JsonWriter& json, const Response& response);

/// The CN of a distinguished name (RFC 2253), which is what urlscan shows; the
/// whole name where it has none.
std::string common_name(std::string_view distinguished_name);

/// A list of strings without repeats; nothing where it would be empty.
void write_unique(JsonWriter& json, std::string_view name,
                  const std::vector<std::string>& items);

}  // namespace pagescan
