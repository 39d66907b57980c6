# Every library comes from the system; nothing is downloaded or vendored.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(tl-expected 1.0 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB 1.2.13 REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS i18n uc)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl>=7.88)
pkg_check_modules(PSL REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1>=0.2.5)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd>=1.5)
find_package(EXPAT 2.5 REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo>=0.10)

# Debian's static Gumbo parses about 10 % faster than the shared one (no PLT
# on its per-character calls), so it is used where it is installed.
add_library(pagescan_gumbo INTERFACE)
find_library(GUMBO_STATIC_LIBRARY libgumbo.a HINTS ${GUMBO_LIBRARY_DIRS})
if(GUMBO_STATIC_LIBRARY)
  target_include_directories(pagescan_gumbo SYSTEM INTERFACE
    ${GUMBO_INCLUDE_DIRS})
  target_link_libraries(pagescan_gumbo INTERFACE ${GUMBO_STATIC_LIBRARY})
else()
  target_link_libraries(pagescan_gumbo INTERFACE PkgConfig::GUMBO)
endif()

# libcsv comes without a pkg-config file.
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
find_library(CSV_LIBRARY csv REQUIRED)
add_library(pagescan_csv INTERFACE)
target_include_directories(pagescan_csv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})
target_link_libraries(pagescan_csv INTERFACE ${CSV_LIBRARY})

# Header-only; its headers are outside the project's warnings.
find_package(RapidJSON 1.1 REQUIRED)
add_library(pagescan_rapidjson INTERFACE)
target_include_directories(pagescan_rapidjson SYSTEM INTERFACE
  ${RAPIDJSON_INCLUDE_DIRS})

# The diff template library: headers without a pkg-config file.
find_path(DTL_INCLUDE_DIR dtl/dtl.hpp REQUIRED)
add_library(pagescan_dtl INTERFACE)
target_include_directories(pagescan_dtl SYSTEM INTERFACE ${DTL_INCLUDE_DIR})

# Of ICU's i18n library only the check of confusable names is used: linked from
# the archive, where that is installed, it spares each start the loading of the
# shared one (about 1 ms).
add_library(pagescan_icu_i18n INTERFACE)
find_library(ICU_I18N_STATIC_LIBRARY libicui18n.a)
if(ICU_I18N_STATIC_LIBRARY)
  target_link_libraries(pagescan_icu_i18n INTERFACE
    ${ICU_I18N_STATIC_LIBRARY} ICU::uc)
else()
  target_link_libraries(pagescan_icu_i18n INTERFACE ICU::i18n ICU::uc)
endif()
