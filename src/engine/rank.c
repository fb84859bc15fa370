/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/rank.h"

#include <assert.h>
#include <string.h>

/*
 * Score and start as one number that is smaller where the entry is better: a float that is not
 * negative grows with its bits.
 */
static inline uint64_t
worth_of(const struct rank_entry *e)
{
    uint32_t score;

    assert(e->score >= 0);
    memcpy(&score, &e->score, sizeof score);
    return (uint64_t)~score << 32 | ((uint32_t)e->start ^ UINT32_C(1) << 31);
}

/* Entries come in no order that a processor could guess, so this has no branches. */
static inline bool
stands_before(const struct rank_entry *a, const struct rank_entry *b)
{
    uint64_t worth_a = worth_of(a);
    uint64_t worth_b = worth_of(b);

    return (a->key < b->key) | ((a->key == b->key) & ((worth_a < worth_b) | ((worth_a == worth_b) &
                                                                             (a->slot < b->slot))));
}

static void
swap(struct rank_entry *a, struct rank_entry *b)
{
    struct rank_entry moved = *a;

    *a = *b;
    *b = moved;
}

/* Put `e` into the hole at the top: worse ones move up. */
static void
sink(struct rank_entry *heap, uint32_t len, struct rank_entry e)
{
    uint32_t hole = 0;

    for (uint32_t child = 1; child < len; child = 2 * hole + 1) {
        if (child + 1 < len)
            child += stands_before(&heap[child], &heap[child + 1]);
        if (!stands_before(&e, &heap[child]))
            break;
        heap[hole] = heap[child];
        hole = child;
    }
    heap[hole] = e;
}

enum err
rank_init(struct arena *arena, uint32_t max, struct rank *ret_rank)
{
    struct rank_entry *entries = arena_array(arena, struct rank_entry, max);

    if (entries == NULL)
        return ERR_LIMIT;
    *ret_rank = (struct rank){entries, 0, max};
    return OK;
}

void
rank_offer(struct rank *r, struct rank_entry e)
{
    uint32_t i = r->len;

    if (r->len == r->max) {
        if (r->max > 0 && stands_before(&e, &r->entries[0]))
            sink(r->entries, r->len, e);
        return;
    }
    r->entries[r->len++] = e;
    for (; i > 0 && stands_before(&r->entries[(i - 1) / 2], &r->entries[i]); i = (i - 1) / 2)
        swap(&r->entries[i], &r->entries[(i - 1) / 2]);
}

void
rank_sort(struct rank *r)
{
    for (uint32_t len = r->len; len > 1; len--) {
        struct rank_entry last = r->entries[len - 1];

        r->entries[len - 1] = r->entries[0];
        sink(r->entries, len - 1, last);
    }
}
