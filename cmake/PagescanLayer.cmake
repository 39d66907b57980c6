# What nearly every file includes, compiled once for the layers and once for
# the tests: a third of the time to build. CMAKE_DISABLE_PRECOMPILE_HEADERS=ON
# does without. Everything that uses one has its definitions, so fmt's.
file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
function(pagescan_precompile name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LIBRARIES" ${ARGN})
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/precompiled.cpp)
  target_link_libraries(${name} PUBLIC pagescan_flags Threads::Threads fmt::fmt-header-only
    ${ARG_LIBRARIES})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()

set(PAGESCAN_COMMON_HEADERS
  <fmt/format.h> <tl/expected.hpp> <algorithm> <array> <chrono> <cstdint>
  <functional> <map> <memory> <optional> <set> <span> <string> <string_view>
  <utility> <vector>)
pagescan_precompile(pagescan_layer_headers HEADERS ${PAGESCAN_COMMON_HEADERS})
if(PAGESCAN_TESTS)
  find_package(GTest REQUIRED)
  pagescan_precompile(pagescan_test_headers
    HEADERS ${PAGESCAN_COMMON_HEADERS} <filesystem> <fstream> <sstream>
            <gmock/gmock.h> <gtest/gtest.h> <nlohmann/json.hpp>
    LIBRARIES GTest::gmock nlohmann_json::nlohmann_json)
  target_compile_options(pagescan_test_headers PRIVATE
    $<$<CONFIG:Release>:-O1>)
endif()

# pagescan_layer(NAME SOURCES a.cpp ... [LAYERS base ...] [LIBRARIES ...])
# One static library a layer of the pipeline, pagescan_NAME. LAYERS are the
# layers it builds on; tests/layering_test checks that includes agree.
function(pagescan_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LAYERS;LIBRARIES" ${ARGN})
  add_library(pagescan_${name} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_LAYERS PREPEND pagescan_)
  target_link_libraries(pagescan_${name}
    PUBLIC pagescan_flags ${ARG_LAYERS} ${ARG_LIBRARIES}
    PRIVATE Threads::Threads fmt::fmt-header-only)
  target_precompile_headers(pagescan_${name}
    REUSE_FROM pagescan_layer_headers)
endfunction()

# pagescan_test(NAME SOURCES ... LAYERS ... [LIBRARIES ...])
# One GoogleTest executable, NAME, each of its tests known to ctest.
function(pagescan_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LAYERS;LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  list(TRANSFORM ARG_LAYERS PREPEND pagescan_)
  target_link_libraries(${name} PRIVATE ${ARG_LAYERS} ${ARG_LIBRARIES}
    pagescan_flags Threads::Threads fmt::fmt-header-only nlohmann_json::nlohmann_json
    GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE
    PAGESCAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    PAGESCAN_BINARY_DIR="${CMAKE_BINARY_DIR}")
  # What is tested is optimised; optimising the tests is a third of their time
  # to build.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_precompile_headers(${name} REUSE_FROM pagescan_test_headers)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 600 SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endfunction()
