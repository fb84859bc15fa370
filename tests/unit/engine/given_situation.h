/* SPDX-License-Identifier: EUPL-1.2 */
/* Invented situations for tests and benches of the engine. */
#ifndef KC_TESTS_GIVEN_SITUATION_H
#define KC_TESTS_GIVEN_SITUATION_H

#include "domain/situation.h"
#include "engine/match.h"
#include "unit/engine/given_catalogue.h"

static inline void
given_lists(struct given *g, struct situation *s)
{
    int weeks = (s->latest_end.n - day_monday(s->start).n) / 7 + 1;

    s->blocked_weeks = arena_array(g->arena, struct day, PLAN_WEEKS_MAX);
    for (int w = 0; w < weeks; w++) {
        if (given_chance(g, 15))
            s->blocked_weeks[s->blocked_weeks_len++] = day_plus(day_monday(s->start), 7 * w);
    }
    s->fixed = arena_array(g->arena, struct fixed_module, 8);
    for (int m = 1; m <= g->modules_len && s->fixed_len < 8; m++) {
        if (given_chance(g, 4))
            s->fixed[s->fixed_len++] =
                (struct fixed_module){{m}, given_chance(g, 70) ? FIXED_DROP : FIXED_KEEP};
    }
}

/* Often strict, sometimes free of a wish. */
static inline struct situation
given_random_situation(struct given *g)
{
    struct situation s = situation_default((struct day){GIVEN_TODAY});

    s.job.n = given_chance(g, 70) ? 1 + given_below(g, GIVEN_JOBS) : 0;
    for (int k = 1; k <= GIVEN_COMPETENCES; k++)
        s.rating[k] = given_chance(g, 40) ? RATING_UNKNOWN : (uint8_t)given_below(g, 9);
    s.interests = given_chance(g, 60) ? given_random(g) & given_random(g) & 0xfffe : 0;
    s.weekly_minutes = given_chance(g, 30) ? WEEKLY_MINUTES_MAX : 60 + 30 * given_below(g, 30);
    s.half_days = given_chance(g, 40)
                      ? HALF_DAYS_ALL
                      : (uint16_t)((given_random(g) | given_random(g)) & HALF_DAYS_ALL);
    s.start.n = GIVEN_TODAY + given_below(g, 60);
    s.latest_end.n = s.start.n + given_below(g, 400);
    s.budget.n = given_chance(g, 20) ? CENTS_MAX : 100 * given_below(g, 900);
    if (given_chance(g, 80))
        s.home = (struct position){49400000 + given_below(g, 600000),
                                   8600000 + given_below(g, 200000), true};
    s.distance_km = given_chance(g, 20)   ? DISTANCE_KM_MAX
                    : given_chance(g, 20) ? 0
                                          : 1 + given_below(g, 80);
    s.formats = given_chance(g, 50) ? (1u << FORMATS) - 1
                                    : (uint8_t)(given_random(g) & ((1u << FORMATS) - 1));
    s.german = given_chance(g, 90);
    s.english = given_chance(g, 40);
    s.accessibility = given_chance(g, 70)
                          ? 0
                          : (uint32_t)(given_random(g) & given_random(g) & given_random(g)) &
                                ((1u << ACCESSIBILITIES) - 1);
    given_lists(g, &s);
    return s;
}

/* An employer with rules, a voucher, an own profile: each now and then. */
static inline struct match_context
given_random_context(struct given *g)
{
    struct match_context x = {0};
    struct match_employer *e = arena_new(g->arena, struct match_employer);
    struct match_voucher *v = arena_new(g->arena, struct match_voucher);
    struct provider_id *some = arena_array(g->arena, struct provider_id, 3);

    for (int i = 0; i < 3; i++)
        some[i].n = 1 + given_below(g, GIVEN_PROVIDERS);
    *e = (struct match_employer){
        .targets = g->jobs[given_below(g, GIVEN_JOBS)].targets,
        .targets_len = 1 + given_below(g, 6),
        .budget = {given_chance(g, 20) ? CENTS_MAX : 1000 * given_below(g, 90)},
        .suits_from = {GIVEN_TODAY + given_below(g, 60)},
        .price_max = {given_chance(g, 60) ? CENTS_MAX : 1000 * given_below(g, 90)},
        .minutes_max = given_chance(g, 60) ? 0 : given_below(g, 2000),
        .certified_only = given_chance(g, 10),
        .providers = some,
        .providers_len = given_chance(g, 15) ? 3 : 0};
    e->suits_until.n = e->suits_from.n + given_below(g, 300);
    e->formats = given_chance(g, 80) ? 0 : (uint8_t)given_below(g, 1 << FORMATS);
    *v = (struct match_voucher){.value = {1000 * given_below(g, 60)},
                                .valid_until = {GIVEN_TODAY + given_below(g, 300)},
                                .providers = some + 1,
                                .providers_len = given_below(g, 3),
                                .required = given_chance(g, 40)};
    x.employer = given_chance(g, 60) ? e : NULL;
    x.voucher = given_chance(g, 40) ? v : NULL;
    x.profile = given_chance(g, 20) ? &g->jobs[given_below(g, GIVEN_JOBS)] : NULL;
    x.formats_liked = given_chance(g, 30) ? (uint8_t)given_below(g, 1 << FORMATS) : 0;
    return x;
}

#endif
