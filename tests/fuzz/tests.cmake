# SPDX-License-Identifier: EUPL-1.2
# tests/fuzz/fuzz_<target>.c: one fuzz target each, int LLVMFuzzerTestOneInput(const uint8_t *, size_t).
# Preset fuzz makes libFuzzer programs of them (build/fuzz/fuzz_<target>). Every preset replays
# seeds/<target>/* and found/<target>/* as CTest fuzz.<target>, without libFuzzer.
file(GLOB targets CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/fuzz_*.c)
foreach(source ${targets})
  get_filename_component(program ${source} NAME_WE)
  string(REPLACE "fuzz_" "" target ${program})
  set(replays ${program}_replay)
  add_executable(${replays} ${source} ${CMAKE_CURRENT_LIST_DIR}/replay.c)
  set(programs ${replays})
  if(KC_FUZZ)
    add_executable(${program} ${source})
    target_link_options(${program} PRIVATE -fsanitize=fuzzer)
    list(APPEND programs ${program})
  endif()
  foreach(each ${programs})
    foreach(view web service storage exchange engine domain base)
      target_include_directories(${each} PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
    endforeach()
    target_include_directories(${each} PRIVATE ${CMAKE_CURRENT_LIST_DIR})
    target_link_libraries(${each} PRIVATE kc_options kc_web kc_service kc_storage kc_exchange kc_engine kc_domain kc_base)
  endforeach()
  add_test(NAME fuzz.${target} COMMAND ${replays} ${CMAKE_CURRENT_LIST_DIR}/seeds/${target}
                                       ${CMAKE_CURRENT_LIST_DIR}/found/${target})
  set_tests_properties(fuzz.${target} PROPERTIES TIMEOUT 300 LABELS fuzz)
endforeach()
