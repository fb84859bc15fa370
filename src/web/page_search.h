/* SPDX-License-Identifier: EUPL-1.2 */
/* The results: what was asked, what was found, how to narrow it down. */
#ifndef KC_WEB_PAGE_SEARCH_H
#define KC_WEB_PAGE_SEARCH_H

#include "web/module_card.h"
#include "web/popular_topics.h"
#include "web/search_form.h"

struct radius_choice {
    int32_t km;
    bool chosen;
    bool counted;
    uint32_t on_site; /* hits in person within it */
};

/* What, where, when, how: on the start page and above the results. */
struct search_panel {
    const struct search_form *form;
    struct radius_choice radii[SEARCH_RADII + 1]; /* and the one of the address, if it is another */
    int radii_len;
    bool any_radius;
    struct slice from; /* ISO if it is a date, else as typed */
    struct slice until;
};

struct search_panel search_panel_make(const struct page *page, const struct search_form *form);

enum { MODULE_HOURS_MAX = MODULE_MINUTES_MAX / 60 };

struct facet_choice {
    struct slice value; /* in the address */
    struct slice label;
    uint32_t count;
    bool chosen;
};

/* A group of checkboxes; or of radio buttons, one of which is "any". */
struct facet {
    const char *name; /* of the parameter */
    enum say_key title;
    struct facet_choice *choices; /* shown at once */
    int choices_len;
    struct facet_choice *more; /* behind "show all" */
    int more_len;
    int chosen; /* how many are */
    bool one_only;
    bool open;
    bool has_min; /* hours: at least so many, too */
    int32_t min;
};

/* A filter that is on, and the address without it. */
struct search_chip {
    struct slice label;
    struct slice url;
};

struct sort_choice {
    enum say_key label;
    struct slice url;
    bool chosen;
};

struct page_link {
    int64_t number; /* 0: a gap */
    struct slice url;
    bool is_current;
};

struct place_choice {
    struct place place;
    struct slice url;
};

enum {
    SEARCH_FACETS_SHOWN_MAX = 16,
    SEARCH_PLACE_CHOICES_MAX = 6,
    PAGE_LINKS_MAX = 12,
    SEARCH_TOPICS_MAX = 8
};

struct page_search {
    const struct page *page;
    struct search_panel panel;
    const struct search_form *form;
    const struct learning_search_answer *answer;
    struct module_card *cards;
    int cards_len;
    struct facet facets[SEARCH_FACETS_SHOWN_MAX];
    int facets_len;
    struct search_chip *chips;
    int chips_len;
    struct sort_choice sorts[SEARCH_SORTS + 1]; /* and by match */
    int sorts_len;
    struct page_link links[PAGE_LINKS_MAX];
    int links_len;
    struct slice previous_url; /* empty on the first page */
    struct slice next_url;
    struct place_choice places[SEARCH_PLACE_CHOICES_MAX];
    int places_len;
    struct slice save_url; /* to keep this search */
    struct slice bare_url; /* without filters */
    struct slice without_place_url;
    struct slice did_you_mean_url;
    struct popular_topic topics[SEARCH_TOPICS_MAX]; /* to suggest when nothing was found */
    int topics_len;
    int64_t first; /* number of the first card */
    int64_t last;
    int64_t pages;
    uint32_t with_seats; /* hits with a free seat, were that asked for */
    uint32_t certified;
    bool has_place;     /* it was understood */
    bool match_unknown; /* asked for, but there is no situation to match with */
    bool words_missing;
    struct slice sort; /* its word, empty for relevance: kept by the form */
};

/* Facets of the result as shown (page_search_facets.c). ERR_LIMIT: the arena is full. */
MUST_USE enum err page_search_facets(struct page_search *p);
/* Filters that are on, as chips (page_search_facets.c). ERR_LIMIT likewise. */
MUST_USE enum err page_search_chips(struct page_search *p);

#endif
