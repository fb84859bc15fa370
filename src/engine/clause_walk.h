/* SPDX-License-Identifier: EUPL-1.2 */
/* One clause of a query walked through the posting lists: which slots fit it, with what points. */
#ifndef KC_ENGINE_CLAUSE_WALK_H
#define KC_ENGINE_CLAUSE_WALK_H

#include "engine/clauses.h"
#include "engine/postings.h"

/* All terms of a form; the rarest comes first. */
struct form_walk {
    struct cursor *terms;
    int terms_len;
};

struct clause_walk {
    const struct index *x;
    const struct clause *clause;
    struct form_walk *forms; /* for walking on */
    struct form_walk *looks; /* for looking up what was walked over */
    int forms_len;
    uint32_t *room;     /* for the stream of a module; NULL where no phrase is asked for */
    uint32_t slots_max; /* so many slots fit it at most */
    bool plain;         /* one form of one term, no phrase: one posting list says it all */
};

/*
 * `share`: what its points count for.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err clause_walk_init(struct arena *arena, const struct catalogue *c,
                                   const struct clause *clause, float share,
                                   struct clause_walk *ret_walk);
/* Back to the beginning. */
void clause_walk_rewind(struct clause_walk *w);

/* Points of each of the slots, which ascend also from call to call; 0: does not fit. */
void clause_walk_look(struct clause_walk *w, const uint32_t *slots, uint32_t len,
                      uint32_t *ret_points);

/*
 * Windows are BATCH slots wide. A window begins empty; clauses put in the best of their forms.
 */
struct window {
    uint32_t from; /* slot; a multiple of 64 */
    uint64_t bits[BATCH / 64];
    uint32_t points[BATCH]; /* where a bit is set */
};

/* Where the next window that is not empty begins, or CURSOR_END. */
uint32_t clause_walk_peek(struct clause_walk *w);
/*
 * The slots that fit, as many words as the map has and from its first on, without their points:
 * forms of frequent terms are intersected and joined 64 slots at a time. The walk stands behind
 * them then. Not for phrases.
 */
void clause_walk_map(struct clause_walk *w, struct map *map);
/* All slots of the window that fit, with points; the walk stands behind the window then. */
void clause_walk_window(struct clause_walk *w, uint32_t from, struct window *ret_window);
/* The window as a batch. */
uint32_t clause_window_take(const struct window *w, uint32_t *ret_slots, uint32_t *ret_points);

#endif
