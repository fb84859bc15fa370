/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Why a goal stays open (CURRICULUM-13). The wishes are made as wide as it makes sense: more weeks,
 * more hours, any price, any half day, any format, any distance. What the person
 * said is then put back as demands (plan_demand.h), together with the levels that the plan
 * reaches and the one that it misses, and one demand after the other gives way, a step at a time:
 * is there a plan? What is offered as enough has a plan that shows it. plan_conflict.h would
 * prove more, but a proof takes seconds for each goal, and nobody waits so long.
 */
#include <string.h>

#include "engine/curriculum_builder.h"
#include "engine/plan_demand.h"
#include "engine/plan_tree.h"

enum {
    WIDER_WEEKS = 26,
    QUESTION_NODES = 100, /* many small questions: an answer that takes long is no answer */
    QUESTION_ASKS = 250,  /* some 160 ms */
    CENTS_PER_EURO = 100,
    MINUTES_PER_STEP = 30, /* situation_change.h: half hours */
};

struct wide {
    struct arena *arena;
    const struct curriculum_request *request;
    const struct curriculum *plan;
    struct situation situation;
    struct curriculum_problem built;
    struct plan_problem problem; /* with what the person said */
    struct plan_demand *demands;
    enum why_demand *kinds; /* one per demand */
    int *half_days;         /* of HALF_DAYS */
    size_t demands_len;
    int64_t steps_left; /* INT64_MAX: no limit */
};

static struct situation
situation_widened(const struct situation *s)
{
    struct situation wide = *s;
    int weeks = (s->latest_end.n - day_monday(s->start).n) / 7 + 1;
    int more = weeks + WIDER_WEEKS <= PLAN_WEEKS_MAX ? WIDER_WEEKS : PLAN_WEEKS_MAX - weeks;

    wide.latest_end = day_plus(s->latest_end, more * 7);
    wide.budget.n = CENTS_MAX;
    wide.half_days = HALF_DAYS_ALL;
    wide.formats = (1u << FORMATS) - 1;
    wide.distance_km = DISTANCE_KM_MAX;
    return wide;
}

static void
demand_put(struct wide *w, struct plan_demand demand, enum why_demand kind, int half_day)
{
    w->demands[w->demands_len] = demand;
    w->kinds[w->demands_len] = kind;
    w->half_days[w->demands_len++] = half_day;
}

/* Weekly time, money, end: numbers of the problem. */
static enum err
numbers_put(struct wide *w)
{
    const struct situation *s = w->request->situation;
    struct plan_problem *p = &w->problem;
    int32_t *weekly = arena_array(w->arena, int32_t, (size_t)p->weeks);

    if (weekly == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->weeks; i++)
        weekly[i] = p->weekly_minutes[i] > 0 ? s->weekly_minutes : 0;
    p->weekly_minutes = weekly;
    demand_put(w, (struct plan_demand){.kind = PLAN_DEMAND_WEEKLY}, WHY_WEEKLY_TIME, 0);
    if (s->budget.n < CENTS_MAX) {
        p->budget_cents = s->budget.n;
        demand_put(w, (struct plan_demand){.kind = PLAN_DEMAND_BUDGET}, WHY_BUDGET, 0);
    }
    p->last_week = (int16_t)((s->latest_end.n - w->built.start.n) / 7);
    if (p->last_week < p->weeks - 1)
        demand_put(w, (struct plan_demand){.kind = PLAN_DEMAND_LAST_WEEK}, WHY_LATEST_END, 0);
    return OK;
}

/* A demand for each half day on which the person cannot attend. */
static enum err
half_days_put(struct wide *w)
{
    const struct situation *s = w->request->situation;
    struct plan_problem *p = &w->problem;
    uint16_t *busy = arena_array(w->arena, uint16_t, (size_t)p->weeks * PLAN_SLOTS_PER_WEEK + 1);
    size_t len = 0;

    if (busy == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->weeks * PLAN_SLOTS_PER_WEEK; i++) {
        if ((s->half_days >> (i % PLAN_SLOTS_PER_WEEK) & 1) == 0)
            busy[len++] = (uint16_t)i;
    }
    p->busy_slots = busy;
    p->busy_slots_len = len;
    for (int h = 0; h < HALF_DAYS && len > 0; h++) {
        uint16_t *slots = arena_array(w->arena, uint16_t, (size_t)p->weeks);

        if (slots == NULL)
            return ERR_LIMIT;
        if (s->half_days >> h & 1)
            continue;
        for (int i = 0; i < p->weeks; i++)
            slots[i] = (uint16_t)(i * PLAN_SLOTS_PER_WEEK + h);
        demand_put(w,
                   (struct plan_demand){
                       .kind = PLAN_DEMAND_BUSY, .slots = slots, .slots_len = (size_t)p->weeks},
                   WHY_HALF_DAYS, h);
    }
    return OK;
}

/* Which wish shuts a run out; WHY_DEMANDS: none of these two. */
static enum why_demand
shut_out_by(const struct wide *w, const struct curriculum_candidate *c, const struct run *r)
{
    const struct situation *s = w->request->situation;
    int64_t value;

    if ((s->formats & 1u << c->module->format) == 0)
        return WHY_FORMATS;
    if (r != NULL &&
        match_run_out(w->request->catalogue, s, c->module, r, &value) == MATCH_OUT_DISTANCE)
        return WHY_DISTANCE;
    return WHY_DEMANDS;
}

static enum err
runs_put(struct wide *w, enum why_demand kind)
{
    struct plan_demand_run *runs = NULL;
    size_t len = 0;
    size_t size = 0;

    for (int m = 0; m < w->built.candidates_len; m++) {
        const struct curriculum_candidate *c = &w->built.candidates[m];

        for (uint16_t r = 0; r < w->problem.modules[m].runs_len; r++) {
            void *grown = runs;

            if (shut_out_by(w, c, c->sources[r].run) != kind)
                continue;
            TRY(arena_grow(w->arena, &grown, len, &size, sizeof *runs));
            runs = grown;
            runs[len++] = (struct plan_demand_run){(uint16_t)m, r};
        }
    }
    if (len > 0)
        demand_put(w,
                   (struct plan_demand){
                       .kind = PLAN_DEMAND_RUNS, .n = kind, .runs = runs, .runs_len = len},
                   kind, 0);
    return OK;
}

static enum err
wide_build(struct wide *w)
{
    struct curriculum_request request = *w->request;

    w->situation = situation_widened(w->request->situation);
    request.situation = &w->situation;
    TRY(curriculum_problem_build(w->arena, &request, SHAPE_WIDE, &w->built));
    w->problem = w->built.problem;
    w->problem.minutes_max = PLAN_MINUTES_MAX;
    w->problem.week_cost_cents = 0;
    w->demands = arena_array(w->arena, struct plan_demand, WHY_DEMANDS + HALF_DAYS);
    w->kinds = arena_array(w->arena, enum why_demand, WHY_DEMANDS + HALF_DAYS);
    w->half_days = arena_array(w->arena, int, WHY_DEMANDS + HALF_DAYS);
    if (w->demands == NULL || w->kinds == NULL || w->half_days == NULL)
        return ERR_LIMIT;
    TRY(numbers_put(w));
    TRY(half_days_put(w));
    TRY(runs_put(w, WHY_FORMATS));
    return runs_put(w, WHY_DISTANCE);
}

/* What the plan reaches, and of the goals named the level that the job needs. */
static enum err
targets_put(struct wide *w, const bool *named, struct plan_problem *ret_problem)
{
    const struct curriculum *plan = w->plan;
    struct plan_target *targets =
        arena_array(w->arena, struct plan_target, (size_t)plan->goals_len + 1);
    size_t len = 0;

    if (targets == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->goals_len; i++) {
        const struct curriculum_goal *g = &plan->goals[i];
        uint8_t level = named[i] || g->reached > g->gap.needed ? g->gap.needed : g->reached;

        if (level > g->gap.held)
            targets[len++] = (struct plan_target){
                .competence = g->gap.competence.n, .level = level, .weight = 1};
    }
    *ret_problem = w->problem;
    ret_problem->targets = targets;
    ret_problem->targets_len = len;
    return OK;
}

/* One question: may a plan be found when one demand gives way? */
struct patience {
    const struct curriculum_clock *clock;
    int asks_left;
};

static bool
is_patient(void *arg)
{
    struct patience *p = arg;

    return p->asks_left-- > 0 && (p->clock->go_on == NULL || p->clock->go_on(p->clock->arg));
}

/* Any plan for the problem as it is, if one is found soon. */
static enum err
search(struct wide *w, const struct plan_problem *p, bool *ret_found)
{
    static const struct plan_mode mode = {.first_plan = true, .below = INT64_MAX};
    static const struct plan_relax nothing = {0};
    struct patience patience = {&w->request->clock, QUESTION_ASKS};
    const struct plan_limits limits = {.nodes_max = QUESTION_NODES,
                                       .go_on = is_patient,
                                       .go_on_arg = &patience,
                                       .steps_max = w->steps_left > 0 ? w->steps_left : 1};
    struct plan_fuel fuel = {.limits = &limits};
    struct plan_core core;
    struct plan_tree tree;

    *ret_found = false;
    TRY(plan_core_build(w->arena, p, &nothing, p->last_week, &core));
    for (size_t g = 0; g < core.goals_len; g++) {
        if (core.goals[g].hopeless)
            return OK;
    }
    TRY(plan_tree_init(&tree, w->arena, &core, &mode, &fuel));
    TRY(plan_tree_search(&tree));
    *ret_found = tree.best.found;
    if (w->steps_left < INT64_MAX)
        w->steps_left -= fuel.steps;
    return OK;
}

static bool
goes_on(const struct wide *w)
{
    const struct curriculum_clock *clock = &w->request->clock;

    return w->steps_left > 0 && (clock->go_on == NULL || clock->go_on(clock->arg));
}

/* A demand that gives way: by an amount, or, where it has none, altogether. */
struct yield {
    uint16_t demand;
    int amount;
};

/* The number it would be then; < 0: it has none. */
static int64_t
yield_value(const struct wide *w, struct yield y)
{
    const struct situation *s = w->request->situation;

    switch (w->kinds[y.demand]) {
    case WHY_WEEKLY_TIME:
        return s->weekly_minutes + (int64_t)y.amount * MINUTES_PER_STEP;
    case WHY_BUDGET:
        return s->budget.n + (int64_t)y.amount * CENTS_PER_EURO;
    case WHY_LATEST_END:
        return w->problem.last_week + y.amount;
    case WHY_HALF_DAYS:
    case WHY_FORMATS:
    case WHY_DISTANCE:
    case WHY_DEMANDS:
        break;
    }
    return -1;
}

/* With these demands giving way, all others as the person said. */
static enum err
is_possible(struct wide *w, const struct plan_problem *p, const struct yield *yields, int len,
            bool *ret_possible)
{
    bool holds[WHY_DEMANDS + HALF_DAYS];
    struct plan_demand_force force = {w->demands, w->demands_len, holds, UINT16_MAX, 0};
    struct arena_mark mark = arena_mark(w->arena);
    struct plan_problem asked = *p;

    for (size_t i = 0; i < w->demands_len; i++)
        holds[i] = true;
    for (int i = 0; i < len; i++)
        holds[yields[i].demand] = yield_value(w, yields[i]) >= 0;
    for (int i = 0; i < len; i++) { /* one number at a time */
        struct plan_problem before = asked;
        bool has_value = holds[yields[i].demand];

        force.changed = has_value ? yields[i].demand : UINT16_MAX;
        force.value = has_value ? yield_value(w, yields[i]) : 0;
        TRY(plan_demand_apply(w->arena, &before, &force, &asked));
    }
    TRY(search(w, &asked, ret_possible));
    arena_rewind(w->arena, mark);
    return OK;
}

/* Steps of a demand that has an amount, ascending; the last is asked first. */
static const struct ladder {
    int amounts[4];
    int len;
} ladders[WHY_DEMANDS] = {
    [WHY_WEEKLY_TIME] = {{2, 4, 8}, 3},
    [WHY_BUDGET] = {{50, 100, 200, 400}, 4},
    [WHY_LATEST_END] = {{4, 8, 13, WIDER_WEEKS}, 4},
};

static int
ladder_amount(const struct wide *w, uint16_t d, int step)
{
    const struct ladder *l = &ladders[w->kinds[d]];
    int most = w->problem.weeks - 1 - w->problem.last_week;

    if (w->kinds[d] == WHY_HALF_DAYS)
        return w->half_days[d];
    if (l->len == 0)
        return 0;
    return w->kinds[d] == WHY_LATEST_END && l->amounts[step] > most ? most : l->amounts[step];
}

/* As much as it can give. */
static struct yield
yield_all(const struct wide *w, size_t d)
{
    int steps = ladders[w->kinds[d]].len;

    return (struct yield){(uint16_t)d, ladder_amount(w, (uint16_t)d, steps > 0 ? steps - 1 : 0)};
}

/* Let `changed` of these give no more than it must; together they do as they are. */
static enum err
yield_least(struct wide *w, const struct plan_problem *p, struct yield *yields, int len,
            int changed)
{
    struct yield *y = &yields[changed];
    int most = y->amount;
    bool possible = false;

    for (int i = 0; i < ladders[w->kinds[y->demand]].len - 1 && !possible; i++) {
        y->amount = ladder_amount(w, y->demand, i);
        TRY(is_possible(w, p, yields, len, &possible));
    }
    if (!possible)
        y->amount = most;
    return OK;
}

static void
relief_put(const struct wide *w, struct yield y, struct curriculum_why *why)
{
    why->reliefs[why->reliefs_len++] =
        (struct curriculum_relief){.demand = w->kinds[y.demand], .amount = y.amount};
}

/* What demand `d` would have to give, if it would do alone. */
static enum err
relief_find(struct wide *w, const struct plan_problem *p, size_t d, struct curriculum_why *why)
{
    struct yield y = yield_all(w, d);
    bool possible = false;

    TRY(is_possible(w, p, &y, 1, &possible));
    if (!possible || why->reliefs_len == WHY_RELIEFS_MAX)
        return OK;
    TRY(yield_least(w, p, &y, 1, 0));
    relief_put(w, y, why);
    return OK;
}

/*
 * Two demands that would do together where none does alone: the first pair found. Nothing is asked
 * of pairs when not even all of them together would do.
 */
static enum err
pair_find(struct wide *w, const struct plan_problem *p, struct curriculum_why *why)
{
    struct yield all[WHY_DEMANDS + HALF_DAYS] = {{0, 0}};
    bool possible = false;

    for (size_t d = 0; d < w->demands_len; d++)
        all[d] = yield_all(w, d);
    TRY(is_possible(w, p, all, (int)w->demands_len, &possible));
    for (size_t one = 0; possible && one < w->demands_len; one++) {
        for (size_t other = one + 1; other < w->demands_len && goes_on(w); other++) {
            struct yield pair[] = {all[one], all[other]};
            bool enough = false;

            TRY(is_possible(w, p, pair, 2, &enough));
            if (!enough)
                continue;
            TRY(yield_least(w, p, pair, 2, 0));
            TRY(yield_least(w, p, pair, 2, 1));
            why->is_pair = true;
            relief_put(w, pair[0], why);
            relief_put(w, pair[1], why);
            return OK;
        }
    }
    return OK;
}

/* Ask about the goals named. Nothing is added when nothing was found. */
static enum err
why_ask(struct wide *w, const bool *named, int goal, struct curriculum *plan)
{
    struct curriculum_why why = {.goal = goal};
    struct plan_problem problem;

    TRY(targets_put(w, named, &problem));
    for (size_t d = 0; d < w->demands_len; d++)
        TRY(relief_find(w, &problem, d, &why));
    if (why.reliefs_len == 0)
        TRY(pair_find(w, &problem, &why));
    if (why.reliefs_len > 0 && plan->whys_len < WHYS_MAX)
        plan->whys[plan->whys_len++] = why;
    return OK;
}

/* The weightiest open goal not asked about yet that some block leads to; -1: none. */
static int
goal_next(const struct wide *w, const bool *asked)
{
    int best = -1;

    for (int i = 0; i < w->plan->goals_len; i++) {
        const struct curriculum_goal *g = &w->plan->goals[i];

        if (asked[i] || g->reached >= g->gap.needed ||
            w->built.fitting[g->gap.competence.n] < g->gap.needed)
            continue;
        if (best < 0 || g->gap.weight > w->plan->goals[best].gap.weight)
            best = i;
    }
    return best;
}

enum err
curriculum_explain(struct arena *a, const struct curriculum_request *request,
                   struct curriculum *plan)
{
    struct wide w = {.arena = a, .request = request, .plan = plan, .steps_left = INT64_MAX};
    bool *named = arena_array(a, bool, (size_t)plan->goals_len + 1);
    bool *asked = arena_array(a, bool, (size_t)plan->goals_len + 1);

    if (named == NULL || asked == NULL)
        return ERR_LIMIT;
    plan->whys_len = 0;
    plan->is_explained = true;
    if (plan->refused_len > 0) /* what must be kept is in the way already, and that is said */
        return OK;
    if (request->clock.steps_max > 0)
        w.steps_left = request->clock.steps_max;
    TRY(wide_build(&w));
    while (plan->whys_len < WHYS_MAX - 1 && goes_on(&w)) {
        int goal = goal_next(&w, asked);

        if (goal < 0)
            break;
        memset(named, 0, (size_t)plan->goals_len * sizeof *named);
        asked[goal] = named[goal] = true;
        TRY(why_ask(&w, named, goal, plan));
    }
    if (plan->whys_len < 2)
        return OK;
    memset(named, 0, (size_t)plan->goals_len * sizeof *named);
    for (int i = 0; i < plan->whys_len; i++)
        named[plan->whys[i].goal] = true;
    return why_ask(&w, named, WHY_ALL, plan);
}
