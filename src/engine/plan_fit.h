/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dates for a set of columns by first fit: quick, and often enough; plan_sched.h is
 * the thorough way, which also proves that there are none.
 */
#ifndef KC_ENGINE_PLAN_FIT_H
#define KC_ENGINE_PLAN_FIT_H

#include "engine/plan_sched.h"

struct plan_fit {
    const struct plan_core *core;
    struct plan_fuel *fuel;
    const uint16_t *set;
    size_t set_len;
    uint8_t *held;    /* [facts]: by the end of which week */
    uint16_t *urgent; /* [columns]: how often a member found no run */
    uint16_t *picked; /* [columns]: run within the column; UINT16_MAX while open */
    uint16_t stuck;   /* after false: a column that found no run */
    int32_t load[PLAN_WEEKS_MAX];
    uint64_t taken[PLAN_SLOT_WORDS];
};

/* ERR_LIMIT when the arena is full. */
MUST_USE enum err plan_fit_init(struct plan_fit *f, struct arena *a, const struct plan_core *core,
                                struct plan_fuel *fuel);
/* After true picked[i] is the run of set[i] within its column, after false `stuck` is set. */
bool plan_fit_find(struct plan_fit *f, const uint16_t *set, size_t len);

#endif
