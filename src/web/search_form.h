/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search form and its address: /suche?q=&ort=&umkreis=&von=&bis=&format=&...
 *
 *   q              what is searched          ort, umkreis   place as typed, km around it
 *   von, bis       days, ISO or German       format         code of enum module_format; repeatable
 *   thema          code of a topic           kompetenz      code of a competence
 *   bereich        "digital" ...             stufe          1 to 4: foundation ... specialised
 *   preis          euros at most; 0 = free   dauer          hours at most
 *   dauer_ab       hours at least            beginn         begins within so many days
 *   land           1 to 16: where; 0: online niveau         1 to 8: the level it leads to
 *   frei           1: with a free seat       zertifiziert   1: certified today
 *   sprache        "de", "en"                barrierefrei   code of a feature; all must hold
 *   anbieter       code of a provider        vorort         1: without what is online
 *   sort           termin, entfernung, preis, titel, passung (of a person); absent = relevanz,
 * without words termin seite          1 ...
 *
 * What cannot be understood is kept as typed, told, and not used. Empty fields
 * (a form sends them) are as good as absent ones.
 */
#ifndef KC_WEB_SEARCH_FORM_H
#define KC_WEB_SEARCH_FORM_H

#include "service/learning_service.h"
#include "web/form.h"

/* Parameters that the address of these results keeps; page number aside. */
struct search_param {
    const char *name;
    struct slice value;
};

enum { SEARCH_PARAMS_MAX = 128, SEARCH_DROPPED_MAX = 8 };

/* What was wrong with a day. */
enum day_problem { DAY_FINE, DAY_NOT_A_DATE, DAY_BEFORE_FROM };

struct search_form {
    struct learning_search wanted;
    struct slice text; /* as typed, also when it is too long to be searched */
    bool text_too_long;
    struct slice place;
    int32_t radius_km; /* DISTANCE_KM_MAX = any */
    struct slice from; /* as typed */
    struct slice until;
    enum day_problem from_problem;
    enum day_problem until_problem;
    int64_t price_euros; /* -1 = any */
    int64_t hours;       /* -1 = any */
    int32_t hours_min;   /* 0 = any */
    int64_t start_days;  /* begins within so many days; -1 = any */
    bool by_match;       /* in the order of a person's matches: the page has to find them */
    bool sort_is_chosen; /* else by relevance, or by date when there are no words */
    int64_t page;        /* from 1 */
    struct search_param params[SEARCH_PARAMS_MAX];
    int params_len;
    struct slice dropped[SEARCH_DROPPED_MAX]; /* filters that do not exist */
    int dropped_len;
};

/* Kilometres that the form offers. */
enum { SEARCH_RADII = 5 };
extern const int32_t SEARCH_RADIUS_KM[SEARCH_RADII];

/*
 * Read a query string. Codes are looked up in the snapshot.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err search_form_read(struct arena *a, const struct snapshot *snap,
                                   const struct form *query, struct search_form *ret_form);

/* A change to the address: everything else stays, the page number is forgotten. */
struct search_change {
    const char *without; /* leave out this parameter: every one of the name, or */
    struct slice value;  /* only the one with this value (at != NULL) */
    const char *name;    /* put this one instead of those of its name */
    struct slice set;
    int64_t page; /* > 1: of this page */
};
/* "/suche?..." percent-encoded, in the arena; "/suche" when the arena is full. */
struct slice search_form_url(struct arena *a, const struct search_form *form,
                             struct search_change change);
/* Only words, place and radius: all filters removed. */
struct slice search_form_url_bare(struct arena *a, const struct search_form *form);

#define SEARCH_BY_MATCH "passung"
/* "relevanz", "termin", ...: the word in the address. */
const char *search_sort_word(enum search_sort sort);

#endif
