# SPDX-License-Identifier: EUPL-1.2
# tests/unit/<layer>/test_<noun>.c each become one CTest, linked with that layer and what lies below it.
function(kc_unit_tests layer)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/${layer}/test_*.c)
  foreach(test ${tests})
    get_filename_component(name ${test} NAME_WE)
    string(REPLACE "test_" "" noun ${name})
    add_executable(unit_${layer}_${noun} ${test})
    foreach(view ${ARGN})
      target_include_directories(unit_${layer}_${noun} PRIVATE ${CMAKE_BINARY_DIR}/view/${view}
                                                               ${CMAKE_BINARY_DIR}/gen/${view})
    endforeach()
    target_include_directories(unit_${layer}_${noun} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(unit_${layer}_${noun} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                                             KC_BINARY_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(unit_${layer}_${noun} PRIVATE kc_options kc_${layer} ${CMOCKA})
    add_test(NAME unit.${layer}.${noun} COMMAND unit_${layer}_${noun} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(unit.${layer}.${noun} PROPERTIES TIMEOUT 900 LABELS unit)
  endforeach()
endfunction()

kc_unit_tests(base base)
kc_unit_tests(domain domain base)
kc_unit_tests(engine engine domain base)
kc_unit_tests(exchange exchange domain base)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson) # the peer of our own reader
target_link_libraries(unit_exchange_json_peer PRIVATE PkgConfig::JANSSON)
target_link_libraries(unit_exchange_id_token PRIVATE PkgConfig::CRYPTO)
target_link_libraries(unit_exchange_webauthn PRIVATE PkgConfig::CRYPTO)
kc_unit_tests(storage storage domain base)
kc_unit_tests(service service storage exchange engine domain base)
kc_unit_tests(web web service engine domain base)
if(TARGET kc_cli)
  kc_unit_tests(cli cli web service storage exchange engine domain base)
endif()

# Other kinds of tests bring their own file.
file(GLOB kinds CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/tests.cmake)
foreach(kind ${kinds})
  include(${kind})
endforeach()
