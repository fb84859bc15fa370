/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A curriculum as a drawing: one line a block, weeks from left to right, below
 * them how full each week is. Only places and sizes; templates/plan_timeline.tmpl
 * draws. It is made once for wide and once for narrow screens, so that the letters
 * keep their size.
 */
#ifndef KC_WEB_PLAN_TIMELINE_H
#define KC_WEB_PLAN_TIMELINE_H

#include "engine/curriculum.h"
#include "web/page.h"

struct timeline_bar {
    struct slice title; /* cut to the width */
    struct slice language;
    const char *format_code; /* its colour */
    double title_x;
    double title_y;
    double x;
    double y;
    double width;
    double height;
};

struct timeline_month {
    struct slice label; /* empty: there is no room */
    double x;
};

/* A week of the load drawing. */
struct timeline_week {
    double x;
    double width;
    double room_y; /* from here to the base: time there is */
    double room_height;
    double y; /* from here to the base: time planned */
    double height;
    bool blocked;
};

struct timeline {
    bool is_narrow;
    double width;
    double height;
    double label_y; /* of the months */
    double grid_y;
    double grid_height;
    double base_y; /* of the load */
    struct timeline_bar *bars;
    int bars_len;
    struct timeline_month *months;
    int months_len;
    struct timeline_week *weeks;
    int weeks_len;
};

/* ERR_LIMIT: the request's arena is full. */
MUST_USE enum err timeline_make(const struct page *page, const struct curriculum *plan,
                                bool is_narrow, struct timeline *ret_timeline);

#endif
