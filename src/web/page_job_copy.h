/* SPDX-License-Identifier: EUPL-1.2 */
/* Job profiles of a municipality: the library, and its own copies. templates/page_job_copy.tmpl */
#ifndef KC_WEB_PAGE_JOB_COPY_H
#define KC_WEB_PAGE_JOB_COPY_H

#include "domain/job_profile.h"
#include "web/form_errors.h"
#include "web/job_need.h"
#include "web/staff_desk.h"

struct job_copy_row {
    const struct job_profile *job;
    struct slice url;
    int people; /* who have it now */
};

struct page_job_copies {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice action;
    struct slice advert; /* where an advertisement is pasted */
    struct slice good;
    struct slice problem;
    struct job_copy_row *copies;
    int copies_len;
    struct choice *library;
    int library_len;
};

struct page_job_copy {
    const struct page *page;
    const struct staff_desk *desk;
    struct crumbs crumbs;
    struct form_errors *errors;
    struct slice good;
    struct slice action;
    struct slice retire;
    struct field name;
    struct slice description;
    struct job_need *needed; /* level > 0 when the page was asked for */
    int needed_len;
    struct job_need *others;
    int others_len;
};

#endif
