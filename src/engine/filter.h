/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filters: which of a query's wishes a module breaks, as a set of facets.
 *
 * Facets are numbered as in enum search_facet_kind; a wish belongs to the facet that shows its
 * choices. Knowing exactly which facets fail gives hits (none fails) and the counts of
 * every facet (none but itself fails) in one pass.
 */
#ifndef KC_ENGINE_FILTER_H
#define KC_ENGINE_FILTER_H

#include "engine/columns.h"
#include "engine/search.h"

struct filter {
    const struct catalogue *c;
    const struct search_query *q;
    bool *languages; /* by language index: chosen, or none is */
    bool *providers; /* by provider index; likewise */
    float *km;       /* by venue: < 0 unknown; filled when first asked */
    bool *km_known;
};

#define FACET_BIT(f) (1u << (f))

/* How one run of a module stands; the self-paced module is its own, run == NULL. */
struct filter_run {
    const struct run *run;
    const struct column_run *at;
    uint32_t fails; /* facets of runs: start, distance, seats, accessibility */
    uint32_t accessibility;
    float km; /* < 0: online or not known */
    bool local;
    bool seat_free;
};

struct filter_verdict {
    uint32_t fails; /* facets of the module itself */
    struct filter_run runs[MODULE_RUNS_MAX];
    int runs_len;
    bool hit;
    uint32_t counts; /* facets in which the module counts */
};

/* ERR_LIMIT: the arena is full. */
MUST_USE enum err filter_init(struct arena *arena, const struct catalogue *c,
                              const struct search_query *q, struct filter *ret_filter);
void filter_judge(struct filter *f, uint32_t slot, struct filter_verdict *ret_verdict);

#endif
