#include <iostream>

#include "scanner/cli/cli.h"

int main(int argc, char** argv) {
  return static_cast<int>(pagescan::run_command_line(argc, argv, std::cin));
}
