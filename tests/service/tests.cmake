# SPDX-License-Identifier: EUPL-1.2
# Use cases against a real database, one suite run on both. The PostgreSQL cluster is that of tests/store.
file(GLOB service_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/service/*.c)
add_executable(service_suite ${service_tests} ${CMAKE_SOURCE_DIR}/tests/store/cluster.c
  ${CMAKE_SOURCE_DIR}/tests/store/ground.c)
target_include_directories(service_suite PRIVATE ${CMAKE_SOURCE_DIR}/tests)
kc_sqlgen(service_suite test_ ${CMAKE_SOURCE_DIR}/tests/service/sql ${CMAKE_BINARY_DIR}/gen/service_suite/storage)
target_include_directories(service_suite PRIVATE ${CMAKE_BINARY_DIR}/gen/service_suite)
foreach(view service storage exchange engine domain base)
  target_include_directories(service_suite PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
endforeach()
target_compile_definitions(service_suite PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(service_suite PRIVATE kc_options kc_service PkgConfig::SQLITE PkgConfig::POSTGRES PkgConfig::CRYPTO Threads::Threads ${CMOCKA})
foreach(database sqlite postgres)
  foreach(topic seed platform accounts consent address mail identity audit reports legal guest saved accepted check check_share items calibration employees organisations
          own erasure retention import hostile killed register)
    add_test(NAME service.${topic}.${database} COMMAND service_suite ${database} ${topic}
      WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(service.${topic}.${database} PROPERTIES TIMEOUT 900 LABELS service)
  endforeach()
endforeach()
foreach(topic experience publish publish_codes upload demand certification scim)
  foreach(database sqlite postgres)
    add_test(NAME service.${topic}.${database} COMMAND service_suite ${database} ${topic}
      WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(service.${topic}.${database} PROPERTIES TIMEOUT 900 LABELS service)
  endforeach()
endforeach()
foreach(database sqlite postgres)
  add_test(NAME service.passkeys.${database} COMMAND service_suite ${database} passkeys WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(service.passkeys.${database} PROPERTIES TIMEOUT 900 LABELS service)
endforeach()
# It reads a snapshot alone: the database does not matter.
add_test(NAME service.learning COMMAND service_suite sqlite learning WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
set_tests_properties(service.learning PROPERTIES TIMEOUT 900 LABELS service)
