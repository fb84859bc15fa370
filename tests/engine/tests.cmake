# SPDX-License-Identifier: EUPL-1.2
# Not tests: bench/search.c and bench/match.c measure the engine. cmake --build --preset release --target bench
foreach(noun search match)
  add_executable(bench_${noun} EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/bench/${noun}.c)
  foreach(view engine domain base)
    target_include_directories(bench_${noun} PRIVATE ${CMAKE_BINARY_DIR}/view/${view})
  endforeach()
  target_include_directories(bench_${noun} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(bench_${noun} PRIVATE kc_options kc_engine)
endforeach()
add_custom_target(bench DEPENDS bench_search bench_match)
