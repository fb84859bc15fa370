/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/duration.h"

#define DAYS_PER_YEAR 365.25
#define DAYS_PER_MONTH (DAYS_PER_YEAR / 12)
#define DAYS_MAX (100 * DAYS_PER_YEAR)

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits, perhaps with a fraction; at most 12 of them. Answers false when there is none. */
static bool
take_number(struct slice *s, double *ret_number)
{
    double n = 0;
    double place = 1;
    size_t i = 0;

    if (s->len == 0 || !is_digit(s->at[0]))
        return false;
    for (; i < s->len && i < 12 && is_digit(s->at[i]); i++)
        n = n * 10 + (s->at[i] - '0');
    if (i + 1 < s->len && (s->at[i] == '.' || s->at[i] == ',') && is_digit(s->at[i + 1])) {
        for (i++; i < s->len && is_digit(s->at[i]); i++) {
            place /= 10;
            n += place * (s->at[i] - '0');
        }
    }
    *s = slice_sub(*s, i, s->len);
    *ret_number = n;
    return true;
}

/* The designators in the only order they may have. */
static const struct {
    char letter;
    bool time;
    double days;
    double minutes;
} UNITS[] = {
    {'Y', false, DAYS_PER_YEAR, 0},
    {'M', false, DAYS_PER_MONTH, 0},
    {'W', false, 7, 0},
    {'D', false, 1, 0},
    {'H', true, 0, 60},
    {'M', true, 0, 1},
    {'S', true, 0, 1.0 / 60},
};

static bool
take_sign(struct slice *s, bool *negative)
{
    if (s->len == 0 || (s->at[0] != '-' && s->at[0] != '+'))
        return false;
    *negative = *negative || s->at[0] == '-';
    *s = slice_sub(*s, 1, s->len);
    return true;
}

enum err
duration_parse(struct slice s, struct duration *ret_duration)
{
    struct duration d = {0};
    bool time = false;
    bool any = false;
    size_t next = 0; /* the first unit that may still come */

    s = slice_trim(s);
    (void)take_sign(&s, &d.negative);
    if (s.len < 2 || (s.at[0] != 'P' && s.at[0] != 'p'))
        return ERR_INVALID;
    for (s = slice_sub(s, 1, s.len); s.len > 0;) {
        double n = 0;

        if (!time && (s.at[0] == 'T' || s.at[0] == 't')) {
            time = true;
            any = false;
            s = slice_sub(s, 1, s.len);
            continue;
        }
        (void)take_sign(&s, &d.negative);
        if (!take_number(&s, &n) || s.len == 0)
            return ERR_INVALID;
        while (next < ARRAY_LEN(UNITS) &&
               (UNITS[next].time != time || (s.at[0] & ~0x20) != UNITS[next].letter))
            next++;
        if (next == ARRAY_LEN(UNITS))
            return ERR_INVALID;
        d.days += n * UNITS[next].days;
        d.minutes += n * UNITS[next].minutes;
        next++;
        any = true;
        s = slice_sub(s, 1, s.len);
    }
    if (!any)
        return ERR_INVALID;
    if (d.days + d.minutes / 1440 > DAYS_MAX)
        return ERR_LIMIT;
    *ret_duration = d;
    return OK;
}

static bool
contains(struct slice s, const char *const *words, size_t words_len)
{
    for (size_t i = 0; i < words_len; i++) {
        struct slice word = slice_of(words[i]);

        for (size_t at = 0; at + word.len <= s.len; at++) {
            if (slice_eq_ascii_nocase(slice_sub(s, at, word.len), word))
                return true;
        }
    }
    return false;
}

/* Whether the unit begins with one of the words: "h/week" is hours, "month" is not. */
static bool
begins(struct slice s, const char *const *words, size_t words_len)
{
    for (size_t i = 0; i < words_len; i++) {
        struct slice word = slice_of(words[i]);

        if (slice_eq_ascii_nocase(slice_sub(s, 0, word.len), word))
            return true;
    }
    return false;
}

enum err
workload_unit_parse(struct slice s, struct workload *ret_unit)
{
    static const char *const hours[] = {"hour", "hrs", "stunde", "std", "h/", "h "};
    static const char *const minutes[] = {"min"};
    static const char *const week[] = {"week", "woche", "wöchentlich"};
    static const char *const month[] = {"month", "monat"};
    static const char *const day[] = {"day", "tag", "täglich", "daily"};
    struct workload w = {0, WORKLOAD_TOTAL};

    s = slice_trim(s);
    if (begins(s, hours, ARRAY_LEN(hours)) || slice_eq_ascii_nocase(s, SLICE("h")))
        w.minutes = 60;
    else if (begins(s, minutes, ARRAY_LEN(minutes)))
        w.minutes = 1;
    else
        return ERR_INVALID;
    if (contains(s, week, ARRAY_LEN(week)))
        w.per = WORKLOAD_PER_WEEK;
    else if (contains(s, month, ARRAY_LEN(month)))
        w.per = WORKLOAD_PER_MONTH;
    else if (contains(s, day, ARRAY_LEN(day)))
        w.per = WORKLOAD_PER_DAY;
    *ret_unit = w;
    return OK;
}

/* "3-5", "3 bis 5", "3 to 5": the second number; false when there is none. */
static bool
take_upper(struct slice *s, double *ret_upper)
{
    static const char *const words[] = {"-", "–", "bis", "to"};
    struct slice rest = slice_trim(*s);

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct slice after = rest;

        if (!slice_starts(rest, slice_of(words[i])))
            continue;
        after = slice_trim(slice_sub(rest, slice_of(words[i]).len, rest.len));
        if (take_number(&after, ret_upper)) {
            *s = after;
            return true;
        }
    }
    return false;
}

enum err
workload_parse(struct slice s, struct workload *ret_workload)
{
    struct duration d;
    struct workload w;
    double n = 0;
    double upper = 0;

    s = slice_trim(s);
    if (duration_parse(s, &d) == OK) {
        if (d.negative || d.days > 0)
            return ERR_INVALID;
        *ret_workload = (struct workload){d.minutes, WORKLOAD_TOTAL};
        return OK;
    }
    while (s.len > 0 && !is_digit(s.at[0]) && s.at[0] != '-')
        s = slice_sub(s, 1, s.len);
    if (!take_number(&s, &n))
        return ERR_INVALID;
    if (take_upper(&s, &upper) && upper >= n)
        n = (n + upper) / 2;
    TRY(workload_unit_parse(s, &w));
    w.minutes *= n;
    *ret_workload = w;
    return OK;
}

double
workload_minutes(struct workload w, double days)
{
    if (w.per == WORKLOAD_TOTAL)
        return w.minutes;
    if (!(days > 0))
        return -1;
    switch (w.per) {
    case WORKLOAD_PER_DAY:
        return w.minutes * (days < 5 ? days : days * 5 / 7);
    case WORKLOAD_PER_WEEK:
        return w.minutes * days / 7;
    case WORKLOAD_PER_MONTH:
        return w.minutes * days / DAYS_PER_MONTH;
    case WORKLOAD_TOTAL:
        break;
    }
    return w.minutes;
}
