/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Search over the catalogue snapshot: German text, filters, facets, order.
 *
 * What a query text means:
 *
 *   word         found as itself, inflected, in either spelling of umlauts (ä, ae, a; ß, ss), as
 *                part of a compound, in gender forms, by words of its family (planen, Planung)
 *                and by its synonyms; weaker by the hints of the synonyms file, and a compound
 *                that stands nowhere by what it is about (not when `strict`)
 *   "two words"  these words in this order, in one text, in any inflection
 *   -word        not the blocks that a strict search for the word would find; -"two words" likewise
 *
 * Words without meaning of their own (der, für, mit ...) are not searched outside quotes. What
 * every block is (Kurs, Schulung ...) is not asked for beside other words; it counts where it
 * stands. A word
 * that nothing fits is taken as the beginning of a word (the last word always is when `typing`),
 * else as part of a longer word, else as a typing error: the nearest words of the catalogue
 * within one edit (4 to 7 letters) or two (8 and more; optimal string alignment distance) are
 * taken and named in `corrections`; else by the parts of it that are known. All words must be
 * found. When fewer than SEARCH_FEW blocks have all, those that have some of them (but everything
 * that is quoted) are hits as well, their score times the share of the words that they have.
 * `strict` switches that off.
 *
 * Score (relevance), by BM25F (Zaragoza et al. 2004; Robertson and Zaragoza 2009): for each word
 * the best of its forms, form weight × idf × tf / (1.2 + tf), where tf sums the weighted, length
 * normalised frequencies of the fields title (4), competences and topics (2.5), provider (1.5) and
 * text (1), and idf = ln(1 + (N - n + 0.5) / (n + 0.5)) with N blocks offered, n that hold it, at
 * least 1/64; for the words that a beginning or an inner part of a word may mean, n is the sum of
 * theirs, at most N. What each form counts stands in engine/search_weights.h. The sum is multiplied
 * by 1.03 when a seat is free in one of its open runs (or none is needed) and by 1.02 when the
 * block is certified today. Scores are whole numbers of 1/SEARCH_SCORE_ONE, so they are the same on
 * every machine.
 *
 * Filters: a block is a hit when every filter holds. Filters of runs (date, distance, Land, seats,
 * and the accessibility of the venue) must hold for one and the same open run; a self-paced block
 * counts as a run that is online, at any time, with a free seat. The Land of a run is that of its
 * venue; of a run in person without a venue that of the provider; 0 of an online run.
 *
 * Order: the sort key (of relevance: none), then score (higher first), then
 * next start (self-paced first), then code. So it is the same on every machine and pages do not
 * overlap.
 *
 * Pure; safe for any number of threads on one catalogue, each with an arena of its own.
 */
#ifndef KC_ENGINE_SEARCH_H
#define KC_ENGINE_SEARCH_H

#include "base/position.h"
#include "engine/catalogue.h"

enum search_sort {
    SEARCH_RELEVANCE, /* without words: by next start */
    SEARCH_DATE,      /* next start; self-paced ones last */
    SEARCH_DISTANCE,  /* nearest fitting run; online ones after all others; needs a place */
    SEARCH_PRICE,     /* cheapest first */
    SEARCH_TITLE,     /* as in a dictionary (DIN 5007-1) */
    SEARCH_SORTS,     /* of these everybody may choose */
    SEARCH_MATCH = SEARCH_SORTS /* by `match`, higher first: for callers that have one */
};

enum search_facet_kind {
    FACET_TOPIC,         /* value: topic id */
    FACET_AREA,          /* enum competence_area */
    FACET_COMPETENCE,    /* competence id */
    FACET_FORMAT,        /* enum module_format */
    FACET_BAND,          /* 0..3 */
    FACET_PRICE,         /* cents: so many hits cost at most this; SEARCH_PRICE_STEPS */
    FACET_HOURS,         /* minutes: so many take at most this; SEARCH_MINUTES_STEPS */
    FACET_START,         /* days: so many begin within these days from today; SEARCH_DAYS_STEPS */
    FACET_DISTANCE,      /* km: so many are within (online ones not counted); SEARCH_KM_STEPS */
    FACET_SEATS,         /* 1: with a free seat */
    FACET_LANGUAGE,      /* 0; see code */
    FACET_ACCESSIBILITY, /* enum accessibility */
    FACET_PROVIDER,      /* provider id */
    FACET_CERTIFIED,     /* 1: certified today */
    FACET_STATE,         /* Land: 1..16 as in official keys; 0: online, everywhere */
    FACET_LEVEL,         /* the highest level that it leads to, 1..8; 0: gives no competence */
    FACET_PRICE_BAND,    /* 0: free; 1..4: up to SEARCH_PRICE_BAND_ENDS; 5: more */
    FACETS
};

#define FACET_BIT(f) (1u << (f))
enum { FACETS_ALL = (1 << FACETS) - 1, SEARCH_STATES = 17, SEARCH_LEVELS = 9 };
enum { SEARCH_PRICE_BANDS = 6 };

/* Made by search_query_init(), which filters nothing; then set what is wished. */
struct search_query {
    struct slice text; /* valid UTF-8, <= SEARCH_TEXT_BYTES_MAX */
    bool strict;       /* only blocks that have all words, in forms that mean the same */
    bool typing;       /* the last word may be unfinished */

    uint64_t topics;                            /* one of these; 0 = any */
    uint8_t areas;                              /* gives a competence of one; bits, 0 = any */
    uint64_t competences[COMPETENCES_MAX / 64]; /* gives one of these; bit per id; 0 = any */
    uint8_t formats;                            /* one of these; bits; 0 = any */
    uint8_t bands;                              /* lifts within one of these bands; bits; 0 = any */
    uint8_t price_bands;                        /* in one of these; bits; 0 = any */
    uint16_t levels;                            /* leads to one of these; bits; 0 = any */
    uint32_t states;                            /* in one of these; bits; 0 = any */
    struct cents price_max;                     /* CENTS_MAX = any; 0 = free only */
    struct day from;                            /* begins on or after; DAY_MIN = any */
    struct day start_by;                        /* begins on or before; DAY_MAX = any */
    struct day until;                           /* ends on or before; DAY_MAX = any */
    struct position place;                      /* for distances; unknown = none */
    int32_t radius_km;   /* in person at most so far; DISTANCE_KM_MAX = any */
    bool on_site_only;   /* without what is online */
    int32_t minutes_min; /* 0 = any; not stated (0) counts as no hours */
    int32_t minutes_max; /* MODULE_MINUTES_MAX = any */
    bool free_seats;     /* with a free seat */
    struct slice languages[SEARCH_LANGUAGES_MAX]; /* one of these: "de", "en" */
    int languages_len;                            /* 0 = any */
    uint32_t accessibility;                       /* all of these; bits */
    const struct provider_id *providers;          /* one of these */
    int providers_len;                            /* 0 = any; <= SEARCH_PROVIDERS_MAX */
    bool certified;                               /* certified today */

    enum search_sort sort;
    const int32_t *match; /* for SEARCH_MATCH: by slot */
    int32_t offset;       /* 0 .. SEARCH_OFFSET_MAX */
    int32_t limit;        /* 1 .. SEARCH_PAGE_MAX; init: 20 */
    uint32_t facets;      /* the facets to count, FACET_BIT()s; init: all. Others stay empty */
    bool plain;           /* titles and passages of hits are not wanted: they stay empty */
};

enum { SEARCH_STEPS = 4 };
extern const int64_t SEARCH_PRICE_STEPS[SEARCH_STEPS];   /* 0, 100, 250, 500 EUR, in cents */
extern const int64_t SEARCH_MINUTES_STEPS[SEARCH_STEPS]; /* 4, 8, 16, 40 h, in minutes */
extern const int64_t SEARCH_DAYS_STEPS[SEARCH_STEPS];    /* 30, 60, 90, 180 */
extern const int64_t SEARCH_KM_STEPS[SEARCH_STEPS];      /* 10, 25, 50, 100 */
/* 0, 100, 250, 500, 1000 EUR, in cents */
extern const int64_t SEARCH_PRICE_BAND_ENDS[SEARCH_PRICE_BANDS - 1];
enum { SEARCH_SCORE_ONE = 8192 }; /* scores are counted in parts of so many */

/*
 * One choice and how many blocks fit it, exactly. The count of a value obeys every filter but that
 * of its own facet, so that other choices keep their counts; the accessibility facet, where all
 * chosen must hold, obeys its own as well.
 */
struct search_value {
    int64_t value;
    struct slice code; /* for addresses: topic, competence, provider, language code ... */
    struct slice name; /* German name from the catalogue; empty where the page has its own words */
    uint32_t count;
    bool chosen;
};

/* Values with a count, or chosen; in catalogue order, providers by count, then name. */
struct search_facet {
    struct search_value *values;
    int values_len;
};

/* Bytes of the text that fit the query: from <= i < to. */
struct search_range {
    uint32_t from;
    uint32_t to;
};

/* A piece of the module's own text, to show with marks. */
struct search_snippet {
    struct slice text;
    struct search_range *ranges; /* ascending, not overlapping, within text */
    int ranges_len;
    bool cut_before; /* the text goes on before it: show an ellipsis */
    bool cut_after;
};

struct search_hit {
    const struct module *module;
    const struct run
        *run; /* the earliest fitting one (nearest for SEARCH_DISTANCE); NULL: self-paced */
    const struct venue *venue;     /* of that run; NULL: online */
    double distance_km;            /* to it; < 0: online or not known */
    int words;                     /* searched words that it has */
    double score;                  /* 0 without words */
    struct search_snippet title;   /* all of it */
    struct search_snippet passage; /* best part of summary and description, about 200 bytes */
};

/* A word that nothing fits, and what was searched instead. */
struct search_correction {
    struct slice typed;
    struct slice taken; /* as written in the catalogue */
};

struct search_result {
    struct search_hit *hits; /* the page asked for */
    int hits_len;
    uint32_t total; /* of hits on all pages */
    struct search_facet facets[FACETS];
    int words;         /* words asked for: without stop words, generic words, exclusions */
    int words_found;   /* every hit has at least so many of them */
    int words_ignored; /* beyond SEARCH_WORDS_MAX, not searched */
    struct search_correction *corrections;
    int corrections_len;
    struct slice did_you_mean; /* the whole text with corrections, to offer as a link; or empty */
};

struct search_query search_query_init(struct slice text);
/* Whether ranges and limits hold. */
bool search_query_is_sound(const struct search_query *q);

/*
 * Run the query; the result lives in `arena`.
 *
 *   ERR_INVALID   the query is not sound
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err search_run(struct arena *arena, const struct catalogue *c,
                             const struct search_query *q, struct search_result *ret_result);

enum suggestion_kind {
    SUGGEST_WORD,
    SUGGEST_TOPIC,
    SUGGEST_COMPETENCE,
    SUGGEST_PROVIDER,
    SUGGEST_MODULE
};

/* What somebody may be about to type. */
struct search_suggestion {
    enum suggestion_kind kind;
    struct slice text; /* a word: the whole query text with its last word completed */
    struct slice code; /* of the topic, competence, provider or module; empty for a word */
    uint32_t count;    /* of blocks that have it */
};

struct search_suggestions {
    struct search_suggestion at[SEARCH_SUGGESTIONS_MAX];
    int len;
};

/*
 * Suggestions for an unfinished text: first words (most frequent first), then topics,
 * competences, providers, titles in which a word begins with it, up to `max` in all
 * (<= SEARCH_SUGGESTIONS_MAX).
 *
 *   ERR_INVALID   the text is too long
 *   ERR_LIMIT     the arena is full
 */
MUST_USE enum err search_suggest(struct arena *arena, const struct catalogue *c, struct slice text,
                                 int max, struct search_suggestions *ret_suggestions);

#endif
