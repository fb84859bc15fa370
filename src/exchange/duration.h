/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long things take, as other systems write it.
 *
 * Durations are ISO 8601 ("PT90M", "P3W", "P1Y2M10DT2H", fractions with point or
 * comma, a sign in front). A year counts 365.25 days, a month a twelfth of it.
 * Workloads are what people type: "3 h/week", "3-5 Stunden pro Woche", "ca. 20
 * Stunden", "90 min"; of a range the middle counts.
 */
#ifndef KC_EXCHANGE_DURATION_H
#define KC_EXCHANGE_DURATION_H

#include "base/slice.h"

struct duration {
    double days;    /* of the date part, >= 0 */
    double minutes; /* of the time part, >= 0 */
    bool negative;  /* there was a minus sign in front or within */
};

/* ERR_INVALID when it is not of that form; ERR_LIMIT past a hundred years. */
MUST_USE enum err duration_parse(struct slice s, struct duration *ret_duration);

enum workload_per { WORKLOAD_TOTAL, WORKLOAD_PER_DAY, WORKLOAD_PER_WEEK, WORKLOAD_PER_MONTH };

struct workload {
    double minutes; /* >= 0, in all or per day, week, month */
    enum workload_per per;
};

/* ERR_INVALID when there is no number or no unit of time in it. */
MUST_USE enum err workload_parse(struct slice s, struct workload *ret_workload);
/* "h/week", "hours per month", "min": a unit without a number; minutes of one. */
MUST_USE enum err workload_unit_parse(struct slice s, struct workload *ret_unit);

/*
 * Minutes of work in all over `days` calendar days (<= 0: not known). A day of
 * "per day" is a working day, five a week. -1 when it cannot be told.
 */
double workload_minutes(struct workload w, double days);

#endif
