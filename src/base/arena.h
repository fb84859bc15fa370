/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Arenas: memory with one lifetime and a maximum.
 *
 * There are three lifetimes: the process, a snapshot (catalogue, planner; replaced
 * whole) and a request or job (reset at its end). Past its maximum an arena
 * answers NULL; the caller checks it and ends as ERR_LIMIT. Nothing keeps a
 * pointer into an arena that ends earlier than itself. Not safe for use by
 * two threads at once; each has its own.
 */
#ifndef KC_BASE_ARENA_H
#define KC_BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>

#include "base/slice.h"

struct arena;

/* Up to `bytes_max` bytes of content. NULL when the system has no memory. */
struct arena *arena_open(size_t bytes_max);
/* NULL is allowed. */
void arena_close(struct arena *a);
/* Everything allocated is gone; the first chunk is kept for reuse. */
void arena_reset(struct arena *a);
/* Memory of closed arenas goes back to the system, as far as it can: after much was built. */
void arena_trim(void);
size_t arena_used_bytes(const struct arena *a);

/* Zeroed memory, or NULL past the maximum. `align` is a power of two <= 64. */
void *arena_alloc(struct arena *a, size_t bytes, size_t align);
/* The same, not zeroed: for bytes that are written before they are read. */
void *arena_alloc_raw(struct arena *a, size_t bytes, size_t align);
/* `count` times `bytes`, NULL on overflow as well. */
void *arena_alloc_many(struct arena *a, size_t count, size_t bytes, size_t align);
#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type), alignof(type)))
#define arena_array(a, type, count)                                                                \
    ((type *)arena_alloc_many((a), (count), sizeof(type), alignof(type)))

/*
 * Make an array grow: a place for one more element after `len` of `*size`.
 * The old array stays where it was (arena memory is not given back).
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err arena_grow(struct arena *a, void **array, size_t len, size_t *size,
                             size_t element_bytes);

/* A copy that lives as long as the arena; `ret->at` is NUL-terminated as well. */
MUST_USE enum err arena_copy(struct arena *a, struct slice s, struct slice *ret_copy);
/* A NUL-terminated copy, or NULL past the maximum. */
char *arena_cstr(struct arena *a, struct slice s);

/* Scratch use: what is allocated after the mark is gone after the rewind. */
struct arena_mark {
    void *chunk;
    size_t used;
    size_t total;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

/* For CLEANUP(arena_cleanup) struct arena *a = arena_open(...). */
void arena_cleanup(struct arena **a);

#endif
