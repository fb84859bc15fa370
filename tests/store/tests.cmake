# SPDX-License-Identifier: EUPL-1.2
# One store suite, run on both databases. The PostgreSQL cluster is started by the suite itself.
file(GLOB store_tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/store/*.c)
if(store_tests AND COMMAND kc_sqlgen)
  add_executable(store_suite ${store_tests})
  kc_sqlgen(store_suite test_ ${CMAKE_SOURCE_DIR}/tests/store/sql ${CMAKE_BINARY_DIR}/gen/store_suite/storage)
  target_include_directories(store_suite PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_BINARY_DIR}/gen/store_suite)
  foreach(view storage domain base)
    target_include_directories(store_suite PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
  endforeach()
  target_link_libraries(store_suite PRIVATE kc_options kc_storage PkgConfig::SQLITE Threads::Threads ${CMOCKA})
  foreach(database sqlite postgres)
    add_test(NAME store.${database} COMMAND store_suite ${database} WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    set_tests_properties(store.${database} PROPERTIES TIMEOUT 600 LABELS store)
  endforeach()
endif()

# Not a test: bench/storage.c measures. cmake --build --preset release --target bench_storage
add_executable(bench_storage EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/storage.c)
foreach(view storage domain base)
  target_include_directories(bench_storage PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
endforeach()
target_link_libraries(bench_storage PRIVATE kc_options kc_storage Threads::Threads)
