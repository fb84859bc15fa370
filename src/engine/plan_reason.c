/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PLAN-19. First the target alone, by the optimist's oracle: with everything but
 * prerequisites out of account, then with one thing at a time. If it can be
 * reached alone, together with the targets reached: with one thing at a time out
 * of account, is there a plan?
 */
#include "engine/plan_reason.h"

#include "engine/plan_tree.h"

enum { REASON_NODES = 300 };

struct asking {
    struct arena *arena;
    const struct plan_problem *p;
    const struct plan_result *result;
    struct plan_fuel *fuel;
    uint16_t target;
};

static const struct {
    enum plan_reason reason;
    struct plan_relax relax;
} ways[] = {
    {PLAN_REASON_NO_RUN, {.seats = true}},
    {PLAN_REASON_SLOTS, {.slots = true}},
    {PLAN_REASON_WEEKLY_TIME, {.weekly = true}},
    {PLAN_REASON_HOURS, {.minutes = true}},
    {PLAN_REASON_BUDGET, {.budget = true}},
    {PLAN_REASON_FIXED, {.fixed = true}},
    {PLAN_REASON_WEEKS, {.weeks = true}},
    {PLAN_REASON_NO_RUN, {.seats = true, .slots = true, .weekly = true}},
};

static bool
is_offered(const struct asking *q)
{
    const struct plan_target *t = &q->p->targets[q->target];

    for (size_t m = 0; m < q->p->modules_len; m++)
        for (size_t g = 0; g < q->p->modules[m].gives_len; g++)
            if (q->p->modules[m].gives[g].competence == t->competence &&
                q->p->modules[m].gives[g].level >= t->level && !q->p->modules[m].held)
                return true;
    return false;
}

/* The problem with the target alone, or with those reached as well; all of them hard. */
static enum err
narrow(const struct asking *q, bool with_others, struct plan_problem *ret_problem)
{
    struct plan_target *targets = arena_array(q->arena, struct plan_target, q->p->targets_len);
    size_t len = 0;

    if (targets == NULL)
        return ERR_LIMIT;
    for (uint16_t i = 0; i < q->p->targets_len; i++) {
        bool reached = true;

        for (size_t u = 0; u < q->result->unreached_len; u++)
            reached = reached && q->result->unreached[u].target != i;
        if (i != q->target && !(with_others && reached && !q->p->targets[i].soft))
            continue;
        targets[len] = q->p->targets[i];
        targets[len++].soft = false;
    }
    *ret_problem = *q->p;
    ret_problem->targets = targets;
    ret_problem->targets_len = len;
    return OK;
}

static enum err
is_hopeless(const struct asking *q, const struct plan_relax *relax, bool *ret_hopeless)
{
    struct arena_mark mark = arena_mark(q->arena);
    struct plan_problem p;
    struct plan_core core;

    TRY(narrow(q, false, &p));
    TRY(plan_core_build(q->arena, &p, relax, p.last_week, &core));
    (void)plan_fuel_spend(q->fuel, core.work);
    *ret_hopeless = false;
    for (size_t g = 0; g < core.goals_len; g++)
        if (!core.goals[g].is_module)
            *ret_hopeless = core.goals[g].hopeless;
    arena_rewind(q->arena, mark);
    return OK;
}

enum answer {
    ANSWER_YES,
    ANSWER_NO,
    ANSWER_UNKNOWN,
};

static enum err
is_possible(const struct asking *q, const struct plan_relax *relax, enum answer *ret_answer)
{
    static const struct plan_mode mode = {.first_plan = true, .below = INT64_MAX};
    struct plan_limits limits = *q->fuel->limits;
    struct plan_fuel fuel = {.limits = &limits, .empty = q->fuel->empty};
    struct arena_mark mark = arena_mark(q->arena);
    struct plan_problem p;
    struct plan_core core;
    struct plan_tree tree;
    bool hopeless = false;

    limits.nodes_max = REASON_NODES;
    if (limits.steps_max > 0)
        limits.steps_max =
            limits.steps_max > q->fuel->steps ? limits.steps_max - q->fuel->steps : 1;
    TRY(narrow(q, true, &p));
    TRY(plan_core_build(q->arena, &p, relax, p.last_week, &core));
    (void)plan_fuel_spend(&fuel, core.work);
    for (size_t g = 0; g < core.goals_len; g++)
        hopeless = hopeless || core.goals[g].hopeless;
    *ret_answer = ANSWER_NO;
    if (!hopeless) {
        TRY(plan_tree_init(&tree, q->arena, &core, &mode, &fuel));
        TRY(plan_tree_search(&tree));
        if (tree.best.found)
            *ret_answer = ANSWER_YES;
        else if (fuel.empty)
            *ret_answer = ANSWER_UNKNOWN;
    }
    (void)plan_fuel_spend(q->fuel, (size_t)fuel.steps);
    arena_rewind(q->arena, mark);
    return OK;
}

static enum err
reason_alone(const struct asking *q, enum plan_reason *ret_reason)
{
    static const struct plan_relax all = {true, true, true, true, true, true, true};
    bool hopeless = false;

    TRY(is_hopeless(q, &all, &hopeless));
    if (hopeless) {
        *ret_reason = PLAN_REASON_PREREQUISITES;
        return OK;
    }
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        if (q->fuel->empty)
            return OK; /* unknown */
        TRY(is_hopeless(q, &ways[i].relax, &hopeless));
        if (hopeless)
            continue;
        *ret_reason = ways[i].reason;
        return OK;
    }
    *ret_reason = PLAN_REASON_COMBINATION;
    return OK;
}

static enum err
reason_together(const struct asking *q, enum plan_reason *ret_reason)
{
    static const struct plan_relax nothing = {0};
    enum answer answer = ANSWER_NO;
    bool unsure = false;

    if (q->p->targets[q->target].soft) {
        TRY(is_possible(q, &nothing, &answer));
        *ret_reason = PLAN_REASON_WORTH;
        if (answer == ANSWER_YES)
            return OK;
    }
    for (size_t i = 0; i < ARRAY_LEN(ways) && !q->fuel->empty; i++) {
        TRY(is_possible(q, &ways[i].relax, &answer));
        *ret_reason = ways[i].reason;
        if (answer == ANSWER_YES)
            return OK;
        unsure = unsure || answer == ANSWER_UNKNOWN;
    }
    *ret_reason = unsure || q->fuel->empty ? PLAN_REASON_UNKNOWN : PLAN_REASON_COMBINATION;
    return OK;
}

/* What the search may take at most, the reasons may take once more; nodes they count themselves. */
static struct plan_limits
limits_of_reasons(const struct plan_fuel *fuel)
{
    struct plan_limits limits = *fuel->limits;

    limits.nodes_max = 0;
    limits.steps_max *= 2;
    return limits;
}

enum err
plan_reason_find(struct arena *a, const struct plan_problem *p, struct plan_fuel *fuel,
                 struct plan_result *r)
{
    static const struct plan_relax nothing = {0};
    const struct plan_limits limits = limits_of_reasons(fuel);
    struct plan_fuel more = {.limits = &limits, .steps = fuel->steps, .asked = fuel->asked};

    for (size_t i = 0; i < r->unreached_len; i++) {
        const struct asking q = {a, p, r, &more, r->unreached[i].target};
        enum plan_reason *reason = &r->unreached[i].reason;
        bool hopeless = false;

        *reason = PLAN_REASON_UNKNOWN;
        if (!plan_fuel_spend(&more, p->modules_len))
            continue;
        if (!is_offered(&q)) {
            *reason = PLAN_REASON_NO_OFFER;
            continue;
        }
        TRY(is_hopeless(&q, &nothing, &hopeless));
        if (hopeless)
            TRY(reason_alone(&q, reason));
        else
            TRY(reason_together(&q, reason));
    }
    fuel->steps = more.steps;
    return OK;
}
