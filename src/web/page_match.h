/* SPDX-License-Identifier: EUPL-1.2 */
/* "What suits me": the best matches with their reasons, and the wishes that decide. */
#ifndef KC_WEB_PAGE_MATCH_H
#define KC_WEB_PAGE_MATCH_H

#include "service/experience_service.h"
#include "web/fixed_choice.h"
#include "web/match_words.h"
#include "web/module_card.h"
#include "web/wishes_form.h"

/* One summand of the score. */
struct match_point {
    enum say_key word;
    int points;
    int points_max;
};

/* One side that is asked: its points and their sum. */
struct match_side_view {
    enum say_key word;
    int score;
    int weight; /* in the mean */
    struct match_point points[SUMMANDS];
    int points_len;
};

/* A gap that the block closes, or a competence it lifts. */
struct match_lift {
    struct slice name;
    uint8_t from;
    uint8_t to;
    uint8_t needed; /* 0: not asked by the job */
};

struct match_card {
    const struct match *match;
    struct module_card card;
    struct slice anchor; /* id of the card */
    struct match_side_view sides[MATCH_SIDES];
    int sides_len;
    int experience; /* points that learning adds or takes; 0: none */
    int before;     /* the score without them */
    struct match_lift *lifts;
    int lifts_len;
    struct slice *against;
    int against_len;
    struct fixed_buttons buttons;
    bool is_first;
};

/* Blocks that are out for one reason, and the wish that does it. */
struct match_left_out {
    struct slice sentence;
    struct slice url; /* where the wish can be changed; empty: it cannot */
    uint32_t count;
};

struct page_match {
    const struct page *page;
    const struct situation *situation;
    bool has_job;
    struct slice job;
    struct wishes_form wishes;
    struct fixed_note note;
    struct match_card *cards;
    int cards_len;
    uint32_t fitting;
    struct match_left_out left_out[MATCH_OUTS];
    int left_out_len;
    const struct match_left_out *most; /* what excludes the most; NULL: nothing does */
    struct slice url_previous;
    struct slice url_next;
    struct experience_state learn;
    struct day learn_since; /* only when given */
    int64_t number;         /* of the page, from 1 */
    int64_t pages;
};

#endif
