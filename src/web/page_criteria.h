/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of criteria, for experts and the cooperative; templates/page_criteria.tmpl */
#ifndef KC_WEB_PAGE_CRITERIA_H
#define KC_WEB_PAGE_CRITERIA_H

#include "service/criteria_service.h"
#include "web/page_certify.h"

struct criteria_version_row {
    const struct criteria_version *version;
    struct slice url;
    struct slice json_url;
};

struct page_criteria_list {
    const struct page *page;
    struct criteria_version_row rows[CRITERIA_VERSIONS_SHOWN_MAX + 1];
    int rows_len;
    bool has_draft;
    struct slice good;
    struct slice problem;
    struct slice typed; /* JSON that was pasted */
    struct slice wrong; /* with it */
    struct slice why;   /* what the program says, in English */
};

/* A criterion as it is typed. */
struct criteria_edit_row {
    int index;
    int number; /* from 1 */
    struct slice code;
    struct slice title;
    struct slice text;
    bool required;
    const char *title_id; /* "t3" */
    const char *text_id;  /* "x3" */
    struct slice title_error;
    struct slice text_error;
    struct slice up_url; /* empty: it is the first */
    struct slice down_url;
};

struct page_criteria_edit {
    const struct page *page;
    struct crumbs crumbs;
    int version;
    int64_t edition;
    struct field name;
    struct criteria_edit_row rows[CRITERIA_MAX];
    int rows_len;
    struct form_errors errors;
    struct slice good;
    struct slice problem;
    bool is_moved; /* rows were added, moved or removed, and nothing is saved yet */
    struct slice add_url;
    bool is_full;
};

struct criteria_news_row {
    enum say_key word;
    struct slice title;
};

struct page_criteria_show {
    const struct page *page;
    struct crumbs crumbs;
    struct criteria_seen seen;
    struct certify_view view;
    struct criteria_news_row news[2 * CRITERIA_MAX]; /* of a draft */
    int news_len;
    struct slice json_url;
    struct slice good;
    struct slice problem;
};

#endif
