#include "scanner/url/port.h"

#include <gtest/gtest.h>

namespace pagescan {
namespace {

TEST(BadPort, RefusesOtherProtocolsPorts) {
  for (const int port : {1, 21, 22, 25, 110, 139, 587, 2049, 4190, 6000, 6665,
                         6667, 6669, 6679, 6697, 10080}) {
    EXPECT_TRUE(is_bad_port(static_cast<uint16_t>(port))) << port;
  }
}

TEST(BadPort, AllowsTheWebsPorts) {
  for (const int port :
       {0, 2, 80, 443, 444, 3000, 6664, 6670, 8000, 8080, 8443, 65535}) {
    EXPECT_FALSE(is_bad_port(static_cast<uint16_t>(port))) << port;
  }
}

TEST(BadPort, CountsAsManyAsTheStandardLists) {
  int bad = 0;
  for (uint32_t port = 0; port <= UINT16_MAX; ++port) {
    if (is_bad_port(static_cast<uint16_t>(port))) ++bad;
  }
  EXPECT_EQ(bad, 82);
}

}  // namespace
}  // namespace pagescan
