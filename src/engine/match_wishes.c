/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The hard wishes, rules MATCH-1 to MATCH-14 of docs/rules/match.md, in that order.
 *
 * What is not known never counts in favour of a block: a place without a
 * position is too far, an unstated accessibility feature is missing. Two
 * exceptions, because nearly every feed leaves them out: a block without a
 * language is German, and one without hours takes as long as its sittings.
 */
#include <math.h>

#include "engine/match_parts.h"

enum { NOON = 12 * 60, LUNCH_END = 13 * 60, METRES = 1000 };

/* Which needs apply where: captions help nobody in a room, a lift nobody on a screen. */
static const uint32_t ACCESS_ONLINE = 1u << ACCESS_CAPTIONS | 1u << ACCESS_TRANSCRIPT |
                                      1u << ACCESS_SCREEN_READER | 1u << ACCESS_KEYBOARD |
                                      1u << ACCESS_SIGN_LANGUAGE | 1u << ACCESS_EASY_LANGUAGE;
static const uint32_t ACCESS_ON_SITE =
    1u << ACCESS_SCREEN_READER | 1u << ACCESS_SIGN_LANGUAGE | 1u << ACCESS_EASY_LANGUAGE |
    1u << ACCESS_WHEELCHAIR | 1u << ACCESS_INDUCTION_LOOP | 1u << ACCESS_LIFT | 1u << ACCESS_TOILET;

/* "de", "de-DE", "de_AT". */
static bool
language_is(struct slice tag, const char *primary)
{
    return slice_eq_ascii_nocase(slice_sub(tag, 0, 2), slice_of(primary)) &&
           (tag.len == 2 || (tag.len > 2 && (tag.at[2] == '-' || tag.at[2] == '_')));
}

int
wishes_language(struct slice language)
{
    if (language.len == 0 || language_is(language, "de"))
        return 0;
    return language_is(language, "en") ? 1 : 2;
}

static bool
language_is_welcome(const struct situation *s, struct slice language)
{
    int which = wishes_language(language);

    return which == 0 ? s->german : which == 1 && s->english;
}

bool
wishes_employer_allows(const struct match_person *p, uint32_t slot)
{
    const struct column_row *row = &p->c->columns->rows[slot];
    const struct match_employer *e = p->context->employer;
    bool named = false;

    if (e == NULL)
        return true;
    for (int i = 0; i < e->providers_len; i++)
        named |= e->providers[i].n == p->c->modules[slot]->provider.n;
    return (named || e->providers_len == 0) && row->price_cents <= e->price_max.n &&
           (e->minutes_max == 0 || row->minutes <= e->minutes_max) &&
           (e->formats == 0 || (e->formats & 1u << row->format) != 0) &&
           (!e->certified_only || (row->flags & COLUMN_CERTIFIED) != 0);
}

enum match_out
wishes_module_out(const struct match_person *p, uint32_t slot, int64_t *ret_value)
{
    const struct column_row *row = &p->c->columns->rows[slot];
    const struct situation *s = p->s;

    *ret_value = 0;
    if ((row->flags & COLUMN_OFFERED) == 0) /* MATCH-1 */
        return MATCH_OUT_NOT_OFFERED;
    if (s->fixed_len > 0 && situation_fixed(s, p->c->modules[slot]->id) == FIXED_DROP)
        return MATCH_OUT_DROPPED;                                         /* MATCH-2 */
    if (!language_is_welcome(s, p->c->columns->languages[row->language])) /* MATCH-3 */
        return MATCH_OUT_LANGUAGE;
    if ((s->formats & 1u << row->format) == 0) /* MATCH-4 */
        return MATCH_OUT_FORMAT;
    if (s->budget.n < CENTS_MAX && row->price_cents > s->budget.n) { /* MATCH-5 */
        int64_t due = row->price_cents - person_voucher_cents(p, p->c->modules[slot]);

        *ret_value = due;
        if (due > s->budget.n)
            return MATCH_OUT_BUDGET;
    }
    *ret_value = 0;
    return wishes_employer_allows(p, slot) ? MATCH_IN : MATCH_OUT_EMPLOYER; /* MATCH-13 */
}

static bool
week_is_blocked(const struct situation *s, struct day day)
{
    struct day monday = day_monday(day);

    for (int i = 0; i < s->blocked_weeks_len; i++) {
        if (s->blocked_weeks[i].n == monday.n)
            return true;
    }
    return false;
}

uint16_t
match_half_days(const struct session *session)
{
    enum weekday weekday = day_weekday(session->day);
    bool morning = session->from_minute < NOON;
    bool afternoon = session->to_minute > LUNCH_END || !morning;

    if (weekday > FRIDAY)
        return 0;
    return (uint16_t)((morning ? 1u : 0u) << (2 * weekday) | (afternoon ? 1u : 0u)
                                                                 << (2 * weekday + 1));
}

int32_t
wishes_minutes(const struct module *m, const struct run *r)
{
    int32_t minutes = m->minutes;

    for (int i = 0; m->minutes == 0 && r != NULL && i < r->sessions_len; i++)
        minutes += r->sessions[i].to_minute - r->sessions[i].from_minute;
    return minutes;
}

int
wishes_weeks_free(const struct situation *s, struct day from, struct day to)
{
    int weeks = 0;

    for (struct day monday = day_monday(from); monday.n <= to.n; monday.n += 7)
        weeks += !week_is_blocked(s, monday);
    return weeks;
}

/* A time window to work in: the self-paced block's, or a run's without sittings. */
static enum match_out
window_out(const struct situation *s, const struct module *m, const struct run *r,
           int64_t *ret_value)
{
    struct day from = r != NULL && r->first.n > s->start.n ? r->first : s->start;
    struct day to = r != NULL && r->last.n < s->latest_end.n ? r->last : s->latest_end;
    int32_t minutes = wishes_minutes(m, r);
    int weeks;

    if (from.n > to.n) /* MATCH-9 */
        return MATCH_OUT_DATES;
    weeks = wishes_weeks_free(s, from, to);
    if (weeks == 0) { /* MATCH-10 */
        *ret_value = from.n;
        return MATCH_OUT_BLOCKED_WEEK;
    }
    if (minutes > (int64_t)weeks * s->weekly_minutes) { /* MATCH-12 */
        *ret_value = (minutes + weeks - 1) / weeks;
        return MATCH_OUT_WEEKLY_TIME;
    }
    return MATCH_IN;
}

/* A run with sittings: all of them must fit. */
static enum match_out
sittings_out(const struct situation *s, const struct module *m, const struct run *r,
             int64_t *ret_value)
{
    int weeks = (day_monday(r->last).n - day_monday(r->first).n) / 7 + 1;
    int32_t minutes = wishes_minutes(m, r);

    if (r->first.n < s->start.n || r->last.n > s->latest_end.n) /* MATCH-9 */
        return MATCH_OUT_DATES;
    for (int i = 0; i < r->sessions_len; i++) {
        *ret_value = r->sessions[i].day.n;
        if (week_is_blocked(s, r->sessions[i].day)) /* MATCH-10 */
            return MATCH_OUT_BLOCKED_WEEK;
    }
    for (int i = 0; i < r->sessions_len; i++) {
        uint16_t taken = match_half_days(&r->sessions[i]);

        *ret_value = r->sessions[i].day.n;
        if (taken == 0 || (taken & ~s->half_days) != 0) /* MATCH-11 */
            return MATCH_OUT_HALF_DAY;
    }
    weeks += SPREAD_WEEKS_MAX; /* MATCH-12 */
    *ret_value = (minutes + weeks - 1) / weeks;
    return *ret_value > s->weekly_minutes ? MATCH_OUT_WEEKLY_TIME : MATCH_IN;
}

bool
wishes_run_is_local(const struct module *m, const struct run *r)
{
    return module_format_is_local(m->format) || (r != NULL && r->venue.n != 0);
}

bool
wishes_place_is_too_far(const struct situation *s, double km)
{
    if (s->distance_km == 0)
        return true;
    if (s->distance_km == DISTANCE_KM_MAX || !s->home.known)
        return false;
    return km < 0 || km > s->distance_km;
}

uint32_t
wishes_access_needs(const struct situation *s, bool local)
{
    return s->accessibility & (local ? ACCESS_ON_SITE : ACCESS_ONLINE);
}

enum match_out
wishes_run_out(const struct situation *s, const struct module *m, struct wishes_run at,
               int64_t *ret_value)
{
    bool local = wishes_run_is_local(m, at.run);
    uint32_t has = m->accessibility | (local && at.venue != NULL ? at.venue->accessibility : 0);
    uint32_t missing = wishes_access_needs(s, local) & ~has;

    *ret_value = missing;
    if (missing != 0) /* MATCH-6 */
        return MATCH_OUT_ACCESSIBILITY;
    if (at.run != NULL && run_seats_free(at.run) == 0) /* MATCH-7 */
        return MATCH_OUT_FULL;
    if (local && wishes_place_is_too_far(s, at.km)) { /* MATCH-8 */
        *ret_value = at.km < 0 ? -1 : (int64_t)ceil(at.km);
        return MATCH_OUT_DISTANCE;
    }
    *ret_value = 0;
    if (at.run == NULL || at.run->sessions_len == 0)
        return window_out(s, m, at.run, ret_value);
    return sittings_out(s, m, at.run, ret_value);
}

/* What the voucher has to pay, it must be able to pay. */
enum match_out
wishes_voucher_out(const struct match_person *p, const struct module *m, struct day start)
{
    const struct match_voucher *v = p->context->voucher;

    if (v == NULL || (!v->required && m->price.n <= p->s->budget.n))
        return MATCH_IN;
    if (start.n > v->valid_until.n)
        return MATCH_OUT_VOUCHER;
    for (int i = 0; i < v->providers_len; i++) {
        if (v->providers[i].n == m->provider.n)
            return MATCH_IN;
    }
    return v->providers_len == 0 ? MATCH_IN : MATCH_OUT_VOUCHER;
}

enum match_out
wishes_column_run_out(const struct match_person *p, const struct module *m,
                      const struct column_run *run, int64_t *ret_value)
{
    const struct run *r = run != NULL ? run->run : NULL;
    struct wishes_run at = {r, NULL, -1};
    enum match_out out;

    if (run != NULL && run->venue != COLUMN_ONLINE) {
        at.venue = &p->c->venues[run->venue];
        at.km = person_km(p, run->venue);
    }
    out = wishes_run_out(p->s, m, at, ret_value);
    return out != MATCH_IN ? out : wishes_voucher_out(p, m, wishes_start(p->s, r));
}

bool
wishes_fit(const struct match_person *p, uint32_t slot)
{
    const struct module *m = p->c->modules[slot];
    const struct column_row *row = &p->c->columns->rows[slot];
    int64_t value;

    if (wishes_module_out(p, slot, &value) != MATCH_IN)
        return false;
    if (m->self_paced)
        return wishes_column_run_out(p, m, NULL, &value) == MATCH_IN;
    for (uint32_t i = row->runs_at; i < row->runs_at + row->runs_len; i++) {
        if (wishes_column_run_out(p, m, &p->c->columns->runs[i], &value) == MATCH_IN)
            return true;
    }
    return false;
}

struct day
wishes_start(const struct situation *s, const struct run *r)
{
    struct day day = s->start;

    if (r != NULL && r->first.n > day.n)
        day = r->first;
    if (r != NULL && r->sessions_len > 0)
        return day;
    while (week_is_blocked(s, day))
        day = day_plus(day_monday(day), 7);
    return day;
}

int
wishes_weeks(const struct situation *s, const struct module *m)
{
    return (m->minutes + s->weekly_minutes - 1) / s->weekly_minutes;
}

enum match_out
match_run_out(const struct catalogue *c, const struct situation *s, const struct module *m,
              const struct run *r, int64_t *ret_value)
{
    const struct venue *venue = r != NULL ? catalogue_venue(c, r->venue) : NULL;
    double km = -1;

    *ret_value = 0;
    if ((r == NULL) != m->self_paced || (r != NULL && !catalogue_run_is_open(r, c->today)))
        return MATCH_OUT_DATES;
    if (venue != NULL && venue->position.known && s->home.known)
        km = position_distance_m(s->home, venue->position) / METRES;
    return wishes_run_out(s, m, (struct wishes_run){r, venue, km}, ret_value);
}
