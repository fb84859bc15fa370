/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The people of a municipality, for its personnel department: all of them, and one.
 * templates/page_staff.tmpl
 */
#ifndef KC_WEB_PAGE_STAFF_H
#define KC_WEB_PAGE_STAFF_H

#include "web/form_errors.h"
#include "web/staff_desk.h"

enum { STAFF_ROWS_MAX = 50 }; /* on a page of people */

enum staff_state {
    STAFF_CURRENT, /* works here today */
    STAFF_OPEN,    /* and has not answered */
    STAFF_DECLINED,
    STAFF_NO_JOB,
    STAFF_OVER,
    STAFF_ALL,
};
enum { STAFF_STATES = STAFF_ALL + 1 };

struct staff_row {
    const struct employment *employment;
    struct slice url;
    struct slice unit;
    struct slice job;
    bool is_over;
    bool is_hr;
    bool is_open; /* has not answered */
    bool is_declined;
};

struct page_staff {
    const struct page *page;
    const struct staff_desk *desk;
    struct slice good;
    struct slice words; /* searched for */
    struct choice *units;
    int units_len;
    struct choice states[STAFF_STATES];
    struct staff_row rows[STAFF_ROWS_MAX];
    int rows_len;
    int total; /* found */
    int first; /* of the rows, from 1; 0: none */
    int last;
    struct slice previous_url;
    struct slice next_url;
    int people; /* all entries */
    int not_asked;
    struct role_holder *others; /* have the role and no entry here */
    int others_len;
};

struct staff_municipality {
    struct slice name;
    struct slice url;
};
struct page_staff_which {
    const struct page *page;
    struct staff_municipality *rows;
    int rows_len;
};

/* A choice from a list. */
struct staff_select {
    const char *id;
    enum say_key label;
    struct slice none; /* what the first, empty one says */
    struct choice *choices;
    int choices_len;
    struct slice error;
};

struct page_staff_person {
    const struct page *page;
    const struct staff_desk *desk;
    const struct employment *employment;
    struct crumbs crumbs;
    struct form_errors *errors;
    struct slice good;
    struct slice problem;
    struct field name;
    struct field number;
    struct staff_select unit;
    struct staff_select job;
    struct field superior;
    struct field deputy;
    struct field first_day;
    struct field last_day;
    struct slice action; /* of the form */
    struct slice invite; /* where asking goes */
    struct slice role;   /* where the role goes */
    bool is_hr;
    bool is_self;
    bool is_over;
    bool may_be_asked;
    bool may_get_role;
};

#endif
