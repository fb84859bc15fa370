/* SPDX-License-Identifier: EUPL-1.2 */
/* Copies of arrays, for what is made from something that stays as it is. */
#ifndef KC_ENGINE_ARRAY_COPY_H
#define KC_ENGINE_ARRAY_COPY_H

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"

/* `from` has `count` elements of `bytes`; NULL: the arena is full. */
static inline void *
array_copy(struct arena *a, const void *from, size_t count, size_t bytes, size_t align)
{
    void *to = count > SIZE_MAX / bytes ? NULL : arena_alloc_raw(a, count * bytes, align);

    if (to != NULL && count > 0)
        memcpy(to, from, count * bytes);
    return to;
}

/* An array of the type, from one of the same. */
#define ARRAY_COPY(a, type, from, count)                                                           \
    ((type *)array_copy((a), (from), (count), sizeof(type), alignof(type)))

#endif
