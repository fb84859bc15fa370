/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Depth first: the member with the fewest runs left gets the one that ends first.
 * After each decision the runs that have become impossible go, until nothing
 * changes: collisions with what is placed, starts before needs can hold, ends too
 * late for the only one who waits for them, follow-ups out of their window.
 */
#include "engine/plan_sched.h"

#include <string.h>

static const uint16_t OPEN = UINT16_MAX;

enum err
plan_sched_init(struct plan_sched *s, struct arena *a, const struct plan_core *core,
                struct plan_fuel *fuel)
{
    size_t members = core->columns_len + 1;
    size_t needs = 0;
    size_t runs = 0;

    *s = (struct plan_sched){.core = core, .fuel = fuel};
    for (size_t c = 0; c < core->columns_len; c++) {
        needs += core->columns[c].needs_len;
        runs += core->columns[c].runs_len;
    }
    TRY(plan_reach_init(&s->reach, a, core));
    s->first = arena_array(a, uint32_t, members);
    s->alive = arena_array(a, uint8_t, runs + 1);
    s->gone = arena_array(a, uint32_t, runs + 1);
    s->alone = arena_array(a, uint8_t, core->facts_len + 1);
    s->held = arena_array(a, uint8_t, core->facts_len + 1);
    s->giver = arena_array(a, uint16_t, needs + 1);
    s->picked = arena_array(a, uint16_t, members);
    s->member = arena_array(a, uint16_t, members);
    s->mark = arena_array(a, uint32_t, members);
    if (s->alone != NULL)
        memset(s->alone, PLAN_NEVER, core->facts_len);
    return !s->first || !s->alive || !s->gone || !s->alone || !s->held || !s->giver || !s->picked ||
                   !s->member || !s->mark
               ? ERR_LIMIT
               : OK;
}

static const struct plan_column *
column_of(const struct plan_sched *s, size_t i)
{
    return &s->core->columns[s->set[i]];
}

static size_t
runs_total(const struct plan_sched *s)
{
    return s->first[s->set_len];
}

/* The run has become impossible; it is again when the search goes back. */
static void
kill(struct plan_sched *s, size_t run)
{
    s->alive[run] = 0;
    s->gone[s->gone_len++] = (uint32_t)run;
}

static void
revive(struct plan_sched *s, size_t mark)
{
    while (s->gone_len > mark)
        s->alive[s->gone[--s->gone_len]] = 1;
}

static bool
is_taken(const struct plan_sched *s, uint16_t slot)
{
    return s->taken[slot / 64] >> (slot % 64) & 1;
}

static bool
fits(const struct plan_sched *s, const struct plan_core_run *r)
{
    for (size_t i = 0; i < r->slots_len; i++)
        if (is_taken(s, r->slots[i]))
            return false;
    for (int w = r->start; w <= r->end && r->minutes > 0; w++)
        if (s->load[w] + r->minutes > s->core->p->weekly_minutes[w])
            return false;
    return true;
}

/* Put the run into weeks and slots (sign 1), or take it out again (-1). */
static void
occupy(struct plan_sched *s, const struct plan_core_run *r, int sign)
{
    for (size_t i = 0; i < r->slots_len; i++)
        s->taken[r->slots[i] / 64] ^= UINT64_C(1) << (r->slots[i] % 64);
    for (int w = r->start; w <= r->end; w++)
        s->load[w] += sign * r->minutes;
}

static int
start_by_needs(const struct plan_sched *s, size_t i)
{
    const struct plan_column *c = column_of(s, i);
    int start = 0;

    for (size_t k = 0; k < c->needs_len; k++) {
        int held = s->held[c->needs[k]];

        if (held == PLAN_NEVER)
            return PLAN_NEVER;
        start = held >= start ? held + 1 : start;
    }
    return start;
}

/* The earliest end of a living run that starts in `start` or later. */
static int
end_from(const struct plan_sched *s, size_t i, int start)
{
    const struct plan_column *c = column_of(s, i);

    for (size_t r = 0; start != PLAN_NEVER && r < c->runs_len; r++)
        if (s->alive[s->first[i] + r] && c->runs[r].start >= start)
            return c->runs[r].end;
    return PLAN_NEVER;
}

/* What the column gives is held by the end of week `end`; whether any of it is news. */
static bool
hold(uint8_t *held, const struct plan_column *c, int end)
{
    bool earlier = false;

    for (size_t g = 0; end != PLAN_NEVER && g < c->gains_len; g++)
        for (int f = c->gains[g].last; f >= c->gains[g].first; f--) {
            earlier = earlier || held[f] > end;
            held[f] = held[f] > end ? (uint8_t)end : held[f];
        }
    return earlier;
}

/* The earliest weeks in which facts hold, by helpers and living runs. */
static void
hold_earliest(struct plan_sched *s)
{
    bool earlier = true;

    memcpy(s->held, s->helped, s->core->facts_len);
    while (earlier) {
        earlier = false;
        for (size_t i = 0; i < s->set_len; i++) {
            int end = end_from(s, i, start_by_needs(s, i));

            earlier = hold(s->held, column_of(s, i), end) || earlier;
        }
    }
}

static bool
gives(const struct plan_column *c, uint16_t fact)
{
    for (size_t g = 0; g < c->gains_len; g++)
        if (fact >= c->gains[g].first && fact <= c->gains[g].last)
            return true;
    return false;
}

/* The only member that can give the fact when no helper does; SIZE_MAX if several. */
static size_t
only_giver(const struct plan_sched *s, uint16_t fact, size_t but)
{
    size_t giver = SIZE_MAX;

    if (s->helped[fact] != PLAN_NEVER)
        return SIZE_MAX;
    for (size_t i = 0; i < s->set_len; i++) {
        if (i == but || !gives(column_of(s, i), fact))
            continue;
        if (giver != SIZE_MAX)
            return SIZE_MAX;
        giver = i;
    }
    return giver;
}

/* Givers do not depend on dates: they are looked up once per set. */
static void
list_only_givers(struct plan_sched *s)
{
    size_t at = 0;

    for (size_t i = 0; i < s->set_len; i++)
        for (size_t k = 0; k < column_of(s, i)->needs_len; k++)
            s->giver[at++] = (uint16_t)only_giver(s, column_of(s, i)->needs[k], i);
}

/* Member i's runs outside first_start..last_start or ending after last_end go. */
struct window {
    int first_start;
    int last_start;
    int last_end;
    int first_end;
};

static bool
narrow(struct plan_sched *s, size_t i, const struct window *w)
{
    const struct plan_column *c = column_of(s, i);
    bool changed = false;

    for (size_t r = 0; r < c->runs_len; r++) {
        const struct plan_core_run *run = &c->runs[r];

        if (!s->alive[s->first[i] + r] ||
            (run->start >= w->first_start && run->start <= w->last_start &&
             run->end <= w->last_end && run->end >= w->first_end))
            continue;
        kill(s, s->first[i] + r);
        changed = true;
    }
    return changed;
}

static struct window
window_of(const struct plan_sched *s, size_t i)
{
    const struct plan_column *c = column_of(s, i);
    struct window w = {PLAN_NEVER, -1, -1, PLAN_NEVER};

    for (size_t r = 0; r < c->runs_len; r++) {
        const struct plan_core_run *run = &c->runs[r];

        if (!s->alive[s->first[i] + r])
            continue;
        w.first_start = run->start < w.first_start ? run->start : w.first_start;
        w.last_start = run->start > w.last_start ? run->start : w.last_start;
        w.first_end = run->end < w.first_end ? run->end : w.first_end;
        w.last_end = run->end > w.last_end ? run->end : w.last_end;
    }
    return w;
}

/* Who alone gives what member i needs must end before i can start at the latest. */
static bool
narrow_givers(struct plan_sched *s, size_t i, const uint16_t *giver)
{
    const struct plan_column *c = column_of(s, i);
    int last = c->needs_len == 0 ? 0 : window_of(s, i).last_start;
    const struct window w = {0, PLAN_NEVER, last - 1, 0};
    bool changed = false;

    for (size_t k = 0; k < c->needs_len; k++)
        if (giver[k] != UINT16_MAX)
            changed |= narrow(s, giver[k], &w);
    return changed;
}

static bool
narrow_follow_up(struct plan_sched *s, size_t i)
{
    const struct plan_column *c = column_of(s, i);
    bool changed = false;

    for (size_t j = 0; c->follow_weeks > 0 && j < s->set_len; j++) {
        struct window course;
        struct window mine;

        if (column_of(s, j)->module != c->course)
            continue;
        course = window_of(s, j);
        mine =
            (struct window){course.first_end + 1, course.last_end + c->follow_weeks, PLAN_NEVER, 0};
        changed |= narrow(s, i, &mine);
        mine = window_of(s, i);
        course =
            (struct window){0, PLAN_NEVER, mine.last_start - 1, mine.first_start - c->follow_weeks};
        changed |= narrow(s, j, &course);
    }
    return changed;
}

static size_t
alive_count(const struct plan_sched *s, size_t i)
{
    size_t n = 0;

    for (size_t r = s->first[i]; r < s->first[i + 1]; r++)
        n += s->alive[r];
    return n;
}

/* Until nothing changes; false when a member has no run left. */
static bool
propagate(struct plan_sched *s)
{
    bool changed = true;

    while (changed) {
        const uint16_t *giver = s->giver;

        (void)plan_fuel_spend(s->fuel, 4 * (runs_total(s) + 4 * s->set_len) + s->core->facts_len);
        changed = false;
        hold_earliest(s);
        for (size_t i = 0; i < s->set_len; i++) {
            const struct window w = {start_by_needs(s, i), PLAN_NEVER, PLAN_NEVER, 0};

            changed |= narrow(s, i, &w);
            changed |= narrow_givers(s, i, giver);
            giver += column_of(s, i)->needs_len;
            changed |= narrow_follow_up(s, i);
            if (alive_count(s, i) == 0)
                return false;
        }
    }
    return true;
}

/* Runs that collide with what is placed go. */
static void
drop_collisions(struct plan_sched *s)
{
    for (size_t i = 0; i < s->set_len; i++) {
        const struct plan_column *c = column_of(s, i);

        if (s->picked[i] != OPEN)
            continue;
        for (size_t r = 0; r < c->runs_len; r++)
            if (s->alive[s->first[i] + r] && !fits(s, &c->runs[r]))
                kill(s, s->first[i] + r);
    }
}

/* The open member with the fewest runs, then the longest; SIZE_MAX: none is open. */
static size_t
next_member(const struct plan_sched *s)
{
    size_t best = SIZE_MAX;
    size_t fewest = 0;

    for (size_t i = 0; i < s->set_len; i++) {
        size_t n;

        if (s->picked[i] != OPEN)
            continue;
        n = alive_count(s, i);
        if (best != SIZE_MAX && (n > fewest || (n == fewest && column_of(s, i)->minutes <=
                                                                   column_of(s, best)->minutes)))
            continue;
        best = i;
        fewest = n;
    }
    return best;
}

/* Take back the decision at `depth`, for good: that run is impossible here. */
static void
take_back(struct plan_sched *s, size_t depth)
{
    size_t i = s->member[depth];
    uint16_t run = s->picked[i];

    occupy(s, &column_of(s, i)->runs[run], -1);
    s->picked[i] = OPEN;
    revive(s, s->mark[depth]);
    kill(s, s->first[i] + run);
}

/* Try the next living run of the member decided at `depth`; false when none is left. */
static bool
try_next(struct plan_sched *s, size_t depth)
{
    size_t i = s->member[depth];
    const struct plan_column *c = column_of(s, i);

    for (size_t r = 0; r < c->runs_len; r++) {
        if (!s->alive[s->first[i] + r])
            continue;
        s->nodes++;
        s->mark[depth] = (uint32_t)s->gone_len;
        for (size_t other = 0; other < c->runs_len; other++)
            if (other != r && s->alive[s->first[i] + other])
                kill(s, s->first[i] + other);
        s->picked[i] = (uint16_t)r;
        occupy(s, &c->runs[r], 1);
        drop_collisions(s);
        if (propagate(s))
            return true;
        take_back(s, depth);
    }
    return false;
}

static enum plan_sched_state
search(struct plan_sched *s, int64_t nodes_max)
{
    size_t depth = 0;

    s->member[0] = (uint16_t)next_member(s);
    while (s->set_len > 0) {
        if (!plan_fuel_tick(s->fuel) || (nodes_max > 0 && s->nodes > nodes_max))
            return PLAN_SCHED_LIMIT;
        if (try_next(s, depth)) {
            size_t next = next_member(s);

            if (next == SIZE_MAX)
                return PLAN_SCHED_FOUND;
            s->member[++depth] = (uint16_t)next;
            continue;
        }
        if (depth == 0)
            return PLAN_SCHED_IMPOSSIBLE;
        take_back(s, --depth);
    }
    return PLAN_SCHED_FOUND;
}

void
plan_sched_help(struct plan_sched *s, const struct plan_sched_task *task, const bool *helpers,
                uint8_t *ret_helped)
{
    memset(ret_helped, PLAN_NEVER, s->core->facts_len);
    plan_reach_clear(&s->reach);
    for (size_t i = 0; i < task->set_len; i++)
        plan_reach_add(&s->reach, task->set[i]);
    for (size_t c = 0; c < s->core->columns_len; c++)
        if (helpers[c] && !s->reach.allowed[c])
            plan_reach_add(&s->reach, c);
    for (size_t i = 0; i < task->set_len; i++)
        s->reach.allowed[task->set[i]] = false;
    for (size_t c = 0; c < s->core->columns_len; c++)
        if (s->reach.allowed[c])
            (void)hold(ret_helped, &s->core->columns[c], plan_reach_end(&s->reach, c));
    (void)plan_fuel_spend(s->fuel, plan_reach_work(&s->reach) + s->core->columns_len);
}

enum plan_sched_state
plan_sched_find(struct plan_sched *s, const struct plan_sched_task *task)
{
    s->set = task->set;
    s->set_len = task->set_len;
    s->nodes = 0;
    s->gone_len = 0;
    if (s->fuel->empty)
        return PLAN_SCHED_LIMIT;
    memset(s->load, 0, sizeof s->load);
    memset(s->taken, 0, sizeof s->taken);
    s->first[0] = 0;
    for (size_t i = 0; i < s->set_len; i++) {
        s->first[i + 1] = s->first[i] + column_of(s, i)->runs_len;
        s->picked[i] = OPEN;
    }
    memset(s->alive, 1, runs_total(s));
    s->helped = task->helped == NULL ? s->alone : task->helped;
    list_only_givers(s);
    if (!propagate(s))
        return PLAN_SCHED_IMPOSSIBLE;
    return search(s, task->nodes_max);
}
