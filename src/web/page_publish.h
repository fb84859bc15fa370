/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of who publishes blocks; templates/page_publish.tmpl */
#ifndef KC_WEB_PAGE_PUBLISH_H
#define KC_WEB_PAGE_PUBLISH_H

#include "service/publish_service.h"
#include "web/publish_form.h"

struct publish_row {
    const struct provider_block *block;
    struct slice url;       /* of the block */
    struct slice work_url;  /* of what is in work; empty: nothing is */
    enum say_key work_word; /* its state */
    bool is_offered;        /* in the catalogue, and can be found */
    bool is_undated;        /* in the catalogue, without a date to be found by */
    bool is_retired;
    bool is_certified;
};

struct page_publish_which {
    const struct page *page;
    struct crumb *organisations;
    int organisations_len;
};

struct page_publish {
    const struct page *page;
    struct slice name; /* of the provider */
    struct slice new_url;
    struct slice import_url;
    struct slice review_url;
    struct slice demand_url;
    struct publish_row *rows;
    int rows_len;
    int64_t count;
    struct slice earlier_url;
    struct slice later_url;
    struct slice good;
    struct slice problem;
};

struct page_publish_edit {
    const struct page *page;
    struct crumbs crumbs;
    struct slice action;
    struct slice back;
    int edition; /* 0: a new block */
    struct publish_form form;
    struct slice conflict; /* somebody saved it meanwhile */
    struct slice problem;
};

/* Something that is still open: where, and what. */
struct publish_open {
    struct slice label;
    struct slice message;
    struct slice url;
};

struct page_publish_version {
    const struct page *page;
    struct crumbs crumbs;
    struct publish_look look;
    enum say_key state;
    struct slice edit_url;
    struct slice preview_url;
    struct slice do_url;
    struct slice block_url;
    struct publish_open *open;
    int open_len;
    struct slice reason; /* typed, when it was wrong */
    struct slice reason_error;
    struct slice good;
    struct slice problem;
};

struct publish_history_row {
    const struct module_version *version;
    enum say_key state;
    struct slice url;
    bool is_published;
};

struct publish_run_row {
    struct slice place; /* house and room */
    struct slice postcode;
    struct slice city;  /* empty: online */
    struct slice seats; /* empty: as many as want */
    struct slice url;
    struct slice days; /* "14.12.2026 bis 15.12.2026" */
    int32_t taken;
    bool is_counted; /* seats taken are known */
};

struct page_publish_block {
    const struct page *page;
    struct crumbs crumbs;
    struct publish_block block;
    struct publish_history_row *history;
    int history_len;
    struct publish_run_row *runs;
    int runs_len;
    bool in_catalogue;
    bool is_offered;
    bool may_date;
    bool of_feed;
    struct slice public_url;
    struct slice seal_url;
    struct slice run_new_url;
    struct slice do_url;
    struct field copy;   /* its title */
    struct field retire; /* why */
    struct slice good;
    struct slice problem;
};

struct page_publish_run {
    const struct page *page;
    struct crumbs crumbs;
    struct slice action;
    struct slice back;
    struct slice seen;
    struct run_form form;
    bool is_new;
    bool is_local; /* the block takes place somewhere */
    struct slice conflict;
};

#endif
