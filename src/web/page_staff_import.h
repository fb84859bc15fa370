/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of employees: uploaded or pasted, what they would change, every problem by line and column.
 * templates/page_staff_import.tmpl
 */
#ifndef KC_WEB_PAGE_STAFF_IMPORT_H
#define KC_WEB_PAGE_STAFF_IMPORT_H

#include "web/staff_desk.h"

enum { STAFF_IMPORT_ROWS_MAX = 200 }; /* shown of each kind; all are counted */

struct staff_import_problem {
    int line;
    struct slice column; /* empty: the line or file as a whole */
    struct slice value;  /* as written; may be empty */
    struct slice text;
};

struct staff_import_change {
    struct slice name;
    struct slice email;
    struct slice what; /* "neu", or what differs */
};

struct page_staff_import {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice action;    /* of the list */
    struct slice take;      /* of taking it over */
    struct slice problem;   /* with the form */
    struct slice text;      /* as pasted: shown again when it has problems */
    struct slice day_error; /* with the last day */
    struct slice last_day;
    bool ends; /* who is missing has left */

    const struct employee_plan *plan; /* NULL: no list yet */
    int64_t import;                   /* 0: has problems */
    struct staff_import_problem problems[STAFF_IMPORT_ROWS_MAX];
    int problems_len;
    struct staff_import_change changes[STAFF_IMPORT_ROWS_MAX];
    int changes_len;
    bool more_changes; /* than are shown */
    struct staff_import_change missing[STAFF_IMPORT_ROWS_MAX];
    int missing_len;
    struct slice *ignored; /* headings that are not known */
    int ignored_len;
};

#endif
