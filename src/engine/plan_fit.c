/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Whoever has what it needs and the fewest runs takes its first run that fits. When
 * one finds none, all begin again with it ahead of the others.
 */
#include "engine/plan_fit.h"

#include <string.h>

enum { BEGINNINGS = 6, URGENT_RUNS = 1000 };

static const uint16_t OPEN = UINT16_MAX;

enum err
plan_fit_init(struct plan_fit *f, struct arena *a, const struct plan_core *core,
              struct plan_fuel *fuel)
{
    *f = (struct plan_fit){.core = core, .fuel = fuel};
    f->held = arena_array(a, uint8_t, core->facts_len + 1);
    f->urgent = arena_array(a, uint16_t, core->columns_len + 1);
    f->picked = arena_array(a, uint16_t, core->columns_len + 1);
    return !f->held || !f->urgent || !f->picked ? ERR_LIMIT : OK;
}

static const struct plan_column *
column_of(const struct plan_fit *f, size_t i)
{
    return &f->core->columns[f->set[i]];
}

static bool
run_fits(const struct plan_fit *f, const struct plan_core_run *r)
{
    for (size_t i = 0; i < r->slots_len; i++)
        if (f->taken[r->slots[i] / 64] >> (r->slots[i] % 64) & 1)
            return false;
    for (int w = r->start; w <= r->end && r->minutes > 0; w++)
        if (f->load[w] + r->minutes > f->core->p->weekly_minutes[w])
            return false;
    return true;
}

/* The week of the member's first possible start; PLAN_NEVER while a need is open. */
static int
start_of(const struct plan_fit *f, size_t i)
{
    const struct plan_column *c = column_of(f, i);
    int start = 0;

    for (size_t k = 0; k < c->needs_len; k++) {
        int held = f->held[c->needs[k]];

        if (held == PLAN_NEVER)
            return PLAN_NEVER;
        start = held >= start ? held + 1 : start;
    }
    return start;
}

/* The last week in which a follow-up may start. */
static int
last_start_of(const struct plan_fit *f, size_t i)
{
    const struct plan_column *c = column_of(f, i);

    for (size_t k = 0; c->follow_weeks > 0 && k < f->set_len; k++)
        if (column_of(f, k)->module == c->course && f->picked[k] != OPEN)
            return column_of(f, k)->runs[f->picked[k]].end + c->follow_weeks;
    return PLAN_NEVER;
}

static bool
place(struct plan_fit *f, size_t i)
{
    const struct plan_column *c = column_of(f, i);
    int first = start_of(f, i);
    int last = last_start_of(f, i);

    for (uint16_t r = 0; r < c->runs_len; r++) {
        const struct plan_core_run *run = &c->runs[r];

        if (run->start < first || run->start > last || !run_fits(f, run))
            continue;
        f->picked[i] = r;
        for (size_t s = 0; s < run->slots_len; s++)
            f->taken[run->slots[s] / 64] |= UINT64_C(1) << (run->slots[s] % 64);
        for (int w = run->start; w <= run->end; w++)
            f->load[w] += run->minutes;
        for (size_t g = 0; g < c->gains_len; g++)
            for (int k = c->gains[g].first; k <= c->gains[g].last; k++)
                f->held[k] = run->end < f->held[k] ? run->end : f->held[k];
        return true;
    }
    return false;
}

/* The next member to place; SIZE_MAX when none is ready. */
static size_t
next_member(const struct plan_fit *f)
{
    size_t best = SIZE_MAX;
    int32_t fewest = INT32_MAX;

    for (size_t i = 0; i < f->set_len; i++) {
        int32_t rank = column_of(f, i)->runs_len - URGENT_RUNS * f->urgent[i];

        if (f->picked[i] != OPEN || rank >= fewest || start_of(f, i) == PLAN_NEVER)
            continue;
        best = i;
        fewest = rank;
    }
    return best;
}

/* One beginning: the member that found no run, set_len when all did, SIZE_MAX when none is ready.
 */
static size_t
place_all(struct plan_fit *f)
{
    memset(f->held, PLAN_NEVER, f->core->facts_len);
    memset(f->load, 0, sizeof f->load);
    memset(f->taken, 0, sizeof f->taken);
    for (size_t i = 0; i < f->set_len; i++)
        f->picked[i] = OPEN;
    for (size_t placed = 0; placed < f->set_len; placed++) {
        size_t i = next_member(f);

        if (i == SIZE_MAX || !place(f, i))
            return i;
    }
    return f->set_len;
}

static size_t
next_open(const struct plan_fit *f)
{
    size_t i = 0;

    while (i + 1 < f->set_len && f->picked[i] != OPEN)
        i++;
    return i;
}

bool
plan_fit_find(struct plan_fit *f, const uint16_t *set, size_t len)
{
    f->set = set;
    f->set_len = len;
    memset(f->urgent, 0, len * sizeof *f->urgent);
    for (int beginning = 1; beginning <= BEGINNINGS; beginning++) {
        size_t stuck = place_all(f);

        (void)plan_fuel_spend(f->fuel, len * len * 4 + len * 32);
        if (stuck == len)
            return true;
        if (stuck == SIZE_MAX) {
            f->stuck = set[next_open(f)];
            return false;
        }
        f->urgent[stuck] = (uint16_t)beginning;
        f->stuck = set[stuck];
    }
    return false;
}
