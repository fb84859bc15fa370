/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filters: which of a query's wishes a module breaks, as a set of facets.
 *
 * Facets are numbered as in enum search_facet_kind; a wish belongs to the facet that shows its
 * choices. Knowing exactly which facets fail gives hits (none fails) and the counts of
 * every facet (none but itself fails) in one pass.
 *
 * Wishes about the module itself are judged for a batch of slots at a time. Only when a wish or a
 * count is about single runs (`by_run`), each run is looked at.
 */
#ifndef KC_ENGINE_FILTER_H
#define KC_ENGINE_FILTER_H

#include "engine/columns.h"
#include "engine/postings.h"
#include "engine/search.h"

struct filter {
    const struct catalogue *c;
    const struct search_query *q;
    uint32_t of_modules; /* facets in which the query filters modules */
    bool by_run;
    uint64_t chosen[FACETS]; /* values chosen, of facets with sets */
    uint8_t *denied[FACETS]; /* by number of the set: 1 when it has none of them */
    const bool *providers;   /* by provider index: chosen; NULL: all are */
    float *km;               /* by venue: < 0 unknown; filled when first asked */
    bool *km_known;
};

/* Facets in which single runs are filtered. */
enum {
    FILTER_RUN_FACETS = FACET_BIT(FACET_START) | FACET_BIT(FACET_DISTANCE) |
                        FACET_BIT(FACET_SEATS) | FACET_BIT(FACET_ACCESSIBILITY) |
                        FACET_BIT(FACET_STATE)
};

/* How one run of a module stands; the self-paced module is its own, run == NULL. */
struct filter_run {
    const struct run *run;
    const struct column_run *at;
    uint32_t fails; /* facets of runs */
    uint32_t accessibility;
    uint32_t state; /* bit; 0 not known */
    float km;       /* < 0: online or not known */
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
/* The facets of modules that each slot breaks; with !by_run also FACET_STATE. */
void filter_modules(const struct filter *f, const uint32_t *slots, uint32_t len,
                    uint32_t *ret_fails);
/*
 * The same 64 slots at a time: slots of `map` that break nothing, and for each facet that filters
 * those that break it alone. False when runs are looked at, when a filter has no bitmaps, or when
 * there are too many.
 */
enum { FILTER_MAPS_MAX = 4 };
struct filter_maps {
    struct map hits;
    struct map near[FILTER_MAPS_MAX];
    enum search_facet_kind facets[FILTER_MAPS_MAX]; /* whose near misses these are */
    int len;
};
bool filter_map(const struct filter *f, const struct map *map, struct filter_maps *ret_maps);
/* One module with its runs; `fails`: what filter_modules() says, FACET_STATE aside. */
void filter_judge(struct filter *f, uint32_t slot, uint32_t fails,
                  struct filter_verdict *ret_verdict);

#endif
