/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Demand without persons: how many people's confirmed jobs want a competence at a level, by Land,
 * as a provider may see it. Rules: docs/rules/demand.md, DEMAND-n; the method is that of reports
 * (domain/disclosure.h, decision 0068).
 *
 * Pure.
 */
#ifndef KC_DOMAIN_DEMAND_H
#define KC_DOMAIN_DEMAND_H

#include "base/arena.h"
#include "base/limits.h"
#include "domain/id.h"

enum {
    DEMAND_ORGANISATIONS_MIN = 2, /* of every group that is shown (DEMAND-3) */
    DEMAND_COUNTS_MAX = COMPETENCES_MAX * LEVEL_MAX * 17
};

/* One cell as it is counted: never shown as it is. */
struct demand_count {
    struct competence_id competence;
    int level;          /* 1 .. LEVEL_MAX */
    struct slice state; /* two digits of the Land; empty: none */
    int64_t people;
    int64_t organisations; /* that they work for */
};

/* What offers there are: of blocks that can be found now. */
struct demand_supply {
    int32_t blocks; /* that lead to the level, or beyond */
    int64_t seats;  /* free in their open dates */
    bool unlimited; /* one can be begun at any time, or has a date without a limit */
};

struct demand_land {
    struct slice state;
    int64_t people; /* a multiple of five; -1: hidden */
};

struct demand_row {
    struct competence_id competence;
    int level;
    int64_t people; /* of all Länder; a multiple of five, > 0 */
    struct demand_land *lands;
    int lands_len;
    bool any_hidden; /* of the Länder */
    struct demand_supply supply;
    int64_t unmet; /* people for whom there is no free seat, a multiple of five */
};

struct demand_view {
    struct demand_row *rows; /* the largest unmet demand first */
    int rows_len;
    int hidden; /* rows that are wanted by too few, or in one organisation alone */
};

/*
 * What may be seen of `counts` (in any order, each cell once). `supply` is the caller's: asked
 * for each row that is shown. ERR_LIMIT: the arena is full.
 */
typedef struct demand_supply demand_supply_of(const void *arg, struct competence_id competence,
                                              int level);
struct demand_counts {
    const struct demand_count *at;
    int len;
    demand_supply_of *supply;
    const void *arg;
};
MUST_USE enum err demand_view_make(struct arena *a, const struct demand_counts *counts,
                                   struct demand_view *ret_view);

/* What this month counts of a cell: `kept` is what the month before did (DEMAND-5). */
int64_t demand_follow(int64_t kept, int64_t now);

#endif
