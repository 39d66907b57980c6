# pagescan_layer(NAME SOURCES a.cpp ... [LAYERS base ...] [LIBRARIES ...])
# One static library a layer of the pipeline, pagescan_NAME. LAYERS are the
# layers it builds on; tests/layering_test checks that includes agree.
function(pagescan_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LAYERS;LIBRARIES" ${ARGN})
  add_library(pagescan_${name} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_LAYERS PREPEND pagescan_)
  target_link_libraries(pagescan_${name}
    PUBLIC pagescan_flags ${ARG_LAYERS} ${ARG_LIBRARIES})
endfunction()

# pagescan_test(NAME SOURCES ... LAYERS ... [LIBRARIES ...])
# One GoogleTest executable, NAME, each of its tests known to ctest.
function(pagescan_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LAYERS;LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  list(TRANSFORM ARG_LAYERS PREPEND pagescan_)
  target_link_libraries(${name} PRIVATE ${ARG_LAYERS} ${ARG_LIBRARIES}
    pagescan_flags GTest::gmock_main)
  target_compile_definitions(${name} PRIVATE
    PAGESCAN_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    PAGESCAN_BINARY_DIR="${CMAKE_BINARY_DIR}")
  # What is tested is optimised; optimising the tests is a third of their time
  # to build.
  target_compile_options(${name} PRIVATE
    $<$<CONFIG:Release>:-O1> $<$<CONFIG:Debug>:-O0>)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 600 SKIP_REGULAR_EXPRESSION "\\[  SKIPPED \\]")
endfunction()
