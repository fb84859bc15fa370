/* SPDX-License-Identifier: EUPL-1.2 */
/* Facets: counting the choices of a result while it is filtered. */
#ifndef KC_ENGINE_FACETS_H
#define KC_ENGINE_FACETS_H

#include "engine/filter.h"

struct facet_counts {
    uint32_t topics[TOPICS_MAX];
    uint32_t areas[AREAS];
    uint32_t competences[COMPETENCES_MAX];
    uint32_t formats[FORMATS];
    uint32_t bands[BANDS];
    uint32_t steps[FACETS][SEARCH_STEPS]; /* price, hours, start, distance */
    uint32_t seats;
    uint32_t certified;
    uint32_t languages[CATALOGUE_LANGUAGES_MAX];
    uint32_t accessibility[ACCESSIBILITIES];
    uint32_t *providers; /* by index */
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err facets_init(struct arena *arena, const struct catalogue *c,
                              struct facet_counts **ret_counts);
void facets_add(struct facet_counts *counts, const struct filter *f, uint32_t slot,
                const struct filter_verdict *v);
/* ERR_LIMIT: the arena is full. */
MUST_USE enum err facets_list(struct arena *arena, const struct facet_counts *counts,
                              const struct filter *f, struct search_facet ret_facets[FACETS]);

#endif
