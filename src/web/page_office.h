/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Organisations, for the cooperative: all of them, an application, one with its staff.
 * templates/page_office.tmpl
 */
#ifndef KC_WEB_PAGE_OFFICE_H
#define KC_WEB_PAGE_OFFICE_H

#include "service/organisation_service.h"
#include "web/form_errors.h"
#include "web/page.h"
#include "web/parts.h"

struct office_row {
    const struct organisation *organisation;
    struct slice url;
    struct slice land;
    bool is_applied;
    bool has_left;
};

struct office_kind {
    enum say_key title;
    struct slice add_url;
    struct office_row *rows;
    int rows_len;
    int members;
    int64_t shares; /* of members */
};

struct page_office {
    const struct page *page;
    struct office_kind kinds[ORGANISATION_KINDS];
    int kinds_len;
};

enum { OFFICE_FIELDS_MAX = 8 };

/* Of an application, or what is known of an organisation. */
struct office_form {
    struct form_errors *errors;
    struct slice action;
    struct slice kind; /* code; empty when it cannot be chosen any more */
    struct field fields[OFFICE_FIELDS_MAX];
    int fields_len;
    enum say_key submit;
};

struct page_office_new {
    const struct page *page;
    struct crumbs crumbs;
    struct office_form form;
    struct slice lead;
    struct slice problem;
};

struct page_office_one {
    const struct page *page;
    struct crumbs crumbs;
    struct organisation organisation;
    struct organisation_staff staff;
    struct office_form form;
    struct slice land;
    struct slice kind; /* "Kommune" */
    struct slice good;
    struct slice problem;
    struct slice url; /* of this page; what is done goes below it */
    struct slice admit;
    struct slice leave;
    struct slice staff_add;
    struct slice staff_take;
    struct slice last_day;
    struct slice last_day_error;
    struct field staff_name;
    struct field staff_email;
    bool is_applied;
    bool is_member;
    bool has_left;
    bool may_leave;
};

#endif
