/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Slices: bytes to read, owned by somebody else.
 *
 * A slice is valid as long as what it points into (an arena, a literal, a
 * request body). It is not NUL-terminated. An empty slice may have at == NULL.
 */
#ifndef KC_BASE_SLICE_H
#define KC_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct slice {
    const char *at;
    size_t len;
};

/* A slice of a string literal. SLICE_INIT is for static tables. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})
#define SLICE_INIT(literal)                                                                        \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
/* For printf: "%.*s", SLICE_ARG(s). */
#define SLICE_ARG(s) (int)(s).len, (s).at ? (s).at : ""

/* Of a NUL-terminated string; NULL gives an empty slice. */
struct slice slice_of(const char *str);

bool slice_eq(struct slice a, struct slice b);
bool slice_is(struct slice a, const char *str);
/* Ignores the case of ASCII letters only. */
bool slice_eq_ascii_nocase(struct slice a, struct slice b);
bool slice_starts(struct slice s, struct slice prefix);
bool slice_ends(struct slice s, struct slice suffix);
/* Byte order; shorter first when one is a prefix. For qsort and bsearch. */
int slice_cmp(struct slice a, struct slice b);

/* The bytes from `from` (clamped) for `len` (clamped). */
struct slice slice_sub(struct slice s, size_t from, size_t len);
/* Without ASCII white space at both ends. */
struct slice slice_trim(struct slice s);
/* Position of the first `c` or `needle`, or s.len when absent. */
size_t slice_find_char(struct slice s, char c);
size_t slice_find(struct slice s, struct slice needle);

/*
 * Cut the part before the next `sep` off `*rest`. Answers false when nothing
 * is left. "a,,b" gives "a", "", "b"; "" gives nothing.
 */
bool slice_next(struct slice *rest, char sep, struct slice *ret_part);

/*
 * A decimal whole number: optional '-', digits, nothing else.
 *
 *   ERR_INVALID   not a number of this form
 *   ERR_LIMIT     outside min..max
 */
MUST_USE enum err slice_int(struct slice s, int64_t min, int64_t max, int64_t *ret_value);

/* FNV-1a over the bytes; for in-memory tables of trusted size, not for secrets. */
uint64_t slice_hash(struct slice s);
/* That of one byte more. */
static inline uint64_t
slice_hash_on(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * 1099511628211u;
}

#endif
