# SPDX-License-Identifier: EUPL-1.2
# Whole pages against kept ones, and through an HTML validator. KC_ACCEPT=1 renews the kept ones.
find_program(NODE node)
if(NODE AND TARGET kommunalcampus)
  add_test(NAME page.golden COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/page/golden.mjs WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(page.golden PROPERTIES TIMEOUT 300 COST 25 LABELS page
                       ENVIRONMENT "KC_PROGRAM=$<TARGET_FILE:kommunalcampus>")
endif()
