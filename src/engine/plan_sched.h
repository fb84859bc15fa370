/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates for a set of columns: one run each, so that half days are disjoint, weeks
 * are not too full, needs hold in time and follow-ups follow.
 *
 * Needs may also be met by helpers: columns that are allowed but take no time and
 * end as early as can be. With helpers an answer is no plan, but "impossible"
 * says: no plan exists that chooses all of the set and else only helpers.
 */
#ifndef KC_ENGINE_PLAN_SCHED_H
#define KC_ENGINE_PLAN_SCHED_H

#include "engine/plan_fuel.h"
#include "engine/plan_reach.h"

enum plan_sched_state {
    PLAN_SCHED_FOUND,
    PLAN_SCHED_IMPOSSIBLE,
    PLAN_SCHED_LIMIT, /* the nodes or the fuel ended: it says nothing */
};

struct plan_sched {
    const struct plan_core *core;
    struct plan_fuel *fuel;
    struct plan_reach reach;
    const uint16_t *set;
    size_t set_len;
    uint32_t *first; /* [columns + 1]: runs of member i are first[i].. */
    uint8_t *alive;  /* [runs of all members]: still possible */
    uint32_t *gone;  /* those that are not, in the order in which they went */
    size_t gone_len;
    const uint8_t *helped; /* [facts] */
    uint8_t *alone;        /* [facts]: no helpers */
    uint8_t *held;         /* [facts] */
    uint16_t *giver;       /* [needs of all members]: who alone can give it; UINT16_MAX */
    uint16_t *picked;      /* [columns]: run within the column; UINT16_MAX while open */
    uint16_t *member;      /* [depth]: decided there */
    uint32_t *mark;        /* [depth]: gone_len before the decision there */
    int32_t load[PLAN_WEEKS_MAX];
    uint64_t taken[PLAN_SLOT_WORDS];
    int64_t nodes;
};

MUST_USE enum err plan_sched_init(struct plan_sched *s, struct arena *a,
                                  const struct plan_core *core, struct plan_fuel *fuel);

struct plan_sched_task {
    const uint16_t *set;
    size_t set_len;
    const uint8_t *helped; /* [facts]: week by whose end helpers make it hold; NULL: none do */
    int64_t nodes_max;     /* 0: no limit but the fuel */
};

/*
 * The weeks by which helpers can make facts hold at the earliest, each with the
 * help of all of them and of the set; what the set itself gives does not count.
 */
void plan_sched_help(struct plan_sched *s, const struct plan_sched_task *task, const bool *helpers,
                     uint8_t *ret_helped);

/* After FOUND picked[i] is the run of set[i] within its column. */
enum plan_sched_state plan_sched_find(struct plan_sched *s, const struct plan_sched_task *task);

#endif
