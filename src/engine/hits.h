/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hits: which slots fit the words of a query, and how well, as a stream of batches.
 *
 * The clause that fewest slots fit leads; what it gives is looked up in the others. Where even that
 * clause fits many, hits come as maps instead: the bitmaps of all clauses are intersected, and
 * nothing is looked up before it is needed. The memory needed does not depend on the catalogue.
 */
#ifndef KC_ENGINE_HITS_H
#define KC_ENGINE_HITS_H

#include "engine/clause_walk.h"

enum hits_way {
    HITS_ALL,     /* no words: everything on offer, without what is excluded */
    HITS_MAPS,    /* many fit: bitmaps, see hits_map_next(); no words: everything on offer */
    HITS_LIST,    /* one posting list leads */
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
    int phrases;     /* so many of `wanted` are phrases */
    uint32_t at;     /* next slot, of HITS_ALL; next word, of HITS_MAPS */
    int words_found; /* every hit has at least so many of the wanted clauses; known at the end */
};

/* Ascending slots with their points, see hits_score(); some batches are empty. */
struct hits_batch {
    uint32_t len;
    uint32_t slots[BATCH_SPACE];
    uint32_t points[BATCH_SPACE];
    uint8_t words[BATCH_SPACE]; /* how many of the wanted clauses fit */
};

/*
 * Slots that fit the clauses, as engine/search.h says: all of them, or (not when `strict`, and few
 * fit all) some of them; without those that an excluded clause fits.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err hits_init(struct arena *arena, const struct catalogue *c,
                            const struct clauses *clauses, bool strict, struct hits *ret_hits);
/* False at the end. Not of HITS_MAPS. */
bool hits_next(struct hits *h, struct hits_batch *ret_batch);
/* Of HITS_MAPS: the hits among the next MAP_WORDS * 64 slots. False at the end. */
bool hits_map_next(struct hits *h, struct map *ret_map);
/*
 * The next slots of such a map, or of what filters left of it, as a batch without points; `*at`: a
 * word of the map, moved on. Slots that are known to get fewer than `least` points are left out.
 */
void hits_map_take(const struct hits *h, const struct map *map, uint32_t least, uint32_t *at,
                   struct hits_batch *ret_batch);
/*
 * Complete the points. What a bitmap adds is not looked up before this, so that it is done
 * only for what the filters leave of the batch.
 */
void hits_score(struct hits *h, struct hits_batch *batch);

#endif
