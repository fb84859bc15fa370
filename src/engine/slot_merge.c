/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/slot_merge.h"

#include <string.h>

enum { ARRAY_ALIGN = 64 }; /* the most that a row asks for */

/* How many inserted blocks stand before that of a slot before. */
static uint32_t
inserted_until(const struct slot_merge *m, uint32_t before)
{
    uint32_t low = 0;
    uint32_t high = (uint32_t)m->inserted.len;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (m->inserted.at[mid] - mid <= before)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t
slot_merge_now(const struct slot_merge *m, uint32_t before)
{
    return before + inserted_until(m, before);
}

uint32_t
slot_merge_before(const struct slot_merge *m, uint32_t slot)
{
    uint32_t low = 0;
    uint32_t high = (uint32_t)m->inserted.len;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (m->inserted.at[mid] < slot)
            low = mid + 1;
        else
            high = mid;
    }
    if (low < (uint32_t)m->inserted.len && m->inserted.at[low] == slot)
        return UINT32_MAX;
    return slot - low;
}

/* Stretch number `i`, 0 .. inserted.len, between two inserted slots: [*ret_from, *ret_to). */
static void
stretch_of(const struct slot_merge *m, int i, uint32_t *ret_from, uint32_t *ret_to)
{
    *ret_from = i > 0 ? m->inserted.at[i - 1] + 1 : 0;
    *ret_to = i < m->inserted.len ? m->inserted.at[i] : m->len;
}

void *
slot_merge_array(struct arena *arena, const struct slot_merge *m, const void *before, size_t bytes)
{
    char *to = arena_alloc_raw(arena, m->len * bytes, ARRAY_ALIGN);
    uint32_t from;
    uint32_t end;

    for (int i = 0; to != NULL && i <= m->inserted.len; i++) {
        stretch_of(m, i, &from, &end);
        if (end > from)
            memcpy(to + from * bytes, (const char *)before + (from - (uint32_t)i) * bytes,
                   (end - from) * bytes);
        if (end < m->len)
            memset(to + end * bytes, 0, bytes);
    }
    return to;
}

/* `len` bits, into words that have none there yet. */
static void
bits_copy(uint64_t *to, uint32_t at, const uint64_t *from, uint32_t from_at, uint32_t len)
{
    while (len > 0) {
        uint32_t room = 64 - at % 64;
        uint32_t n = room < len ? room : len;
        uint64_t x = from[from_at / 64] >> (from_at % 64);

        if (from_at % 64 + n > 64)
            x |= from[from_at / 64 + 1] << (64 - from_at % 64);
        if (n < 64)
            x &= (UINT64_C(1) << n) - 1;
        to[at / 64] |= x << (at % 64);
        at += n;
        from_at += n;
        len -= n;
    }
}

void
slot_merge_bits_into(const struct slot_merge *m, const uint64_t *before, uint64_t *to)
{
    uint32_t from;
    uint32_t end;

    for (int i = 0; i <= m->inserted.len; i++) {
        stretch_of(m, i, &from, &end);
        bits_copy(to, from, before, from - (uint32_t)i, end - from);
    }
}

uint64_t *
slot_merge_bits(struct arena *arena, const struct slot_merge *m, const uint64_t *before)
{
    uint64_t *to = arena_array(arena, uint64_t, (m->len + 63) / 64);

    if (to == NULL)
        return NULL;
    slot_merge_bits_into(m, before, to);
    for (int i = 0; i < m->changed.len; i++)
        to[m->changed.at[i] / 64] &= ~(UINT64_C(1) << (m->changed.at[i] % 64));
    return to;
}
