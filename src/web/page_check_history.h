/* SPDX-License-Identifier: EUPL-1.2 */
/* What all finished checks of the person found, competence by competence. */
#ifndef KC_WEB_PAGE_CHECK_HISTORY_H
#define KC_WEB_PAGE_CHECK_HISTORY_H

#include "service/check_history.h"
#include "web/page.h"

/* One check in the drawing and in the table beside it. */
struct history_point {
    int number; /* from 1: below the drawing and in the table */
    int64_t id; /* of the check */
    struct instant ended;
    int level;
    int low;
    int high;
    int answers;
    int x; /* in the drawing */
    int y;
    int y_low;
    int y_high;
};

struct history_line {
    struct slice name;
    struct slice code;
    struct slice scope; /* to test again: the competence's group */
    struct history_point *points;
    int points_len;
    struct slice curve; /* "40,50 100,30": through the points */
    int width;          /* of the drawing */
    int first;          /* level of the first check */
    int last;           /* of the last one */
    int level;          /* what all of them together speak for (EVIDENCE-3) */
    bool refresh;       /* old: suggest a new one (EVIDENCE-5) */
    struct day newest;
};

struct page_check_history {
    const struct page *page;
    struct history_line *lines; /* in the framework's order */
    int lines_len;
    int checks; /* finished ones */
};

#endif
