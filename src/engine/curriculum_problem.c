/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which blocks can help at all is a closure: those that lift a competence the
 * job needs above what the person has; then those that lift what these need;
 * and so on. Each must fit the hard wishes (match.h).
 */
#include "engine/curriculum_problem.h"

#include <stdlib.h>
#include <string.h>

enum {
    HOUR_COST_CENTS = 2000,     /* an hour of training, as in plan-problem.md */
    BONUS_CENTS_PER_POINT = 10, /* a perfect match weighs as much as 10 euros */
    TRAVEL_CENTS_PER_KM = 30,   /* there and back are two kilometres */
    GAIN_SLACK_LEVELS = 1,      /* PLAN-30: one level below what a block is made for will do */
    SPREAD_WEEKS_MAX = 8,       /* PLAN-31 */
    MIDDAY_MINUTE = 12 * 60 + 30,
    EVENING_MINUTE = 17 * 60, /* sittings from here on take no half day of work */
};

struct builder {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct situation *situation;
    struct plan_weights weights;
    bool without_keeps;
    int weeks;
    int32_t *capacity; /* minutes per week */
    uint8_t want[COMPETENCES_MAX];
    uint16_t *queue; /* competences whose rungs are to be looked at */
    int queue_len;
    uint8_t *seen; /* by slot */
    struct curriculum_candidate *list;
    size_t list_len;
    size_t list_size;
    struct curriculum_problem *out;
};

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
        b->capacity[w] = s->weekly_minutes;
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        int w = (s->blocked_weeks[i].n - b->out->start.n) / 7;

        if (s->blocked_weeks[i].n >= b->out->start.n && w < b->weeks)
            b->capacity[w] = 0;
    }
    return OK;
}

static void
want_level(struct builder *b, struct competence_id c, uint8_t level)
{
    if (level <= b->want[c.n])
        return;
    if (b->want[c.n] == 0)
        b->queue[b->queue_len++] = c.n;
    b->want[c.n] = level;
}

/* The level one must have for a gain: one below what it is made for (PLAN-30). */
static uint8_t
gain_needs(const struct module_gain *g)
{
    return g->from > GAIN_SLACK_LEVELS ? (uint8_t)(g->from - GAIN_SLACK_LEVELS) : 0;
}

static enum err
candidate_add(struct builder *b, const struct module *m)
{
    struct curriculum_candidate *c;
    void *list = b->list;

    if (m->minutes <= 0 || m->price.n > PLAN_CENTS_MAX)
        return OK; /* without hours it cannot be planned */
    TRY(arena_grow(b->arena, &list, b->list_len, &b->list_size, sizeof *b->list));
    b->list = list;
    c = &b->list[b->list_len];
    *c = (struct curriculum_candidate){.module = m};
    TRY(match_one(b->arena, b->catalogue, b->situation, m, &c->match));
    if (c->match.out != MATCH_IN)
        return OK;
    b->list_len++;
    for (int i = 0; i < m->needs_len; i++) {
        if (m->needs[i].level > situation_level(b->situation, m->needs[i].competence))
            want_level(b, m->needs[i].competence, m->needs[i].level);
    }
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        if (gain_needs(g) > situation_level(b->situation, g->competence))
            want_level(b, g->competence, gain_needs(g));
    }
    return OK;
}

static enum err
rungs_take(struct builder *b, uint16_t competence)
{
    const struct catalogue_ladder *ladder = &b->catalogue->ladders[competence];
    uint8_t held = situation_level(b->situation, (struct competence_id){competence});

    for (int i = 0; i < ladder->rungs_len; i++) {
        const struct catalogue_rung *rung = &ladder->rungs[i];

        if (rung->to <= held || b->seen[rung->slot] != 0)
            continue;
        b->seen[rung->slot] = 1;
        TRY(candidate_add(b, b->catalogue->modules[rung->slot]));
    }
    return OK;
}

static enum err
candidates_collect(struct builder *b)
{
    size_t before;

    for (int i = 0; i < b->situation->fixed_len; i++) {
        const struct fixed_module *f = &b->situation->fixed[i];
        const struct module *m = catalogue_module(b->catalogue, f->module);

        if (f->choice != FIXED_KEEP || m == NULL || !catalogue_is_offered(b->catalogue, m))
            continue;
        b->seen[catalogue_slot(b->catalogue, m)] = 1;
        TRY(candidate_add(b, m));
    }
    while (b->queue_len > 0)
        TRY(rungs_take(b, b->queue[--b->queue_len]));
    /* Follow-ups and chains of candidates: they may close nothing themselves, but can be kept. */
    before = b->list_len;
    for (size_t i = 0; i < before; i++) {
        struct catalogue_slots next = catalogue_successors(b->catalogue, b->list[i].module->id);

        for (int k = 0; k < next.len; k++) {
            if (b->seen[next.at[k]] == 0)
                TRY(candidate_add(b, b->catalogue->modules[next.at[k]]));
            b->seen[next.at[k]] = 1;
        }
    }
    return OK;
}

static bool
is_kept(const struct builder *b, const struct module *m)
{
    return situation_fixed(b->situation, m->id) == FIXED_KEEP;
}

/* Best match first, kept ones before all; then the catalogue's order. */
static int
candidate_cmp(const void *va, const void *vb)
{
    const struct curriculum_candidate *a = va;
    const struct curriculum_candidate *b = vb;

    if (a->match.score != b->match.score)
        return a->match.score > b->match.score ? -1 : 1;
    return slice_cmp(a->module->code, b->module->code);
}

/* At most CURRICULUM_CANDIDATES_MAX go to the solver (PLAN-32). */
static void
candidates_limit(struct builder *b)
{
    size_t kept = 0;

    if (b->list_len == 0)
        return;
    qsort(b->list, b->list_len, sizeof *b->list, candidate_cmp);
    for (size_t i = 0; i < b->list_len; i++) {
        if (is_kept(b, b->list[i].module)) {
            struct curriculum_candidate c = b->list[i];

            memmove(&b->list[kept + 1], &b->list[kept], (i - kept) * sizeof c);
            b->list[kept++] = c;
        }
    }
    if (b->list_len > CURRICULUM_CANDIDATES_MAX)
        b->list_len = CURRICULUM_CANDIDATES_MAX;
}

/* Weeks that `minutes` take at full pace. */
static int
weeks_needed(const struct builder *b, int32_t minutes)
{
    int weekly = b->situation->weekly_minutes;

    return (minutes + weekly - 1) / weekly;
}

static bool
weeks_are_free(const struct builder *b, int from, int to, int32_t minutes)
{
    int32_t load = minutes / (to - from + 1);

    if (from < 0 || to >= b->weeks)
        return false;
    for (int w = from; w <= to; w++) {
        if (load > b->capacity[w])
            return false;
    }
    return true;
}

struct run_list {
    struct plan_run *runs;
    size_t len;
    size_t size;
    struct curriculum_source *sources;
    size_t sources_size;
};

static enum err
run_put(struct builder *b, struct run_list *list, struct plan_run run,
        struct curriculum_source source)
{
    void *runs = list->runs;
    void *sources = list->sources;

    if (list->len >= CURRICULUM_RUNS_MAX)
        return OK;
    TRY(arena_grow(b->arena, &runs, list->len, &list->size, sizeof run));
    list->runs = runs;
    TRY(arena_grow(b->arena, &sources, list->len, &list->sources_size, sizeof source));
    list->sources = sources;
    list->runs[list->len] = run;
    list->sources[list->len++] = source;
    return OK;
}

/* Any start between two weeks, for what has no sittings. */
static enum err
put_windows(struct builder *b, struct run_list *list, const struct module *m, const struct run *r,
            int from, int to)
{
    int n = weeks_needed(b, m->minutes);

    for (int w = from < 0 ? 0 : from; w + n - 1 <= to; w++) {
        struct plan_run run = {
            .start_week = (int16_t)w, .end_week = (int16_t)(w + n - 1), .seats = SEATS_MAX};

        if (r != NULL)
            run.seats = run_seats_free(r);
        if (weeks_are_free(b, w, w + n - 1, m->minutes))
            TRY(run_put(b, list, run, (struct curriculum_source){r, -1}));
    }
    return OK;
}

/* The half days that the run's sittings take, each once, ascending. */
static enum err
slots_of(struct builder *b, const struct run *r, const uint16_t **ret_slots, uint16_t *ret_len)
{
    uint16_t *slots = arena_array(b->arena, uint16_t, (size_t)r->sessions_len * 2 + 1);
    uint16_t len = 0;

    if (slots == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < r->sessions_len; i++) {
        const struct session *s = &r->sessions[i];
        int day = s->day.n - b->out->start.n;
        int weekday = (int)day_weekday(s->day);
        int slot = day / 7 * PLAN_SLOTS_PER_WEEK + weekday * 2;

        if (weekday > FRIDAY || s->from_minute >= EVENING_MINUTE)
            continue;
        if (s->from_minute < MIDDAY_MINUTE && (len == 0 || slots[len - 1] < slot))
            slots[len++] = (uint16_t)slot;
        if (s->to_minute > MIDDAY_MINUTE + 30 && (len == 0 || slots[len - 1] < slot + 1))
            slots[len++] = (uint16_t)(slot + 1);
    }
    *ret_slots = slots;
    *ret_len = len;
    return OK;
}

static int
session_days(const struct run *r)
{
    int days = 0;

    for (int i = 0; i < r->sessions_len; i++)
        days += i == 0 || r->sessions[i].day.n != r->sessions[i - 1].day.n;
    return days;
}

/* Kilometres to the run's venue; < 0: online, or not known. */
static double
run_distance_km(const struct builder *b, const struct run *r)
{
    const struct venue *v = r->venue.n ? catalogue_venue(b->catalogue, r->venue) : NULL;

    if (v == NULL || !v->position.known || !b->situation->home.known)
        return -1;
    return position_distance_m(v->position, b->situation->home) / 1000;
}

/*
 * A run with sittings: its time counts for as many weeks as it takes at the
 * person's pace, a seminar day of 8 hours at 4 hours a week for two (PLAN-31).
 * The weeks may lie before or after, so there are several ways.
 */
static enum err
put_dated(struct builder *b, struct run_list *list, const struct module *m, const struct run *r)
{
    int first = (r->first.n - b->out->start.n) / 7;
    int last = (r->last.n - b->out->start.n) / 7;
    int spread = weeks_needed(b, m->minutes);
    int n = last - first + 1;
    double km = run_distance_km(b, r);
    struct plan_run run = {.seats = run_seats_free(r)};

    if (r->first.n < b->out->start.n)
        return OK;
    if (spread > n)
        n = spread;
    if (n - (last - first + 1) > SPREAD_WEEKS_MAX)
        return OK;
    TRY(slots_of(b, r, &run.slots, &run.slots_len));
    if (km > 0)
        run.cost_cents = (int64_t)(km * 2 * TRAVEL_CENTS_PER_KM) * session_days(r) *
                         b->weights.travel_percent / 100;
    for (int from = first - (n - (last - first + 1)); from <= first; from++) {
        run.start_week = (int16_t)from;
        run.end_week = (int16_t)(from + n - 1);
        if (weeks_are_free(b, from, from + n - 1, m->minutes))
            TRY(run_put(b, list, run, (struct curriculum_source){r, km}));
    }
    return OK;
}

static enum err
runs_build(struct builder *b, struct curriculum_candidate *c, struct plan_module *ret_module)
{
    const struct module *m = c->module;
    struct run_list list = {.runs = NULL};

    if (m->self_paced || m->runs_len == 0)
        TRY(put_windows(b, &list, m, NULL, 0, b->weeks - 1));
    for (int i = 0; i < m->runs_len; i++) {
        const struct run *r = &m->runs[i];
        int64_t value;

        if (!catalogue_run_is_open(r, b->catalogue->today) || run_seats_free(r) < 1 ||
            match_run_out(b->catalogue, b->situation, m, r, &value) != MATCH_IN)
            continue;
        if (r->sessions_len > 0) {
            TRY(put_dated(b, &list, m, r));
        } else if (r->last.n >= b->out->start.n) {
            int last = (r->last.n - b->out->start.n) / 7;

            TRY(put_windows(b, &list, m, r, (r->first.n - b->out->start.n + 6) / 7,
                            last < b->weeks ? last : b->weeks - 1));
        }
    }
    ret_module->runs = list.runs;
    ret_module->runs_len = (uint16_t)list.len;
    c->sources = list.sources;
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
        if (gain_needs(g) > 0)
            level_put(needs, &ret_module->needs_len, g->competence.n, gain_needs(g));
    }
    for (int i = 0; i < m->needs_len; i++)
        level_put(needs, &ret_module->needs_len, m->needs[i].competence.n, m->needs[i].level);
    ret_module->gives = gives;
    ret_module->needs = needs;
    return OK;
}

static int32_t
candidate_find(const struct builder *b, struct module_id id)
{
    for (size_t i = 0; id.n != 0 && i < b->list_len; i++) {
        if (b->list[i].module->id.n == id.n)
            return (int32_t)i;
    }
    return PLAN_NONE;
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
            .fixed = is_kept(b, c->module) && !b->without_keeps ? PLAN_KEEP : PLAN_FREE,
            .keep_run = PLAN_NONE,
            .follows = candidate_find(b, c->module->follows),
            .follow_weeks =
                c->module->follow_within_weeks ? c->module->follow_within_weeks : PLAN_WEEKS_MAX,
        };
        TRY(levels_build(b, c->module, pm));
        TRY(runs_build(b, c, pm));
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
            int32_t other = candidate_find(b, m->excludes[k]);
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

/* Each level of a gap is a target of its own, so that a part of the way counts (PLAN-33). */
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
                .competence = g->competence.n, .level = (uint8_t)level, .weight = g->weight};
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
    for (uint16_t c = 1; c < COMPETENCES_MAX; c++)
        levels[c] = situation_level(b->situation, (struct competence_id){c});
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
    const struct job_profile *job = catalogue_job(b->catalogue, b->situation->job);

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
            want_level(b, g->competence, g->needed);
    }
    return OK;
}

enum err
curriculum_problem_build(struct arena *a, const struct catalogue *c, const struct situation *s,
                         enum preset preset, bool without_keeps, struct curriculum_problem *ret)
{
    struct curriculum_problem out = {.candidates = NULL};
    struct builder b = {.arena = a,
                        .catalogue = c,
                        .situation = s,
                        .weights = preset_weights(preset),
                        .without_keeps = without_keeps,
                        .out = &out};

    assert(situation_is_sound(s));
    TRY(gaps_build(&b));
    TRY(weeks_build(&b));
    TRY(candidates_collect(&b));
    candidates_limit(&b);
    TRY(modules_build(&b));
    TRY(exclusions_build(&b));
    TRY(targets_build(&b));
    TRY(problem_fill(&b));
    offered_find(&b);
    out.candidates = b.list;
    out.candidates_len = (int)b.list_len;
    assert(plan_problem_is_sound(&out.problem));
    *ret = out;
    return OK;
}
