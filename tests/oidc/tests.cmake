# SPDX-License-Identifier: EUPL-1.2
# Signing in with services of others: a provider of ours that does everything wrong, npm's certified oidc-provider, headers
# that look like those of SAML, and the real Apache with mod_auth_mellon.
find_program(NODE node)
if(NODE AND TARGET kommunalcampus)
  foreach(which hostile saml mellon real story)
    add_test(NAME oidc.${which}
             COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tests/oidc/run.mjs ${which}
             WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(oidc.${which} PROPERTIES TIMEOUT 900 COST 60 LABELS oidc
                         ENVIRONMENT "KC_PROGRAM=$<TARGET_FILE:kommunalcampus>")
  endforeach()
endif()
