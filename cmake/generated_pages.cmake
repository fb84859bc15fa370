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

# Templates: templates/*.tmpl -> web/page.gen.h and web/<file>.gen.c
kc_tool(tmplc tmplc.c tmpl_parse.c tmpl_expr.c tmpl_html.c tmpl_emit.c sayfile.c)
file(GLOB KC_TEMPLATES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/templates/*.tmpl)
set(KC_TEMPLATE_SOURCES ${KC_TEMPLATES})
list(TRANSFORM KC_TEMPLATE_SOURCES REPLACE "^templates/(.*)\\.tmpl$" "${GEN}/web/web/\\1.gen.c")
add_custom_command(
  OUTPUT ${GEN}/web/web/page.gen.h ${KC_TEMPLATE_SOURCES}
  COMMAND tmplc -o ${GEN}/web/web ${KC_TEXTS} ${KC_TEMPLATES}
  DEPENDS tmplc ${KC_TEXTS} ${KC_TEMPLATES}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  COMMENT "tmplc templates/*.tmpl" VERBATIM)
add_custom_target(gen_pages DEPENDS ${GEN}/web/web/page.gen.h ${KC_TEMPLATE_SOURCES})
target_sources(kc_web PRIVATE ${KC_TEMPLATE_SOURCES})
add_dependencies(kc_web gen_pages)
