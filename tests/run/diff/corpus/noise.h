// What changes with every answer of a server whose page stays the same. Pure
// functions; thread-safe.
#pragma once

#include <random>
#include <string>

#include "tests/run/diff/corpus/page_state.h"

namespace pagescan::test {

/// Puts noise of each kind into the page and its response, other for every
/// state of `random`: a nonce of scripts and the policy, a token in each form,
/// a token and a time in a script, a query against the cache, a hash of a build
/// in a name, a date, a count of views, IDs of the request, a session.
void add_noise(PageState& page, std::mt19937& random);

/// The attributes of every start tag in another order.
void shuffle_attributes(std::string& html, std::mt19937& random);

}  // namespace pagescan::test
