# SPDX-License-Identifier: EUPL-1.2
# One static library per layer. A layer is compiled with the include folders of its row alone: for each
# layer L there is build/view/L with a link L -> src/L (and a folder for generated headers), and only the
# views of permitted layers are on the include path. So "who may include whom" is enforced by the compiler.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(EXPAT REQUIRED IMPORTED_TARGET expat)
pkg_check_modules(ZLIB_INFLATE REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(POSTGRES REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(LIBUV REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(CRYPTO REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo cairo-pdf)

# kc_layer(NAME layer.. LIBRARIES target..)
function(kc_layer name)
  cmake_parse_arguments(L "" "" "LIBRARIES;FOREIGN" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.c)
  set(view ${CMAKE_BINARY_DIR}/view/${name})
  file(MAKE_DIRECTORY ${view} ${CMAKE_BINARY_DIR}/gen/${name}/${name})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${name} ${view}/${name} SYMBOLIC)
  if(NOT sources)
    set(sources ${CMAKE_SOURCE_DIR}/cmake/empty.c)
  endif()
  add_library(kc_${name} STATIC ${sources})
  target_include_directories(kc_${name} PRIVATE ${view} ${CMAKE_BINARY_DIR}/gen/${name})
  foreach(lower ${L_UNPARSED_ARGUMENTS})
    target_include_directories(kc_${name} PRIVATE ${CMAKE_BINARY_DIR}/view/${lower} ${CMAKE_BINARY_DIR}/gen/${lower})
    target_link_libraries(kc_${name} PUBLIC kc_${lower})
  endforeach()
  target_link_libraries(kc_${name} PRIVATE kc_options ${L_LIBRARIES})
endfunction()

kc_layer(base LIBRARIES PkgConfig::UTF8PROC PkgConfig::SODIUM m)
kc_layer(domain base)
kc_layer(engine base domain LIBRARIES stemmer)
# The inner loops of the search: loops over batches are worth vectorising, which -O2 does not do.
set_source_files_properties(src/engine/postings.c src/engine/facets.c src/engine/filter.c src/engine/search.c
  PROPERTIES COMPILE_OPTIONS $<$<NOT:$<CONFIG:Debug>>:-O3>)
kc_layer(exchange base domain LIBRARIES PkgConfig::GUMBO PkgConfig::EXPAT PkgConfig::ZLIB_INFLATE
  PkgConfig::CURL PkgConfig::CRYPTO PkgConfig::PANGOCAIRO qrcodegen m)
kc_layer(storage base domain LIBRARIES PkgConfig::SQLITE PkgConfig::POSTGRES Threads::Threads)
kc_layer(service base domain engine exchange storage)
include(cmake/llhttp.cmake)
kc_layer(web base domain engine service LIBRARIES PkgConfig::LIBUV llhttp Threads::Threads)
