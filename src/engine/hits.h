/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hits: which slots fit the words of a query, and how well, as a stream of batches.
 *
 * The clause that fewest slots fit leads; what it gives is looked up in the others. When frequent
 * terms lead, their bitmaps are intersected first. The memory needed does not depend on the
 * catalogue.
 */
#ifndef KC_ENGINE_HITS_H
#define KC_ENGINE_HITS_H

#include "engine/clause_walk.h"

enum hits_way {
    HITS_ALL,     /* no words: everything on offer */
    HITS_LIST,    /* one posting list leads */
    HITS_BITMAPS, /* the bitmaps of several frequent terms, intersected */
    HITS_WINDOWS, /* a clause with several forms leads, window by window */
    HITS_SOME,    /* those with some of the clauses, and all phrases */
};

struct hits {
    const struct catalogue *c;
    struct clause_walk *wanted; /* the leading one first */
    int wanted_len;
    struct clause_walk *others; /* excluded and optional ones */
    int others_len;
    enum hits_way way;
    struct bitmaps bitmaps;
    int phrases;     /* so many of `wanted` are phrases */
    int leading;     /* so many of `wanted` are in the bitmaps */
    uint32_t at;     /* next slot, of HITS_ALL */
    int words_found; /* every hit has at least so many of the wanted clauses; known at the end */
};

/* Ascending slots with their points, see hits_score(); some batches are empty. */
struct hits_batch {
    uint32_t len;
    uint32_t slots[BATCH_SPACE];
    uint32_t points[BATCH_SPACE];
    uint8_t words[BATCH_SPACE]; /* how many of the wanted clauses fit */
    struct map map;             /* the same slots, when they come from bitmaps; else empty */
    bool scored;                /* the points of the leading clause are there */
};

/*
 * Slots that fit the clauses, as engine/search.h says: all of them, or (not when `strict`, and few
 * fit all) some of them; without those that an excluded clause fits.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err hits_init(struct arena *arena, const struct catalogue *c,
                            const struct clauses *clauses, bool strict, struct hits *ret_hits);
/* False at the end. */
bool hits_next(struct hits *h, struct hits_batch *ret_batch);
/*
 * Complete the points. What a bitmap adds is not looked up before this, so that it is done
 * only for what the filters leave of the batch.
 */
void hits_score(struct hits *h, struct hits_batch *batch);

#endif
