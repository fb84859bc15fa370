/* SPDX-License-Identifier: EUPL-1.2 */
/* Reports about groups of an organisation's people. Rules: docs/rules/report.md. */
#ifndef KC_DOMAIN_REPORT_H
#define KC_DOMAIN_REPORT_H

#include <stdbool.h>

#include "base/day.h"
#include "base/limits.h"

/* Each divides everybody into groups without overlap, and can be switched off. */
enum report_part { REPORT_UNITS, REPORT_JOBS };
enum { REPORT_PARTS = REPORT_JOBS + 1 };

/* What is counted of a group. */
enum report_measure { REPORT_ACCEPTED, REPORT_CONFIRMED };
enum { REPORT_MEASURES = REPORT_CONFIRMED + 1 };

struct report_count {
    int64_t subject;    /* number of the unit or job profile; 0: not stated, or everybody */
    struct slice label; /* empty when subject is 0 */
    int64_t people;
    int64_t fit[REPORT_MEASURES]; /* 0 .. people */
    int64_t able; /* of the people: who could confirm, with a job profile and the entry accepted */
    bool is_gone; /* nobody is in the group any more: a figure of before, that is no cover */
};

/* "unit": as it is kept. */
const char *report_part_code(enum report_part part);
/* ERR_NOT_FOUND when there is none of this code. */
MUST_USE enum err report_part_parse(struct slice code, enum report_part *ret_part);

/*
 * A table as it may be seen (REPORT-2 to REPORT-6). A figure is a multiple of five, or -1: hidden.
 */
struct report_row {
    int64_t subject;
    struct slice label;
    int64_t people;
    int64_t fit[REPORT_MEASURES];
    bool is_gone; /* nobody is in it any more: not listed */
};
struct report_table {
    struct report_row *rows;
    int rows_len;
    bool any_hidden;
};
struct report_view {
    bool withheld; /* too few people: nothing is shown */
    struct report_row all;
    struct report_table parts[REPORT_PARTS];
};

/* The parts that are counted; `at[p]` NULL: it is switched off. */
struct report_counts {
    struct report_count all;
    struct report_count *at[REPORT_PARTS];
    int len[REPORT_PARTS];
};
/* In the arena. ERR_LIMIT: it is full. */
MUST_USE enum err report_view_make(struct arena *a, const struct report_counts *counts,
                                   struct report_view *ret_view);

enum { REPORT_MONTHS_SHOWN_MAX = 24 };
/* First days of months, the newest first. */
struct report_months {
    struct day at[REPORT_MONTHS_SHOWN_MAX];
    int len;
};

/* What this month counts: `kept` is what the one before did, `now` what is so (REPORT-5). */
struct report_count report_follow(const struct report_count *kept, const struct report_count *now);
struct report_list {
    const struct report_count *at;
    int len;
};
/*
 * The group of the month before that number `at` of `now` goes on as: of the same number; else one
 * that is no more, of the same name, or the nearest one that fewer than five people make differ
 * (REPORT-10). Each is taken once: `taken` has room for all of `kept`. -1: none.
 */
int report_predecessor(struct report_list kept, bool *taken, struct report_list now, int at);

#endif
