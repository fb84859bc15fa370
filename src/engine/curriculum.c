/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/curriculum.h"

#include <stdlib.h>

#include "engine/curriculum_builder.h"
#include "engine/plan_solve.h"

enum {
    NODES_MAX = 2000000, /* so that the result does not hang on the clock alone */
    NODES_FOR_ANY_PLAN = 1,
};

/* Every candidate's bonus at once: no plan is better than this. */
static const int64_t BOUND_CENTS_MIN = -(int64_t)CURRICULUM_CANDIDATES_MAX * PLAN_CENTS_MAX;

struct shaper {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct situation *situation;
    const struct curriculum_problem *built;
    const struct plan_result *result;
    struct curriculum *out;
};

/*
 * The 1..100 percent by which the plan may be worse than the best, rounded up: the
 * larger one of what it may cost too much (with the penalties of what stays open) and
 * of what it may close too little. Of an empty plan the second is all.
 */
static int
gap_percent(const struct curriculum_problem *built, const struct plan_result *r)
{
    int64_t bound = r->bound_cents > BOUND_CENTS_MIN ? r->bound_cents : BOUND_CENTS_MIN;
    int64_t gap = r->objective_cents - bound;
    int64_t whole = built->at_stake_cents - bound;
    int64_t percent;

    if (gap <= 0)
        return 1;
    if (r->objective_cents > 0 && r->objective_cents < whole)
        whole = r->objective_cents;
    if (whole <= 0 || gap >= whole)
        return 100;
    percent = (gap * 100 + whole - 1) / whole;
    return percent > 100 ? 100 : (int)percent;
}

static void
quality_set(struct curriculum *out, const struct curriculum_problem *built,
            const struct plan_result *r)
{
    out->quality = QUALITY_UNKNOWN;
    switch (r->status) {
    case PLAN_OPTIMAL:
        out->quality = QUALITY_BEST;
        break;
    case PLAN_INFEASIBLE:
        if (r->rest_is_optimal)
            out->quality = QUALITY_BEST;
        break;
    case PLAN_FEASIBLE:
        out->quality = QUALITY_WITHIN;
        out->gap_percent = gap_percent(built, r);
        break;
    case PLAN_UNKNOWN:
        break;
    }
}

static struct curriculum_entry
entry_of(const struct shaper *sh, const struct plan_choice *choice)
{
    const struct curriculum_candidate *c = &sh->built->candidates[choice->module];
    const struct plan_run *run = &sh->built->problem.modules[choice->module].runs[choice->run];
    const struct curriculum_source *source = &c->sources[choice->run];
    const struct run *r = source->run;
    struct curriculum_entry e = {
        .module = c->module,
        .run = r,
        .start_week = run->start_week,
        .end_week = run->end_week,
        .first = day_plus(sh->built->start, run->start_week * 7),
        .last = day_plus(sh->built->start, run->end_week * 7 + 6),
        .weekly_minutes = c->module->minutes / (run->end_week - run->start_week + 1),
        .price = c->module->price,
        .distance_km = source->distance_km,
    };

    if (r != NULL && r->sessions_len > 0) {
        e.first = r->first;
        e.last = r->last;
    }
    if (e.last.n > sh->situation->latest_end.n)
        e.last = sh->situation->latest_end;
    if (r != NULL && e.last.n > r->last.n)
        e.last = r->last;
    return e;
}

static int
entry_cmp(const void *va, const void *vb)
{
    const struct curriculum_entry *a = va;
    const struct curriculum_entry *b = vb;

    if (a->first.n != b->first.n)
        return a->first.n < b->first.n ? -1 : 1;
    return slice_cmp(a->module->code, b->module->code);
}

static enum err
entries_build(struct shaper *sh)
{
    struct curriculum *out = sh->out;
    const struct plan_result *r = sh->result;

    out->entries = arena_array(sh->arena, struct curriculum_entry, r->choices_len + 1);
    if (out->entries == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < r->choices_len; i++) {
        struct curriculum_entry *e = &out->entries[out->entries_len++];

        *e = entry_of(sh, &r->choices[i]);
        out->minutes += e->module->minutes;
        out->price.n += e->price.n;
    }
    if (out->entries_len > 0)
        qsort(out->entries, (size_t)out->entries_len, sizeof *out->entries, entry_cmp);
    out->end = out->start;
    for (int i = 0; i < out->entries_len; i++) {
        if (out->entries[i].last.n > out->end.n)
            out->end = out->entries[i].last;
    }
    return OK;
}

/* Days with sittings of a run at a venue. */
static int
days_on_site(const struct run *r)
{
    int days = 0;

    for (int i = 0; r != NULL && r->venue.n != 0 && i < r->sessions_len; i++)
        days += i == 0 || r->sessions[i].day.n != r->sessions[i - 1].day.n;
    return days;
}

/* Kilometres there and back, rounded to the nearest (CURRICULUM-9). */
static void
travel_shape(struct curriculum *out)
{
    double km = 0;

    for (int i = 0; i < out->entries_len; i++) {
        const struct curriculum_entry *e = &out->entries[i];
        int days = days_on_site(e->run);

        out->days_on_site += days;
        km += e->distance_km > 0 ? e->distance_km * 2 * days : 0;
    }
    out->travel_km = (int)(km + 0.5);
}

static enum err
weeks_shape(struct shaper *sh)
{
    struct curriculum *out = sh->out;
    const struct plan_problem *p = &sh->built->problem;

    out->weeks_len = p->weeks;
    out->weeks = arena_array(sh->arena, struct curriculum_week, (size_t)p->weeks);
    if (out->weeks == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < p->weeks; w++) {
        out->weeks[w] = (struct curriculum_week){
            .monday = day_plus(out->start, w * 7),
            .capacity = p->weekly_minutes[w],
            .blocked = p->weekly_minutes[w] == 0,
        };
    }
    for (int i = 0; i < out->entries_len; i++) {
        const struct curriculum_entry *e = &out->entries[i];

        for (int w = e->start_week; w <= e->end_week; w++)
            out->weeks[w].minutes += e->weekly_minutes;
    }
    return OK;
}

/* The level of the job's target for this competence; 0 when it has none. */
static uint8_t
needed_of(const struct shaper *sh, struct competence_id c)
{
    for (int i = 0; i < sh->built->gaps_len; i++) {
        if (sh->built->gaps[i].competence.n == c.n)
            return sh->built->gaps[i].needed;
    }
    return 0;
}

/* The level held when entry i starts: before the plan, or by what has ended until then. */
static uint8_t
level_before(const struct shaper *sh, int i, struct competence_id c)
{
    uint8_t level = situation_sure_level(sh->situation, c);

    for (int k = 0; k < sh->out->entries_len; k++) {
        const struct module *m = sh->out->entries[k].module;

        if (sh->out->entries[k].end_week >= sh->out->entries[i].start_week)
            continue;
        for (int g = 0; g < m->gives_len; g++) {
            if (m->gives[g].competence.n == c.n && m->gives[g].to > level)
                level = m->gives[g].to;
        }
    }
    return level;
}

/* What this block lifts. */
static enum err
steps_build(struct shaper *sh, int i)
{
    struct curriculum_entry *e = &sh->out->entries[i];
    const struct module *m = e->module;

    e->steps = arena_array(sh->arena, struct curriculum_step, (size_t)m->gives_len + 1);
    if (e->steps == NULL)
        return ERR_LIMIT;
    for (int k = 0; k < m->gives_len; k++) {
        const struct module_gain *g = &m->gives[k];
        uint8_t held = level_before(sh, i, g->competence);

        if (g->to > held)
            e->steps[e->steps_len++] =
                (struct curriculum_step){g->competence, held, g->to, needed_of(sh, g->competence)};
    }
    return OK;
}

static bool
closes_gap(const struct curriculum_entry *e)
{
    for (int i = 0; i < e->steps_len; i++) {
        if (e->steps[i].from < e->steps[i].needed)
            return true;
    }
    return false;
}

/* Whether `later` could start only because of `e`. */
static bool
prepares(const struct curriculum_entry *e, const struct curriculum_entry *later)
{
    const struct module *m = later->module;

    if (later->start_week <= e->end_week)
        return false;
    if (m->follows.n == e->module->id.n)
        return true;
    for (int i = 0; i < e->steps_len; i++) {
        const struct curriculum_step *s = &e->steps[i];

        for (int k = 0; k < m->needs_len; k++) {
            if (m->needs[k].competence.n == s->competence.n && m->needs[k].level > s->from)
                return true;
        }
        for (int k = 0; k < m->gives_len; k++) {
            if (m->gives[k].competence.n == s->competence.n &&
                builder_gain_needs(&m->gives[k]) > s->from)
                return true;
        }
    }
    return false;
}

/* What it had to wait for: the last one, when there are several. */
static void
after_set(const struct shaper *sh, int i)
{
    struct curriculum_entry *e = &sh->out->entries[i];

    for (int k = 0; k < i; k++) {
        if (prepares(&sh->out->entries[k], e))
            e->after = sh->out->entries[k].module;
    }
}

/* The first that applies: follows up, closes a gap, kept, prepares. */
static void
role_set(const struct shaper *sh, int i)
{
    struct curriculum_entry *e = &sh->out->entries[i];

    for (int k = 0; e->module->follows.n != 0 && k < sh->out->entries_len; k++) {
        if (sh->out->entries[k].module->id.n != e->module->follows.n)
            continue;
        e->role = ROLE_FOLLOWS_UP;
        e->serves = sh->out->entries[k].module;
        return;
    }
    e->role = ROLE_CLOSES_GAP;
    if (closes_gap(e))
        return;
    e->role = ROLE_KEPT;
    if (situation_fixed(sh->situation, e->module->id) == FIXED_KEEP)
        return;
    e->role = ROLE_PREPARES;
    for (int k = 0; e->serves == NULL && k < sh->out->entries_len; k++) {
        if (prepares(e, &sh->out->entries[k]))
            e->serves = sh->out->entries[k].module;
    }
}

static enum curriculum_obstacle
obstacle_of(const struct shaper *sh, const struct curriculum_demand *d, enum plan_reason reason)
{
    uint16_t c = sh->built->gaps[d->goal].competence.n;

    if (sh->built->offered[c] < d->level)
        return OBSTACLE_NO_OFFER;
    if (sh->built->fitting[c] < d->level)
        return OBSTACLE_WISHES;
    switch (reason) {
    case PLAN_REASON_NO_OFFER:
        return OBSTACLE_WISHES;
    case PLAN_REASON_PREREQUISITES:
        return OBSTACLE_PREREQUISITES;
    case PLAN_REASON_NO_RUN:
    case PLAN_REASON_WEEKS:
    case PLAN_REASON_SLOTS:
        return OBSTACLE_DATES;
    case PLAN_REASON_WEEKLY_TIME:
    case PLAN_REASON_HOURS:
        return OBSTACLE_WEEKLY_TIME;
    case PLAN_REASON_BUDGET:
        return OBSTACLE_BUDGET;
    case PLAN_REASON_NONE:
    case PLAN_REASON_FIXED:
    case PLAN_REASON_COMBINATION:
    case PLAN_REASON_WORTH:
    case PLAN_REASON_UNKNOWN:
        break;
    }
    return OBSTACLE_TRADE_OFF;
}

static enum err
goals_build(struct shaper *sh, const struct levels *after)
{
    struct curriculum *out = sh->out;

    out->goals = arena_array(sh->arena, struct curriculum_goal, (size_t)sh->built->gaps_len + 1);
    if (out->goals == NULL)
        return ERR_LIMIT;
    out->goals_len = sh->built->gaps_len;
    for (int i = 0; i < out->goals_len; i++) {
        struct curriculum_goal *g = &out->goals[i];

        g->gap = sh->built->gaps[i];
        g->reached = after->of[g->gap.competence.n];
        out->goals_open += gap_levels(&g->gap) > 0;
        out->goals_closed += gap_levels(&g->gap) > 0 && g->reached >= g->gap.needed;
    }
    /* The first level that is missed tells why; targets ascend by level within a goal. */
    for (size_t i = 0; i < sh->result->unreached_len; i++) {
        const struct plan_unreached *u = &sh->result->unreached[i];
        const struct curriculum_demand *d = &sh->built->demands[u->target];
        struct curriculum_goal *g = &out->goals[d->goal];

        if (g->obstacle == OBSTACLE_NONE && g->reached < d->level)
            g->obstacle = obstacle_of(sh, d, u->reason);
    }
    for (int i = 0; i < out->goals_len; i++) {
        struct curriculum_goal *g = &out->goals[i];

        if (g->reached < g->gap.needed && g->obstacle == OBSTACLE_NONE)
            g->obstacle = OBSTACLE_TRADE_OFF;
    }
    return OK;
}

static enum err
shape(struct shaper *sh)
{
    struct levels after = {{0}};

    quality_set(sh->out, sh->built, sh->result);
    TRY(entries_build(sh));
    travel_shape(sh->out);
    TRY(weeks_shape(sh));
    for (int c = 1; c < COMPETENCES_MAX; c++)
        after.of[c] = situation_level(sh->situation, (struct competence_id){(uint16_t)c});
    for (int i = 0; i < sh->out->entries_len; i++) {
        const struct module *m = sh->out->entries[i].module;

        for (int k = 0; k < m->gives_len; k++) {
            if (m->gives[k].to > after.of[m->gives[k].competence.n])
                after.of[m->gives[k].competence.n] = m->gives[k].to;
        }
        TRY(steps_build(sh, i));
    }
    for (int i = 0; i < sh->out->entries_len; i++)
        role_set(sh, i);
    for (int i = 0; i < sh->out->entries_len; i++)
        after_set(sh, i);
    return goals_build(sh, &after);
}

/* Kept blocks of the person that are not in the plan, by catalogue order of the situation. */
static enum err
refused_build(struct shaper *sh)
{
    struct curriculum *out = sh->out;
    const struct situation *s = sh->situation;

    out->refused = arena_array(sh->arena, const struct module *, (size_t)s->fixed_len + 1);
    if (out->refused == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < s->fixed_len; i++) {
        const struct module *m = catalogue_module(sh->catalogue, s->fixed[i].module);
        bool chosen = false;

        if (s->fixed[i].choice != FIXED_KEEP || m == NULL)
            continue;
        for (int k = 0; k < out->entries_len; k++)
            chosen = chosen || out->entries[k].module == m;
        if (!chosen)
            out->refused[out->refused_len++] = m;
    }
    return OK;
}

enum err
builder_finish(struct arena *a, const struct curriculum_request *request,
               const struct curriculum_problem *built, const struct plan_result *result,
               struct curriculum *ret_plan)
{
    struct curriculum out = {
        .preset = request->preset, .start = built->start, .candidates = built->candidates_len};
    struct shaper sh = {a, request->catalogue, request->situation, built, result, &out};

    TRY(shape(&sh));
    TRY(refused_build(&sh));
    *ret_plan = out;
    return OK;
}

struct plan_limits
builder_limits(const struct curriculum_request *request)
{
    return (struct plan_limits){.nodes_max = NODES_MAX,
                                .go_on = request->clock.go_on,
                                .go_on_arg = request->clock.arg,
                                .steps_max = request->clock.steps_max};
}

enum err
curriculum_make(struct arena *a, const struct curriculum_request *request,
                struct curriculum *ret_plan)
{
    struct plan_limits limits = builder_limits(request);
    const struct plan_limits a_moment = {.nodes_max = NODES_FOR_ANY_PLAN};
    struct curriculum_problem built;
    struct plan_result result;

    TRY(curriculum_problem_build(a, request, SHAPE_EXACT, &built));
    TRY(plan_solve(a, &built.problem, &limits, &result));
    if (result.status == PLAN_UNKNOWN) {
        /* The time ended before what must be kept had dates: as much of it as a quick look
         * finds, so that nobody stands there without a plan. */
        TRY(curriculum_problem_build(a, request, SHAPE_KEEPS_FREE, &built));
        TRY(plan_solve(a, &built.problem, &a_moment, &result));
        result.status = PLAN_UNKNOWN;
    }
    return builder_finish(a, request, &built, &result, ret_plan);
}

bool
curriculum_same(const struct curriculum *a, const struct curriculum *b)
{
    if (a->entries_len != b->entries_len)
        return false;
    for (int i = 0; i < a->entries_len; i++) {
        const struct curriculum_entry *x = &a->entries[i];
        const struct curriculum_entry *y = &b->entries[i];

        if (x->module != y->module || x->run != y->run || x->start_week != y->start_week)
            return false;
    }
    return true;
}
