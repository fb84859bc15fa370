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
#include "engine/plan_improve.h"
#include "engine/plan_insert.h"
#include "engine/plan_round.h"

static const double INTEGRAL = 1e-6;

enum {
    ROUNDS_AT_ROOT = 200,
    ROUNDS_BELOW = 4,
    SLACK_SOLVES = 20,
    INSERT_EVERY_NODES = 16,
    ROUNDS_PER_SLICE = 4,
    FIRST_STEPS_PER_COLUMN = 1500, /* of a slice before the LP */
    FIRST_SLICES_MAX = 40,
    FIRST_SLICES_AT_ONCE = 32,
    FIRST_COLUMNS_PER_SLICE = 3000, /* columns squared: few columns are proved sooner than found */
    FIRST_LUCKLESS = 2,
    SLICE_STEPS_FOR_THREADS = 4000000, /* a few milliseconds: more than starting a thread takes */
};

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
    enum plan_sched_state state;
    size_t len = 0;

    for (uint16_t c = 0; c < t->core->columns_len; c++)
        if (t->lp.lo[c] > 0.5)
            t->point[len++] = c;
    state = plan_tree_offer(t, t->point, len, 0);
    assert(state != PLAN_SCHED_LIMIT || t->fuel->empty); /* else a plan would be overlooked */
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

/* The node where the LP stands, as far as the work on it has come. */
struct stand {
    struct plan_tree *t;
    int32_t node;
    int rounds; /* of cuts that are left */
    double bound;
    enum verdict verdict;
    int64_t improve_steps;
    enum err err;
};

static bool
is_slice_over(const struct stand *s)
{
    return s->verdict != NODE_AGAIN || (s->node == 0 && s->rounds % ROUNDS_PER_SLICE == 0);
}

/* Solve and cut, at the root for a few rounds, elsewhere until there is nothing to cut. */
static enum err
solve_and_cut(struct stand *s)
{
    struct plan_tree *t = s->t;

    do {
        if (!plan_fuel_tick(t->fuel)) {
            s->verdict = NODE_OUT_OF_FUEL;
            return OK;
        }
        TRY(look(t, s->rounds-- > 0, &s->bound, &s->verdict));
        if (s->bound > t->nodes[s->node].bound)
            t->nodes[s->node].bound = s->bound;
    } while (!is_slice_over(s));
    return s->node == 0 ? plan_round(t) : OK;
}

/* A slice of the root: piece 0 proves, piece 1 improves plans; neither sees the other. */
static void
run_piece(void *arg, int piece)
{
    struct stand *s = arg;

    if (piece == 0)
        s->err = solve_and_cut(s);
    else
        plan_improve_run(s->t->improve, s->improve_steps);
}

static enum err
work_at_root(struct stand *s)
{
    struct plan_tree *t = s->t;
    int64_t before = t->fuel->steps;
    bool large = t->slice_steps >= SLICE_STEPS_FOR_THREADS;

    if (t->improve == NULL) {
        TRY(solve_and_cut(s));
    } else {
        plan_improve_begin(t->improve, before > 0 && t->lp.pivots > 0);
        s->improve_steps = t->slice_steps / 3 >> t->luckless;
        jobs_run(large ? t->fuel->limits->jobs : NULL, 2, run_piece, s);
        TRY(s->err);
        t->slice_steps = t->fuel->steps - before;
        t->luckless = plan_improve_end(t->improve, t) ? 0 : t->luckless + (t->luckless < 4);
    }
    forget_dear_columns(t);
    return OK;
}

/* Work on the node where the LP stands. Its column to branch on, if any. */
static enum err
work(struct plan_tree *t, int32_t node, size_t *ret_column, enum verdict *ret_verdict)
{
    struct stand s = {.t = t,
                      .node = node,
                      .rounds = node == 0 ? ROUNDS_AT_ROOT : ROUNDS_BELOW,
                      .bound = t->nodes[node].bound,
                      .verdict = NODE_AGAIN};

    while (s.verdict == NODE_AGAIN)
        TRY(node == 0 ? work_at_root(&s) : solve_and_cut(&s));
    if (s.verdict == NODE_BRANCH && t->may_miss && t->fuel->nodes % INSERT_EVERY_NODES == 0)
        TRY(plan_insert(t));
    *ret_verdict = s.verdict == NODE_BRANCH && s.bound >= t->cutoff ? NODE_DONE : s.verdict;
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

/*
 * Before the LP, whose first solution takes long where there are many columns: ruin and
 * recreate until it finds nothing better any more. Until there is a plan its slices are
 * long, for a try may take as long as a short one.
 */
static enum err
find_first_plans(struct plan_tree *t)
{
    size_t n = t->core->columns_len;
    size_t wanted = 1 + n * n / FIRST_COLUMNS_PER_SLICE;
    int slices = wanted > FIRST_SLICES_MAX ? FIRST_SLICES_MAX : (int)wanted;
    int luckless = 0;

    t->improve = arena_new(t->arena, struct plan_improve);
    if (t->improve == NULL)
        return ERR_LIMIT;
    TRY(plan_improve_init(t->improve, t));
    t->slice_steps = FIRST_STEPS_PER_COLUMN * (int64_t)n;
    while (slices > 0 && luckless < FIRST_LUCKLESS && !t->fuel->empty) {
        int many = t->best.found ? 1 : FIRST_SLICES_AT_ONCE;

        many = many > slices ? slices : many;
        slices -= many;
        plan_improve_begin(t->improve, false);
        plan_improve_run(t->improve, t->slice_steps * many);
        luckless = plan_improve_end(t->improve, t) || !t->best.found ? 0 : luckless + 1;
    }
    return OK;
}

enum err
plan_tree_search(struct plan_tree *t)
{
    const struct plan_node root = {.parent = -1, .bound = -PLAN_LP_INFINITY};

    TRY(open_node(t, &root));
    if (t->may_miss) /* so that there is a plan whenever the time ends */
        TRY(plan_insert(t));
    else if (!t->mode->weights_only)
        TRY(find_first_plans(t));
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
