/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Texts: bytes to build, with a maximum.
 *
 * A text fails for good when its maximum or its arena's is passed: append
 * freely, ask once at the end with text_end(). Nothing is ever cut silently.
 */
#ifndef KC_BASE_TEXT_H
#define KC_BASE_TEXT_H

#include "base/arena.h"

struct text {
    char *at;
    size_t len;
    size_t size;
    size_t max;
    struct arena *arena;
    bool failed;
};

struct text text_init(struct arena *a, size_t bytes_max);
/* About so much will come: room for it at once. The text fails when the arena has none. */
void text_expect(struct text *t, size_t bytes);
void text_put(struct text *t, struct slice s);
void text_puts(struct text *t, const char *str);
void text_putc(struct text *t, char c);
void text_int(struct text *t, int64_t n);
/* With zeros in front until it has `digits` (at most 20) digits: 07. */
void text_padded(struct text *t, int64_t n, int digits);
void text_printf(struct text *t, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Back to empty; a failed text stays failed. */
void text_clear(struct text *t);

/* What was built; valid until the next append. ERR_LIMIT when it failed. */
MUST_USE enum err text_end(const struct text *t, struct slice *ret_slice);

#endif
