# Compiler and linker flags shared by every target of the project.
add_library(pagescan_flags INTERFACE)
target_include_directories(pagescan_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(pagescan_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# g++ 12 sees an overlap in every `string + "literal"` it inlines
# (https://gcc.gnu.org/bugzilla/show_bug.cgi?id=105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND
   CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(pagescan_flags INTERFACE -Wno-restrict)
endif()
if(PAGESCAN_WERROR)
  target_compile_options(pagescan_flags INTERFACE -Werror)
endif()
if(PAGESCAN_FUZZ)
  target_compile_options(pagescan_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(PAGESCAN_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_compile_options(pagescan_flags INTERFACE
    -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/cmake/sanitizer-ignorelist.txt)
endif()
if(PAGESCAN_SANITIZE)
  target_compile_options(pagescan_flags INTERFACE
    -fsanitize=${PAGESCAN_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(pagescan_flags INTERFACE
    -fsanitize=${PAGESCAN_SANITIZE})
else()
  # Pages are hostile: keep the cheap run-time checks in release builds too.
  target_compile_definitions(pagescan_flags INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:_FORTIFY_SOURCE=2> _GLIBCXX_ASSERTIONS)
endif()
target_compile_options(pagescan_flags INTERFACE -fstack-protector-strong)
