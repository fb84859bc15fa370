/* SPDX-License-Identifier: EUPL-1.2 */
/* Kept searches: keeping one, all of them with what is new, looking, forgetting. */
#ifndef KC_WEB_PAGE_SAVED_H
#define KC_WEB_PAGE_SAVED_H

#include "web/parts.h"
#include "web/saved_view.h"

struct saved_block {
    struct slice title;
    struct slice language;
    struct slice url;
};

struct saved_row {
    const struct saved_search *search;
    struct saved_view view;
    int new_len;
    struct saved_block shown[SAVED_NEW_SHOWN]; /* some of the new ones */
    int shown_len;
};

struct page_saved {
    const struct page *page;
    struct saved_row rows[SAVED_SEARCHES_MAX];
    int rows_len;
};

struct page_saved_ask {
    const struct page *page;
    struct field name;
    struct saved_view view;
    bool full; /* SAVED_SEARCHES_MAX are kept already */
};

#endif
