/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan problem: which modules, in which of their runs, paid with which
 * vouchers, close a person's gaps at the least cost (docs/rules/plan.md; the
 * rules are quoted as PLAN-n).
 *
 * Data only. Everything is an index into an array of this problem: competences
 * 0..competences_len-1, providers, modules, the runs of a module, vouchers,
 * targets. The arrays belong to the caller and live as long as the problem.
 * The order of the arrays matters for ties only (PLAN-20).
 *
 * Time is weeks 0..weeks-1 and half-day slots 10 * week + 0..9. Money is whole
 * cents. Training time is minutes.
 */
#ifndef KC_DOMAIN_PLAN_PROBLEM_H
#define KC_DOMAIN_PLAN_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"

enum { PLAN_NONE = -1 };

struct plan_level {
    uint16_t competence;
    uint8_t level; /* 0..LEVEL_MAX */
};

/* A dated delivery, or one possible start week of a self-paced module. */
struct plan_run {
    int16_t start_week;
    int16_t end_week;      /* the last week, >= start_week */
    const uint16_t *slots; /* half days it takes, each once, within its weeks */
    uint16_t slots_len;
    int32_t seats;      /* free ones; a run without cannot be taken (PLAN-3) */
    int64_t cost_cents; /* of this run beyond the price, as travel; >= 0 (PLAN-9) */
    bool cost_in_budget;
};

enum plan_fixed {
    PLAN_FREE,
    PLAN_KEEP, /* must be in the plan, in `keep_run` if that is not PLAN_NONE */
    PLAN_DROP, /* must not be in the plan */
};

struct plan_module {
    uint16_t provider;
    int64_t price_cents;
    int64_t bonus_cents; /* subtracted from the objective when chosen (match score) */
    int32_t minutes;     /* in all */
    const struct plan_level *gives;
    uint16_t gives_len;
    const struct plan_level *needs;
    uint16_t needs_len;
    const struct plan_run *runs;
    uint16_t runs_len;
    enum plan_fixed fixed;
    int32_t keep_run;
    /* A follow-up unit: the module it follows, else PLAN_NONE (PLAN-11). */
    int32_t follows;
    int16_t follow_weeks; /* it starts 1..follow_weeks weeks after the course's end */
    /* Whether it was taken before this plan: it is not chosen again, but may be followed. */
    bool held;
    int16_t held_end_week; /* may be negative: that many weeks before week 0 */
};

struct plan_target {
    uint16_t competence;
    uint8_t level;
    uint8_t weight;        /* 1..255, counts when not all targets can be reached */
    bool soft;             /* may stay unreached, for penalty_cents */
    int64_t penalty_cents; /* >= 0; several soft targets of one competence give partial credit */
};

struct plan_voucher {
    int64_t value_cents;
    const uint16_t *providers; /* ascending */
    uint16_t providers_len;
};

/* Two modules of which at most one is chosen. */
struct plan_exclusion {
    uint16_t a;
    uint16_t b;
};

struct plan_problem {
    int16_t weeks;                 /* 1..PLAN_WEEKS_MAX */
    int16_t last_week;             /* the plan ends by then; weeks - 1 when free */
    const int32_t *weekly_minutes; /* one per week */
    const uint16_t *busy_slots;
    size_t busy_slots_len;
    int64_t budget_cents;
    int32_t minutes_max;
    int64_t hour_cost_cents; /* of an hour of training, in the objective */
    int64_t week_cost_cents; /* of a week from week 0 to the plan's last, in the objective */
    const uint8_t *levels;   /* held before the plan, one per competence */
    size_t competences_len;
    size_t providers_len;
    const struct plan_target *targets;
    size_t targets_len;
    const struct plan_voucher *vouchers;
    size_t vouchers_len;
    const struct plan_module *modules;
    size_t modules_len;
    const struct plan_exclusion *exclusions;
    size_t exclusions_len;
};

struct plan_choice {
    uint16_t module;
    uint16_t run;
    int16_t voucher; /* or PLAN_NONE */
};

/* Why a target stays unreached: the first of these whose removal would help. */
enum plan_reason {
    PLAN_REASON_NONE,
    PLAN_REASON_NO_OFFER,      /* no module gives that level */
    PLAN_REASON_NO_RUN,        /* no run with a free seat in time */
    PLAN_REASON_PREREQUISITES, /* what the modules need cannot be reached */
    PLAN_REASON_WEEKS,         /* the runs do not fit one after the other, or too late */
    PLAN_REASON_SLOTS,         /* half days collide */
    PLAN_REASON_WEEKLY_TIME,   /* too many minutes in a week */
    PLAN_REASON_HOURS,         /* too many hours in all */
    PLAN_REASON_BUDGET,
    PLAN_REASON_FIXED,       /* kept, dropped or exclusive modules forbid it */
    PLAN_REASON_COMBINATION, /* only several of these together would help */
    PLAN_REASON_WORTH,       /* reachable, but dearer than its penalty */
    PLAN_REASON_UNKNOWN,     /* the limits ended before it was found */
};

struct plan_unreached {
    uint16_t target;
    enum plan_reason reason;
};

/* PLAN-22. */
enum plan_status {
    PLAN_OPTIMAL,
    PLAN_FEASIBLE,   /* a plan with a proven gap */
    PLAN_INFEASIBLE, /* proved: not all hard targets can be reached; the plan is the best of the
                        rest */
    PLAN_UNKNOWN,    /* the limits ended before a plan was found */
};

struct plan_result {
    enum plan_status status;
    /*
     * The plan's cost with penalties, and a proven lower bound of it. When not all
     * hard targets can be reached: of the plans that miss least weight.
     */
    int64_t objective_cents;
    int64_t bound_cents;
    int64_t penalty_cents; /* of soft targets not reached, part of the objective */
    /* INFEASIBLE only: whether the missed weight and the cost are proven least. */
    bool rest_is_optimal;
    int64_t nodes;
    int64_t steps;               /* of work (engine/plan_fuel.h) */
    struct plan_choice *choices; /* ascending by module */
    size_t choices_len;
    struct plan_unreached *unreached; /* ascending by target */
    size_t unreached_len;
    /* INFEASIBLE only: kept modules that no plan can keep, ascending. */
    uint16_t *ignored;
    size_t ignored_len;
};

/* What people may prefer; each is a set of cost weights (PLAN-18). */
enum plan_preset {
    PLAN_BALANCED,
    PLAN_FASTEST,  /* the plan ends as early as possible */
    PLAN_CHEAPEST, /* money alone */
    PLAN_NEAR,     /* travel weighs three times */
};

struct plan_weights {
    int64_t hour_cost_cents; /* for plan_problem */
    int64_t week_cost_cents; /* for plan_problem */
    int64_t travel_percent;  /* multiplies the caller's travel costs */
    int64_t bonus_percent;   /* multiplies the caller's match bonus */
};

/* `hour_cost_cents` is what the balanced plan counts for an hour. */
struct plan_weights plan_preset_weights(enum plan_preset preset, int64_t hour_cost_cents);

/* Whether every number lies in its range and every index exists. For assert(). */
bool plan_problem_is_sound(const struct plan_problem *p);

/* What one module in one of its runs adds to the objective, without vouchers. */
int64_t plan_choice_cost_cents(const struct plan_problem *p, uint16_t module, uint16_t run);
/* What it takes from the budget, without vouchers. */
int64_t plan_choice_budget_cents(const struct plan_problem *p, uint16_t module, uint16_t run);
/* What the voucher pays of the module; 0 when it cannot. */
int64_t plan_voucher_pays_cents(const struct plan_problem *p, uint16_t voucher, uint16_t module);
/* Minutes in each of the run's weeks (PLAN-5). */
int32_t plan_run_weekly_minutes(const struct plan_module *m, const struct plan_run *r);

#endif
