# SPDX-License-Identifier: EUPL-1.2
# A directory and the started program: the requests that Entra ID and Okta document, and those that must be refused.
find_program(NODE node)
if(NODE AND TARGET kommunalcampus)
  add_test(NAME scim.sequences
           COMMAND ${NODE} --test ${CMAKE_SOURCE_DIR}/tests/scim/sequences.test.mjs
           WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(scim.sequences PROPERTIES TIMEOUT 600 COST 40 LABELS scim
                       ENVIRONMENT "KC_PROGRAM=$<TARGET_FILE:kommunalcampus>")
endif()
