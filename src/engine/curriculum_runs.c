/* SPDX-License-Identifier: EUPL-1.2 */
/* The ways to take a block: its runs that fit, or any week for what has no sittings. */
#include "engine/curriculum_builder.h"

enum {
    TRAVEL_CENTS_PER_KM = 30, /* there and back are two kilometres */
    BESIDE_MINUTES_MIN = 60,  /* less of a week is not planned with */
    MIDDAY_MINUTE = 13 * 60,
    WIDE_STEPS = 4, /* SHAPE_WIDE: one to four hours more a week */
    WIDE_STEP_MINUTES = 60,
};

/* Weeks that `minutes` take with so many a week. */
static int
weeks_needed(int32_t minutes, int32_t weekly)
{
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

struct candidate_run {
    const struct module *module;
    const struct run *run; /* NULL: self-paced */
};

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

/*
 * A slower pace, for the time that the full one leaves of each week: with 6 hours a
 * week, 8 hours take two weeks of 4, or beside another one four weeks of 2. As many
 * weeks; 0 when the full pace leaves nothing worth the name (CURRICULUM-3).
 */
static int
weeks_beside(int32_t minutes, int32_t weekly)
{
    int full = weeks_needed(minutes, weekly);
    int left = weekly - minutes / full;
    int weeks = left < BESIDE_MINUTES_MIN ? 0 : (minutes + left - 1) / left;

    return weeks <= full || weeks - full > SPREAD_WEEKS_MAX ? 0 : weeks;
}

/* The last week in which there is time to learn until `end`: its Friday is not past that. */
static int
last_week(const struct builder *b, struct day end)
{
    if (end.n > b->situation->latest_end.n)
        end = b->situation->latest_end;
    return (end.n - b->out->start.n + 7 - FRIDAY) / 7 - 1;
}

/* Any start between two weeks, for what has no sittings, in `n` weeks. */
static enum err
put_windows(struct builder *b, struct run_list *list, const struct candidate_run *c, int n)
{
    const struct module *m = c->module;
    const struct run *r = c->run;
    int from = r == NULL ? 0 : (r->first.n - b->out->start.n + 6) / 7;
    int to = last_week(b, r == NULL ? b->situation->latest_end : r->last);

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

/*
 * The half days that the run's sittings take, each once, ascending. One moment parts
 * them, so that two sittings that overlap always share one (CURRICULUM-6). Whether the
 * person can attend is match_run_out()'s to say.
 */
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

        if (weekday > FRIDAY)
            continue;
        if (s->from_minute < MIDDAY_MINUTE && (len == 0 || slots[len - 1] < slot))
            slots[len++] = (uint16_t)slot;
        if (s->to_minute > MIDDAY_MINUTE && (len == 0 || slots[len - 1] < slot + 1))
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
 * person's pace, a seminar day of 8 hours at 4 hours a week for two (CURRICULUM-2).
 * The weeks may lie before or after, so there are several ways.
 */
static enum err
put_dated(struct builder *b, struct run_list *list, const struct candidate_run *c, int spread)
{
    const struct module *m = c->module;
    const struct run *r = c->run;
    int first = (r->first.n - b->out->start.n) / 7;
    int last = (r->last.n - b->out->start.n) / 7;
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

/* Lengths in weeks, each once. */
struct paces {
    int weeks[2 * WIDE_STEPS + 2];
    size_t len;
};

static void
pace_put(struct paces *p, int weeks)
{
    for (size_t i = 0; i < p->len; i++) {
        if (p->weeks[i] == weeks)
            return;
    }
    if (weeks > 0)
        p->weeks[p->len++] = weeks;
}

int32_t
builder_wide_minutes(const struct situation *s)
{
    int32_t most = s->weekly_minutes + WIDE_STEPS * WIDE_STEP_MINUTES;

    return most < WEEKLY_MINUTES_MAX ? most : WEEKLY_MINUTES_MAX;
}

static enum err
put_paces(struct builder *b, struct run_list *list, const struct candidate_run *c)
{
    bool dated = c->run != NULL && c->run->sessions_len > 0;
    int32_t minutes = c->module->minutes;
    int32_t weekly = b->situation->weekly_minutes;
    int lasts = dated ? (day_monday(c->run->last).n - day_monday(c->run->first).n) / 7 + 1 : 0;
    struct paces p = {.len = 0};

    pace_put(&p, weeks_needed(minutes, weekly));
    pace_put(&p, weeks_beside(minutes, weekly));
    for (int i = 1; i <= WIDE_STEPS && b->shape == SHAPE_WIDE; i++) {
        if (weekly + i * WIDE_STEP_MINUTES <= builder_wide_minutes(b->situation))
            pace_put(&p, weeks_needed(minutes, weekly + i * WIDE_STEP_MINUTES));
    }
    for (size_t i = 0; i < p.len; i++) {
        if (i > 0 && p.weeks[i] <= lasts && b->shape != SHAPE_WIDE)
            continue; /* the run itself is slow enough: the same as before */
        TRY(dated ? put_dated(b, list, c, p.weeks[i]) : put_windows(b, list, c, p.weeks[i]));
    }
    return OK;
}

enum err
builder_runs(struct builder *b, struct curriculum_candidate *c, struct plan_module *ret_module)
{
    const struct module *m = c->module;
    struct run_list list = {.runs = NULL};

    if (m->self_paced || m->runs_len == 0)
        TRY(put_paces(b, &list, &(struct candidate_run){m, NULL}));
    for (int i = 0; i < m->runs_len; i++) {
        const struct run *r = &m->runs[i];
        int64_t value;

        if (!catalogue_run_is_open(r, b->catalogue->today) || run_seats_free(r) < 1 ||
            match_run_out(b->catalogue, b->situation, m, r, &value) != MATCH_IN)
            continue;
        TRY(put_paces(b, &list, &(struct candidate_run){m, r}));
    }
    ret_module->runs = list.runs;
    ret_module->runs_len = (uint16_t)list.len;
    c->sources = list.sources;
    return OK;
}
