/* SPDX-License-Identifier: EUPL-1.2 */
/* A curriculum in words: blocks, weeks, goals, and other plans beside it. */
#ifndef KC_WEB_PLAN_VIEW_H
#define KC_WEB_PLAN_VIEW_H

#include "service/learning_plans.h"
#include "web/fixed_choice.h"
#include "web/module_card.h"
#include "web/page_match.h"
#include "web/plan_timeline.h"
#include "web/plan_what_if.h"

struct plan_session {
    enum say_key weekday;
    const struct session *session;
};

struct plan_block {
    const struct curriculum_entry *entry;
    struct module_card card;
    int number;
    struct slice anchor;
    struct plan_session *sessions;
    int sessions_len;
    struct match_lift *lifts; /* why it is here: what it brings */
    int lifts_len;
    struct slice why;    /* why else; may be empty */
    struct slice order;  /* why at this time; may be empty */
    struct slice spread; /* sittings over more weeks than they fill; may be empty */
    int32_t weeks;
    struct fixed_buttons buttons;
    struct slice without_url; /* what if it were another one */
};

struct plan_week {
    const struct curriculum_week *week;
    int number;          /* ISO */
    struct slice blocks; /* their titles */
};

/* Links that try one change each (plan_what_if.h). */
struct plan_help {
    struct what_if_choice links[WHY_RELIEFS_MAX];
    int links_len;
    struct slice pair[2]; /* empty; else what would do together, where no link is */
};

struct plan_goal {
    struct slice name;
    uint8_t held;
    uint8_t needed;
    uint8_t reached;
    bool met_before;     /* was no gap */
    struct slice unsure; /* what a check leaves open; may be empty */
    struct slice by;     /* title of the block that brings it there; may be empty */
    struct slice by_url;
    struct slice reason; /* why it is not reached; may be empty */
    struct slice hint;   /* what would help */
    struct slice hint_url;
    struct plan_help helps; /* one of these changes would do */
};

struct plan_other {
    struct slice name;
    enum say_key note;
    const char *code;    /* of its preset */
    struct slice change; /* of the wishes, as in plan_what_if.h; may be empty */
    const struct curriculum *plan;
    struct slice better; /* "3 weeks earlier, 20 EUR cheaper"; may be empty */
    struct slice worse;
    struct slice blocks;   /* how many are others */
    struct slice *without; /* codes of blocks that are left out for it */
    int without_len;
};

struct plan_fixed {
    struct slice url;
    struct fixed_buttons buttons;
};

struct plan_view {
    const struct curriculum *plan;
    enum say_key preset;
    struct slice proof;
    struct slice drawing; /* what the drawing shows, for those who do not see it */
    struct timeline wide;
    struct timeline narrow;
    struct plan_block *blocks;
    int blocks_len;
    struct plan_week *weeks;
    int weeks_len;
    struct plan_goal *goals;
    int goals_len;
    int goals_partly;           /* nearer, but not there */
    int goals_helped;           /* that could be reached together ... */
    struct plan_help helps_all; /* ... with one of these */
    bool is_explained;
    struct plan_other others[ALTERNATIVES_MAX];
    int others_len;
    bool others_to_come; /* some are being made */
    struct plan_fixed *fixed;
    int fixed_len;
    struct slice *refused; /* titles */
    int refused_len;
};

/* The plan alone: for the print page. ERR_LIMIT: the request's arena is full. */
MUST_USE enum err plan_view_make(const struct page *page, const struct situation *s,
                                 const struct curriculum *plan, struct plan_view *ret_view);
/* Beside it, the others. ERR_LIMIT. */
MUST_USE enum err plan_view_others(const struct page *page,
                                   const struct learning_alternatives *others,
                                   struct plan_view *view);

#endif
