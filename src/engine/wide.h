/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * WIDE before a function: compiled twice, for any processor of the architecture and for one with
 * AVX2, BMI and POPCNT; the program takes the one that fits when it starts. The code is the same
 * plain C and works on whole numbers only, so both give the same results.
 *
 * Not under sanitizers: the choice is made before they are ready.
 */
#ifndef KC_ENGINE_WIDE_H
#define KC_ENGINE_WIDE_H

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) &&             \
    !defined(__clang__)
#define WIDE __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define WIDE
#endif

#endif
