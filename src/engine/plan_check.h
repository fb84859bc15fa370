/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The referee: whether a plan obeys every rule, and what it costs.
 *
 * Written from the rules (docs/rules/plan.md) alone and independent of the
 * solver, which asserts it on every plan it hands out.
 */
#ifndef KC_ENGINE_PLAN_CHECK_H
#define KC_ENGINE_PLAN_CHECK_H

#include "domain/plan_problem.h"

enum plan_fault {
    PLAN_SOUND,
    PLAN_FAULT_INDEX,     /* no such module, run or voucher */
    PLAN_FAULT_TWICE,     /* a module or voucher used twice */
    PLAN_FAULT_SEAT,      /* a run without seats (PLAN-3) */
    PLAN_FAULT_FIXED,     /* not what was kept or dropped, or held already (PLAN-14) */
    PLAN_FAULT_EXCLUSION, /* two modules that exclude each other (PLAN-12) */
    PLAN_FAULT_VOUCHER,   /* a voucher for the wrong provider (PLAN-7) */
    PLAN_FAULT_TARGET,    /* a target missed that is not listed as unreached (PLAN-1) */
    PLAN_FAULT_NEED,      /* a need does not hold when a run starts (PLAN-2) */
    PLAN_FAULT_FOLLOW,    /* a follow-up without its course, or at the wrong time (PLAN-11) */
    PLAN_FAULT_WEEK,      /* too many minutes in a week (PLAN-5) */
    PLAN_FAULT_SLOT,      /* a half day taken twice (PLAN-4) */
    PLAN_FAULT_HOURS,     /* PLAN-6 */
    PLAN_FAULT_BUDGET,    /* PLAN-7 */
    PLAN_FAULT_LATE,      /* ends after last_week (PLAN-13) */
};

struct plan_verdict {
    enum plan_fault fault;
    uint32_t where;          /* the choice, target or week the fault is about */
    int64_t objective_cents; /* PLAN-8 to PLAN-10, PLAN-16 */
    int64_t penalty_cents;   /* part of the objective (PLAN-15) */
    int64_t budget_used_cents;
    int32_t minutes;
    int16_t end_week; /* PLAN_NONE for an empty plan */
};

struct plan_proposal {
    const struct plan_choice *choices;
    size_t choices_len;
    const struct plan_unreached *unreached; /* hard and soft targets it does not claim */
    size_t unreached_len;
    const uint16_t *ignored; /* kept modules it does not keep */
    size_t ignored_len;
};

/*
 * `p` is sound. A soft target missed counts its penalty, listed or not; a hard one must be
 * listed. With a fault the sums are those of what could be read.
 */
struct plan_verdict plan_check(const struct plan_problem *p, const struct plan_proposal *plan);

#endif
