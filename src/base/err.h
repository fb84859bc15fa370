/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The whole language of failure.
 *
 * A kind is added only when some caller acts differently on it. What can fail
 * returns `enum err`, is marked MUST_USE and lists its kinds in its header;
 * what cannot fail returns its value.
 */
#ifndef KC_BASE_ERR_H
#define KC_BASE_ERR_H

#include <assert.h>

enum err {
    OK = 0,
    ERR_INVALID,   /* the input is wrong; the caller can mend it */
    ERR_DENIED,    /* the actor may not do this, or not now */
    ERR_NOT_FOUND, /* what was named does not exist */
    ERR_CONFLICT,  /* somebody else changed it first, or a rule forbids it */
    ERR_LIMIT,     /* a limit of base/limits.h was reached */
    ERR_BUSY,      /* try again later */
    ERR_CORRUPT,   /* what we stored or were sent is damaged */
    ERR_IO,        /* the operating system, a disk or a peer failed */
};

/* Stable upper-case name ("INVALID") for logs and tests; never for people. */
const char *err_name(enum err e);

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

/* The one macro that changes control flow: pass a failure on, unchanged. */
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        enum err try_err_ = (expr);                                                                \
        if (try_err_ != OK)                                                                        \
            return try_err_;                                                                       \
    } while (0)

/* CLEANUP(stmt_done) struct stmt q = ...; calls stmt_done(&q) at scope end. */
#define CLEANUP(fn) __attribute__((cleanup(fn)))

#define ARRAY_LEN(a) (sizeof(a) / sizeof *(a))

#endif
