/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hits: which slots fit the words of a query, and how well. Sorted lists, merged pairwise; all
 * memory is of the arena of the request.
 */
#ifndef KC_ENGINE_HITS_H
#define KC_ENGINE_HITS_H

#include "engine/clauses.h"

struct hits {
    uint32_t *slots; /* ascending */
    float *scores;
    uint8_t *words; /* how many of the clauses fit; only set by hits_of_clauses() */
    uint32_t len;
    int words_found; /* the least of them; likewise */
};

/* Every slot of the catalogue that is offered, with score 0. ERR_LIMIT: the arena is full. */
MUST_USE enum err hits_of_all(struct arena *arena, const struct catalogue *c,
                              struct hits *ret_hits);

/*
 * Slots that fit the clauses, as engine/search.h says: all of them, or (not when `strict`) as many
 * as any slot fits, or all but one; without those that an excluded clause fits. ERR_LIMIT   the
 * arena is full
 */
MUST_USE enum err hits_of_clauses(struct arena *arena, const struct catalogue *c,
                                  const struct clauses *clauses, bool strict,
                                  struct hits *ret_hits);

#endif
