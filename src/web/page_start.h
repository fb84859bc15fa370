/* SPDX-License-Identifier: EUPL-1.2 */
/* The start page. Every number on it is counted from what is offered today. */
#ifndef KC_WEB_PAGE_START_H
#define KC_WEB_PAGE_START_H

#include "web/page_search.h"
#include "web/saved_view.h"

struct start_format {
    const char *code;
    const char *icon;
    enum say_key name;
    enum say_key text;
    uint32_t count;
};

enum { START_TOPICS_MAX = 12, START_CARDS_MAX = 3 };

struct page_start {
    struct saved_news saved;
    const struct page *page;
    struct search_panel panel;
    struct start_format formats[FORMATS];
    int formats_len;
    struct popular_topic topics[START_TOPICS_MAX];
    int topics_len;
    struct module_card cards[START_CARDS_MAX]; /* next dates with free seats */
    int cards_len;
    struct slice dates_url;
    uint32_t blocks;
    uint32_t free_blocks;
    int providers; /* that offer something */
    int venues;    /* where a run is open */
};

#endif
