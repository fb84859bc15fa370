/* SPDX-License-Identifier: EUPL-1.2 */
/* The competence check: choosing what it is about, the items, the result. */
#ifndef KC_WEB_PAGE_CHECK_H
#define KC_WEB_PAGE_CHECK_H

#include "service/check_report.h"
#include "web/item_form.h"
#include "web/parts.h"

/* Something a check can be about. */
struct check_scope {
    struct slice value; /* "job", "digital", "D1" */
    struct slice label;
    int competences;
    bool chosen;
};

/* A check that was begun. */
struct check_row_view {
    int64_t id;
    struct slice label; /* what it is about */
    struct instant begun;
    struct instant ended;
    bool is_over;
    int given;
};

struct page_check {
    const struct page *page;
    struct slice job; /* name; empty: none chosen */
    struct check_scope *scopes;
    int scopes_len;
    struct check_row_view *rows; /* newest first */
    int rows_len;
    struct slice error;
    bool full; /* CHECK_RUNS_MAX are kept */
};

struct page_check_item {
    const struct page *page;
    int64_t id;
    struct slice code; /* of the item: what the form answers */
    struct slice label;
    int number; /* of this item, from 1 */
    int done;
    int most; /* the check has at most so many */
    struct item_form form;
    bool was_answered; /* the form that was sent answered another item */
};

/* One level on the bar of a result. */
struct check_level_bar {
    int level;
    int x; /* of the column in the drawing */
    int x_frame;
    int x_middle;
    int y;
    int height;
    bool within; /* of the range that is named */
    bool target;
    bool rated;
};

struct check_line {
    struct slice name;
    struct slice code;
    bool asked;
    int answers;
    int likely;
    int low;
    int high;
    int rated;   /* -1: not */
    int target;  /* -1: none */
    int reached; /* per cent: that the target is reached; without a target 0 */
    struct check_level_bar bars[CHECK_LEVELS];
    int bars_len;
    struct slice can;  /* "Sie finden ...": the sentence of the likely level's band; or empty */
    struct slice next; /* of the next band; empty at the end */
    struct slice search_url; /* blocks that lead there */
    struct slice facets;     /* what was asked about: "Filtern, Suchort" */
};

struct page_check_result {
    const struct page *page;
    int64_t id;
    struct slice scope; /* as a form sends it: to test again */
    struct slice label;
    struct instant begun;
    struct instant ended;
    int given;
    int unknown;       /* "Weiß ich nicht" */
    bool is_estimated; /* difficulties are not calibrated */
    struct check_line *lines;
    int lines_len;
    int asked_len; /* lines with an answer of their own */
    bool has_job;
};

#endif
