/* SPDX-License-Identifier: EUPL-1.2 */
/* Certification: what experts see, what providers see, what everybody sees;
 * templates/page_certify.tmpl */
#ifndef KC_WEB_PAGE_CERTIFY_H
#define KC_WEB_PAGE_CERTIFY_H

#include "service/certification_service.h"
#include "web/form_errors.h"
#include "web/page.h"
#include "web/parts.h"

/* What one expert says of a criterion. */
struct certify_voice {
    struct slice board;
    enum say_key verdict;
    struct slice reason;
};

struct certify_row {
    const struct criterion *criterion;
    bool is_decided;
    enum say_key verdict; /* together; with is_decided */
    bool is_met;
    struct certify_voice voices[CERTIFY_REVIEWS_MAX];
    int voices_len;
    /* of the form */
    const char *field;   /* "b3": verdict "u3" and reason "g3" have the same number */
    struct slice chosen; /* "met" ... */
    struct slice reason;
    struct slice error;
};

struct certify_view {
    struct certification_look look;
    enum say_key state;
    bool is_seal;
    bool is_over; /* its last day is past */
    struct certify_row rows[CRITERIA_MAX];
    int rows_len;
};

struct certify_list_row {
    struct slice url;
    struct slice title;
    enum say_key state;
    struct instant asked;
};

struct page_certify_list {
    const struct page *page;
    struct certify_list_row *rows;
    int rows_len;
};

struct page_certify {
    const struct page *page;
    struct crumbs crumbs;
    struct certify_view view;
    struct slice block_url; /* in the catalogue */
    struct slice action;
    struct slice withdraw_url;
    struct slice withdraw_reason;
    struct slice withdraw_error;
    struct form_errors errors;
    struct slice good;
    struct slice problem;
};

struct page_certify_provider {
    const struct page *page;
    struct crumbs crumbs;
    struct slice action;
    struct certify_view *views;
    int views_len;
    bool may_ask;
    struct slice good;
    struct slice problem;
};

struct page_certify_seal {
    const struct page *page;
    struct crumbs crumbs;
    bool is_known; /* judged here: else the catalogue says so alone */
    struct certify_view view;
    const struct module *module;
    bool counts; /* today */
};

#endif
