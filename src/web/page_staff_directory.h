/* SPDX-License-Identifier: EUPL-1.2 */
/* Directories that keep the people of a municipality up to date.
 * templates/page_staff_directory.tmpl */
#ifndef KC_WEB_PAGE_STAFF_DIRECTORY_H
#define KC_WEB_PAGE_STAFF_DIRECTORY_H

#include "domain/directory.h"
#include "web/staff_desk.h"

struct staff_directory_row {
    int64_t id;
    struct slice label;
    struct slice made_by; /* as the municipality calls the person; empty: not known here */
    struct day created;
    struct day expires;
    struct day last_used; /* with was_used */
    bool was_used;
    bool invites;
    bool works;
    bool is_revoked;
};

enum { STAFF_DIRECTORY_TERMS = 4 };

struct page_staff_directory {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice good;
    struct slice problem;
    struct slice secret;  /* of the token that was made just now; shown once */
    struct slice address; /* to be entered in the directory */
    struct slice action;
    struct slice revoke;
    struct staff_directory_row *rows;
    int rows_len;
    bool is_full; /* as many work as may */
    struct slice label;
    bool invites;
    struct choice terms[STAFF_DIRECTORY_TERMS];
};

#endif
