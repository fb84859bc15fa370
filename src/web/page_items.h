/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of who writes items of the check; templates/page_items.tmpl */
#ifndef KC_WEB_PAGE_ITEMS_H
#define KC_WEB_PAGE_ITEMS_H

#include "service/item_transfer.h"
#include "web/item_form.h"
#include "web/item_sheet_form.h"

/* A version in a list. */
struct item_row_view {
    const struct item_version *version;
    enum say_key kind;
    enum say_key state;
    bool in_use;
    bool on_trial; /* in use, and its answers do not count yet */
};

struct page_items {
    const struct page *page;
    struct item_offer *competences;
    int competences_len;
    struct item_offer levels[LEVEL_MAX];
    int levels_len;
    struct item_offer kinds[ITEM_KINDS];
    int kinds_len;
    struct item_offer states[ITEM_STATES];
    int states_len;
    struct item_row_view *rows;
    int rows_len;
    int64_t count;
    struct slice earlier_url; /* of the pages before and behind; empty: none */
    struct slice later_url;
    struct slice good; /* what was just done */
};

/* Something that is wrong with a file. */
struct item_problem_view {
    struct slice place; /* "Datei items/x.xml, Zeile 3"; may be empty */
    struct slice message;
};

struct page_items_exchange {
    const struct page *page;
    bool tried; /* a file was sent */
    struct item_transfer_report report;
    struct item_problem_view *problems;
    int problems_len;
    struct slice error; /* no file was chosen, or it is too large */
    struct slice level; /* typed */
    struct slice facet;
    struct item_offer *competences;
    int competences_len;
};

struct page_item_new {
    const struct page *page;
    struct item_offer kinds[ITEM_KINDS];
    int kinds_len;
};

struct page_item_edit {
    const struct page *page;
    int64_t id; /* 0: a new item */
    struct slice code;
    struct slice action; /* path of the form */
    struct slice kind_code;
    enum item_kind kind;
    enum say_key kind_word;
    struct item_sheet_form form;
    bool has_preview;
    struct item_form preview;
};

struct page_item_view {
    const struct page *page;
    struct item_look look;
    struct item_row_view row;
    struct item_row_view *history;
    int history_len;
    struct slice competence; /* its name */
    struct item_form form;   /* as learners see it */
    bool tried;              /* somebody answered it here */
    int credit;
    int credit_max;
    bool may_change;
    bool may_review;
    bool may_revise;
    bool may_retire;
    bool is_own;
    struct slice reason; /* typed, when it was wrong */
    struct slice reason_error;
    struct slice good;
    struct slice problem;
};

#endif
