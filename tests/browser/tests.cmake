# SPDX-License-Identifier: EUPL-1.2
# Clicks through the pages in Chromium; screenshots lie in build/screenshots. In parts, so that they run beside each other:
# each starts a program and a browser of its own.
set(BROWSER_PARTS 4)
find_program(NODE node)
if(NODE AND TARGET kommunalcampus)
  foreach(part RANGE 1 ${BROWSER_PARTS})
    add_test(NAME browser.${part}
             COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/browser/run.mjs --part ${part}/${BROWSER_PARTS}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(browser.${part} PROPERTIES TIMEOUT 1800 COST 150 LABELS browser
                         ENVIRONMENT "KC_PROGRAM=$<TARGET_FILE:kommunalcampus>")
  endforeach()
endif()
