# SPDX-License-Identifier: EUPL-1.2
# llhttp: Debian has it as C source (package node-llhttp) and compiles it into nothing, so we do, from where it
# is installed: never copied, patched by apt. In strict mode, as C of its own kind: without our warnings.
find_file(LLHTTP_SOURCE llhttp.c PATHS /usr/share/llhttp NO_DEFAULT_PATH REQUIRED)
get_filename_component(LLHTTP_DIR ${LLHTTP_SOURCE} DIRECTORY)
find_path(LLHTTP_INCLUDE llhttp.h PATHS /usr/share/include/llhttp NO_DEFAULT_PATH REQUIRED)
add_library(llhttp STATIC ${LLHTTP_DIR}/llhttp.c ${LLHTTP_DIR}/http.c ${LLHTTP_DIR}/api.c)
target_include_directories(llhttp SYSTEM PUBLIC ${LLHTTP_INCLUDE})
target_compile_definitions(llhttp PUBLIC LLHTTP_STRICT_MODE=1)
target_compile_options(llhttp PRIVATE -w $<$<NOT:$<CONFIG:Debug>>:-O2>)
if(KC_FUZZ)
  target_compile_options(llhttp PRIVATE -fsanitize=fuzzer-no-link,address)
endif()
