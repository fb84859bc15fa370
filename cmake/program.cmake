# SPDX-License-Identifier: EUPL-1.2
# The one binary: build/<preset>/kommunalcampus
file(GLOB cli_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/*.c)
if(EXISTS ${CMAKE_SOURCE_DIR}/src/cli/cmd_plan_solve.h AND EXISTS ${CMAKE_SOURCE_DIR}/src/cli/cmd_serve.c)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/view/cli ${CMAKE_BINARY_DIR}/gen/cli/cli)
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/cli ${CMAKE_BINARY_DIR}/view/cli/cli SYMBOLIC)
  add_executable(kommunalcampus ${cli_sources})
  foreach(view cli web service storage exchange engine domain base)
    target_include_directories(kommunalcampus PRIVATE ${CMAKE_BINARY_DIR}/view/${view} ${CMAKE_BINARY_DIR}/gen/${view})
  endforeach()
  target_compile_definitions(kommunalcampus PRIVATE KC_VERSION="${PROJECT_VERSION}")
  target_link_libraries(kommunalcampus PRIVATE kc_options kc_web kc_service kc_storage kc_exchange kc_engine kc_domain kc_base PkgConfig::INIH)
endif()
