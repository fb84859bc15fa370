/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Civil dates from day numbers and back: the era method of Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms" (public domain).
 */
#include "base/day.h"

enum { MS_PER_MINUTE = 60000, MINUTES_PER_DAY = 1440 };

static int32_t
days_of_civil(int y, int m, int d)
{
    int year = m <= 2 ? y - 1 : y;
    int era = (year >= 0 ? year : year - 399) / 400;
    int yoe = year - era * 400;
    int doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

    return era * 146097 + doe - 719468;
}

struct date
day_to_date(struct day day)
{
    int z = day.n + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int mp = (5 * doy + 2) / 153;
    int m = mp < 10 ? mp + 3 : mp - 9;

    return (struct date){yoe + era * 400 + (m <= 2), m, doy - (153 * mp + 2) / 5 + 1};
}

enum err
day_from_date(struct date d, struct day *ret_day)
{
    struct day day;
    struct date back;

    if (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
        return ERR_INVALID;
    if (d.year < 1900 || d.year > 2199)
        return ERR_LIMIT;
    day.n = days_of_civil(d.year, d.month, d.day);
    back = day_to_date(day);
    if (back.month != d.month)
        return ERR_INVALID; /* the 31st of a month with 30 days */
    *ret_day = day;
    return OK;
}

enum weekday
day_weekday(struct day d)
{
    int w = (d.n + 3) % 7; /* 1970-01-01 was a Thursday */

    return (enum weekday)(w < 0 ? w + 7 : w);
}

struct day
day_monday(struct day d)
{
    return (struct day){d.n - (int)day_weekday(d)};
}

struct day
day_month_first(struct day d)
{
    return day_plus(d, 1 - day_to_date(d).day);
}

struct day
day_plus(struct day d, int days)
{
    return (struct day){d.n + days};
}

void
day_iso_week(struct day d, int *ret_year, int *ret_week)
{
    /* The week belongs to the year that holds its Thursday. */
    struct day thursday = day_plus(day_monday(d), 3);
    int year = day_to_date(thursday).year;

    *ret_year = year;
    *ret_week = (thursday.n - days_of_civil(year, 1, 1)) / 7 + 1;
}

/* A run of `digits_min`..`digits_max` digits at the start of *rest. */
static bool
cut_number(struct slice *rest, size_t digits_min, size_t digits_max, int *ret_number)
{
    size_t n = 0;
    int value = 0;

    while (n < rest->len && n < digits_max && rest->at[n] >= '0' && rest->at[n] <= '9')
        value = value * 10 + (rest->at[n++] - '0');
    if (n < digits_min)
        return false;
    *rest = slice_sub(*rest, n, rest->len);
    *ret_number = value;
    return true;
}

static bool
cut_char(struct slice *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    *rest = slice_sub(*rest, 1, rest->len);
    return true;
}

static bool
cut_iso_date(struct slice *rest, struct date *ret_date)
{
    return cut_number(rest, 4, 4, &ret_date->year) && cut_char(rest, '-') &&
           cut_number(rest, 2, 2, &ret_date->month) && cut_char(rest, '-') &&
           cut_number(rest, 2, 2, &ret_date->day);
}

enum err
day_parse_iso(struct slice s, struct day *ret_day)
{
    struct date d = {0, 0, 0};

    if (!cut_iso_date(&s, &d) || s.len != 0)
        return ERR_INVALID;
    return day_from_date(d, ret_day);
}

enum err
day_parse_german(struct slice s, struct day *ret_day)
{
    struct date d = {0, 0, 0};

    if (!cut_number(&s, 1, 2, &d.day) || !cut_char(&s, '.') || !cut_number(&s, 1, 2, &d.month) ||
        !cut_char(&s, '.') || !cut_number(&s, 4, 4, &d.year) || s.len != 0)
        return ERR_INVALID;
    return day_from_date(d, ret_day);
}

void
day_put_iso(struct text *t, struct day d)
{
    struct date c = day_to_date(d);

    text_padded(t, c.year, 4);
    text_putc(t, '-');
    text_padded(t, c.month, 2);
    text_putc(t, '-');
    text_padded(t, c.day, 2);
}

void
day_put_german(struct text *t, struct day d)
{
    struct date c = day_to_date(d);

    text_padded(t, c.day, 2);
    text_putc(t, '.');
    text_padded(t, c.month, 2);
    text_putc(t, '.');
    text_padded(t, c.year, 4);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0));
}

/* The last Sunday of a month that has 31 days. */
static int32_t
last_sunday(int year, int month)
{
    struct day end = {days_of_civil(year, month, 31)};

    return end.n - ((int)day_weekday(end) + 1) % 7;
}

/* Minutes that German clocks are ahead of UTC: EU directive 2000/84/EC. */
static int
offset_minutes(struct instant t)
{
    int64_t minutes = floor_div(t.ms, MS_PER_MINUTE);
    int32_t day = (int32_t)floor_div(minutes, MINUTES_PER_DAY);
    int year = day_to_date((struct day){day}).year;
    int64_t from = (int64_t)last_sunday(year, 3) * MINUTES_PER_DAY + 60;
    int64_t until = (int64_t)last_sunday(year, 10) * MINUTES_PER_DAY + 60;

    return minutes >= from && minutes < until ? 120 : 60;
}

struct day
day_of(struct instant t)
{
    int64_t minutes = floor_div(t.ms, MS_PER_MINUTE) + offset_minutes(t);

    return (struct day){(int32_t)floor_div(minutes, MINUTES_PER_DAY)};
}

int
minute_of(struct instant t)
{
    int64_t minutes = floor_div(t.ms, MS_PER_MINUTE) + offset_minutes(t);

    return (int)(minutes - floor_div(minutes, MINUTES_PER_DAY) * MINUTES_PER_DAY);
}

struct instant
instant_at(struct day d, int minute)
{
    int64_t local = (int64_t)d.n * MINUTES_PER_DAY + minute;
    struct instant winter = {(local - 60) * MS_PER_MINUTE};
    struct instant summer = {(local - 120) * MS_PER_MINUTE};

    return offset_minutes(summer) == 120 ? summer : winter;
}

void
instant_put_iso(struct text *t, struct instant at)
{
    int64_t seconds = floor_div(at.ms, 1000);
    int32_t day = (int32_t)floor_div(seconds, 86400);
    int rest = (int)(seconds - (int64_t)day * 86400);

    day_put_iso(t, (struct day){day});
    text_printf(t, "T%02d:%02d:%02dZ", rest / 3600, rest / 60 % 60, rest % 60);
}

/* "Z", "+02:00", "+0200" or nothing: minutes ahead of UTC. */
static bool
cut_offset(struct slice *rest, int *ret_minutes)
{
    int hours = 0;
    int minutes = 0;
    bool behind;

    *ret_minutes = 0;
    if (rest->len == 0 || cut_char(rest, 'Z') || cut_char(rest, 'z'))
        return true;
    behind = rest->at[0] == '-';
    if (!cut_char(rest, '-') && !cut_char(rest, '+'))
        return false;
    if (!cut_number(rest, 2, 2, &hours))
        return false;
    (void)cut_char(rest, ':');
    if (!cut_number(rest, 2, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    *ret_minutes = (hours * 60 + minutes) * (behind ? -1 : 1);
    return true;
}

enum err
instant_parse_iso(struct slice s, struct instant *ret_instant)
{
    struct date d = {0, 0, 0};
    struct day day;
    int h = 0;
    int m = 0;
    int sec = 0;
    int offset = 0;

    if (!cut_iso_date(&s, &d))
        return ERR_INVALID;
    TRY(day_from_date(d, &day));
    if (s.len > 0) {
        if (!cut_char(&s, 'T') && !cut_char(&s, 't') && !cut_char(&s, ' '))
            return ERR_INVALID;
        if (!cut_number(&s, 2, 2, &h) || !cut_char(&s, ':') || !cut_number(&s, 2, 2, &m))
            return ERR_INVALID;
        if (cut_char(&s, ':') && !cut_number(&s, 2, 2, &sec))
            return ERR_INVALID;
        if (cut_char(&s, '.')) {
            int fraction;

            if (!cut_number(&s, 1, 9, &fraction))
                return ERR_INVALID;
        }
        if (!cut_offset(&s, &offset) || s.len != 0 || h > 24 || m > 59 || sec > 60)
            return ERR_INVALID;
    }
    ret_instant->ms =
        ((int64_t)day.n * MINUTES_PER_DAY + h * 60 + m - offset) * MS_PER_MINUTE + sec * 1000;
    return OK;
}
