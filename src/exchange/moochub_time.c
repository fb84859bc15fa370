/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * When a course takes place and how much work it is.
 *
 * startDate and endDate belong together by their order. A start without an end
 * lasts as long as "duration" says; where that is missing too, an online course
 * is open from then on (self-paced, available_from), any other takes one day.
 * A run's code is its first day, so it stays the same over imports.
 *
 * Work is workload times length. A duration of hours ("PT90M") is work itself.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/duration.h"
#include "exchange/moochub_parts.h"

/* A day, and the minute in Germany when the source names a time. */
struct moment {
    struct day day;
    int minute;
    bool timed;
};

/* Whether a zone follows the time in "10:30:00Z", "10:30+02:00"; without one it is the wall
 * clock at the place, for us that in Germany. */
static bool
has_zone(struct slice time)
{
    return slice_ends(time, SLICE("Z")) || slice_ends(time, SLICE("z")) ||
           slice_find_char(time, '+') < time.len || slice_find_char(time, '-') < time.len;
}

/* "10:30", "10:30:00": minutes after midnight, -1 when it is none. */
static int
wall_clock(struct slice time)
{
    int64_t hour = 0;
    int64_t minute = 0;

    if (time.len < 5 || time.at[2] != ':' || slice_int(slice_sub(time, 0, 2), 0, 23, &hour) != OK ||
        slice_int(slice_sub(time, 3, 2), 0, 59, &minute) != OK)
        return -1;
    return (int)(hour * 60 + minute);
}

/* "2021-01-13T08:00:00Z" and what is sent instead: no zone, no seconds, no time, German form. */
static bool
read_moment(const struct moochub_reader *r, const struct json_value *v, struct moment *ret)
{
    struct slice s = json_loose_text(v);
    struct instant at = {0};

    if (!json_is_given(v) || (v->kind == JSON_KIND_TEXT && s.len == 0))
        return false;
    ret->timed = false;
    ret->minute = 0;
    if (s.len > 10 && has_zone(slice_sub(s, 10, s.len)) && instant_parse_iso(s, &at) == OK) {
        ret->day = day_of(at);
        ret->minute = minute_of(at);
        ret->timed = true;
        return true;
    }
    if (day_parse_iso(slice_sub(s, 0, 10), &ret->day) == OK) {
        ret->timed = wall_clock(slice_sub(s, 11, s.len)) >= 0;
        ret->minute = ret->timed ? wall_clock(slice_sub(s, 11, s.len)) : 0;
        return true;
    }
    if (day_parse_german(s, &ret->day) == OK)
        return true;
    moochub_note(r, v, "\"%.*s\" is no date between 1900 and 2199; left out",
                 SLICE_ARG(moochub_excerpt(s, 40)));
    return false;
}

/* The duration of the course, zero and a note when it is negative or no duration. */
static struct duration
read_duration(const struct moochub_reader *r, bool quiet)
{
    const struct json_value *v = moochub_member(r->attributes, "duration");
    struct slice s = json_loose_text(v);
    struct duration d = {0};

    if (!json_is_given(v) || (v->kind == JSON_KIND_TEXT && s.len == 0))
        return d;
    if (duration_parse(s, &d) != OK) {
        if (!quiet)
            moochub_note(r, v, "\"%.*s\" is no duration; left out",
                         SLICE_ARG(moochub_excerpt(s, 40)));
        return (struct duration){0};
    }
    if (d.negative) {
        if (!quiet)
            moochub_note(r, v, "\"%.*s\" is negative; left out", SLICE_ARG(moochub_excerpt(s, 40)));
        return (struct duration){0};
    }
    return d;
}

double
moochub_days(const struct moochub_reader *r)
{
    const struct module *m = &r->course->draft.module;
    struct duration d = read_duration(r, true);

    if (d.days > 0)
        return d.days;
    return m->runs_len > 0 ? m->runs[0].last.n - m->runs[0].first.n + 1 : 0;
}

struct dated {
    struct run run;
    struct moment from;
    struct moment to;
};

static int
by_days(const void *a, const void *b)
{
    const struct run *x = &((const struct dated *)a)->run;
    const struct run *y = &((const struct dated *)b)->run;

    if (x->first.n != y->first.n)
        return x->first.n < y->first.n ? -1 : 1;
    return x->last.n < y->last.n ? -1 : x->last.n > y->last.n;
}

static int
weekday_of(const struct json_value *v)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    struct slice s = json_loose_text(v);

    while (slice_find_char(s, '/') < s.len)
        s = slice_sub(s, slice_find_char(s, '/') + 1, s.len);
    for (int i = 0; i < (int)ARRAY_LEN(names); i++) {
        if (slice_eq_ascii_nocase(s, slice_of(names[i])))
            return i;
    }
    return -1;
}

/* "10:30:00Z" or "10:30" on that day, in minutes of German time; -1 when it is none. */
static int
clock_on(struct day day, const struct json_value *v)
{
    struct slice s = json_loose_text(v);
    struct date d = day_to_date(day);
    struct instant at = {0};
    char stamp[64];
    int len;

    if (s.len > 30 || wall_clock(s) < 0 || !has_zone(s))
        return s.len > 30 ? -1 : wall_clock(s);
    len =
        snprintf(stamp, sizeof stamp, "%04d-%02d-%02dT%.*s", d.year, d.month, d.day, SLICE_ARG(s));
    if (len > 0 && instant_parse_iso((struct slice){stamp, (size_t)len}, &at) == OK)
        return minute_of(at);
    return -1;
}

static int
by_time(const void *a, const void *b)
{
    const struct session *x = a;
    const struct session *y = b;

    if (x->day.n != y->day.n)
        return x->day.n < y->day.n ? -1 : 1;
    return x->from_minute < y->from_minute ? -1 : x->from_minute > y->from_minute;
}

static int
sessions_of_schedule(const struct moochub_reader *r, const struct dated *d,
                     struct session *sessions)
{
    const struct json_value *list = moochub_member(r->attributes, "repeatfrequency");
    int len = 0;

    for (size_t i = 0; i < json_loose_len(list) && i < 7; i++) {
        const struct json_value *v = json_loose_item(list, i);
        int weekday = weekday_of(moochub_member(v, "byday"));
        struct day day = d->run.first;

        if (weekday < 0)
            continue;
        while ((int)day_weekday(day) != weekday)
            day = day_plus(day, 1);
        for (; day.n <= d->run.last.n && len < RUN_SESSIONS_MAX; day = day_plus(day, 7)) {
            int from = clock_on(day, moochub_member(v, "starttime"));
            int to = clock_on(day, moochub_member(v, "endtime"));

            if (from >= 0 && to > from)
                sessions[len++] = (struct session){day, (int16_t)from, (int16_t)to};
        }
    }
    return len;
}

/* Sittings matter where one has to be somewhere at a time; a MOOC's dates are only its frame. */
static enum err
read_sessions(const struct moochub_reader *r, struct dated *d)
{
    const struct module *m = &r->course->draft.module;
    struct session *s;
    int len;

    if (m->format != FORMAT_IN_PERSON && m->format != FORMAT_LIVE_ONLINE)
        return OK;
    s = arena_array(r->ctx->arena, struct session, (size_t)RUN_SESSIONS_MAX);
    if (s == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left for sessions");
    len = sessions_of_schedule(r, d, s);
    if (len == 0 && d->run.first.n == d->run.last.n && d->from.timed && d->to.timed &&
        d->to.minute > d->from.minute)
        s[len++] = (struct session){d->run.first, (int16_t)d->from.minute, (int16_t)d->to.minute};
    qsort(s, (size_t)len, sizeof *s, by_time);
    d->run.sessions = s;
    d->run.sessions_len = len;
    if (!run_is_sound(&d->run)) { /* two sittings at once */
        moochub_note(r, moochub_member(r->attributes, "repeatfrequency"),
                     "the times overlap; left out");
        d->run.sessions_len = 0;
    }
    return OK;
}

/* The run that begins with startDate[i]. Answers false when there is none to keep. */
static bool
read_run(const struct moochub_reader *r, size_t i, struct dated *d)
{
    const struct json_value *starts = moochub_member(r->attributes, "startdate startdates start");
    const struct json_value *ends = moochub_member(r->attributes, "enddate enddates end");
    const struct module *m = &r->course->draft.module;
    struct duration length = read_duration(r, true);

    if (!read_moment(r, json_loose_item(starts, i), &d->from))
        return false;
    d->run = (struct run){.first = d->from.day, .seats = SEATS_MAX};
    if (read_moment(r, json_loose_item(ends, i), &d->to)) {
        d->run.last = d->to.day;
    } else if (length.days >= 1) {
        d->run.last = day_plus(d->from.day, (int)length.days - 1);
        if (d->run.last.n > DAY_MAX)
            d->run.last.n = DAY_MAX;
    } else if (m->format == FORMAT_MOOC || m->format == FORMAT_ON_DEMAND) {
        if (r->course->available_from.n == 0 || d->from.day.n < r->course->available_from.n)
            r->course->available_from = d->from.day;
        return false;
    } else {
        d->run.last = d->from.day;
    }
    if (d->run.last.n < d->run.first.n) {
        moochub_note(r, json_loose_item(ends, i), "is before the start; this run is left out");
        return false;
    }
    return true;
}

static enum err
put_run(const struct moochub_reader *r, struct dated *d)
{
    struct module *m = &r->course->draft.module;
    struct text code = text_init(r->ctx->arena, CODE_BYTES_MAX);
    int same = 1;

    TRY(read_sessions(r, d));
    for (int i = 0; i < m->runs_len; i++)
        same += m->runs[i].first.n == d->run.first.n;
    day_put_iso(&code, d->run.first);
    if (same > 1)
        text_printf(&code, "-%d", same);
    if (text_end(&code, &d->run.code) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for runs");
    r->course->draft.run_venues[m->runs_len] =
        m->format == FORMAT_IN_PERSON ? r->course->place.code : (struct slice){0};
    m->runs[m->runs_len++] = d->run;
    return OK;
}

static enum err
read_runs(struct moochub_reader *r)
{
    const struct json_value *starts = moochub_member(r->attributes, "startdate startdates start");
    struct module *m = &r->course->draft.module;
    size_t len = json_loose_len(starts);
    struct dated *all;
    size_t found = 0;

    if (len > MODULE_RUNS_MAX) {
        moochub_note(r, starts, "has %zu dates; the first %d are read", len, MODULE_RUNS_MAX);
        len = MODULE_RUNS_MAX;
    }
    all = arena_array(r->ctx->arena, struct dated, len);
    m->runs = arena_array(r->ctx->arena, struct run, len);
    r->course->draft.run_venues = arena_array(r->ctx->arena, struct slice, len);
    if (all == NULL || m->runs == NULL || r->course->draft.run_venues == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left for runs");
    for (size_t i = 0; i < len; i++)
        found += read_run(r, i, &all[found]);
    if (found > 0)
        qsort(all, found, sizeof *all, by_days);
    for (size_t i = 0; i < found; i++) {
        if (i > 0 && by_days(&all[i - 1], &all[i]) == 0)
            continue;
        TRY(put_run(r, &all[i]));
    }
    m->self_paced = m->runs_len == 0;
    return OK;
}

static bool
read_workload(const struct moochub_reader *r, struct workload *ret)
{
    const struct json_value *v = moochub_member(r->attributes, "workload");
    const struct json_value *value = moochub_member(v, "timevalue value");
    struct slice unit = json_loose_text(moochub_member(v, "timeunit unit"));
    const struct json_value *number = value != NULL ? value : v;

    *ret = (struct workload){60, WORKLOAD_PER_WEEK}; /* v2.3: a number of hours a week */
    if (!json_is_given(v) || (v->kind == JSON_KIND_TEXT && json_loose_text(v).len == 0))
        return false;
    if (v->kind == JSON_KIND_TEXT && workload_parse(json_loose_text(v), ret) == OK)
        return true;
    if (unit.len > 0 && workload_unit_parse(unit, ret) != OK) {
        moochub_note(r, v, "\"%.*s\" is no unit of work; left out",
                     SLICE_ARG(moochub_excerpt(unit, 40)));
        return false;
    }
    if (number->kind == JSON_KIND_TEXT && json_loose_int(number, -1) >= 0)
        ret->minutes *= (double)json_loose_int(number, 0);
    else if ((number->kind == JSON_KIND_INT || number->kind == JSON_KIND_DOUBLE) &&
             number->number >= 0)
        ret->minutes *= number->number;
    else {
        moochub_note(r, v, "is no workload; left out");
        return false;
    }
    return true;
}

static void
read_minutes(struct moochub_reader *r)
{
    struct duration d = read_duration(r, false);
    struct module *m = &r->course->draft.module;
    struct workload w;
    double minutes = 0;

    if (read_workload(r, &w) && w.minutes > 0) {
        minutes = workload_minutes(w, moochub_days(r));
        if (minutes < 0)
            moochub_note(r, moochub_member(r->attributes, "workload"),
                         "says how much a week, but not how many weeks; left out");
    }
    if (minutes <= 0 && d.days <= 0)
        minutes = d.minutes;
    if (minutes > MODULE_MINUTES_MAX) {
        moochub_note(r, NULL, "is %.0f hours of work, more than %d; left out", minutes / 60,
                     MODULE_MINUTES_MAX / 60);
        minutes = 0;
    }
    m->minutes = minutes > 0 ? (int32_t)lround(minutes) : 0;
}

enum err
moochub_times(struct moochub_reader *r)
{
    const struct json_value *until = moochub_member(r->attributes, "expires availableuntil");
    struct moment last;

    for (size_t i = 0; i < json_loose_len(until) && i < MODULE_RUNS_MAX; i++) {
        if (read_moment(r, json_loose_item(until, i), &last) &&
            last.day.n > r->course->available_until.n)
            r->course->available_until = last.day;
    }
    TRY(read_runs(r));
    read_minutes(r);
    return OK;
}
