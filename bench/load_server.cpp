// The load server of the tests as a program, for the scripts here: prints its
// port, serves until its standard input ends, then prints what it counted.
//
//   load_server ADDRESSES DELAY_MS PAGE_BYTES
#include "tests/support/load_server.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: load_server ADDRESSES DELAY_MS PAGE_BYTES\n";
    return 2;
  }
  pagescan::test::LoadServerOptions options;
  options.addresses = std::stoul(argv[1]);
  options.delay = std::chrono::milliseconds(std::stoul(argv[2]));
  options.page_bytes = std::stoul(argv[3]);
  const pagescan::test::LoadServer server(options);
  std::cout << server.port() << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  const pagescan::test::LoadCounts counts = server.all_counts();
  std::cout << fmt::format("{} requests, {} connections, {} at once\n",
                           counts.requests, counts.connections,
                           counts.most_at_once);
  return 0;
}
