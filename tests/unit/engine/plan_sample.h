/* SPDX-License-Identifier: EUPL-1.2 */
/* Small random plan problems with everything a problem can have; a function of the seed. */
#ifndef KC_TESTS_PLAN_SAMPLE_H
#define KC_TESTS_PLAN_SAMPLE_H

#include <string.h>

#include "domain/plan_problem.h"

enum { MODULES = 5, RUNS = 2, SLOTS = 2, WEEKS = 6, COMPETENCES = 4, PROVIDERS = 3, TARGETS = 4 };

/* A small problem with room for all its arrays. */
struct sample {
    struct plan_problem p;
    struct plan_module modules[MODULES];
    struct plan_run runs[MODULES][RUNS];
    uint16_t slots[MODULES][RUNS][SLOTS];
    struct plan_level gives[MODULES][2];
    struct plan_level needs[MODULES][2];
    struct plan_target targets[TARGETS];
    struct plan_voucher vouchers[2];
    uint16_t voucher_providers[2][PROVIDERS];
    struct plan_exclusion exclusions[2];
    int32_t weekly[WEEKS];
    uint16_t busy[2];
    uint8_t levels[COMPETENCES];
};

/* xorshift64*: the same problems on every machine. */
static inline uint32_t
draw(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static inline void
draw_run(struct sample *s, uint64_t *state, size_t m, size_t r)
{
    struct plan_run *run = &s->runs[m][r];
    uint32_t start = draw(state, WEEKS);
    uint32_t end = start + draw(state, 2);

    end = end >= WEEKS ? WEEKS - 1 : end;
    *run = (struct plan_run){
        .start_week = (int16_t)start,
        .end_week = (int16_t)end,
        .slots = s->slots[m][r],
        .slots_len = (uint16_t)draw(state, SLOTS + 1),
        .seats = draw(state, 8) > 0,
    };
    for (uint16_t i = 0; i < run->slots_len; i++) /* few slots, so that they collide */
        s->slots[m][r][i] = (uint16_t)(start * PLAN_SLOTS_PER_WEEK + draw(state, 3) * 2 + i);
    if (draw(state, 4) == 0) {
        run->cost_cents = draw(state, 5) * 700;
        run->cost_in_budget = draw(state, 2);
    }
}

static inline uint16_t
draw_levels(struct plan_level *levels, uint64_t *state, uint32_t most, uint32_t level_max)
{
    uint16_t len = (uint16_t)draw(state, most + 1);
    uint32_t competence = draw(state, COMPETENCES);

    for (uint16_t i = 0; i < len; i++)
        levels[i] = (struct plan_level){(uint16_t)((competence + i) % COMPETENCES),
                                        (uint8_t)(1 + draw(state, level_max))};
    return len;
}

static inline void
draw_module(struct sample *s, uint64_t *state, uint16_t m, bool superset)
{
    struct plan_module *module = &s->modules[m];

    *module = (struct plan_module){
        .provider = (uint16_t)draw(state, PROVIDERS),
        .price_cents = draw(state, 4) * 1000,
        .minutes = (int32_t)(1 + draw(state, 4)) * 120,
        .gives = s->gives[m],
        .needs = s->needs[m],
        .runs = s->runs[m],
        .runs_len = (uint16_t)(1 + draw(state, RUNS)),
        .keep_run = PLAN_NONE,
        .follows = PLAN_NONE,
    };
    module->gives_len = draw_levels(s->gives[m], state, 2, 5);
    module->needs_len = draw(state, 2) ? draw_levels(s->needs[m], state, 1, 3) : 0;
    for (size_t r = 0; r < module->runs_len; r++)
        draw_run(s, state, m, r);
    if (!superset)
        return;
    module->bonus_cents = draw(state, 3) == 0 ? draw(state, 3) * 900 : 0;
    module->fixed = draw(state, 8) == 0 ? PLAN_KEEP : draw(state, 8) == 0 ? PLAN_DROP : PLAN_FREE;
    if (module->fixed == PLAN_KEEP && draw(state, 2))
        module->keep_run = (int32_t)draw(state, module->runs_len);
    if (draw(state, 5) == 0) {
        module->follows = (int32_t)((m + 1 + draw(state, MODULES - 1)) % MODULES);
        module->follow_weeks = (int16_t)(1 + draw(state, 3));
    }
    if (draw(state, 12) == 0) {
        module->held = true;
        module->held_end_week = (int16_t)(draw(state, 4) - 3);
    }
}

static inline void
draw_targets(struct sample *s, uint64_t *state, bool superset)
{
    s->p.targets_len = 1 + draw(state, TARGETS);
    for (uint16_t t = 0; t < s->p.targets_len; t++) {
        bool soft = superset && draw(state, 3) == 0;

        s->targets[t] = (struct plan_target){
            .competence = (uint16_t)(t % COMPETENCES),
            .level = (uint8_t)(1 + draw(state, 4)),
            .weight = (uint8_t)(1 + draw(state, 3)),
            .soft = soft,
            .penalty_cents = soft ? draw(state, 8) * 1500 : 0,
        };
    }
}

static inline void
draw_sample(struct sample *s, uint64_t *state, bool superset)
{
    memset(s, 0, sizeof *s);
    s->p = (struct plan_problem){
        .weeks = WEEKS,
        .last_week = (int16_t)(superset && draw(state, 4) == 0 ? 3 + draw(state, 3) : WEEKS - 1),
        .weekly_minutes = s->weekly,
        .busy_slots = s->busy,
        .busy_slots_len = draw(state, 3),
        .budget_cents = draw(state, 3) == 0 ? draw(state, 8) * 1000 : 20000,
        .minutes_max = draw(state, 3) == 0 ? (int32_t)draw(state, 10) * 120 : 6000,
        .hour_cost_cents = draw(state, 3) * 100,
        .week_cost_cents = superset && draw(state, 3) == 0 ? (draw(state, 4)) * 500 : 0,
        .levels = s->levels,
        .competences_len = COMPETENCES,
        .providers_len = PROVIDERS,
        .targets = s->targets,
        .vouchers = s->vouchers,
        .vouchers_len = draw(state, 3),
        .modules = s->modules,
        .modules_len = MODULES,
        .exclusions = s->exclusions,
        .exclusions_len = superset ? draw(state, 3) : 0,
    };
    for (int w = 0; w < WEEKS; w++)
        s->weekly[w] = (int32_t)draw(state, 4) * 240;
    for (size_t i = 0; i < 2; i++) {
        s->busy[i] = (uint16_t)draw(state, WEEKS * PLAN_SLOTS_PER_WEEK);
        s->exclusions[i].a = (uint16_t)draw(state, MODULES);
        s->exclusions[i].b =
            (uint16_t)((s->exclusions[i].a + 1 + draw(state, MODULES - 1)) % MODULES);
        s->vouchers[i].value_cents = draw(state, 4) * 600;
        s->vouchers[i].providers = s->voucher_providers[i];
        for (uint16_t v = 0; v < PROVIDERS; v++)
            if (draw(state, 2))
                s->voucher_providers[i][s->vouchers[i].providers_len++] = v;
    }
    for (size_t c = 0; c < COMPETENCES; c++)
        s->levels[c] = (uint8_t)draw(state, 2);
    for (uint16_t m = 0; m < MODULES; m++)
        draw_module(s, state, m, superset);
    draw_targets(s, state, superset);
}

#endif
