/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pasted job advertisement, and the proposal made of it as a form in which everything can be
 * changed. The text comes in the field "anzeige" and goes back into it; it is kept nowhere
 * (ADVERT-11). templates/page_advert.tmpl
 */
#ifndef KC_WEB_ADVERT_FORM_H
#define KC_WEB_ADVERT_FORM_H

#include "engine/advert.h"
#include "web/job_need.h"
#include "web/page.h"

/* A sentence of the advertisement with the words that count. */
struct advert_quote_view {
    struct slice before;
    struct slice words;
    struct slice after;
    enum say_key part;
    bool wish;
};

struct advert_row {
    struct job_need need; /* level 0: only a hint, not proposed */
    enum say_key strength;
    struct slice why; /* this level */
    bool is_clear;
    struct advert_quote_view quotes[ADVERT_QUOTES_MAX];
    int quotes_len;
    int more; /* sentences that are not shown */
};

struct advert_left {
    enum say_key part;
    struct slice sentence;
};

struct advert_like {
    struct slice name;
    struct slice code;
    int shared;
    int of;
};

struct advert_form {
    const struct page *page;
    struct slice action;  /* where the text is sent */
    struct slice pasted;  /* as it was sent */
    struct slice problem; /* nothing was read because of it */
    bool is_read;
    bool can_be_taken; /* there is something to choose from */
    bool doubtful;     /* competences, but no sign of an advertisement */
    struct slice title;
    struct advert_row *rows; /* more than hints; the strongest first */
    int rows_len;
    struct advert_row *hints;
    int hints_len;
    struct job_need *others; /* the rest of the framework */
    int others_len;
    struct advert_left *left;
    int left_len;
    struct advert_like likes[ADVERT_JOBS_SHOWN];
    int likes_len;
    struct slice like_action; /* where one of them is sent, under this name */
    const char *like_field;
    enum say_key like_label;
};

/* Read the advertisement that was sent. ERR_LIMIT: the arena is full. */
MUST_USE enum err advert_form_read(const struct page *page, const struct form *sent,
                                   struct advert_form *ret_form);

/*
 * The targets of a proposal that was sent back, whatever was proposed: targets has room for
 * JOB_PROFILE_TARGETS_MAX. How many.
 */
int advert_form_targets(const struct page *page, const struct form *sent,
                        struct job_target *targets);

#endif
