/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The own work as organisations entered it, and the page of an invitation.
 * templates/page_employment.tmpl
 */
#ifndef KC_WEB_PAGE_EMPLOYMENT_H
#define KC_WEB_PAGE_EMPLOYMENT_H

#include "domain/job_profile.h"
#include "service/employment_service.h"
#include "service/invitation.h"
#include "web/parts.h"

struct employment_need {
    struct slice name; /* of the competence */
    uint8_t level;
};

struct employment_row {
    struct employment_own own;
    struct slice url; /* of the organisation's page */
    struct slice job; /* name; empty: none, or no longer in the library */
    struct slice job_description;
    struct employment_need needs[JOB_PROFILE_TARGETS_MAX];
    int needs_len;
    bool is_over;
    bool is_asked;
    bool is_accepted;
    bool is_declined;
    bool is_target; /* its job is what the situation aims at */
};

struct page_employment {
    const struct page *page;
    struct slice good;
    struct crumbs crumbs;
    struct employment_row *rows;
    int rows_len;
};

struct page_invitation {
    const struct page *page;
    struct slice secret;
    struct slice email;
    struct slice *names;
    int names_len;
    struct slice problem;
    struct slice sign_in; /* address, with the way back to here */
    struct field password;
};

#endif
