/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The best n of many, in the one order that search and match share: key, then score
 * (higher first), then start, then slot. No two entries are equal, so the
 * order is total and the same everywhere.
 */
#ifndef KC_ENGINE_RANK_H
#define KC_ENGINE_RANK_H

#include "base/arena.h"

struct rank_entry {
    int64_t key; /* smaller is better */
    float score; /* larger is better */
    int32_t start;
    uint32_t slot;
    uint32_t payload; /* carried along; no part of the order */
};

/* A heap with the worst on top; holds at most `max`. */
struct rank {
    struct rank_entry *entries;
    uint32_t len;
    uint32_t max;
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err rank_init(struct arena *arena, uint32_t max, struct rank *ret_rank);
void rank_offer(struct rank *r, struct rank_entry e);
/* Best first; nothing can be offered after it. */
void rank_sort(struct rank *r);

#endif
