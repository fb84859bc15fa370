/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Facets: counting the choices of a result while it is filtered.
 *
 * Hits are counted per set of values (engine/columns.h), one byte read and one counter raised for
 * each; the sets are taken apart into values once, at the end.
 */
#ifndef KC_ENGINE_FACETS_H
#define KC_ENGINE_FACETS_H

#include "engine/filter.h"

/*
 * Neighbouring hits go to different counters: one counter raised twice in a row makes the second
 * wait for the first, and nine of ten blocks are in German.
 */
enum { FACET_LANES = 4, FACET_VALUES_MAX = 64 };

struct facet_counts {
    uint32_t wanted;                      /* facets to count */
    uint32_t *by_set[FACETS];             /* FACET_LANES for each set */
    uint32_t (*values)[FACET_VALUES_MAX]; /* by facet; without what is in by_set, until listed */
    uint32_t *competences;
    uint32_t *providers; /* by index */
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err facets_init(struct arena *arena, const struct filter *f,
                              struct facet_counts *ret_counts);
/* Modules that count in all of these facets; not for facets of runs when the filter is by run. */
void facets_count(struct facet_counts *counts, const struct filter *f, uint32_t facets,
                  const uint32_t *slots, uint32_t len);
/*
 * The same of the `len` slots of a map, for those of the facets that are counted faster so than
 * one slot after the other. Gives the others.
 */
uint32_t facets_count_map(struct facet_counts *counts, const struct filter *f, uint32_t facets,
                          const struct map *map, uint32_t len);
/* One module, when the filter is by run. */
void facets_add(struct facet_counts *counts, const struct filter *f, uint32_t slot,
                const struct filter_verdict *v);
/* ERR_LIMIT: the arena is full. */
MUST_USE enum err facets_list(struct arena *arena, struct facet_counts *counts,
                              const struct filter *f, struct search_facet ret_facets[FACETS]);

#endif
