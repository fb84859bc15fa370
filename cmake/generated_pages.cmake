# SPDX-License-Identifier: EUPL-1.2
# The build tools of pages and texts, and the rules that run them. A changed template, text or static file
# rebuilds what is made of it; a result that stays the same rebuilds nothing.
set(GEN ${CMAKE_BINARY_DIR}/gen)

# kc_tool(NAME source..): a program of the build, from tools/
function(kc_tool name)
  list(TRANSFORM ARGN PREPEND ${CMAKE_SOURCE_DIR}/tools/)
  add_executable(${name} ${ARGN} ${CMAKE_SOURCE_DIR}/tools/source.c)
  target_include_directories(${name} PRIVATE ${CMAKE_BINARY_DIR}/view/base ${CMAKE_SOURCE_DIR}/tools)
  target_link_libraries(${name} PRIVATE kc_options kc_base)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tools)
endfunction()

# Texts: text/*.txt -> domain/say.gen.{h,c}
kc_tool(textgen textgen.c sayfile.c)
file(GLOB KC_TEXTS CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/text/*.txt)
add_custom_command(
  OUTPUT ${GEN}/domain/domain/say.gen.h ${GEN}/domain/domain/say.gen.c
  COMMAND textgen -o ${GEN}/domain/domain ${KC_TEXTS}
  DEPENDS textgen ${KC_TEXTS}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "textgen text/*.txt" VERBATIM)
add_custom_target(gen_texts DEPENDS ${GEN}/domain/domain/say.gen.h ${GEN}/domain/domain/say.gen.c)
target_sources(kc_domain PRIVATE ${GEN}/domain/domain/say.gen.c)
# The header is a source of all layers that see the domain, so it must be there before they compile.
foreach(layer domain engine exchange storage service web)
  add_dependencies(kc_${layer} gen_texts)
endforeach()

# Files: static/** and what static/npm.txt names -> web/static.gen.{h,c}; data/** -> service/data.gen.{h,c}
kc_tool(embed embed.c embed_asset.c)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
target_link_libraries(embed PRIVATE PkgConfig::BROTLI PkgConfig::ZLIB PkgConfig::SODIUM)

# kc_files(DIR KIND): the files below DIR as NAME=PATH in KIND_PAIRS, their paths in KIND_PATHS
function(kc_files dir kind)
  file(GLOB_RECURSE names CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/${dir} ${CMAKE_SOURCE_DIR}/${dir}/*)
  set(pairs)
  set(paths)
  foreach(name ${names})
    if(NOT name STREQUAL "npm.txt" AND NOT name MATCHES "(\\.md|\\.py|\\.sh|~)$" AND NOT name MATCHES "(^|/)\\.")
      list(APPEND pairs ${name}=${CMAKE_SOURCE_DIR}/${dir}/${name})
      list(APPEND paths ${CMAKE_SOURCE_DIR}/${dir}/${name})
    endif()
  endforeach()
  set(${kind}_PAIRS ${pairs} PARENT_SCOPE)
  set(${kind}_PATHS ${paths} PARENT_SCOPE)
endfunction()

kc_files(static STATIC)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/static/npm.txt)
file(STRINGS ${CMAKE_SOURCE_DIR}/static/npm.txt KC_NPM REGEX "^[^#]")
foreach(line ${KC_NPM})
  if(NOT line MATCHES "^([^ ]+) -> ([^ ]+)$")
    message(FATAL_ERROR "static/npm.txt: expected FILE -> NAME, not: ${line}")
  endif()
  set(file ${CMAKE_SOURCE_DIR}/${CMAKE_MATCH_1})
  set(name ${CMAKE_MATCH_2})
  if(NOT EXISTS ${file})
    message(STATUS "npm ci (for ${CMAKE_MATCH_1})")
    execute_process(COMMAND npm ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                    OUTPUT_QUIET)
  endif()
  if(NOT EXISTS ${file})
    message(FATAL_ERROR "static/npm.txt names ${file}, which npm ci did not bring")
  endif()
  list(APPEND STATIC_PAIRS ${name}=${file})
  list(APPEND STATIC_PATHS ${file})
endforeach()
add_custom_command(
  OUTPUT ${GEN}/web/web/static.gen.h ${GEN}/web/web/static.gen.c ${GEN}/web/web/static.gen.bin ${GEN}/web/web/static.list
  COMMAND embed static -o ${GEN}/web/web ${STATIC_PAIRS}
  DEPENDS embed ${STATIC_PATHS}
  COMMENT "embed static/**" VERBATIM)
target_sources(kc_web PRIVATE ${GEN}/web/web/static.gen.c)
set_source_files_properties(${GEN}/web/web/static.gen.c PROPERTIES OBJECT_DEPENDS ${GEN}/web/web/static.gen.bin)

kc_files(data DATA)
add_custom_command(
  OUTPUT ${GEN}/service/service/data.gen.h ${GEN}/service/service/data.gen.c ${GEN}/service/service/data.gen.bin
  COMMAND embed data -o ${GEN}/service/service ${DATA_PAIRS}
  DEPENDS embed ${DATA_PATHS}
  COMMENT "embed data/**" VERBATIM)
add_custom_target(gen_data DEPENDS ${GEN}/service/service/data.gen.h)
target_sources(kc_service PRIVATE ${GEN}/service/service/data.gen.c)
set_source_files_properties(${GEN}/service/service/data.gen.c PROPERTIES OBJECT_DEPENDS ${GEN}/service/service/data.gen.bin)
add_dependencies(kc_service gen_data)

# Templates: templates/*.tmpl -> web/page.gen.h and web/<file>.gen.c
kc_tool(tmplc tmplc.c tmpl_parse.c tmpl_expr.c tmpl_html.c tmpl_emit.c sayfile.c)
file(GLOB KC_TEMPLATES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/templates/*.tmpl)
set(KC_TEMPLATE_SOURCES ${KC_TEMPLATES})
list(TRANSFORM KC_TEMPLATE_SOURCES REPLACE "^templates/(.*)\\.tmpl$" "${GEN}/web/web/\\1.gen.c")
add_custom_command(
  OUTPUT ${GEN}/web/web/page.gen.h ${KC_TEMPLATE_SOURCES}
  COMMAND tmplc -o ${GEN}/web/web -s ${GEN}/web/web/static.list ${KC_TEXTS} ${KC_TEMPLATES}
  DEPENDS tmplc ${GEN}/web/web/static.list ${KC_TEXTS} ${KC_TEMPLATES}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "tmplc templates/*.tmpl" VERBATIM)
add_custom_target(gen_pages DEPENDS ${GEN}/web/web/page.gen.h ${GEN}/web/web/static.gen.h ${KC_TEMPLATE_SOURCES})
target_sources(kc_web PRIVATE ${KC_TEMPLATE_SOURCES})
add_dependencies(kc_web gen_pages)

# What a program can check of docs/conventions.md.
kc_tool(tidy tidy.c tidy_code.c tidy_include.c tidy_name.c tidy_tree.c tidy_pure.c sayfile.c)
