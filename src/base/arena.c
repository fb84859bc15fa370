/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A list of chunks, newest first, each twice as large as the one before. With
 * AddressSanitizer the unused part of a chunk is poisoned, so that a read past
 * an object or after a reset is found like one in malloc'ed memory.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define KC_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KC_ASAN 1
#endif
#endif

#ifdef KC_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#define RED_ZONE 16
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define RED_ZONE 0
#endif

enum { CHUNK_BYTES_FIRST = 16384, CHUNK_BYTES_MOST = 64 << 20 };

struct chunk {
    struct chunk *older;
    size_t size;
    size_t used;
    _Alignas(64) char bytes[];
};

struct arena {
    struct chunk *newest;
    size_t total; /* bytes handed out, alignment included */
    size_t max;
};

struct arena *
arena_open(size_t bytes_max)
{
    struct arena *a = calloc(1, sizeof *a);

    if (a != NULL)
        a->max = bytes_max;
    return a;
}

static void
chunk_free(struct chunk *c)
{
    UNPOISON(c->bytes, c->size);
    free(c);
}

void
arena_close(struct arena *a)
{
    if (a == NULL)
        return;
    while (a->newest != NULL) {
        struct chunk *c = a->newest;

        a->newest = c->older;
        chunk_free(c);
    }
    free(a);
}

void
arena_trim(void)
{
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}

void
arena_cleanup(struct arena **a)
{
    arena_close(*a);
    *a = NULL;
}

void
arena_reset(struct arena *a)
{
    while (a->newest != NULL && a->newest->older != NULL) {
        struct chunk *c = a->newest;

        a->newest = c->older;
        chunk_free(c);
    }
    if (a->newest != NULL) {
        a->newest->used = 0;
        POISON(a->newest->bytes, a->newest->size);
    }
    a->total = 0;
}

size_t
arena_used_bytes(const struct arena *a)
{
    return a->total;
}

static struct chunk *
chunk_add(struct arena *a, size_t bytes)
{
    size_t size = a->newest ? a->newest->size * 2 : CHUNK_BYTES_FIRST;
    struct chunk *c;

    if (size > CHUNK_BYTES_MOST)
        size = CHUNK_BYTES_MOST;
    if (size < bytes)
        size = bytes;
    c = aligned_alloc(64, (sizeof *c + size + 63) / 64 * 64);
    if (c == NULL)
        return NULL;
    c->older = a->newest;
    c->size = size;
    c->used = 0;
    POISON(c->bytes, c->size);
    a->newest = c;
    return c;
}

void *
arena_alloc_raw(struct arena *a, size_t bytes, size_t align)
{
    struct chunk *c = a->newest;
    size_t from;

    assert(align != 0 && (align & (align - 1)) == 0 && align <= 64);
    if (bytes > a->max || a->total > a->max - bytes)
        return NULL;
    from = c ? (c->used + align - 1) & ~(align - 1) : 0;
    if (c == NULL || from > c->size || bytes + RED_ZONE > c->size - from) {
        c = chunk_add(a, bytes + RED_ZONE);
        if (c == NULL)
            return NULL;
        from = 0;
    }
    a->total += bytes;
    c->used = from + bytes + RED_ZONE;
    UNPOISON(c->bytes + from, bytes);
    return c->bytes + from;
}

void *
arena_alloc(struct arena *a, size_t bytes, size_t align)
{
    void *p = arena_alloc_raw(a, bytes, align);

    return p != NULL ? memset(p, 0, bytes) : NULL;
}

void *
arena_alloc_many(struct arena *a, size_t count, size_t bytes, size_t align)
{
    size_t all;

    if (__builtin_mul_overflow(count, bytes, &all))
        return NULL;
    return arena_alloc(a, all, align);
}

enum err
arena_grow(struct arena *a, void **array, size_t len, size_t *size, size_t element_bytes)
{
    size_t wanted = *size ? *size * 2 : 8;
    void *bigger;

    if (len < *size)
        return OK;
    bigger = arena_alloc_many(a, wanted, element_bytes, alignof(max_align_t));
    if (bigger == NULL)
        return ERR_LIMIT;
    if (len > 0)
        memcpy(bigger, *array, len * element_bytes);
    *array = bigger;
    *size = wanted;
    return OK;
}

char *
arena_cstr(struct arena *a, struct slice s)
{
    char *p = s.len < SIZE_MAX ? arena_alloc(a, s.len + 1, 1) : NULL;

    if (p != NULL && s.len > 0)
        memcpy(p, s.at, s.len);
    return p;
}

enum err
arena_copy(struct arena *a, struct slice s, struct slice *ret_copy)
{
    char *p = arena_cstr(a, s);

    if (p == NULL)
        return ERR_LIMIT;
    *ret_copy = (struct slice){p, s.len};
    return OK;
}

struct arena_mark
arena_mark(struct arena *a)
{
    return (struct arena_mark){a->newest, a->newest ? a->newest->used : 0, a->total};
}

void
arena_rewind(struct arena *a, struct arena_mark mark)
{
    while (a->newest != mark.chunk && a->newest != NULL) {
        struct chunk *c = a->newest;

        a->newest = c->older;
        chunk_free(c);
    }
    if (a->newest != NULL) {
        a->newest->used = mark.used;
        POISON(a->newest->bytes + mark.used, a->newest->size - mark.used);
    }
    a->total = mark.total;
}
