/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Three steps. Deletion: demands are taken back, many at once while that leaves it
 * impossible, fewer when it does not (as Junker's QuickXplain, AAAI 2004, halves);
 * what remains cannot be reduced. Hitting sets: every plan found on the way meets some
 * demands; a conflict has one of the others, so a smallest set that hits all of
 * these is no larger than the smallest conflict. Last, each demand of the conflict
 * alone: is there a plan without it, and how much less of it would do?
 */
#include "engine/plan_conflict.h"

#include <string.h>

#include "engine/plan_pay.h"
#include "engine/plan_tree.h"

enum {
    WORDS = PLAN_DEMANDS_MAX / 64,
    WAYS_OUT_MAX = 512,
    HITTING_STEPS_MAX = 200000, /* of the search for one hitting set */
    HITTING_MAX = 24,           /* demands of a hitting set */
};

/* A set of demands. */
struct demand_set {
    uint64_t word[WORDS];
};

enum answer {
    ANSWER_YES,
    ANSWER_NO,
    ANSWER_UNKNOWN,
};

struct asking {
    struct arena *arena;
    const struct plan_conflict_question *q;
    struct plan_limits limits;
    int questions_left;
    bool *holds;                 /* [demands] */
    uint16_t watched;            /* a demand; UINT16_MAX: none */
    int64_t used;                /* of it by that plan */
    struct demand_set *ways_out; /* demands not met by a plan found: each conflict has one */
    size_t ways_out_len;
};

static bool
has(const struct demand_set *s, size_t i)
{
    return s->word[i / 64] >> (i % 64) & 1;
}

static void
put(struct demand_set *s, size_t i)
{
    s->word[i / 64] |= UINT64_C(1) << (i % 64);
}

static void
take_out(struct demand_set *s, size_t i)
{
    s->word[i / 64] &= ~(UINT64_C(1) << (i % 64));
}

static size_t
count(const struct demand_set *s)
{
    size_t n = 0;

    for (size_t w = 0; w < WORDS; w++)
        n += (size_t)__builtin_popcountll(s->word[w]);
    return n;
}

static bool
meet(const struct demand_set *a, const struct demand_set *b)
{
    uint64_t both = 0;

    for (size_t w = 0; w < WORDS; w++)
        both |= a->word[w] & b->word[w];
    return both != 0;
}

/* What the plan found does not meet is a way out; and how much it uses of the demand watched. */
static enum err
learn_plan(struct asking *y, const struct plan_tree *t)
{
    const struct plan_problem *p = y->q->p;
    struct plan_choice *choices = arena_array(y->arena, struct plan_choice, t->best.len + 1);
    bool *chosen = arena_array(y->arena, bool, p->modules_len + 1);
    const struct plan_demand_plan plan = {p, choices, t->best.len, chosen};
    struct demand_set *out = &y->ways_out[y->ways_out_len];

    if (choices == NULL || chosen == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < t->best.len; i++) {
        const struct plan_column *c = &t->core->columns[t->best.columns[i]];

        choices[i] = (struct plan_choice){c->module, c->runs[t->best.runs[i]].run, PLAN_NONE};
        chosen[c->module] = true;
    }
    (void)plan_pay(p, choices, t->best.len);
    *out = (struct demand_set){{0}};
    for (size_t d = 0; d < y->q->demands_len; d++) {
        if (!plan_demand_is_met(&plan, &y->q->demands[d]))
            put(out, d);
    }
    if (y->watched != UINT16_MAX)
        y->used = plan_demand_used(&plan, y->q->demands[y->watched].kind);
    if (y->ways_out_len + 1 < WAYS_OUT_MAX)
        y->ways_out_len++;
    return OK;
}

/* Is there a plan for the problem as it is? */
static enum err
search(struct asking *y, const struct plan_problem *p, enum answer *ret_answer)
{
    static const struct plan_mode mode = {.first_plan = true, .below = INT64_MAX};
    static const struct plan_relax nothing = {0};
    struct plan_fuel fuel = {.limits = &y->limits};
    struct plan_core core;
    struct plan_tree tree;

    *ret_answer = ANSWER_NO;
    TRY(plan_core_build(y->arena, p, &nothing, p->last_week, &core));
    for (size_t g = 0; g < core.goals_len; g++)
        if (core.goals[g].hopeless)
            return OK;
    TRY(plan_tree_init(&tree, y->arena, &core, &mode, &fuel));
    TRY(plan_tree_search(&tree));
    if (tree.best.found) {
        *ret_answer = ANSWER_YES;
        return learn_plan(y, &tree);
    }
    *ret_answer = fuel.empty ? ANSWER_UNKNOWN : ANSWER_NO;
    return OK;
}

/* The same for the demands that hold, one of them with another value. */
static enum err
ask_changed(struct asking *y, uint16_t changed, int64_t value, enum answer *ret_answer)
{
    const struct plan_demand_force force = {y->q->demands, y->q->demands_len, y->holds, changed,
                                            value};
    struct arena_mark mark = arena_mark(y->arena);
    struct plan_problem p;

    *ret_answer = ANSWER_UNKNOWN;
    if (y->questions_left > 0 && y->limits.go_on != NULL && !y->limits.go_on(y->limits.go_on_arg))
        y->questions_left = 0;
    if (y->questions_left == 0)
        return OK;
    y->questions_left--;
    TRY(plan_demand_apply(y->arena, y->q->p, &force, &p));
    TRY(search(y, &p, ret_answer));
    arena_rewind(y->arena, mark);
    return OK;
}

static enum err
ask(struct asking *y, const struct demand_set *s, enum answer *ret_answer)
{
    for (size_t d = 0; d < y->q->demands_len; d++)
        y->holds[d] = has(s, d);
    return ask_changed(y, UINT16_MAX, 0, ret_answer);
}

/*
 * From an impossible set to one in which each demand is needed. Later demands are
 * taken back first, so that of equal conflicts that of the first demands remains.
 */
static enum err
reduce(struct asking *y, struct demand_set *s, bool *ret_irreducible)
{
    size_t at = y->q->demands_len;
    size_t piece = at / 4 + 1;

    *ret_irreducible = true;
    while (at > 0) {
        size_t from = at > piece ? at - piece : 0;
        struct demand_set less = *s;
        enum answer answer = ANSWER_NO;

        for (size_t d = from; d < at; d++)
            take_out(&less, d);
        if (memcmp(&less, s, sizeof less) != 0)
            TRY(ask(y, &less, &answer));
        if (answer == ANSWER_NO) {
            *s = less;
            at = from;
            piece *= 2;
        } else if (piece > 1 && at - from > 1) {
            piece = (at - from) / 2;
        } else {
            *ret_irreducible = *ret_irreducible && answer == ANSWER_YES;
            at = from;
            piece = 1;
        }
    }
    return OK;
}

/* A smallest set that hits all ways out, depth first with a rising limit. */
struct hitting {
    const struct asking *y;
    struct demand_set set;
    size_t way[HITTING_MAX];  /* the way out hit at each depth */
    size_t next[HITTING_MAX]; /* the demand tried next there */
    int steps;
};

/* The first way out that the set does not hit; SIZE_MAX. */
static size_t
open_way(const struct hitting *h)
{
    for (size_t i = 0; i < h->y->ways_out_len; i++)
        if (!meet(&h->set, &h->y->ways_out[i]))
            return i;
    return SIZE_MAX;
}

/* Whether `most` demands suffice; then h->set is such a set. */
static bool
hit_with(struct hitting *h, size_t most)
{
    size_t depth = 0;

    h->set = (struct demand_set){{0}};
    h->next[0] = 0;
    h->way[0] = open_way(h);
    if (h->way[0] == SIZE_MAX)
        return true;
    while (h->steps-- > 0 && most > 0) {
        const struct demand_set *way = &h->y->ways_out[h->way[depth]];
        size_t d = h->next[depth];

        if (d > 0)
            take_out(&h->set, d - 1);
        while (d < h->y->q->demands_len && !has(way, d))
            d++;
        if (d == h->y->q->demands_len) {
            if (depth-- == 0)
                return false;
            continue;
        }
        put(&h->set, d);
        h->next[depth] = d + 1;
        if (open_way(h) == SIZE_MAX)
            return true;
        if (depth + 1 == most)
            continue;
        depth++;
        h->way[depth] = open_way(h);
        h->next[depth] = 0;
    }
    return false;
}

/*
 * A smaller conflict than `*s`, or the proof that there is none: as long as the
 * smallest set that hits all ways out has a plan, that plan is a new way out.
 */
static enum err
minimise(struct asking *y, struct demand_set *s, bool *ret_smallest)
{
    size_t most = 0;

    *ret_smallest = false;
    while (most < count(s) && most < HITTING_MAX) {
        struct hitting h = {.y = y, .steps = HITTING_STEPS_MAX};
        enum answer answer;

        if (!hit_with(&h, most)) {
            if (h.steps <= 0 && most > 0)
                return OK;
            most++;
            continue;
        }
        TRY(ask(y, &h.set, &answer));
        if (answer == ANSWER_UNKNOWN || y->ways_out_len + 1 == WAYS_OUT_MAX)
            return OK;
        if (answer == ANSWER_NO)
            *s = h.set;
    }
    *ret_smallest = most == count(s);
    return OK;
}

/* What the demand says now, and the step between its values. */
static int64_t
stated(const struct plan_problem *p, enum plan_demand_kind kind)
{
    int32_t least = PLAN_MINUTES_MAX;

    switch (kind) {
    case PLAN_DEMAND_HOURS:
        return p->minutes_max;
    case PLAN_DEMAND_BUDGET:
        return p->budget_cents;
    case PLAN_DEMAND_LAST_WEEK:
        return p->last_week;
    case PLAN_DEMAND_WEEKLY:
        for (int w = 0; w < p->weeks; w++)
            if (p->weekly_minutes[w] > 0 && p->weekly_minutes[w] < least)
                least = p->weekly_minutes[w];
        return least;
    case PLAN_DEMAND_TARGET:
    case PLAN_DEMAND_FREE_WEEKS:
    case PLAN_DEMAND_BUSY:
    case PLAN_DEMAND_KEEP:
    case PLAN_DEMAND_DROP:
    case PLAN_DEMAND_EXCLUSION:
    case PLAN_DEMAND_RUNS:
        break;
    }
    return PLAN_NONE;
}

static int64_t
rounded_up(int64_t value, int64_t step)
{
    return (value + step - 1) / step * step;
}

/* The least value between one that does not do and one that does, by halving. */
static enum err
find_least(struct asking *y, struct plan_relief *r)
{
    enum plan_demand_kind kind = y->q->demands[r->demand].kind;
    int64_t step = kind == PLAN_DEMAND_WEEKLY ? PLAN_CONFLICT_MINUTES : 1;
    int64_t low = stated(y->q->p, kind); /* does not do */
    int64_t high = rounded_up(y->used, step);

    r->is_least = true;
    while (high - low > step) {
        int64_t middle = rounded_up(low + (high - low) / 2, step);
        enum answer answer;

        if (middle >= high)
            middle = high - step;
        if (middle <= low)
            break;
        TRY(ask_changed(y, r->demand, middle, &answer));
        if (answer == ANSWER_YES) {
            int64_t used = rounded_up(y->used, step);

            high = used > low && used < middle ? used : middle;
            continue;
        }
        r->is_least = r->is_least && answer == ANSWER_NO;
        low = middle;
    }
    r->has_value = true;
    r->value = high;
    return OK;
}

/* Which demand of the conflict alone could give way, and how far it must. */
static enum err
find_reliefs(struct asking *y, const struct demand_set *s, struct plan_conflict *c)
{
    struct plan_relief *reliefs = arena_array(y->arena, struct plan_relief, count(s) + 1);
    struct demand_set all = {{0}};

    if (reliefs == NULL)
        return ERR_LIMIT;
    for (size_t d = 0; d < y->q->demands_len; d++)
        put(&all, d);
    for (uint16_t d = 0; d < y->q->demands_len; d++) {
        struct plan_relief r = {.demand = d};
        struct demand_set less = all;
        enum answer answer;

        if (!has(s, d))
            continue;
        take_out(&less, d);
        y->watched = d;
        TRY(ask(y, &less, &answer));
        if (answer != ANSWER_YES)
            continue;
        y->holds[d] = true;
        if (stated(y->q->p, y->q->demands[d].kind) != PLAN_NONE)
            TRY(find_least(y, &r));
        reliefs[c->reliefs_len++] = r;
    }
    c->reliefs = reliefs;
    return OK;
}

static enum err
list_demands(struct asking *y, const struct demand_set *s, struct plan_conflict *c)
{
    uint16_t *demands = arena_array(y->arena, uint16_t, count(s) + 1);

    if (demands == NULL)
        return ERR_LIMIT;
    for (uint16_t d = 0; d < y->q->demands_len; d++)
        if (has(s, d))
            demands[c->demands_len++] = d;
    c->demands = demands;
    return OK;
}

static enum err
start(struct asking *y, struct arena *a, const struct plan_conflict_question *q)
{
    *y = (struct asking){.arena = a,
                         .q = q,
                         .limits = *q->limits,
                         .questions_left = PLAN_CONFLICT_QUESTIONS,
                         .watched = UINT16_MAX};
    if (y->limits.nodes_max == 0)
        y->limits.nodes_max = PLAN_CONFLICT_NODES;
    y->holds = arena_array(a, bool, q->demands_len + 1);
    y->ways_out = arena_array(a, struct demand_set, WAYS_OUT_MAX);
    return !y->holds || !y->ways_out ? ERR_LIMIT : OK;
}

enum err
plan_conflict_find(struct arena *a, const struct plan_conflict_question *q,
                   struct plan_conflict *ret_conflict)
{
    struct plan_conflict c = {.state = PLAN_CONFLICT_UNKNOWN};
    struct demand_set s = {{0}};
    enum answer answer;
    struct asking y;

    if (q->demands_len > PLAN_DEMANDS_MAX)
        return ERR_LIMIT;
    TRY(start(&y, a, q));
    for (size_t d = 0; d < q->demands_len; d++)
        put(&s, d);
    TRY(ask(&y, &s, &answer));
    if (answer == ANSWER_YES)
        c.state = PLAN_CONFLICT_NONE;
    if (answer == ANSWER_NO) {
        c.state = PLAN_CONFLICT_FOUND;
        TRY(reduce(&y, &s, &c.is_irreducible));
        TRY(minimise(&y, &s, &c.is_smallest));
        c.is_irreducible = c.is_irreducible || c.is_smallest;
        TRY(list_demands(&y, &s, &c));
        TRY(find_reliefs(&y, &s, &c));
    }
    *ret_conflict = c;
    return OK;
}
