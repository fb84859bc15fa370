/* SPDX-License-Identifier: EUPL-1.2 */
/* What every cmocka test includes: cmocka itself and a few checks that print well. */
#ifndef KC_TESTS_CHECK_H
#define KC_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* cmocka's fail() and base/ctx.h's want the same name: here it is ctx.h's. */
#undef fail
#undef fail_msg
#define fail_msg(...)                                                                              \
    do {                                                                                           \
        print_error(__VA_ARGS__);                                                                  \
        print_error("\n");                                                                         \
        _fail(__FILE__, __LINE__);                                                                 \
    } while (0)

#include "base/arena.h"
#include "base/err.h"

/* `why` names the row of a table; it is printed when the check fails. */
#define CHECK_INT(why, got, want)                                                                  \
    do {                                                                                           \
        long long got_ = (long long)(got);                                                         \
        long long want_ = (long long)(want);                                                       \
        if (got_ != want_)                                                                         \
            fail_msg("%s: %s is %lld, wanted %lld", (why), #got, got_, want_);                     \
    } while (0)
#define CHECK_ERR(why, got, want)                                                                  \
    do {                                                                                           \
        enum err got_ = (got);                                                                     \
        enum err want_ = (want);                                                                   \
        if (got_ != want_)                                                                         \
            fail_msg("%s: %s is %s, wanted %s", (why), #got, err_name(got_), err_name(want_));     \
    } while (0)
#define CHECK_SLICE(why, got, want)                                                                \
    do {                                                                                           \
        struct slice got_ = (got);                                                                 \
        struct slice want_ = slice_of(want);                                                       \
        if (!slice_eq(got_, want_))                                                                \
            fail_msg("%s: %s is \"%.*s\", wanted \"%.*s\"", (why), #got, SLICE_ARG(got_),          \
                     SLICE_ARG(want_));                                                            \
    } while (0)
#define CHECK_TRUE(why, got)                                                                       \
    do {                                                                                           \
        if (!(got))                                                                                \
            fail_msg("%s: %s does not hold", (why), #got);                                         \
    } while (0)

#endif
