/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Days and instants.
 *
 * A day is a date of the proleptic Gregorian calendar, without time zone: what
 * stands in a calendar on the wall. An instant is a point in time in UTC. What
 * day it is at an instant depends on the place; day_of() answers for Germany
 * (CET/CEST, EU rule since 1996), because every person and course here is there.
 */
#ifndef KC_BASE_DAY_H
#define KC_BASE_DAY_H

#include "base/text.h"

/* Days since 1970-01-01. DAY_MIN..DAY_MAX are the years 1900 to 2199. */
struct day {
    int32_t n;
};

/* Milliseconds since 1970-01-01T00:00:00Z. */
struct instant {
    int64_t ms;
};

enum { DAY_MIN = -25567, DAY_MAX = 84005 };

struct date {
    int year;
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* ERR_INVALID when there is no such date; ERR_LIMIT outside 1900..2199. */
MUST_USE enum err day_from_date(struct date d, struct day *ret_day);
struct date day_to_date(struct day d);
enum weekday day_weekday(struct day d);
/* The Monday on or before `d`. */
struct day day_monday(struct day d);
/* The first day of its month. */
struct day day_month_first(struct day d);
struct day day_plus(struct day d, int days);
/* ISO 8601 week number (1..53) and the year it belongs to. */
void day_iso_week(struct day d, int *ret_year, int *ret_week);

/* "2026-05-14" exactly. ERR_INVALID, ERR_LIMIT as day_from_date(). */
MUST_USE enum err day_parse_iso(struct slice s, struct day *ret_day);
/* "14.05.2026" or "14.5.2026", as Germans type it. */
MUST_USE enum err day_parse_german(struct slice s, struct day *ret_day);
void day_put_iso(struct text *t, struct day d);
/* 14.05.2026 */
void day_put_german(struct text *t, struct day d);

/* The calendar day in Germany at this instant. */
struct day day_of(struct instant t);
/* Minutes since midnight in Germany at this instant, 0..1439. */
int minute_of(struct instant t);
/* The instant of `minute` minutes after midnight in Germany on `d`. */
struct instant instant_at(struct day d, int minute);
/* "2026-05-14T08:00:00Z" */
void instant_put_iso(struct text *t, struct instant at);
/*
 * RFC 3339 date-time ("2021-01-13T08:00:00Z", with fraction and offset) or a
 * date alone (midnight UTC). ERR_INVALID, ERR_LIMIT as day_from_date().
 */
MUST_USE enum err instant_parse_iso(struct slice s, struct instant *ret_instant);

#endif
