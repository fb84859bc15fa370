/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * "How the order comes about": every parameter of search and match, from the code's own values, and
 * one example worked out by the engine. For everybody, without mathematics.
 */
#ifndef KC_WEB_PAGE_RANKING_H
#define KC_WEB_PAGE_RANKING_H

#include "domain/experience.h"
#include "service/learning_service.h"
#include "web/page.h"
#include "web/parts.h"

/* What counts how much. */
struct ranking_count {
    enum say_key word;
    double counts;
};

/* What somebody did, and what it counts, in percent. */
struct ranking_deed {
    enum say_key word;
    int percent;
};

struct ranking_summand {
    enum say_key word;
    int points[MATCH_BASES]; /* the most it can give */
    struct slice all;        /* when it gives all of them */
    struct slice none;
};

struct ranking_side {
    enum say_key word;
    int weight;
    struct ranking_summand summands[SUMMANDS];
    int summands_len;
};

/* One line of the worked example. */
struct ranking_point {
    enum say_key word;
    int points;
    int points_max;
};

struct ranking_example_side {
    struct slice word;
    struct ranking_point points[SUMMANDS];
    int points_len;
    int score;
};

struct ranking_example {
    const struct match *match; /* NULL: nothing is on offer */
    struct slice job;
    struct slice url;
    struct ranking_example_side sides[MATCH_SIDES];
    int sides_len;
    struct slice worked_out;
};

struct page_ranking {
    const struct page *page;
    struct crumbs crumbs;
    const struct match_weights *w;
    const struct ranking_count *fields;
    int fields_len;
    const struct ranking_count *forms;
    int forms_len;
    struct ranking_deed deeds[DEEDS];
    int deeds_len;
    int seat_percent;
    int certified_percent;
    double k1;
    double b[4]; /* title, competences, provider, text */
    struct ranking_side sides[MATCH_SIDES];
    int sides_len;
    int weights_sum;
    int fused_of_weak_employer; /* 100, 50, 100 */
    int diversity_cost;         /* whole points */
    int timing_days;
    int learning_points;
    int learning_people;
    int learning_lists;
    const struct experience_model *model; /* NULL: learning is off */
    bool collects;                        /* lists of those who agree */
    struct ranking_example example;
};

#endif
