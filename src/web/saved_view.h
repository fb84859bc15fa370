/* SPDX-License-Identifier: EUPL-1.2 */
/* A kept search as pages show it: in words, with what it finds now and what of that is new. */
#ifndef KC_WEB_SAVED_VIEW_H
#define KC_WEB_SAVED_VIEW_H

#include "service/saved_search_service.h"
#include "web/page.h"
#include "web/search_form.h"

enum { SAVED_NEW_SHOWN = 5 };

struct saved_view {
    struct slice query; /* canonical: without order and page */
    struct slice url;   /* "/suche?..." */
    struct slice words; /* "„Datenschutz“ · Heidelberg, 50 km · Live online" */
    bool too_many; /* more than SAVED_SEARCH_HITS_MAX: hits is empty, nothing is said to be new */
    uint32_t total;
    struct module_set hits;
};

/*
 * Read the query of an address and search.
 *   ERR_INVALID  it is no query at all
 *   ERR_LIMIT    the arena is full, or it is too long
 */
MUST_USE enum err saved_view_make(const struct page *page, struct slice query,
                                  struct saved_view *ret_view);

/* For other pages: how many blocks are new in all kept searches of this guest. */
struct saved_news {
    int searches;  /* kept */
    int with_news; /* of these */
    int blocks;    /* new in one or more of them */
};
/* Nothing for who is no guest. Marks the answer as personal when something is kept. */
MUST_USE enum err saved_news_find(const struct page *page, struct http_response *res,
                                  struct saved_news *ret_news);

#endif
