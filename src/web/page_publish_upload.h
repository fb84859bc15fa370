/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Lists of blocks of a provider: handed in, what they would change, every problem by line and
 * column, what belongs into which column; what waits for review.
 * templates/page_publish_upload.tmpl
 */
#ifndef KC_WEB_PAGE_PUBLISH_UPLOAD_H
#define KC_WEB_PAGE_PUBLISH_UPLOAD_H

#include "service/publish_upload.h"
#include "web/publish_form.h"

enum {
    UPLOAD_ROWS_MAX = 200, /* shown of each kind; all are counted */
    UPLOAD_PARTS_MAX = 200 /* of an export: MODULE_VERSION_BLOCKS_MAX blocks */
};

struct upload_problem_row {
    int line;
    struct slice column; /* empty: the line or file as a whole */
    struct slice value;  /* as written; may be empty */
    struct slice text;
};

struct upload_change_row {
    struct slice title;
    struct slice code; /* empty: new */
    struct slice what; /* "neu", or what differs */
    struct slice dates;
    struct slice runs[8]; /* those that change, in words; some */
    int runs_len;
    struct slice notes[3];
    int notes_len;
};

struct page_publish_upload {
    const struct page *page;
    struct crumbs crumbs;
    struct slice action;
    struct slice take;
    struct slice columns_url;
    struct slice template_url;
    struct crumb *exports; /* one for each part */
    int exports_len;
    struct slice good;
    struct slice problem; /* with the form */
    struct slice text;    /* as pasted */

    const struct upload_plan *plan; /* NULL: no list yet */
    int64_t upload;                 /* 0: has problems, or changes nothing */
    uint64_t mark;
    bool no_change;
    enum say_key line_word;
    struct upload_problem_row problems[UPLOAD_ROWS_MAX];
    int problems_len;
    struct upload_change_row changes[UPLOAD_ROWS_MAX];
    int changes_len;
    bool more_changes;
};

struct upload_column_row {
    const char *name;
    const char *english;
    struct slice label;
    struct slice text;
    bool is_needed;
    struct block_choices choices;
};

struct page_publish_columns {
    const struct page *page;
    struct crumbs crumbs;
    struct slice back;
    struct slice template_url;
    struct upload_column_row block[LIST_RUN];
    int block_len;
    struct upload_column_row run[RUN_FIELDS];
    int run_len;
    struct block_choices competences;
};

struct publish_review_row {
    const struct publish_review *review;
    struct slice url;
    struct slice preview_url;
    struct slice summary;
    struct slice description;
    struct slice hours;
    struct slice format; /* in words; empty: not said */
    struct cents price;
    struct slice gives[MODULE_LEVELS_MAX]; /* "Sicher surfen, 0-3" */
    int gives_len;
};

struct page_publish_review {
    const struct page *page;
    struct crumbs crumbs;
    struct slice action;
    const struct publish_reviews *reviews;
    struct publish_review_row *rows;
    int rows_len;
    bool may_submit; /* there is a colleague who could look at drafts */
    struct slice good;
    struct slice problem;
};

#endif
