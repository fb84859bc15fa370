/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Label correcting from the column added: a column's earliest end follows from
 * the weeks its needs are held; an earlier end makes facts earlier, which wakes
 * the columns that need them. Weeks only fall, so it ends.
 */
#include "engine/plan_reach.h"

#include <string.h>

enum err
plan_reach_init(struct plan_reach *r, struct arena *a, const struct plan_core *core)
{
    *r = (struct plan_reach){.core = core};
    r->held = arena_array(a, uint8_t, core->facts_len + 1);
    r->allowed = arena_array(a, bool, core->columns_len + 1);
    r->queue = arena_array(a, uint16_t, core->columns_len + 1); /* a ring, one place free */
    r->queued = arena_array(a, bool, core->columns_len + 1);
    r->undo = arena_array(a, struct plan_reach_undo, core->facts_len + 1);
    r->touched = arena_array(a, bool, core->facts_len + 1);
    if (!r->held || !r->allowed || !r->queue || !r->queued || !r->undo || !r->touched)
        return ERR_LIMIT;
    plan_reach_clear(r);
    return OK;
}

void
plan_reach_clear(struct plan_reach *r)
{
    memset(r->held, PLAN_NEVER, r->core->facts_len);
    memset(r->allowed, 0, r->core->columns_len);
    r->work += (r->core->facts_len + r->core->columns_len) / 16;
}

uint8_t
plan_reach_start(const struct plan_reach *r, size_t column)
{
    const struct plan_column *c = &r->core->columns[column];
    uint8_t start = 0;

    for (size_t i = 0; i < c->needs_len; i++) {
        uint8_t held = r->held[c->needs[i]];

        if (held == PLAN_NEVER)
            return PLAN_NEVER;
        if (held >= start)
            start = (uint8_t)(held + 1);
    }
    return start;
}

uint8_t
plan_reach_end(const struct plan_reach *r, size_t column)
{
    uint8_t start = plan_reach_start(r, column);

    if (start > r->core->weeks)
        return PLAN_NEVER;
    return r->core->columns[column].end_from[start];
}

bool
plan_reach_has(const struct plan_reach *r, struct plan_aim aim)
{
    if (aim.is_column)
        return plan_reach_end(r, aim.n) != PLAN_NEVER;
    return r->held[aim.n] != PLAN_NEVER;
}

bool
plan_reach_gives(const struct plan_reach *r, size_t column, uint16_t fact)
{
    const struct plan_column *c = &r->core->columns[column];

    for (size_t g = 0; g < c->gains_len; g++)
        if (fact >= c->gains[g].first && fact <= c->gains[g].last)
            return true;
    return false;
}

/* Wake the allowed columns that need the fact; the end of the queue. */
static size_t
wake(struct plan_reach *r, uint16_t fact, size_t tail)
{
    r->work += r->core->users_from[fact + 1] - r->core->users_from[fact];
    for (uint32_t u = r->core->users_from[fact]; u < r->core->users_from[fact + 1]; u++) {
        uint16_t column = r->core->users[u];

        if (!r->allowed[column] || r->queued[column])
            continue;
        r->queued[column] = true;
        r->queue[tail] = column;
        tail = tail == r->core->columns_len ? 0 : tail + 1;
    }
    return tail;
}

static size_t
hold(struct plan_reach *r, struct plan_gain gain, uint8_t end, size_t tail)
{
    for (int f = gain.last; f >= gain.first && r->held[f] > end; f--) {
        if (!r->touched[f]) {
            r->touched[f] = true;
            r->undo[r->undo_len++] = (struct plan_reach_undo){(uint16_t)f, r->held[f]};
        }
        r->held[f] = end;
        tail = wake(r, (uint16_t)f, tail);
    }
    return tail;
}

void
plan_reach_add(struct plan_reach *r, size_t column)
{
    size_t head = 0;
    size_t tail = 1;

    for (size_t i = 0; i < r->undo_len; i++)
        r->touched[r->undo[i].fact] = false;
    r->undo_len = 0;
    r->allowed[column] = true;
    r->queue[0] = (uint16_t)column;
    r->queued[column] = true;
    while (head != tail) {
        size_t now = r->queue[head];
        uint8_t end = plan_reach_end(r, now);

        head = head == r->core->columns_len ? 0 : head + 1;
        r->work += 16u + r->core->columns[now].needs_len + r->core->columns[now].gains_len;
        r->queued[now] = false;
        for (size_t g = 0; end != PLAN_NEVER && g < r->core->columns[now].gains_len; g++)
            tail = hold(r, r->core->columns[now].gains[g], end, tail);
    }
}

void
plan_reach_undo(struct plan_reach *r, size_t column)
{
    r->allowed[column] = false;
    for (size_t i = 0; i < r->undo_len; i++)
        r->held[r->undo[i].fact] = r->undo[i].held;
}

bool
plan_reach_add_short_of(struct plan_reach *r, size_t column, struct plan_aim aim)
{
    plan_reach_add(r, column);
    if (!plan_reach_has(r, aim))
        return true;
    plan_reach_undo(r, column);
    return false;
}
