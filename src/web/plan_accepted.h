/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The plan a guest has accepted, on "My curriculum": what has changed since, old and new side by
 * side in words, and three ways on: take the new plan, stay with the old one, begin anew.
 */
#ifndef KC_WEB_PLAN_ACCEPTED_H
#define KC_WEB_PLAN_ACCEPTED_H

#include "service/learning_accepted.h"
#include "web/page.h"

struct plan_accepted_line {
    struct slice title;
    const char *language; /* of the title; empty when it is not known any more */
    struct slice url;     /* of the block; empty when it is not offered any more */
    const struct accepted_block *was;
    const struct curriculum_entry *is;
    enum say_key why;
    bool is_change;
    bool is_told;
};

struct plan_accepted {
    const struct page *page;
    bool is_there;
    struct day day; /* when it was accepted */
    struct plan_accepted_line *lines;
    int lines_len;
    int changes;
    int stay; /* lines that simply stay, and are not told */
    bool is_declined;
    bool can_accept;     /* there is something to accept */
    int64_t offered;     /* fingerprint of the plan that would be accepted */
    int64_t fingerprint; /* of the changes */
};

/* ERR_LIMIT: the request's arena is full. */
MUST_USE enum err plan_accepted_make(const struct page *page, const struct learning_accepted *acc,
                                     struct plan_accepted *ret_view);

#endif
