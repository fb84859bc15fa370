# SPDX-License-Identifier: EUPL-1.2
# The web server over real sockets. tests/web/test_<noun>.c each become one CTest web.<noun>.
add_library(web_fixture STATIC ${CMAKE_CURRENT_LIST_DIR}/fixture.c)
foreach(view web service engine domain base)
  target_include_directories(web_fixture PUBLIC ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
endforeach()
target_include_directories(web_fixture PUBLIC ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_LIST_DIR})
target_link_libraries(web_fixture PUBLIC kc_options kc_web ${CMOCKA})

function(kc_web_test noun)
  add_executable(web_${noun} ${ARGN})
  target_compile_definitions(web_${noun} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KC_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(web_${noun} PRIVATE web_fixture)
  add_test(NAME web.${noun} COMMAND web_${noun} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(web.${noun} PROPERTIES TIMEOUT 900 COST 100 LABELS web)
endfunction()

file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/test_*.c)
foreach(test ${tests})
  get_filename_component(name ${test} NAME_WE)
  string(REPLACE "test_" "" noun ${name})
  kc_web_test(${noun} ${test})
endforeach()

# Requests that must be refused, and the control: without http_strict*.c many of them are not.
kc_web_test(malformed ${CMAKE_CURRENT_LIST_DIR}/malformed.c)
target_compile_definitions(web_malformed PRIVATE MALFORMED_WAIT_MS=10000)
kc_web_test(malformed_control ${CMAKE_CURRENT_LIST_DIR}/malformed.c ${CMAKE_CURRENT_LIST_DIR}/lenient.c)
target_compile_definitions(web_malformed_control PRIVATE MALFORMED_CONTROL MALFORMED_WAIT_MS=1000)

# Answers that are the same for everybody, and the control: without the rule of what is, guests are seen by others.
kc_web_test(kept ${CMAKE_CURRENT_LIST_DIR}/kept.c)
kc_web_test(kept_control ${CMAKE_CURRENT_LIST_DIR}/kept.c ${CMAKE_CURRENT_LIST_DIR}/careless.c)
target_compile_definitions(web_kept_control PRIVATE KEPT_CONTROL)

# Large bodies, and the control: without the rules of who may begin one, everybody may, any number at once.
kc_web_test(uploads ${CMAKE_CURRENT_LIST_DIR}/uploads.c)
kc_web_test(uploads_control ${CMAKE_CURRENT_LIST_DIR}/uploads.c ${CMAKE_CURRENT_LIST_DIR}/uploads_careless.c)
target_compile_definitions(web_uploads_control PRIVATE UPLOADS_CONTROL)

# The shipped nginx configuration, with the real nginx.
add_executable(web_nginx_backend ${CMAKE_CURRENT_LIST_DIR}/nginx_backend.c)
target_link_libraries(web_nginx_backend PRIVATE web_fixture)
add_test(NAME web.nginx COMMAND ${CMAKE_CURRENT_LIST_DIR}/nginx.sh $<TARGET_FILE:web_nginx_backend>
                                ${CMAKE_SOURCE_DIR}/packaging/nginx/kommunalcampus.conf)
set_tests_properties(web.nginx PROPERTIES TIMEOUT 120 LABELS web)

# Not a test: requests a second, see docs/web-server.md.
add_executable(web_bench EXCLUDE_FROM_ALL ${CMAKE_CURRENT_LIST_DIR}/bench.c)
target_link_libraries(web_bench PRIVATE web_fixture)

# Every route as everybody, on a database with people, signed in without argon2id.
set(walk_sources ${CMAKE_CURRENT_LIST_DIR}/walk.c ${CMAKE_CURRENT_LIST_DIR}/sessions.c
  ${CMAKE_CURRENT_LIST_DIR}/cheap_password.c ${CMAKE_SOURCE_DIR}/tests/service/given.c
  ${CMAKE_SOURCE_DIR}/tests/store/cluster.c ${CMAKE_SOURCE_DIR}/tests/store/ground.c)
function(kc_web_walk noun)
  add_executable(web_${noun} ${walk_sources} ${ARGN})
  target_compile_definitions(web_${noun} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KC_BINARY_DIR="${CMAKE_BINARY_DIR}")
  foreach(view storage exchange)
    target_include_directories(web_${noun} PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
  endforeach()
  target_link_libraries(web_${noun} PRIVATE web_fixture kc_service kc_storage PkgConfig::SQLITE PkgConfig::SODIUM Threads::Threads)
  add_test(NAME web.${noun} COMMAND web_${noun} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
  set_tests_properties(web.${noun} PROPERTIES TIMEOUT 900 COST 100 LABELS web)
endfunction()

# Who sees results of the check, with controls inside.
kc_web_walk(privacy ${CMAKE_CURRENT_LIST_DIR}/privacy.c)
# What holds for every form and every answer, with controls inside.
kc_web_walk(forms ${CMAKE_CURRENT_LIST_DIR}/forms.c ${CMAKE_CURRENT_LIST_DIR}/campus.c)

# Organisations are kept apart; and the same when router and services ask for nothing: then the database does it.
function(kc_web_tenants noun)
  add_executable(web_${noun} ${walk_sources} ${CMAKE_CURRENT_LIST_DIR}/tenants.c ${CMAKE_CURRENT_LIST_DIR}/campus.c ${ARGN})
  target_compile_definitions(web_${noun} PRIVATE KC_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KC_BINARY_DIR="${CMAKE_BINARY_DIR}")
  foreach(view storage exchange)
    target_include_directories(web_${noun} PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
  endforeach()
  target_link_libraries(web_${noun} PRIVATE web_fixture kc_service kc_storage PkgConfig::SQLITE PkgConfig::SODIUM Threads::Threads)
  foreach(database sqlite postgres)
    add_test(NAME web.${noun}.${database} COMMAND web_${noun} ${database} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(web.${noun}.${database} PROPERTIES TIMEOUT 900 COST 100 LABELS web)
  endforeach()
endfunction()
kc_web_tenants(tenants)
kc_web_tenants(tenants_careless ${CMAKE_CURRENT_LIST_DIR}/tenants_careless.c)
target_compile_definitions(web_tenants_careless PRIVATE TENANTS_CARELESS)
