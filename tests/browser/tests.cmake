# SPDX-License-Identifier: EUPL-1.2
# Clicks through the pages in Chromium; screenshots lie in build/screenshots.
find_program(NODE node)
if(NODE AND TARGET kommunalcampus)
  add_test(NAME browser COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/browser/run.mjs WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(browser PROPERTIES TIMEOUT 2400 COST 400 LABELS browser
                       ENVIRONMENT "KC_PROGRAM=$<TARGET_FILE:kommunalcampus>")
endif()
