/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An outcome is an order of the people: each chooses the best plan for themselves from
 * what is left. Outcomes are compared by their gaps, the largest first (PLAN-25), then
 * by the total cost.
 */
#include "engine/plan_department.h"

#include <assert.h>
#include <string.h>

enum { CHOICES_MAX = 200 };

struct outcome {
    struct plan_share *shares; /* [people] */
    int64_t *gaps;             /* [people], the largest first */
    struct plan_total total;
};

struct deciding {
    struct arena *arena;
    const struct plan_department *d;
    int32_t *seats; /* left */
    bool *spent;    /* [vouchers] */
    uint16_t *order;
    struct outcome now;
    struct outcome fair;
    struct plan_department_result *result;
};

static enum err
outcome_init(struct arena *a, size_t people, struct outcome *ret_outcome)
{
    struct outcome o = {.shares = arena_array(a, struct plan_share, people + 1),
                        .gaps = arena_array(a, int64_t, people + 1)};

    if (o.shares == NULL || o.gaps == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < people; i++) {
        o.shares[i].choices = arena_array(a, struct plan_choice, CHOICES_MAX);
        if (o.shares[i].choices == NULL)
            return ERR_LIMIT;
    }
    *ret_outcome = o;
    return OK;
}

/* The person's modules with the seats that are left. */
static enum err
narrow_seats(struct deciding *y, const struct plan_person *person, struct plan_problem *p)
{
    struct plan_module *modules = arena_array(y->arena, struct plan_module, p->modules_len + 1);

    if (modules == NULL)
        return ERR_LIMIT;
    memcpy(modules, p->modules, p->modules_len * sizeof *modules);
    for (size_t m = 0; m < p->modules_len; m++) {
        struct plan_run *runs = arena_array(y->arena, struct plan_run, modules[m].runs_len + 1u);

        if (runs == NULL)
            return ERR_LIMIT;
        memcpy(runs, modules[m].runs, modules[m].runs_len * sizeof *runs);
        for (size_t r = 0; r < modules[m].runs_len; r++) {
            int32_t left = y->seats[person->run_of[m][r]];

            runs[r].seats = runs[r].seats < left ? runs[r].seats : left;
        }
        modules[m].runs = runs;
    }
    p->modules = modules;
    return OK;
}

/* The vouchers that are left; ret_index tells which of the person's each one is. */
static enum err
narrow_vouchers(struct deciding *y, const struct plan_person *person, struct plan_problem *p,
                int16_t *ret_index)
{
    struct plan_voucher *vouchers = arena_array(y->arena, struct plan_voucher, p->vouchers_len + 1);
    size_t len = 0;

    if (vouchers == NULL)
        return ERR_LIMIT;
    for (size_t v = 0; v < p->vouchers_len; v++) {
        if (y->spent[person->voucher_of[v]])
            continue;
        ret_index[len] = (int16_t)v;
        vouchers[len++] = p->vouchers[v];
    }
    p->vouchers = vouchers;
    p->vouchers_len = len;
    return OK;
}

/* What the person chose is gone for the others. */
static void
take(struct deciding *y, const struct plan_person *person, const struct plan_share *share)
{
    for (size_t i = 0; i < share->choices_len; i++) {
        const struct plan_choice *c = &share->choices[i];
        int32_t *left = &y->seats[person->run_of[c->module][c->run]];

        assert(*left > 0); /* PLAN-26 */
        --*left;
        if (c->voucher == PLAN_NONE)
            continue;
        assert(!y->spent[person->voucher_of[c->voucher]]);
        y->spent[person->voucher_of[c->voucher]] = true;
    }
}

/* The person's best plan from what is left. */
static enum err
choose(struct deciding *y, size_t who, struct plan_share *share)
{
    const struct plan_person *person = &y->d->people[who];
    struct arena_mark mark = arena_mark(y->arena);
    struct plan_problem p = *person->p;
    int16_t voucher[PLAN_VOUCHERS_MAX];
    struct plan_result r;

    TRY(narrow_seats(y, person, &p));
    TRY(narrow_vouchers(y, person, &p, voucher));
    TRY(plan_solve(y->arena, &p, y->d->limits, &r));
    share->status = r.status;
    share->choices_len = r.choices_len;
    share->cents = r.objective_cents;
    share->gap = 0;
    assert(r.choices_len <= CHOICES_MAX);
    for (size_t i = 0; i < r.choices_len; i++) {
        share->choices[i] = r.choices[i];
        if (r.choices[i].voucher != PLAN_NONE)
            share->choices[i].voucher = voucher[r.choices[i].voucher];
    }
    for (size_t u = 0; u < r.unreached_len; u++)
        share->gap += p.targets[r.unreached[u].target].weight;
    for (size_t t = 0; r.status == PLAN_UNKNOWN && t < p.targets_len; t++)
        share->gap += p.targets[t].weight;
    y->result->is_exact = y->result->is_exact && r.status != PLAN_UNKNOWN &&
                          r.status != PLAN_FEASIBLE &&
                          (r.status == PLAN_OPTIMAL || r.rest_is_optimal);
    arena_rewind(y->arena, mark);
    return OK;
}

static void
open_shelves(struct deciding *y)
{
    memcpy(y->seats, y->d->seats, y->d->runs_len * sizeof *y->seats);
    memset(y->spent, 0, y->d->vouchers_len * sizeof *y->spent);
}

/* Everybody as if alone: what nobody can do better. */
static enum err
look_alone(struct deciding *y)
{
    for (size_t i = 0; i < y->d->people_len; i++) {
        struct plan_share *share = &y->fair.shares[i];

        open_shelves(y);
        TRY(choose(y, i, share));
        share->gap_alone = share->gap;
        share->cents_alone = share->cents;
        y->result->bound.gap += share->gap;
        y->result->bound.cents += share->cents;
        y->now.shares[i].gap_alone = share->gap;
        y->now.shares[i].cents_alone = share->cents;
    }
    return OK;
}

static void
sum_up(struct deciding *y)
{
    struct outcome *o = &y->now;

    o->total = (struct plan_total){0, 0};
    for (size_t i = 0; i < y->d->people_len; i++) {
        size_t at = i;

        for (; at > 0 && o->gaps[at - 1] < o->shares[i].gap; at--)
            o->gaps[at] = o->gaps[at - 1];
        o->gaps[at] = o->shares[i].gap;
        o->total.gap += o->shares[i].gap;
        o->total.cents += o->shares[i].cents;
    }
}

static bool
total_is_less(struct plan_total a, struct plan_total b)
{
    return a.gap != b.gap ? a.gap < b.gap : a.cents < b.cents;
}

/* PLAN-25: the largest gap first, then the next one; of equal gaps the least total cost. */
static bool
is_fairer(const struct deciding *y)
{
    for (size_t i = 0; i < y->d->people_len; i++)
        if (y->now.gaps[i] != y->fair.gaps[i])
            return y->now.gaps[i] < y->fair.gaps[i];
    return y->now.total.cents < y->fair.total.cents;
}

/* The outcome of y->order; kept when it is the fairest so far. */
static enum err
try_order(struct deciding *y)
{
    struct plan_department_result *r = y->result;

    open_shelves(y);
    for (size_t k = 0; k < y->d->people_len; k++) {
        size_t who = y->order[k];

        TRY(choose(y, who, &y->now.shares[who]));
        take(y, &y->d->people[who], &y->now.shares[who]);
    }
    sum_up(y);
    if (r->outcomes == 0 || total_is_less(y->now.total, r->best))
        r->best = y->now.total;
    if (r->outcomes++ == 0 || is_fairer(y)) {
        struct outcome was = y->fair;

        y->fair = y->now;
        y->now = was;
    }
    return OK;
}

static bool
may_go_on(const struct deciding *y)
{
    const struct plan_limits *l = y->d->limits;

    return l->go_on == NULL || l->go_on(l->go_on_arg);
}

static void
turn_round(uint16_t *o, size_t from, size_t to)
{
    while (from + 1 < to) {
        uint16_t swap = o[from];

        o[from++] = o[--to];
        o[to] = swap;
    }
}

/* The next order of y->order by number; false after the last. */
static bool
next_order(struct deciding *y)
{
    uint16_t *o = y->order;
    size_t n = y->d->people_len;
    size_t i = n - 1;
    size_t j = n - 1;
    uint16_t swap;

    while (i > 0 && o[i - 1] >= o[i])
        i--;
    if (i == 0)
        return false;
    while (o[j] <= o[i - 1])
        j--;
    swap = o[i - 1];
    o[i - 1] = o[j];
    o[j] = swap;
    turn_round(o, i, n);
    return true;
}

/* Those left with more gap than alone go to the front, the largest gap first. */
static bool
advance_losers(struct deciding *y, const struct outcome *o)
{
    uint16_t worst = UINT16_MAX;
    size_t at = 0;

    for (size_t k = 1; k < y->d->people_len; k++) {
        const struct plan_share *s = &o->shares[y->order[k]];

        if (s->gap > s->gap_alone && (worst == UINT16_MAX || s->gap > o->shares[worst].gap)) {
            worst = y->order[k];
            at = k;
        }
    }
    if (worst == UINT16_MAX)
        return false;
    memmove(&y->order[1], &y->order[0], at * sizeof *y->order);
    y->order[0] = worst;
    return true;
}

/* Who has the largest gap even alone chooses first; equal ones in their order. */
static void
first_order(struct deciding *y)
{
    for (uint16_t i = 0; i < y->d->people_len; i++) {
        size_t at = i;

        for (; at > 0 && y->fair.shares[y->order[at - 1]].gap_alone < y->fair.shares[i].gap_alone;
             at--)
            y->order[at] = y->order[at - 1];
        y->order[at] = i;
    }
}

static enum err
decide(struct deciding *y)
{
    if (y->d->people_len <= PLAN_DEPARTMENT_ORDERS_MAX) {
        for (uint16_t i = 0; i < y->d->people_len; i++)
            y->order[i] = i;
        do {
            TRY(try_order(y));
        } while (may_go_on(y) && next_order(y));
        return OK;
    }
    first_order(y);
    TRY(try_order(y));
    for (int round = 0; round < PLAN_DEPARTMENT_ROUNDS && may_go_on(y); round++) {
        if (!advance_losers(y, &y->fair))
            return OK;
        TRY(try_order(y));
    }
    return OK;
}

enum err
plan_department_solve(struct arena *a, const struct plan_department *d,
                      struct plan_department_result *ret_result)
{
    struct plan_department_result r = {.is_exact = true};
    struct deciding y = {.arena = a, .d = d, .result = &r};

    assert(d->people_len >= 1 && d->people_len <= PLAN_DEPARTMENT_MAX);
    y.seats = arena_array(a, int32_t, d->runs_len + 1);
    y.spent = arena_array(a, bool, d->vouchers_len + 1);
    y.order = arena_array(a, uint16_t, d->people_len);
    if (y.seats == NULL || y.spent == NULL || y.order == NULL)
        return ERR_LIMIT;
    TRY(outcome_init(a, d->people_len, &y.now));
    TRY(outcome_init(a, d->people_len, &y.fair));
    TRY(look_alone(&y));
    TRY(decide(&y));
    r.is_complete = may_go_on(&y);
    r.shares = y.fair.shares;
    r.fair = y.fair.total;
    *ret_result = r;
    return OK;
}
