/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/rank.h"

static bool
stands_before(const struct rank_entry *a, const struct rank_entry *b)
{
    if (a->key != b->key)
        return a->key < b->key;
    if (a->score < b->score || b->score < a->score)
        return a->score > b->score;
    if (a->start != b->start)
        return a->start < b->start;
    return a->slot < b->slot;
}

static void
swap(struct rank_entry *a, struct rank_entry *b)
{
    struct rank_entry moved = *a;

    *a = *b;
    *b = moved;
}

static void
sink(struct rank_entry *heap, uint32_t len, uint32_t i)
{
    for (;;) {
        uint32_t worst = i;

        for (uint32_t child = 2 * i + 1; child <= 2 * i + 2 && child < len; child++) {
            if (stands_before(&heap[worst], &heap[child]))
                worst = child;
        }
        if (worst == i)
            return;
        swap(&heap[i], &heap[worst]);
        i = worst;
    }
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
        if (r->max > 0 && stands_before(&e, &r->entries[0])) {
            r->entries[0] = e;
            sink(r->entries, r->len, 0);
        }
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
        swap(&r->entries[0], &r->entries[len - 1]);
        sink(r->entries, len - 1, 0);
    }
}
