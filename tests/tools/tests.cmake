# SPDX-License-Identifier: EUPL-1.2
# The build tools are run as programs, on files that must turn red.
foreach(tool tmplc textgen embed tidy sqlgen)
  add_executable(tools_${tool} tests/tools/test_${tool}.c)
  target_include_directories(tools_${tool} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_BINARY_DIR}/view/base)
  target_compile_definitions(tools_${tool} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                   KC_TOOLS_DIR="${CMAKE_BINARY_DIR}/tools")
  target_link_libraries(tools_${tool} PRIVATE kc_options kc_base ${CMOCKA})
  add_dependencies(tools_${tool} ${tool} textgen)
  add_test(NAME tools.${tool} COMMAND tools_${tool})
  set_tests_properties(tools.${tool} PROPERTIES TIMEOUT 300 LABELS tools)
endforeach()

# The example of docs/your_first_page.md, with its own texts in place of the program's.
set(EXAMPLE ${CMAKE_BINARY_DIR}/gen/example)
set(EXAMPLE_TEXTS tests/tools/example/example.de.txt tests/tools/example/example.en.txt)
file(MAKE_DIRECTORY ${EXAMPLE}/domain ${EXAMPLE}/web)
add_custom_command(
  OUTPUT ${EXAMPLE}/domain/say.gen.h ${EXAMPLE}/domain/say.gen.c ${EXAMPLE}/web/page.gen.h
         ${EXAMPLE}/web/page_course.gen.c
  COMMAND textgen -o ${EXAMPLE}/domain ${EXAMPLE_TEXTS}
  COMMAND tmplc -o ${EXAMPLE}/web -s tests/tools/example/static.list ${EXAMPLE_TEXTS}
          tests/tools/example/page_course.tmpl
  DEPENDS textgen tmplc ${EXAMPLE_TEXTS} tests/tools/example/page_course.tmpl tests/tools/example/static.list
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
# kc_example_test(NAME TEST RENDERER)
function(kc_example_test name test renderer)
  add_executable(tools_${name} ${test} ${renderer} src/domain/say.c ${EXAMPLE}/domain/say.gen.c
                 ${EXAMPLE}/web/page_course.gen.c ${EXAMPLE}/web/page.gen.h)
  target_include_directories(tools_${name} PRIVATE ${EXAMPLE} ${CMAKE_SOURCE_DIR}/tests
                                                   ${CMAKE_SOURCE_DIR}/tests/tools/example)
  foreach(view base domain web)
    target_include_directories(tools_${name} PRIVATE ${CMAKE_BINARY_DIR}/view/${view})
  endforeach()
  target_link_libraries(tools_${name} PRIVATE kc_options kc_base PkgConfig::GUMBO ${CMOCKA})
  add_dependencies(tools_${name} gen_example)
  add_test(NAME tools.${name} COMMAND tools_${name})
  set_tests_properties(tools.${name} PROPERTIES TIMEOUT 300 LABELS tools)
endfunction()

add_custom_target(gen_example DEPENDS ${EXAMPLE}/web/page.gen.h)
kc_example_test(example tests/tools/test_example.c src/web/render.c)
kc_example_test(escape tests/tools/test_escape.c src/web/render.c)
kc_example_test(escape_control tests/tools/test_escape.c tests/tools/render_raw.c)
set_tests_properties(tools.escape_control PROPERTIES PASS_REGULAR_EXPRESSION "shown.a, hostile.*, wanted \"<html lang>")

add_test(NAME tidy COMMAND tidy WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME pure COMMAND tidy pure ${CMAKE_SOURCE_DIR}/tools/pure.allow
                           $<TARGET_FILE:kc_domain>,$<TARGET_FILE:kc_engine> $<TARGET_FILE:kc_base>)
set_tests_properties(tidy pure PROPERTIES TIMEOUT 300 LABELS tools)

# What docs/security.md says is tested is.
add_test(NAME tools.security COMMAND ${CMAKE_SOURCE_DIR}/tests/tools/security.sh ${CMAKE_BINARY_DIR} ${CMAKE_SOURCE_DIR})
set_tests_properties(tools.security PROPERTIES TIMEOUT 300 LABELS tools)
