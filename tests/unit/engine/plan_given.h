/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A small problem that tests bend: two modules in a row lead from level 1 to 4.
 *
 *   A (module 0): free of needs, gives level 2, week 0, half day 2
 *   B (module 1): needs level 2, gives level 4, week 1 (half day 12) or week 3
 *   C (module 2): follows B within 2 weeks, gives nothing, week 4
 *
 * A costs 100,00 EUR, B 200,00 EUR, C nothing; each takes 4 hours of 10,00 EUR.
 */
#ifndef KC_TESTS_PLAN_GIVEN_H
#define KC_TESTS_PLAN_GIVEN_H

#include "domain/plan_problem.h"

struct plan_given {
    struct plan_problem p;
    struct plan_module m[3];
    struct plan_run a[1], b[2], c[1];
    struct plan_level gives_a[1], gives_b[1], needs_b[1];
    struct plan_target targets[2];
    struct plan_voucher vouchers[1];
    struct plan_exclusion exclusions[1];
    uint16_t voucher_providers[1];
    uint16_t slots_a[1], slots_b[1], busy[1];
    int32_t weekly[6];
    uint8_t levels[2];
};

enum { GIVEN_BEST = 30000 + 2 * 4000 };

static inline void
plan_given(struct plan_given *g)
{
    *g = (struct plan_given){
        .p = {.weeks = 6,
              .last_week = 5,
              .budget_cents = 100000,
              .minutes_max = 6000,
              .hour_cost_cents = 1000,
              .competences_len = 2,
              .providers_len = 2,
              .targets_len = 1,
              .modules_len = 3},
        .slots_a = {2},
        .slots_b = {12},
        .gives_a = {{0, 2}},
        .gives_b = {{0, 4}},
        .needs_b = {{0, 2}},
        .targets = {{.competence = 0, .level = 4, .weight = 1},
                    {.competence = 1, .level = 1, .weight = 1}},
        .levels = {1, 0},
        .exclusions = {{0, 1}},
        .vouchers = {{.value_cents = 15000, .providers_len = 1}},
        .voucher_providers = {0},
    };
    for (int w = 0; w < 6; w++)
        g->weekly[w] = 240;
    g->a[0] = (struct plan_run){.slots = g->slots_a, .slots_len = 1, .seats = 1};
    g->b[0] = (struct plan_run){
        .start_week = 1, .end_week = 1, .slots = g->slots_b, .slots_len = 1, .seats = 1};
    g->b[1] = (struct plan_run){.start_week = 3, .end_week = 3, .seats = 1};
    g->c[0] = (struct plan_run){.start_week = 4, .end_week = 4, .seats = 1};
    g->m[0] = (struct plan_module){
        .price_cents = 10000, .gives = g->gives_a, .gives_len = 1, .runs = g->a, .runs_len = 1};
    g->m[1] = (struct plan_module){.provider = 1,
                                   .price_cents = 20000,
                                   .gives = g->gives_b,
                                   .gives_len = 1,
                                   .needs = g->needs_b,
                                   .needs_len = 1,
                                   .runs = g->b,
                                   .runs_len = 2};
    g->m[2] = (struct plan_module){.runs = g->c, .runs_len = 1, .follow_weeks = 2};
    for (int i = 0; i < 3; i++) {
        g->m[i].minutes = 240;
        g->m[i].keep_run = g->m[i].follows = PLAN_NONE;
    }
    g->m[2].follows = 1;
    g->vouchers[0].providers = g->voucher_providers;
    g->p.weekly_minutes = g->weekly;
    g->p.busy_slots = g->busy;
    g->p.levels = g->levels;
    g->p.targets = g->targets;
    g->p.vouchers = g->vouchers;
    g->p.modules = g->m;
    g->p.exclusions = g->exclusions;
}

#endif
