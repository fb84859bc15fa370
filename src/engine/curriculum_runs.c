/* SPDX-License-Identifier: EUPL-1.2 */
/* The ways to take a block: its runs that fit, or any week for what has no sittings. */
#include "engine/curriculum_builder.h"

enum {
    TRAVEL_CENTS_PER_KM = 30, /* there and back are two kilometres */
    SPREAD_WEEKS_MAX = 8,     /* PLAN-31 */
    MIDDAY_MINUTE = 12 * 60 + 30,
    EVENING_MINUTE = 17 * 60, /* sittings from here on take no half day of work */
};

/* Weeks that `minutes` take at full pace. */
static int
weeks_needed(const struct builder *b, int32_t minutes)
{
    int weekly = b->situation->weekly_minutes;

    return (minutes + weekly - 1) / weekly;
}

static bool
weeks_are_free(const struct builder *b, int from, int to, int32_t minutes)
{
    int32_t load = minutes / (to - from + 1);

    if (from < 0 || to >= b->weeks)
        return false;
    for (int w = from; w <= to; w++) {
        if (load > b->capacity[w])
            return false;
    }
    return true;
}

struct run_list {
    struct plan_run *runs;
    size_t len;
    size_t size;
    struct curriculum_source *sources;
    size_t sources_size;
};

static enum err
run_put(struct builder *b, struct run_list *list, struct plan_run run,
        struct curriculum_source source)
{
    void *runs = list->runs;
    void *sources = list->sources;

    if (list->len >= CURRICULUM_RUNS_MAX)
        return OK;
    TRY(arena_grow(b->arena, &runs, list->len, &list->size, sizeof run));
    list->runs = runs;
    TRY(arena_grow(b->arena, &sources, list->len, &list->sources_size, sizeof source));
    list->sources = sources;
    list->runs[list->len] = run;
    list->sources[list->len++] = source;
    return OK;
}

/* Any start between two weeks, for what has no sittings. */
static enum err
put_windows(struct builder *b, struct run_list *list, const struct module *m, const struct run *r)
{
    int n = weeks_needed(b, m->minutes);
    int from = r == NULL ? 0 : (r->first.n - b->out->start.n + 6) / 7;
    int to = r == NULL ? b->weeks - 1 : (r->last.n - b->out->start.n) / 7;

    for (int w = from < 0 ? 0 : from; w + n - 1 <= to && w + n <= b->weeks; w++) {
        struct plan_run run = {
            .start_week = (int16_t)w, .end_week = (int16_t)(w + n - 1), .seats = SEATS_MAX};

        if (r != NULL)
            run.seats = run_seats_free(r);
        if (weeks_are_free(b, w, w + n - 1, m->minutes))
            TRY(run_put(b, list, run, (struct curriculum_source){r, -1}));
    }
    return OK;
}

/* The half days that the run's sittings take, each once, ascending. */
static enum err
slots_of(struct builder *b, const struct run *r, const uint16_t **ret_slots, uint16_t *ret_len)
{
    uint16_t *slots = arena_array(b->arena, uint16_t, (size_t)r->sessions_len * 2 + 1);
    uint16_t len = 0;

    if (slots == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < r->sessions_len; i++) {
        const struct session *s = &r->sessions[i];
        int day = s->day.n - b->out->start.n;
        int weekday = (int)day_weekday(s->day);
        int slot = day / 7 * PLAN_SLOTS_PER_WEEK + weekday * 2;

        if (weekday > FRIDAY || s->from_minute >= EVENING_MINUTE)
            continue;
        if (s->from_minute < MIDDAY_MINUTE && (len == 0 || slots[len - 1] < slot))
            slots[len++] = (uint16_t)slot;
        if (s->to_minute > MIDDAY_MINUTE + 30 && (len == 0 || slots[len - 1] < slot + 1))
            slots[len++] = (uint16_t)(slot + 1);
    }
    *ret_slots = slots;
    *ret_len = len;
    return OK;
}

static int
session_days(const struct run *r)
{
    int days = 0;

    for (int i = 0; i < r->sessions_len; i++)
        days += i == 0 || r->sessions[i].day.n != r->sessions[i - 1].day.n;
    return days;
}

/* Kilometres to the run's venue; < 0: online, or not known. */
static double
run_distance_km(const struct builder *b, const struct run *r)
{
    const struct venue *v = r->venue.n ? catalogue_venue(b->catalogue, r->venue) : NULL;

    if (v == NULL || !v->position.known || !b->situation->home.known)
        return -1;
    return position_distance_m(v->position, b->situation->home) / 1000;
}

/*
 * A run with sittings: its time counts for as many weeks as it takes at the
 * person's pace, a seminar day of 8 hours at 4 hours a week for two (PLAN-31).
 * The weeks may lie before or after, so there are several ways.
 */
static enum err
put_dated(struct builder *b, struct run_list *list, const struct module *m, const struct run *r)
{
    int first = (r->first.n - b->out->start.n) / 7;
    int last = (r->last.n - b->out->start.n) / 7;
    int spread = weeks_needed(b, m->minutes);
    int n = last - first + 1;
    double km = run_distance_km(b, r);
    struct plan_run run = {.seats = run_seats_free(r)};

    if (r->first.n < b->out->start.n)
        return OK;
    if (spread > n)
        n = spread;
    if (n - (last - first + 1) > SPREAD_WEEKS_MAX)
        return OK;
    TRY(slots_of(b, r, &run.slots, &run.slots_len));
    if (km > 0)
        run.cost_cents = (int64_t)(km * 2 * TRAVEL_CENTS_PER_KM) * session_days(r) *
                         b->weights.travel_percent / 100;
    for (int from = first - (n - (last - first + 1)); from <= first; from++) {
        run.start_week = (int16_t)from;
        run.end_week = (int16_t)(from + n - 1);
        if (weeks_are_free(b, from, from + n - 1, m->minutes))
            TRY(run_put(b, list, run, (struct curriculum_source){r, km}));
    }
    return OK;
}

enum err
builder_runs(struct builder *b, struct curriculum_candidate *c, struct plan_module *ret_module)
{
    const struct module *m = c->module;
    struct run_list list = {.runs = NULL};

    if (m->self_paced || m->runs_len == 0)
        TRY(put_windows(b, &list, m, NULL));
    for (int i = 0; i < m->runs_len; i++) {
        const struct run *r = &m->runs[i];
        int64_t value;

        if (!catalogue_run_is_open(r, b->catalogue->today) || run_seats_free(r) < 1 ||
            match_run_out(b->catalogue, b->situation, m, r, &value) != MATCH_IN)
            continue;
        if (r->sessions_len > 0) {
            TRY(put_dated(b, &list, m, r));
        } else if (r->last.n >= b->out->start.n) {
            TRY(put_windows(b, &list, m, r));
        }
    }
    ret_module->runs = list.runs;
    ret_module->runs_len = (uint16_t)list.len;
    c->sources = list.sources;
    return OK;
}
