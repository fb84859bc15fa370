/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A learning block as a card: in results, on the start page, among matches. The
 * template is module_card in templates/module_card.tmpl.
 */
#ifndef KC_WEB_MODULE_CARD_H
#define KC_WEB_MODULE_CARD_H

#include "engine/search.h"
#include "web/page.h"

/* Text with marked words, piece by piece. */
struct marked_piece {
    struct slice text;
    bool marked;
};
struct marked {
    struct marked_piece *pieces;
    int pieces_len;
    bool cut_before;
    bool cut_after;
};

struct card_gain {
    struct slice name;
    uint8_t from;
    uint8_t to;
};

enum card_seats { SEATS_UNLIMITED, SEATS_MANY, SEATS_FEW, SEATS_NONE };
enum { CARD_GAINS_MAX = 3, SEATS_FEW_MAX = 5 };

struct module_card {
    const struct module *module;
    struct slice url;
    enum say_key format;
    const char *format_code; /* "in_person": for the colour */
    const char *icon;
    enum say_key language;
    struct slice provider; /* its name; may be empty */
    struct marked title;
    struct marked text;
    struct card_gain gains[CARD_GAINS_MAX];
    int gains_len;
    int gains_more; /* beyond those */
    bool certified;
    bool free;
    /* The run that is shown; without one it is self-paced. */
    const struct run *run;
    enum say_key weekday; /* of its first day */
    struct slice city;    /* empty: online */
    struct slice venue;
    bool has_distance;
    int32_t km; /* whole: places are known by their middle only */
    enum card_seats seats;
    int32_t seats_free;
    const struct run *later; /* when this one is full: the next with a free seat, or NULL */
};

/*
 * The card of a module with this run (NULL: self-paced) at this venue (NULL: online).
 * `distance_km` < 0 when it is not known. Lives in the request's arena.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err module_card_make(const struct page *page, const struct module *m,
                                   const struct run *run, double distance_km,
                                   struct module_card *ret_card);
/* The card of a search hit, with its marks. ERR_LIMIT likewise. */
MUST_USE enum err module_card_of_hit(const struct page *page, const struct search_hit *hit,
                                     struct module_card *ret_card);

enum card_seats card_seats_of(const struct run *run);

#endif
