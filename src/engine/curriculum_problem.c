/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/curriculum_builder.h"

enum {
    HOUR_COST_CENTS = 2000,     /* an hour of training, as in plan-problem.md */
    BONUS_CENTS_PER_POINT = 10, /* a perfect match weighs as much as 10 euros */
    /* CURRICULUM-5: per weight of the target; more than a whole plan costs. */
    MISSED_LEVEL_CENTS = 5000000,
    LAST_LEVEL_TIMES = 3,
};

_Static_assert((int64_t)5 * MISSED_LEVEL_CENTS * LAST_LEVEL_TIMES <= PLAN_CENTS_MAX,
               "the heaviest target of a job is an amount of the plan problem");

static enum err
weeks_build(struct builder *b)
{
    const struct situation *s = b->situation;

    b->out->start = day_monday(s->start);
    b->weeks = (s->latest_end.n - b->out->start.n) / 7 + 1;
    b->capacity = arena_array(b->arena, int32_t, (size_t)b->weeks);
    if (b->capacity == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < b->weeks; w++)
        b->capacity[w] = b->shape == SHAPE_WIDE ? builder_wide_minutes(s) : s->weekly_minutes;
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        int w = (s->blocked_weeks[i].n - b->out->start.n) / 7;

        if (s->blocked_weeks[i].n >= b->out->start.n && w < b->weeks)
            b->capacity[w] = 0;
    }
    return OK;
}

/* Add (competence, level), or raise it where it stands already. */
static void
level_put(struct plan_level *levels, uint16_t *len, uint16_t competence, uint8_t level)
{
    for (uint16_t i = 0; i < *len; i++) {
        if (levels[i].competence == competence) {
            if (level > levels[i].level)
                levels[i].level = level;
            return;
        }
    }
    levels[(*len)++] = (struct plan_level){competence, level};
}

static enum err
levels_build(struct builder *b, const struct module *m, struct plan_module *ret_module)
{
    struct plan_level *gives = arena_array(b->arena, struct plan_level, (size_t)m->gives_len + 1);
    struct plan_level *needs =
        arena_array(b->arena, struct plan_level, (size_t)(m->gives_len + m->needs_len) + 1);

    if (gives == NULL || needs == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        level_put(gives, &ret_module->gives_len, g->competence.n, g->to);
        if (builder_gain_needs(g) > 0)
            level_put(needs, &ret_module->needs_len, g->competence.n, builder_gain_needs(g));
    }
    for (int i = 0; i < m->needs_len; i++)
        level_put(needs, &ret_module->needs_len, m->needs[i].competence.n, m->needs[i].level);
    ret_module->gives = gives;
    ret_module->needs = needs;
    return OK;
}

static enum err
modules_build(struct builder *b)
{
    struct plan_module *modules = arena_array(b->arena, struct plan_module, b->list_len + 1);

    if (modules == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < b->list_len; i++) {
        struct curriculum_candidate *c = &b->list[i];
        struct plan_module *pm = &modules[i];

        *pm = (struct plan_module){
            .price_cents = c->module->price.n,
            .bonus_cents =
                (int64_t)c->match.score * BONUS_CENTS_PER_POINT * b->weights.bonus_percent / 100,
            .minutes = c->module->minutes,
            .fixed = PLAN_FREE,
            .keep_run = PLAN_NONE,
            .follows = builder_find(b, c->module->follows),
            .follow_weeks =
                c->module->follow_within_weeks ? c->module->follow_within_weeks : PLAN_WEEKS_MAX,
        };
        if (builder_is_kept(b, c->module)) {
            pm->fixed = b->shape == SHAPE_KEEPS_FREE ? PLAN_FREE : PLAN_KEEP;
            pm->bonus_cents = b->shape == SHAPE_KEEPS_FREE ? PLAN_CENTS_MAX : pm->bonus_cents;
        }
        TRY(levels_build(b, c->module, pm));
        TRY(builder_runs(b, c, pm));
        if (c->module->follows.n != 0 && pm->follows == PLAN_NONE)
            pm->fixed = PLAN_DROP; /* a follow-up without its course */
    }
    b->out->problem.modules = modules;
    b->out->problem.modules_len = b->list_len;
    return OK;
}

static enum err
exclusions_build(struct builder *b)
{
    struct plan_exclusion *pairs = NULL;
    size_t len = 0;
    size_t size = 0;

    for (size_t i = 0; i < b->list_len; i++) {
        const struct module *m = b->list[i].module;

        for (int k = 0; k < m->excludes_len && len < PLAN_EXCLUSIONS_MAX; k++) {
            int32_t other = builder_find(b, m->excludes[k]);
            void *grown = pairs;

            if (other == PLAN_NONE || (size_t)other == i)
                continue;
            TRY(arena_grow(b->arena, &grown, len, &size, sizeof *pairs));
            pairs = grown;
            pairs[len++] = (struct plan_exclusion){(uint16_t)i, (uint16_t)other};
        }
    }
    b->out->problem.exclusions = pairs;
    b->out->problem.exclusions_len = len;
    return OK;
}

/* Each level of a gap is a target of its own, so that a part of the way counts (CURRICULUM-5). */
static int
demand_first(const struct builder *b, const struct gap *g)
{
    int levels = 0;

    for (int i = 0; i < b->out->gaps_len; i++)
        levels += gap_levels(&b->out->gaps[i]);
    return levels <= PLAN_TARGETS_MAX ? g->held + 1 : g->needed;
}

static enum err
targets_build(struct builder *b)
{
    struct curriculum_problem *out = b->out;
    struct plan_target *targets = arena_array(b->arena, struct plan_target, PLAN_TARGETS_MAX);
    size_t len = 0;

    out->demands = arena_array(b->arena, struct curriculum_demand, PLAN_TARGETS_MAX);
    if (targets == NULL || out->demands == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < out->gaps_len; i++) {
        const struct gap *g = &out->gaps[i];

        for (int level = demand_first(b, g); gap_levels(g) > 0 && level <= g->needed; level++) {
            assert(len < PLAN_TARGETS_MAX);
            targets[len] = (struct plan_target){
                .competence = g->competence.n,
                .level = (uint8_t)level,
                .weight = g->weight,
                .soft = true,
                .penalty_cents = (int64_t)g->weight * MISSED_LEVEL_CENTS *
                                 (level == g->needed ? LAST_LEVEL_TIMES : 1),
            };
            out->at_stake_cents += targets[len].penalty_cents;
            out->demands[len++] = (struct curriculum_demand){i, (uint8_t)level};
        }
    }
    out->problem.targets = targets;
    out->problem.targets_len = len;
    return OK;
}

static void
offered_find(struct builder *b)
{
    for (int c = 1; c < COMPETENCES_MAX; c++) {
        const struct catalogue_ladder *ladder = &b->catalogue->ladders[c];

        for (int i = 0; i < ladder->rungs_len; i++) {
            if (ladder->rungs[i].to > b->out->offered[c])
                b->out->offered[c] = ladder->rungs[i].to;
        }
    }
    for (size_t i = 0; i < b->list_len; i++) {
        const struct module *m = b->list[i].module;

        for (int k = 0; k < m->gives_len; k++) {
            uint8_t *best = &b->out->fitting[m->gives[k].competence.n];

            if (m->gives[k].to > *best)
                *best = m->gives[k].to;
        }
    }
}

static enum err
problem_fill(struct builder *b)
{
    struct plan_problem *p = &b->out->problem;
    uint8_t *levels = arena_array(b->arena, uint8_t, COMPETENCES_MAX);
    int64_t minutes = 0;

    if (levels == NULL)
        return ERR_LIMIT;
    for (int c = 1; c < COMPETENCES_MAX; c++)
        levels[c] = situation_sure_level(b->situation, (struct competence_id){(uint16_t)c});
    for (int w = 0; w < b->weeks; w++)
        minutes += b->capacity[w];
    p->weeks = (int16_t)b->weeks;
    p->last_week = (int16_t)(b->weeks - 1);
    p->weekly_minutes = b->capacity;
    p->budget_cents = b->situation->budget.n;
    if (p->budget_cents > (int64_t)PLAN_CENTS_MAX * 1000)
        p->budget_cents = (int64_t)PLAN_CENTS_MAX * 1000;
    p->minutes_max = (int32_t)(minutes < PLAN_MINUTES_MAX ? minutes : PLAN_MINUTES_MAX);
    p->hour_cost_cents = b->weights.hour_cost_cents;
    p->week_cost_cents = b->weights.week_cost_cents;
    p->levels = levels;
    p->competences_len = COMPETENCES_MAX;
    p->providers_len = 1;
    return OK;
}

static struct plan_weights
preset_weights(enum preset preset)
{
    switch (preset) {
    case PRESET_FASTEST:
        return plan_preset_weights(PLAN_FASTEST, HOUR_COST_CENTS);
    case PRESET_CHEAPEST:
        return plan_preset_weights(PLAN_CHEAPEST, HOUR_COST_CENTS);
    case PRESET_NEAR:
        return plan_preset_weights(PLAN_NEAR, HOUR_COST_CENTS);
    case PRESET_BALANCED:
    case PRESETS:
        break;
    }
    return plan_preset_weights(PLAN_BALANCED, HOUR_COST_CENTS);
}

static enum err
gaps_build(struct builder *b)
{
    struct job_profile own;
    const struct job_profile *job =
        situation_job(b->situation, catalogue_job(b->catalogue, b->situation->job), &own);

    if (job == NULL)
        return ERR_INVALID;
    b->out->gaps = arena_array(b->arena, struct gap, JOB_PROFILE_TARGETS_MAX);
    b->queue = arena_array(b->arena, uint16_t, COMPETENCES_MAX);
    b->seen = arena_array(b->arena, uint8_t, b->catalogue->modules_len + 1);
    if (b->out->gaps == NULL || b->queue == NULL || b->seen == NULL)
        return ERR_LIMIT;
    b->out->gaps_len = gap_list(b->situation, job, b->out->gaps);
    for (int i = 0; i < b->out->gaps_len; i++) {
        const struct gap *g = &b->out->gaps[i];

        if (gap_levels(g) > 0)
            builder_want(b, g->competence, g->needed);
    }
    return OK;
}

enum err
curriculum_problem_build(struct arena *a, const struct curriculum_request *request,
                         enum curriculum_shape shape, struct curriculum_problem *ret_problem)
{
    struct curriculum_problem out = {.candidates = NULL};
    struct builder b = {.arena = a,
                        .catalogue = request->catalogue,
                        .situation = request->situation,
                        .weights = preset_weights(request->preset),
                        .shape = shape,
                        .out = &out};

    assert(situation_is_sound(request->situation));
    TRY(gaps_build(&b));
    TRY(weeks_build(&b));
    TRY(builder_collect(&b));
    TRY(modules_build(&b));
    TRY(exclusions_build(&b));
    TRY(targets_build(&b));
    TRY(problem_fill(&b));
    offered_find(&b);
    out.candidates = b.list;
    out.candidates_len = (int)b.list_len;
    assert(plan_problem_is_sound(&out.problem));
    *ret_problem = out;
    return OK;
}
