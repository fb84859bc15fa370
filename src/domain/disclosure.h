/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Which figures of a table about people may be shown, so that no single person can be read off it
 * (REPORT-2 to REPORT-6).
 *
 * A table divides everybody into rows (units, say) without overlap. Each row has a number of people
 * and, for each measure, how many of them fit. Totals are the sums. Hidden is
 *
 *   primary         a row of fewer than DISCLOSURE_PEOPLE_MIN people; a count of which fewer than
 * so many fit, or could and do not: "all of them" tells of each as much as "nobody" does
 *   complementary   what would let a hidden figure be computed from the total and the others: the
 * interval that sums and sizes leave to each hidden figure stays at least DISCLOSURE_WIDTH_MIN wide
 *
 * Which of both it was is not told: that would narrow the interval. The method is that of
 * statistical offices for linked sums (Willenborg, de Waal: Elements of Statistical Disclosure
 * Control, 2001, chapters 4 and 6), for a table of one sum per column.
 *
 * In time: a figure that is shown is rounded, and moves only when at least DISCLOSURE_PEOPLE_MIN
 * people make the difference, disclosure_follow().
 */
#ifndef KC_DOMAIN_DISCLOSURE_H
#define KC_DOMAIN_DISCLOSURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { DISCLOSURE_PEOPLE_MIN = 5, DISCLOSURE_WIDTH_MIN = 4, DISCLOSURE_MEASURES_MAX = 8 };

struct disclosure_row {
    int64_t people;                       /* > 0: a row of nobody is left out */
    int64_t fit[DISCLOSURE_MEASURES_MAX]; /* 0 .. able */
    /* Of whom it can be so at all, 0 .. people; who asks knows that, so it is what "all" means. */
    int64_t able[DISCLOSURE_MEASURES_MAX];
    bool held_back;    /* treat it as too small: another table hides it */
    bool is_gone;      /* nobody is in it any more: protected, and no cover for another one */
    bool people_shown; /* set by disclosure_protect() ... */
    bool fit_shown[DISCLOSURE_MEASURES_MAX];
};

struct disclosure_table {
    struct disclosure_row *rows;
    int rows_len;
    int measures; /* <= DISCLOSURE_MEASURES_MAX */
    struct disclosure_row
        total; /* of `people` and `fit` the sums: set by disclosure_protect() as well */
};

/* The first step alone: what is too small. For the test that shows what the second is for. */
void disclosure_hide_small(struct disclosure_table *t);
/*
 * Both steps. When the total of the people may not be shown, nothing is. A total that the caller
 * has hidden for another reason (it is shared with another table) stays hidden: pass it as
 * `hidden`, bit k for measure k; then its whole column is hidden.
 */
void disclosure_protect(struct disclosure_table *t, uint32_t hidden);
/* Measures whose total is hidden, as bits; all when the people's is. */
uint32_t disclosure_hidden(const struct disclosure_table *t);

/* To the nearest multiple of DISCLOSURE_PEOPLE_MIN. `n` >= 0. */
int64_t disclosure_round(int64_t n);
/* What a figure counts as: `kept`, what it counted as before, until fewer than that separates it
 * from `now` no more. */
int64_t disclosure_follow(int64_t kept, int64_t now);

#endif
