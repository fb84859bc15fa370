# SPDX-License-Identifier: EUPL-1.2
# sql/ -> storage/query.gen.h, query.gen.c, migration.gen.c, by tools/sqlgen.
add_executable(sqlgen tools/sqlgen.c tools/sqlgen_lex.c tools/sqlgen_query.c tools/sqlgen_migration.c
                      tools/sqlgen_write.c)
target_include_directories(sqlgen PRIVATE ${CMAKE_SOURCE_DIR}/tools ${CMAKE_BINARY_DIR}/view/base)
target_link_libraries(sqlgen PRIVATE kc_options kc_base PkgConfig::SODIUM)
set_target_properties(sqlgen PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tools)

# kc_sqlgen(TARGET PREFIX SQL_FOLDER OUT_FOLDER): adds the generated sources to TARGET.
function(kc_sqlgen target prefix sql out)
  file(GLOB_RECURSE sql_files CONFIGURE_DEPENDS ${sql}/*.sql)
  string(REPLACE "-" "" file_prefix "${prefix}")
  set(made ${out}/${file_prefix}query.gen.h ${out}/${file_prefix}query.gen.c ${out}/${file_prefix}migration.gen.c)
  file(MAKE_DIRECTORY ${out})
  add_custom_command(
    OUTPUT ${made}
    COMMAND sqlgen ${prefix} ${sql}/queries ${sql}/migrations ${out}
    DEPENDS sqlgen ${sql_files}
    COMMENT "sqlgen ${sql}")
  target_sources(${target} PRIVATE ${made})
  # A statement may be longer than the 4095 characters every C17 compiler must take; ours take it.
  set_source_files_properties(${made} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()

kc_sqlgen(kc_storage - ${CMAKE_SOURCE_DIR}/sql ${CMAKE_BINARY_DIR}/gen/storage/storage)
