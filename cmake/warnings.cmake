# SPDX-License-Identifier: EUPL-1.2
# What every file of ours is compiled with, and what the chosen preset adds.
add_library(kc_options INTERFACE)
target_compile_options(kc_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum -Wstrict-prototypes
  -Wmissing-prototypes -Wvla -Wformat=2 -Wundef -Wcast-qual -Wwrite-strings -fno-common -fstack-protector-strong)
# A product and a sum stay two roundings (clang and gcc fuse them differently): plans are the same everywhere, PLAN-20.
target_compile_options(kc_options INTERFACE -ffp-contract=off)
# assert() is on in every build: RelWithDebInfo would switch it off.
string(REPLACE "-DNDEBUG" "" CMAKE_C_FLAGS_RELWITHDEBINFO "${CMAKE_C_FLAGS_RELWITHDEBINFO}")
target_compile_definitions(kc_options INTERFACE _GNU_SOURCE)
if(KC_SANITIZE)
  target_compile_options(kc_options INTERFACE -fsanitize=${KC_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(kc_options INTERFACE -fsanitize=${KC_SANITIZE} -fno-sanitize-recover=all)
else()
  target_compile_options(kc_options INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  target_link_options(kc_options INTERFACE -Wl,-z,relro,-z,now)
endif()
if(KC_FUZZ)
  target_compile_options(kc_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(KC_CLANG_TIDY)
  set(CMAKE_C_CLANG_TIDY clang-tidy-14)
endif()
