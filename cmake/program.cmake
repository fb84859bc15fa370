# SPDX-License-Identifier: EUPL-1.2
# The commands as a library (so that they can be tested) and the one binary: build/<preset>/kommunalcampus
pkg_check_modules(INIH REQUIRED IMPORTED_TARGET inih)

if(EXISTS ${CMAKE_SOURCE_DIR}/src/cli/cmd_plan_solve.h AND EXISTS ${CMAKE_SOURCE_DIR}/src/cli/cmd_serve.c)
  file(GLOB cli_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.c)
  list(REMOVE_ITEM cli_sources ${CMAKE_SOURCE_DIR}/src/cli/main.c)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/view/cli ${CMAKE_BINARY_DIR}/gen/cli/cli)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/cli ${CMAKE_BINARY_DIR}/view/cli/cli SYMBOLIC)
  add_library(kc_cli STATIC ${cli_sources})
  target_compile_definitions(kc_cli PRIVATE KC_VERSION="${PROJECT_VERSION}")
  target_link_libraries(kc_cli PRIVATE kc_options PkgConfig::INIH
                               PUBLIC kc_web kc_service kc_storage kc_exchange kc_engine kc_domain kc_base)
  add_executable(kommunalcampus ${CMAKE_SOURCE_DIR}/src/cli/main.c)
  target_compile_definitions(kommunalcampus PRIVATE KC_VERSION="${PROJECT_VERSION}")
  target_link_libraries(kommunalcampus PRIVATE kc_options kc_cli)
  foreach(view cli web service storage exchange engine domain base)
    foreach(target kc_cli kommunalcampus)
      target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
    endforeach()
  endforeach()
endif()
