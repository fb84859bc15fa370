/* SPDX-License-Identifier: EUPL-1.2 */
/* "My situation": the overview, its three steps, and deleting it all. */
#ifndef KC_WEB_PAGE_SITUATION_H
#define KC_WEB_PAGE_SITUATION_H

#include "web/job_form.h"
#include "web/parts.h"
#include "web/rating_form.h"
#include "web/wishes_form.h"

/* A competence of the job: have and need. */
struct situation_gap {
    struct slice name;
    struct slice code;
    uint8_t held;
    uint8_t needed;
    bool rated;
};

struct page_situation {
    const struct page *page;
    struct progress progress;
    const struct situation *situation;
    struct slice job;             /* its name */
    struct slice job_description; /* German */
    bool has_own_targets;         /* in place of a job */
    struct situation_gap *gaps;
    int gaps_len;
    int gaps_open;
    int rated;
    struct slice *wishes; /* sentences */
    int wishes_len;
};

struct page_job {
    const struct page *page;
    struct progress progress;
    struct job_form form;
    bool is_first; /* nothing is kept of this person yet */
};

struct page_rating {
    const struct page *page;
    struct progress progress;
    struct rating_form form;
    struct slice job;
    int rated; /* of those the job needs */
};

struct page_wishes {
    const struct page *page;
    struct progress progress;
    struct wishes_form form;
};

struct page_deleted {
    const struct page *page;
};

#endif
