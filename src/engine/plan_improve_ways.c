/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The cheapest chain to each fact is the additive heuristic of planning (B. Bonet,
 * H. Geffner, "Planning as Heuristic Search", 2001): a column costs its price and
 * what its needs cost, a fact as much as its cheapest giver. The earliest chain is
 * kept beside it, for who cannot wait for the cheapest. Chains count twice what two
 * needs share; therefore they are added one at a time, and what is in the trial
 * costs nothing from then on.
 */
#include <string.h>

#include "engine/plan_improve_parts.h"

enum { TRIES_PER_MOOD = 8 };

static const double FAR = 1e18;
static const double HOPE = 1.5;

/* xorshift64*: a number below `below`. */
uint32_t
improve_draw(struct plan_improve *m, uint32_t below)
{
    m->dice ^= m->dice >> 12;
    m->dice ^= m->dice << 25;
    m->dice ^= m->dice >> 27;
    return (uint32_t)(((m->dice * UINT64_C(2685821657736338717)) >> 33) % below);
}

static void
push(struct plan_improve *m, uint16_t column)
{
    if (m->queued[column] || m->shunned[column] || !(m->hopeful[column] || m->in[column]))
        return;
    m->queued[column] = true;
    m->queue[m->tail] = column;
    m->tail = m->tail == m->tree->core->columns_len ? 0 : m->tail + 1;
}

/* The earliest week in which the column ends, by what is held; PLAN_NEVER. */
uint8_t
improve_end_of(const struct plan_improve *m, uint16_t column)
{
    const struct plan_column *c = &m->tree->core->columns[column];
    int start = 0;

    for (size_t k = 0; k < c->needs_len; k++) {
        int held = m->held[c->needs[k]];

        start = held >= start ? held + 1 : start;
    }
    return start > m->tree->core->weeks ? PLAN_NEVER : c->end_from[start];
}

/* What the column gives is held by the end of week `end`; whether any of it is news. */
static bool
hold(struct plan_improve *m, const struct plan_column *c, uint8_t end)
{
    bool earlier = false;

    for (size_t g = 0; end != PLAN_NEVER && g < c->gains_len; g++)
        for (int f = c->gains[g].last; f >= c->gains[g].first && m->held[f] > end; f--) {
            m->held[f] = end;
            earlier = true;
        }
    return earlier;
}

/* The trial is small, so pass after pass. */
void
improve_hold_trial(struct plan_improve *m, size_t but)
{
    bool earlier = true;

    memset(m->held, PLAN_NEVER, m->tree->core->facts_len);
    while (earlier) {
        earlier = false;
        m->fuel.steps += 8 * (int64_t)m->trial_len;
        for (size_t i = 0; i < m->trial_len; i++)
            if (i != but)
                earlier |=
                    hold(m, &m->tree->core->columns[m->trial[i]], improve_end_of(m, m->trial[i]));
    }
}

static void
wake(struct plan_improve *m, uint16_t fact)
{
    const struct plan_core *core = m->tree->core;

    for (uint32_t u = core->users_from[fact]; u < core->users_from[fact + 1]; u++)
        push(m, core->users[u]);
    m->fuel.steps += core->users_from[fact + 1] - core->users_from[fact];
}

/* A chain to the fact is known: is it the cheapest, or the earliest? */
static void
offer_way(struct plan_improve *m, uint16_t fact, struct plan_way way)
{
    struct plan_way *cheap = &m->cheap[fact];
    struct plan_way *early = &m->early[fact];
    bool news = false;

    if (way.price < cheap->price * (1 - 1e-12)) {
        *cheap = way;
        news = true;
    }
    if (way.week < early->week ||
        (way.week == early->week && way.price < early->price * (1 - 1e-12))) {
        *early = way;
        news = true;
    }
    if (news)
        wake(m, fact);
}

/* The way to a need for a column whose needs come by the earliest chains, or as it suits. */
static const struct plan_way *
way_to_need(const struct plan_improve *m, uint16_t column, uint16_t need, bool early)
{
    if (early || m->cheap[need].week >= m->last_start[column])
        return &m->early[need];
    return &m->cheap[need];
}

static void
look_at_column(struct plan_improve *m, uint16_t column, bool early)
{
    const struct plan_column *c = &m->tree->core->columns[column];
    struct plan_way way = {m->in[column] ? 0 : m->price[column], PLAN_NEVER, early, column};
    int start = 0;

    for (size_t k = 0; k < c->needs_len; k++) {
        const struct plan_way *need = way_to_need(m, column, c->needs[k], early);

        way.price += need->price;
        start = need->week >= start ? need->week + 1 : start;
    }
    if (way.price >= FAR || start > m->tree->core->weeks)
        return;
    way.week = c->end_from[start];
    for (size_t g = 0; way.week != PLAN_NEVER && g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            offer_way(m, (uint16_t)f, way);
}

/* Until no chain becomes cheaper or earlier. */
static void
settle_ways(struct plan_improve *m)
{
    const struct plan_core *core = m->tree->core;

    while (m->head != m->tail) {
        uint16_t now = m->queue[m->head];

        m->head = m->head == core->columns_len ? 0 : m->head + 1;
        m->queued[now] = false;
        m->fuel.steps += 16 + 2 * (core->columns[now].needs_len + core->columns[now].gains_len);
        look_at_column(m, now, false);
        if (core->columns[now].needs_len > 0)
            look_at_column(m, now, true);
    }
}

/* Prices moved a little or more; what the LP takes is cheaper. */
static void
set_prices(struct plan_improve *m, double *price)
{
    const struct plan_tree *t = m->tree;
    bool by_point = m->by_point && m->tries % 2 == 0;
    double most = 0.1 + 0.2 * improve_draw(m, 3); /* by which a price is moved */

    for (size_t c = 0; c < t->core->columns_len; c++) {
        double cost = (double)t->core->columns[c].cost - (double)t->best_pay[c] / 4;

        if (by_point)
            cost *= 1.02 - (m->x[c] > 1 ? 1 : m->x[c]);
        cost = cost < 1 ? 1 : cost;
        price[c] = m->gone[c] ? FAR : cost * (1 - most + 2 * most * improve_draw(m, 1024) / 1024);
    }
    (void)plan_fuel_spend(&m->fuel, t->core->columns_len * 4);
}

/* Whether the column with its chain costs little more than other chains to what it gives. */
static bool
is_hopeful(const struct plan_improve *m, uint16_t column)
{
    const struct plan_column *c = &m->tree->core->columns[column];
    double price = m->price[column];
    double others = 0;

    for (size_t k = 0; k < c->needs_len; k++)
        price += way_to_need(m, column, c->needs[k], false)->price;
    for (size_t g = 0; g < c->gains_len; g++)
        others += m->cheap[c->gains[g].last].price;
    return price <= others * HOPE;
}

/* No chain is known; every column is looked at next. */
static void
forget_ways(struct plan_improve *m)
{
    for (size_t f = 0; f < m->tree->core->facts_len; f++)
        m->cheap[f] = m->early[f] = (struct plan_way){FAR, PLAN_NEVER, false, 0};
    for (uint16_t c = 0; c < m->tree->core->columns_len; c++)
        push(m, c);
}

/* A mood for this try: now and then one gets new prices, and its chains are found anew. */
const struct plan_mood *
improve_choose_mood(struct plan_improve *m)
{
    struct plan_mood *mood = &m->moods[improve_draw(m, PLAN_IMPROVE_MOODS)];
    size_t facts = m->tree->core->facts_len;

    m->price = mood->price;
    m->hopeful = mood->hopeful;
    if (mood->known && improve_draw(m, TRIES_PER_MOOD) > 0)
        return mood;
    set_prices(m, mood->price);
    memset(mood->hopeful, 1, m->tree->core->columns_len);
    memset(m->in, 0, m->tree->core->columns_len);
    forget_ways(m);
    settle_ways(m);
    memcpy(mood->cheap, m->cheap, facts * sizeof *m->cheap);
    memcpy(mood->early, m->early, facts * sizeof *m->early);
    for (uint16_t c = 0; c < m->tree->core->columns_len; c++)
        mood->hopeful[c] = is_hopeful(m, c);
    mood->known = true;
    return mood;
}

/* The chains when what is in the trial costs nothing. */
void
improve_find_ways(struct plan_improve *m, const struct plan_mood *mood)
{
    size_t facts = m->tree->core->facts_len;

    if (m->shunned_len > 0) {
        forget_ways(m);
    } else {
        memcpy(m->cheap, mood->cheap, facts * sizeof *m->cheap);
        memcpy(m->early, mood->early, facts * sizeof *m->early);
    }
    for (size_t f = 0; f < facts; f++)
        if (m->held[f] != PLAN_NEVER)
            offer_way(m, (uint16_t)f, (struct plan_way){0, m->held[f], false, 0});
    for (size_t i = 0; i < m->trial_len; i++)
        push(m, m->trial[i]);
    m->fuel.steps += (int64_t)facts * 4;
    settle_ways(m);
}

/* The column has joined the trial: what it gives costs nothing more. */
static void
free_gains(struct plan_improve *m, uint16_t column)
{
    const struct plan_column *c = &m->tree->core->columns[column];

    push(m, column);
    for (size_t g = 0; g < c->gains_len; g++)
        for (int f = c->gains[g].first; f <= c->gains[g].last; f++)
            if (m->held[f] != PLAN_NEVER)
                offer_way(m, (uint16_t)f, (struct plan_way){0, m->held[f], false, 0});
}

/* Members from `from` on have joined. */
void
improve_free_from(struct plan_improve *m, size_t from)
{
    improve_hold_trial(m, SIZE_MAX);
    for (size_t i = from; i < m->trial_len; i++)
        free_gains(m, m->trial[i]);
    settle_ways(m);
}

/* The chain to the fact: its columns join, those of the needs of each. False: there is none. */
bool
improve_add_chain(struct plan_improve *m, uint16_t fact)
{
    const struct plan_core *core = m->tree->core;
    size_t from = m->trial_len;
    size_t waiting = 0;
    size_t left = 4 * core->facts_len; /* of steps: labels may have moved meanwhile */

    if (m->cheap[fact].price >= FAR)
        return false;
    m->waiting[waiting++] = (struct plan_wait){fact, false};
    while (waiting > 0 && left-- > 0) {
        struct plan_wait w = m->waiting[--waiting];
        const struct plan_way *way = w.early ? &m->early[w.fact] : &m->cheap[w.fact];
        const struct plan_column *c = &core->columns[way->giver];

        if (way->price <= 0)
            continue;
        for (size_t k = 0; k < c->needs_len && waiting < core->facts_len; k++) {
            bool early =
                way_to_need(m, way->giver, c->needs[k], way->early) == &m->early[c->needs[k]];

            m->waiting[waiting++] = (struct plan_wait){c->needs[k], early};
        }
        if (!m->in[way->giver]) {
            m->in[way->giver] = true;
            m->trial[m->trial_len++] = way->giver;
        }
    }
    improve_free_from(m, from);
    return true;
}
