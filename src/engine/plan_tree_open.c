/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree before its search: variables, costs, scratch; and what a set of columns is worth to it.
 */
#include <math.h>
#include <string.h>

#include "engine/plan_cut.h"
#include "engine/plan_pay.h"

static const double ROUNDING = 0.01; /* cents by which a bound may be wrong, generously */

enum {
    VARIABLES_MAX = 60000,
    DICTIONARY_NUMBERS_MAX = 8 << 20,
    ROWS_MAX = 700,
};

static int64_t
gcd(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

static int64_t
column_cost(const struct plan_tree *t, size_t column)
{
    return t->mode->weights_only ? 0 : t->core->columns[column].cost;
}

static int64_t
gap_cost(const struct plan_tree *t, size_t goal)
{
    const struct plan_goal *g = &t->core->goals[goal];

    return t->mode->weights_only ? g->weight : g->penalty;
}

static enum err
list_links(struct plan_tree *t)
{
    const struct plan_problem *p = t->core->p;
    size_t n = t->core->columns_len;

    t->links = arena_array(t->arena, struct plan_link, n * p->vouchers_len + 1);
    t->links_of = arena_array(t->arena, uint32_t, n + 2);
    t->best_pay = arena_array(t->arena, int64_t, n + 1);
    t->unpaid = arena_array(t->arena, uint32_t, n + 1);
    if (!t->links || !t->links_of || !t->best_pay || !t->unpaid)
        return ERR_LIMIT;
    for (size_t c = 0; c < n; c++) {
        t->links_of[c] = (uint32_t)t->links_len;
        for (uint16_t v = 0; v < p->vouchers_len; v++) {
            int64_t pays = plan_voucher_pays_cents(p, v, t->core->columns[c].module);

            if (pays > 0)
                t->links[t->links_len++] = (struct plan_link){v, (uint16_t)c, pays};
            if (pays > t->best_pay[c])
                t->best_pay[c] = pays;
        }
    }
    t->links_of[n] = (uint32_t)t->links_len;
    t->first_link = n;
    t->first_gap = n + t->links_len;
    for (size_t c = 0; c < n; c++)
        if (t->best_pay[c] > 0)
            t->unpaid[c] = (uint32_t)t->first_gap++;
    return OK;
}

static enum err
make_scratch(struct plan_tree *t, size_t variables)
{
    size_t n = t->core->columns_len + 1;

    t->row.columns = arena_array(t->arena, uint32_t, variables + 1);
    t->row.coefs = arena_array(t->arena, double, variables + 1);
    t->order = arena_array(t->arena, uint16_t, n);
    t->set = arena_array(t->arena, uint16_t, n);
    t->point = arena_array(t->arena, uint16_t, n);
    t->helped = arena_array(t->arena, uint8_t, t->core->facts_len + 1);
    t->most_helped = arena_array(t->arena, uint8_t, t->core->facts_len + 1);
    t->helpers = arena_array(t->arena, bool, n);
    t->banned = arena_array(t->arena, bool, n);
    t->gone = arena_array(t->arena, bool, n);
    t->choices = arena_array(t->arena, struct plan_choice, n);
    t->best.columns = arena_array(t->arena, uint16_t, n);
    t->best.runs = arena_array(t->arena, uint16_t, n);
    t->root_marginal = arena_array(t->arena, double, variables + 1);
    return !t->row.columns || !t->row.coefs || !t->order || !t->set || !t->point || !t->helped ||
                   !t->most_helped || !t->helpers || !t->banned || !t->gone || !t->choices ||
                   !t->best.columns || !t->best.runs || !t->root_marginal
               ? ERR_LIMIT
               : OK;
}

static void
set_columns(struct plan_tree *t)
{
    const struct plan_core *core = t->core;

    t->step = 0;
    for (size_t c = 0; c < core->columns_len; c++) {
        int64_t pay = t->mode->weights_only ? 0 : t->best_pay[c];

        t->step = gcd(t->step, gcd(pay, column_cost(t, c)));
        plan_lp_set_column(&t->lp, c, (double)(column_cost(t, c) - pay), 0, 1);
        if (t->best_pay[c] > 0)
            plan_lp_set_column(&t->lp, t->unpaid[c], (double)pay, 0, 1);
    }
    for (size_t l = 0; l < t->links_len; l++) {
        int64_t less = t->best_pay[t->links[l].column] - t->links[l].pays;

        less = t->mode->weights_only ? 0 : less;
        t->step = gcd(t->step, less);
        plan_lp_set_column(&t->lp, t->first_link + l, (double)less, 0, 1);
    }
    for (size_t g = 0; g < core->goals_len; g++) {
        bool may = core->goals[g].soft || t->mode->gaps_allowed;

        t->may_miss = t->may_miss || may;
        t->step = gcd(t->step, gap_cost(t, g));
        plan_lp_set_column(&t->lp, t->first_gap + g, (double)gap_cost(t, g), 0, may);
    }
    t->step = t->step == 0 ? 1 : t->step;
}

static void
set_cutoff(struct plan_tree *t)
{
    int64_t below = t->mode->below;

    if (t->best.found && t->best.cost < below)
        below = t->best.cost;
    t->cutoff = PLAN_LP_INFINITY / 2;
    if (below != INT64_MAX) /* the largest multiple of the step that is of interest */
        t->cutoff = floor((double)(below - 1) / (double)t->step) * (double)t->step + ROUNDING;
}

enum err
plan_tree_init(struct plan_tree *t, struct arena *a, const struct plan_core *core,
               const struct plan_mode *mode, struct plan_fuel *fuel)
{
    size_t variables;
    size_t rows;

    *t = (struct plan_tree){
        .arena = a, .core = core, .mode = mode, .fuel = fuel, .root_bound = -PLAN_LP_INFINITY};
    TRY(list_links(t));
    variables = t->first_gap + core->goals_len;
    if (variables > VARIABLES_MAX)
        return ERR_LIMIT;
    rows = DICTIONARY_NUMBERS_MAX / (variables + 1);
    rows = rows > ROWS_MAX ? ROWS_MAX : rows;
    if (rows < core->goals_len * 2 + 64)
        rows = core->goals_len * 2 + 64;
    TRY(make_scratch(t, variables));
    TRY(plan_lp_init(&t->lp, a, variables, rows));
    t->lp.fuel = fuel;
    TRY(plan_reach_init(&t->reach, a, core));
    TRY(plan_sched_init(&t->sched, a, core, fuel));
    set_columns(t);
    set_cutoff(t);
    return plan_cut_base(t);
}

int64_t
plan_tree_cost(struct plan_tree *t, const uint16_t *set, size_t len)
{
    const struct plan_problem *p = t->core->p;
    int64_t cost = 0;
    int64_t budget = 0;
    int64_t minutes = 0;
    int64_t weight = 0;
    int64_t paid;

    plan_reach_clear(&t->reach);
    for (size_t i = 0; i < len; i++) {
        t->choices[i] = (struct plan_choice){.module = t->core->columns[set[i]].module};
        cost += column_cost(t, set[i]);
        budget += t->core->columns[set[i]].budget;
        minutes += t->core->columns[set[i]].minutes;
        plan_reach_add(&t->reach, set[i]);
        for (size_t j = 0; j < i; j++)
            if (t->choices[j].module == t->choices[i].module)
                return INT64_MAX;
    }
    paid = plan_pay(p, t->choices, len);
    for (size_t g = 0; g < t->core->goals_len; g++) {
        const struct plan_goal *goal = &t->core->goals[g];
        bool met = !goal->is_module && t->reach.held[goal->fact] != PLAN_NEVER;

        for (size_t i = 0; goal->is_module && i < len; i++)
            met = met || t->choices[i].module == goal->module;
        if (met)
            continue;
        if (!goal->soft && !t->mode->gaps_allowed)
            return INT64_MAX;
        cost += gap_cost(t, g);
        weight += goal->weight;
    }
    if (minutes > p->minutes_max || (budget - paid > p->budget_cents && !t->core->budget_is_free) ||
        (t->mode->gaps_allowed && !t->mode->weights_only && weight > t->mode->weight_max))
        return INT64_MAX;
    (void)plan_fuel_spend(t->fuel, plan_reach_work(&t->reach) + p->exclusions_len * len +
                                       len * p->vouchers_len * p->vouchers_len);
    for (size_t e = 0; e < p->exclusions_len && !t->core->fixed_is_free; e++) {
        int both = 0;

        for (size_t i = 0; i < len; i++)
            both += t->choices[i].module == p->exclusions[e].a ||
                    t->choices[i].module == p->exclusions[e].b;
        if (both > 1)
            return INT64_MAX;
    }
    return t->mode->weights_only ? cost : cost - paid;
}

static void
keep(struct plan_tree *t, const uint16_t *set, const uint16_t *runs, size_t len, int64_t cost)
{
    t->best.found = true;
    t->best.cost = cost;
    t->best.len = len;
    memcpy(t->best.columns, set, len * sizeof *set);
    memcpy(t->best.runs, runs, len * sizeof *runs);
    set_cutoff(t);
}

void
plan_tree_take(struct plan_tree *t, const uint16_t *set, const uint16_t *runs, size_t len)
{
    int64_t cost = plan_tree_cost(t, set, len);

    if (cost < t->mode->below && (!t->best.found || cost < t->best.cost))
        keep(t, set, runs, len, cost);
}

enum plan_sched_state
plan_tree_offer(struct plan_tree *t, const uint16_t *set, size_t len, int64_t sched_nodes_max)
{
    const struct plan_sched_task task = {set, len, NULL, sched_nodes_max};
    int64_t cost = plan_tree_cost(t, set, len);
    enum plan_sched_state state;

    if (cost >= t->mode->below || (t->best.found && cost >= t->best.cost))
        return PLAN_SCHED_FOUND;
    state = plan_sched_find(&t->sched, &task);
    if (state != PLAN_SCHED_FOUND)
        return state;
    keep(t, set, t->sched.picked, len, cost);
    return state;
}
