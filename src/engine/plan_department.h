/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A department together: plans of people who share seats of runs and vouchers, fair
 * by a stated rule (docs/rules/plan.md, PLAN-25 to PLAN-27).
 *
 * What is exact: each person's plan is the best one given what those before have
 * left, and nothing is given twice. What is heuristic: the order in which people
 * choose. For up to PLAN_DEPARTMENT_ORDERS_MAX people all orders are tried; for more,
 * whoever is left with the largest gap goes to the front, round after round, and the
 * fairest outcome is kept (serial dictatorship by rounds; the rule that compares
 * outcomes is leximin: A. Sen, "Collective Choice and Social Welfare", 1970).
 *
 * Pure and deterministic but for limits->go_on.
 */
#ifndef KC_ENGINE_PLAN_DEPARTMENT_H
#define KC_ENGINE_PLAN_DEPARTMENT_H

#include "base/arena.h"
#include "engine/plan_solve.h"

enum { PLAN_DEPARTMENT_ORDERS_MAX = 4, PLAN_DEPARTMENT_ROUNDS = 6 };

struct plan_person {
    const struct plan_problem *p;  /* sound */
    const uint32_t *const *run_of; /* [module][run]: of the shared runs */
    const uint32_t *voucher_of;    /* [voucher]: of the shared vouchers */
};

struct plan_department {
    const struct plan_person *people;
    size_t people_len;    /* 1..PLAN_DEPARTMENT_MAX */
    const int32_t *seats; /* [runs_len]: free ones of the shared runs */
    size_t runs_len;
    size_t vouchers_len;
    const struct plan_limits *limits; /* of each plan; go_on also of all of them */
};

/* What one person has in the end. */
struct plan_share {
    struct plan_choice *choices;
    size_t choices_len;
    enum plan_status status;
    int64_t gap;       /* weight of the targets that stay unreached */
    int64_t cents;     /* of the plan: its objective */
    int64_t gap_alone; /* the same if nobody else were there */
    int64_t cents_alone;
};

/* An outcome for all: gaps and costs summed. */
struct plan_total {
    int64_t gap;
    int64_t cents;
};

struct plan_department_result {
    struct plan_share *shares; /* [people_len], in the order of the people */
    struct plan_total fair;
    struct plan_total best;  /* the least total of all outcomes looked at: what fairness costs */
    struct plan_total bound; /* everybody alone: no outcome has less, as far as is_exact */
    bool is_exact;           /* each plan was proved */
    bool is_complete;        /* the time did not end before a first outcome */
    int outcomes;            /* looked at */
};

/*
 * The result lives in `a`, which is also the memory of the work.
 *
 *   ERR_LIMIT   the arena is too small
 */
MUST_USE enum err plan_department_solve(struct arena *a, const struct plan_department *d,
                                        struct plan_department_result *ret_result);

#endif
