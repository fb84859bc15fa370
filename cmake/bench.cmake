# SPDX-License-Identifier: EUPL-1.2
# bench/NAME.c becomes the program bench_NAME, which sees every layer and the givens of the tests. Built with
# everything else, so that no change can leave a bench behind; the scripts bench/NAME.sh build theirs in release.
file(GLOB benches CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*.c)
foreach(source ${benches})
  get_filename_component(noun ${source} NAME_WE)
  add_executable(bench_${noun} ${source})
  foreach(view service storage exchange engine domain base)
    target_include_directories(bench_${noun} PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
  endforeach()
  target_include_directories(bench_${noun} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(bench_${noun} PRIVATE kc_options kc_service Threads::Threads)
endforeach()
