/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nodes are taken by their bound; from each the search dives (one child is gone on
 * with, the other one waits) until it ends. The LP is one and the same: going to
 * another node is but a change of bounds.
 */
#include "engine/plan_tree.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "engine/plan_cut.h"
#include "engine/plan_insert.h"
#include "engine/plan_pay.h"
#include "engine/plan_round.h"

static const double INTEGRAL = 1e-6;
static const double ROUNDING = 0.01; /* cents by which a bound may be wrong, generously */

enum {
    VARIABLES_MAX = 60000,
    DICTIONARY_NUMBERS_MAX = 8 << 20,
    ROWS_MAX = 700,
    ROUNDS_AT_ROOT = 200,
    ROUNDS_BELOW = 4,
    SLACK_SOLVES = 20,
    INSERT_EVERY_NODES = 16,
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

/* The cost of t->choices, which are the set; INT64_MAX when it breaks a sum or a choice rule. */
static int64_t
cost_of(struct plan_tree *t, const uint16_t *set, size_t len)
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
    int64_t cost = cost_of(t, set, len);

    if (cost < t->mode->below && (!t->best.found || cost < t->best.cost))
        keep(t, set, runs, len, cost);
}

enum plan_sched_state
plan_tree_offer(struct plan_tree *t, const uint16_t *set, size_t len, int64_t sched_nodes_max)
{
    const struct plan_sched_task task = {set, len, NULL, sched_nodes_max};
    int64_t cost = cost_of(t, set, len);
    enum plan_sched_state state;

    if (cost >= t->mode->below || (t->best.found && cost >= t->best.cost))
        return PLAN_SCHED_FOUND;
    state = plan_sched_find(&t->sched, &task);
    if (state != PLAN_SCHED_FOUND)
        return state;
    keep(t, set, t->sched.picked, len, cost);
    return state;
}

/* The heap of open nodes: the least bound first, then the newest. */
static bool
node_before(const struct plan_tree *t, int32_t a, int32_t b)
{
    if (t->nodes[a].bound != t->nodes[b].bound)
        return t->nodes[a].bound < t->nodes[b].bound;
    return a > b;
}

static enum err
open_node(struct plan_tree *t, const struct plan_node *node)
{
    int32_t new = (int32_t)t->nodes_len;
    size_t at = t->heap_len;

    TRY(arena_grow(t->arena, (void **)&t->nodes, t->nodes_len, &t->nodes_size, sizeof *t->nodes));
    TRY(arena_grow(t->arena, (void **)&t->heap, t->heap_len, &t->heap_size, sizeof *t->heap));
    t->nodes[t->nodes_len++] = *node;
    t->heap_len++;
    while (at > 0 && node_before(t, new, t->heap[(at - 1) / 2])) {
        t->heap[at] = t->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    t->heap[at] = new;
    return OK;
}

static int32_t
take_node(struct plan_tree *t)
{
    int32_t first = t->heap[0];
    int32_t last = t->heap[--t->heap_len];
    size_t at = 0;

    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= t->heap_len)
            break;
        if (child + 1 < t->heap_len && node_before(t, t->heap[child + 1], t->heap[child]))
            child++;
        if (!node_before(t, t->heap[child], last))
            break;
        t->heap[at] = t->heap[child];
        at = child;
    }
    t->heap[at] = last;
    return first;
}

/* The bounds of a node: those of its ancestors and its own. */
static void
go_to(struct plan_tree *t, int32_t node)
{
    const struct plan_core *core = t->core;

    for (size_t c = 0; c < core->columns_len; c++)
        plan_lp_set_bounds(&t->lp, c, 0, t->gone[c] ? 0 : 1);
    for (size_t c = 0; c < core->columns_len; c++)
        if (t->best_pay[c] > 0)
            plan_lp_set_bounds(&t->lp, t->unpaid[c], 0, t->gone[c] ? 0 : 1);
    for (size_t l = 0; l < t->links_len; l++)
        plan_lp_set_bounds(&t->lp, t->first_link + l, 0, t->gone[t->links[l].column] ? 0 : 1);
    for (size_t g = 0; g < core->goals_len; g++)
        plan_lp_set_bounds(&t->lp, t->first_gap + g, 0,
                           core->goals[g].soft || t->mode->gaps_allowed);
    for (int32_t n = node; n > 0; n = t->nodes[n].parent)
        plan_lp_set_bounds(&t->lp, t->nodes[n].column, t->nodes[n].in, t->nodes[n].in);
}

/* What costs too much by its reduced cost is out, what saves too much is in. */
static void
fix_by_cost(struct plan_tree *t, double bound)
{
    for (size_t j = 0; j < t->lp.n; j++) {
        double marginal = t->lp.marginal[j];

        if (t->lp.lo[j] == t->lp.hi[j])
            continue;
        if (marginal > 0 && bound + marginal >= t->cutoff)
            plan_lp_set_bounds(&t->lp, j, t->lp.lo[j], t->lp.lo[j]);
        else if (marginal < 0 && bound - marginal >= t->cutoff)
            plan_lp_set_bounds(&t->lp, j, t->lp.hi[j], t->lp.hi[j]);
    }
}

/* The same for good, with what the root knew. */
static void
fix_for_good(struct plan_tree *t)
{
    for (size_t c = 0; c < t->core->columns_len; c++)
        if (t->root_bound + t->root_marginal[c] >= t->cutoff)
            t->gone[c] = true;
}

/* The fractional column to branch on; SIZE_MAX: the point is integral. */
static size_t
fractional_column(const struct plan_tree *t)
{
    size_t best = SIZE_MAX;
    double most = 0;

    for (size_t c = 0; c < t->core->columns_len; c++) {
        double x = t->lp.x[c];
        double score = (x < 0.5 ? x : 1 - x) * (1 + (double)t->core->columns[c].minutes);

        if (x < INTEGRAL || x > 1 - INTEGRAL || score <= most)
            continue;
        best = c;
        most = score;
    }
    return best;
}

static size_t
open_column(const struct plan_tree *t)
{
    size_t best = SIZE_MAX;

    for (size_t c = 0; c < t->core->columns_len; c++)
        if (t->lp.lo[c] != t->lp.hi[c] &&
            (best == SIZE_MAX || (t->lp.x[c] > 0.5 && t->lp.x[best] < 0.5)))
            best = c;
    return best;
}

enum verdict {
    NODE_DONE,
    NODE_BRANCH,
    NODE_AGAIN, /* cuts were added */
    NODE_OUT_OF_FUEL,
};

/* An integral point: dates for it, or a cut. */
static enum err
settle(struct plan_tree *t, enum verdict *ret_verdict)
{
    size_t len = 0;
    size_t rows = t->lp.rows_len;

    for (uint16_t c = 0; c < t->core->columns_len; c++)
        if (t->lp.x[c] > 0.5)
            t->point[len++] = c;
    *ret_verdict = NODE_BRANCH;
    switch (plan_tree_offer(t, t->point, len, 0)) {
    case PLAN_SCHED_FOUND:
        return OK;
    case PLAN_SCHED_LIMIT:
        *ret_verdict = t->fuel->empty ? NODE_OUT_OF_FUEL : NODE_BRANCH;
        return OK;
    case PLAN_SCHED_IMPOSSIBLE:
        TRY(plan_cut_dates(t, t->point, len));
        if (t->lp.rows_len > rows)
            *ret_verdict = NODE_AGAIN;
        return OK;
    }
    return OK;
}

/* One look at the node: solve, cut. */
static enum err
look(struct plan_tree *t, bool may_cut, double *bound, enum verdict *ret_verdict)
{
    enum plan_lp_state state = plan_lp_solve(&t->lp, t->cutoff);
    size_t added = 0;
    bool integral;

    *ret_verdict = NODE_DONE;
    if (state == PLAN_LP_INFEASIBLE || state == PLAN_LP_CUTOFF)
        return OK;
    *bound = plan_lp_bound(&t->lp);
    if (*bound >= t->cutoff)
        return OK;
    *ret_verdict = NODE_BRANCH;
    if (state == PLAN_LP_TROUBLE)
        return OK;
    fix_by_cost(t, *bound);
    if (t->lp.rows_len + t->core->goals_len + 8 > t->lp.rows_max)
        plan_lp_drop_slack(&t->lp, 1);
    *ret_verdict = NODE_AGAIN;
    TRY(plan_cut_logic(t, &added));
    integral = fractional_column(t) == SIZE_MAX;
    if (integral || may_cut)
        TRY(plan_cut_landmarks(t, &added));
    if (added > 0)
        return OK;
    if (integral)
        TRY(plan_cut_needs(t, &added));
    if (added > 0)
        return OK;
    *ret_verdict = NODE_BRANCH;
    return integral ? settle(t, ret_verdict) : OK;
}

/* A node with nothing left to decide, whose point cannot be cut off: is it a plan? */
static void
close_leaf(struct plan_tree *t)
{
    size_t len = 0;

    for (uint16_t c = 0; c < t->core->columns_len; c++)
        if (t->lp.lo[c] > 0.5)
            t->point[len++] = c;
    (void)plan_tree_offer(t, t->point, len, 0);
}

/* At the root: columns that fix_by_cost() put out are out for good. */
static void
forget_dear_columns(struct plan_tree *t)
{
    for (size_t c = 0; c < t->core->columns_len; c++)
        t->gone[c] = t->gone[c] || t->lp.hi[c] == 0;
    go_to(t, 0);
    plan_lp_compact(&t->lp);
}

/* Work on the node where the LP stands. Its column to branch on, if any. */
static enum err
work(struct plan_tree *t, int32_t node, size_t *ret_column, enum verdict *ret_verdict)
{
    int rounds = node == 0 ? ROUNDS_AT_ROOT : ROUNDS_BELOW;
    double bound = t->nodes[node].bound;
    enum verdict verdict = NODE_AGAIN;

    while (verdict == NODE_AGAIN) {
        if (!plan_fuel_tick(t->fuel)) {
            *ret_verdict = NODE_OUT_OF_FUEL;
            return OK;
        }
        TRY(look(t, rounds-- > 0, &bound, &verdict));
        if (bound > t->nodes[node].bound)
            t->nodes[node].bound = bound;
        if (node == 0 && (rounds % 4 == 0 || verdict == NODE_BRANCH)) {
            TRY(plan_round(t));
            forget_dear_columns(t);
        }
    }
    if (verdict == NODE_BRANCH && t->may_miss && t->fuel->nodes % INSERT_EVERY_NODES == 0)
        TRY(plan_insert(t));
    *ret_verdict = verdict == NODE_BRANCH && bound >= t->cutoff ? NODE_DONE : verdict;
    if (*ret_verdict != NODE_BRANCH)
        return OK;
    *ret_column = fractional_column(t);
    if (*ret_column == SIZE_MAX)
        *ret_column = open_column(t);
    if (*ret_column != SIZE_MAX)
        return OK;
    close_leaf(t);
    *ret_verdict = t->fuel->empty ? NODE_OUT_OF_FUEL : NODE_DONE;
    return OK;
}

static void
learn_from_root(struct plan_tree *t)
{
    t->root_bound = plan_lp_bound(&t->lp);
    memcpy(t->root_marginal, t->lp.marginal, t->lp.n * sizeof *t->root_marginal);
    fix_for_good(t);
    go_to(t, 0);
    plan_lp_compact(&t->lp);
}

/* From a node down until the way ends. `*node` is where it stands when the fuel ends. */
static enum err
dive(struct plan_tree *t, int32_t *node, enum verdict *ret_verdict)
{
    for (;;) {
        size_t column = SIZE_MAX;
        struct plan_node child = {.parent = *node};

        if (!plan_fuel_node(t->fuel)) {
            *ret_verdict = NODE_OUT_OF_FUEL;
            return OK;
        }
        TRY(work(t, *node, &column, ret_verdict));
        if (*ret_verdict != NODE_BRANCH)
            return OK;
        child.column = (uint16_t)column;
        child.bound = t->nodes[*node].bound;
        child.in = false;
        if (*node == 0)
            learn_from_root(t);
        else if (t->lp.rows_len > t->lp.rows_max / 2)
            plan_lp_drop_slack(&t->lp, SLACK_SOLVES);
        TRY(open_node(t, &child));
        child.in = true;
        TRY(arena_grow(t->arena, (void **)&t->nodes, t->nodes_len, &t->nodes_size,
                       sizeof *t->nodes));
        t->nodes[t->nodes_len] = child;
        *node = (int32_t)t->nodes_len++;
        plan_lp_set_bounds(&t->lp, column, 1, 1);
    }
}

enum err
plan_tree_search(struct plan_tree *t)
{
    const struct plan_node root = {.parent = -1, .bound = -PLAN_LP_INFINITY};

    TRY(open_node(t, &root));
    if (t->may_miss) /* so that there is a plan whenever the time ends */
        TRY(plan_insert(t));
    while (t->heap_len > 0) {
        enum verdict verdict = NODE_DONE;
        int32_t node = take_node(t);

        if (t->nodes[node].bound >= t->cutoff) {
            t->heap_len = 0;
            break;
        }
        go_to(t, node);
        TRY(dive(t, &node, &verdict));
        if (verdict == NODE_OUT_OF_FUEL) {
            t->bound = t->nodes[node].bound;
            if (t->heap_len > 0 && t->nodes[t->heap[0]].bound < t->bound)
                t->bound = t->nodes[t->heap[0]].bound;
            return OK;
        }
        if (t->mode->first_plan && t->best.found)
            break;
        fix_for_good(t);
    }
    t->bound = t->best.found ? (double)t->best.cost : PLAN_LP_INFINITY;
    return OK;
}
