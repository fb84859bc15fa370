/* SPDX-License-Identifier: EUPL-1.2 */
/* Imprint, privacy notice, accessibility statement: for everybody, and for who writes them. */
#ifndef KC_WEB_PAGE_LEGAL_H
#define KC_WEB_PAGE_LEGAL_H

#include "service/legal_service.h"
#include "web/page.h"
#include "web/page_about.h"
#include "web/parts.h"

struct page_legal {
    const struct page *page;
    struct crumbs crumbs;
    struct legal_text text;
    bool is_written; /* by the operator: then it has a day */
    struct instant changed;
    const struct about_block *blocks; /* what the program itself does, true whoever runs it */
    int blocks_len;
};

struct legal_row {
    enum say_key title;
    struct slice url; /* of its editor */
    enum say_key language;
    int gaps;
    int64_t version;
};

struct page_legal_list {
    const struct page *page;
    struct crumbs crumbs;
    struct legal_row rows[LEGAL_PAGES * LANGS];
    int rows_len;
};

struct legal_old {
    int64_t version;
    struct instant changed;
    struct slice editor;
    struct slice url;
    bool is_shown_here;
};

struct page_legal_edit {
    const struct page *page;
    struct crumbs crumbs;
    struct slice good;
    struct slice problem;
    struct slice action;
    struct slice public_url;
    struct slice content; /* as kept, or as typed */
    int64_t seen;         /* the newest version when this was shown */
    int64_t old;          /* an older version is shown; 0: the newest */
    const char *language; /* "de": of the text */
    struct legal_text preview;
    struct legal_old versions[LEGAL_VERSIONS_SHOWN_MAX];
    int versions_len;
};

#endif
