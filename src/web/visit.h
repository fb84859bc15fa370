/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every page of a person begins with: the page, and the situation kept for the guest.
 *
 *     CLEANUP(visit_done) struct visit v = {.known = false};
 *
 *     TRY(visit_begin(req, NAV_MATCHES, &v));
 *
 * The route has RIGHT_GUEST. Such a page is not for search engines.
 */
#ifndef KC_WEB_VISIT_H
#define KC_WEB_VISIT_H

#include "domain/situation.h"
#include "web/page.h"

struct visit {
    struct page page;
    struct situation situation;
    const struct job_profile *job; /* of the situation as it is kept; NULL: none chosen, or gone */
    struct job_profile own_job;    /* what `job` points to when the person has own targets */
    struct slice job_name;         /* as the page speaks; empty without a job */
    bool known;                    /* something is kept for this guest */
};

/* The errors of guest_situation_load(). Also after an error the visit is to be done with. */
MUST_USE enum err visit_begin(struct http_request *req, enum page_nav nav, struct visit *v);
/* For CLEANUP; also of a visit that is all zero. */
void visit_done(struct visit *v);
/* Keep the situation as it is now. The errors of guest_situation_save(). */
MUST_USE enum err visit_save(struct visit *v);

#endif
