/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns: what filters and facets ask of every module, packed beside each other.
 *
 * One row per slot, one entry per open run; and for each facet with few values one column of small
 * numbers, so that counting a facet reads one byte per hit. Made once by columns_build().
 */
#ifndef KC_ENGINE_COLUMNS_H
#define KC_ENGINE_COLUMNS_H

#include "engine/catalogue.h"
#include "engine/search.h"

enum { COMPETENCE_WORDS = COMPETENCES_MAX / 64 };
#define COLUMN_ONLINE UINT32_MAX /* a run without a venue */

enum column_flag {
    COLUMN_CERTIFIED = 1,
    COLUMN_SEAT = 2, /* a seat is free in an open run, or none is needed */
    COLUMN_OFFERED = 4,
    COLUMN_SELF_PACED = 8
};
enum { COLUMN_BONUS = COLUMN_CERTIFIED | COLUMN_SEAT }; /* what a score is multiplied for */

struct column_row {
    int64_t price_cents;
    uint64_t topics; /* the module's; those of its competences when it names none */
    int32_t minutes;
    int32_t start;     /* first day of the next open run; DAY_MIN self-paced, DAY_MAX none */
    uint32_t runs_at;  /* its open runs, by first day, then code */
    uint16_t runs_len; /* a self-paced module has none here */
    uint16_t accessibility;
    uint32_t provider; /* index */
    uint8_t format;
    uint8_t areas;    /* bits */
    uint8_t bands;    /* bits: it lifts within this band */
    uint8_t language; /* index of languages */
    uint8_t level;    /* the highest that it leads to; 0: none */
    uint8_t flags;
};

struct column_run {
    const struct run *run;
    int32_t first;
    int32_t last;
    int32_t seats_free;
    uint32_t venue; /* index, or COLUMN_ONLINE */
};

struct slot_merge; /* engine/slot_merge.h */

enum { COLUMN_SETS_MAX = 4096, COLUMN_BITMAPS_MAX = 64 };

/*
 * One facet of every module. A module has a set of its values, as bits; equal sets share a number
 * ("de" is 1, "en" is 2; "topics 3 and 7" is 12), and counting hits per number, then per value,
 * is exact however many values a module has. Of facets of runs it is the union over the open runs.
 * A facet with more than COLUMN_SETS_MAX different sets (of topics, in theory) has no numbers.
 */
struct column_sets {
    const uint8_t *narrow; /* by slot, when there are at most 256 numbers; else NULL */
    const uint16_t *wide;  /* by slot, when there are more; else NULL */
    const uint64_t *raw;   /* by slot the set itself, when there are too many */
    const uint64_t *sets;  /* by number: bits of values */
    uint32_t sets_len;
    const uint64_t *bits; /* by number: bitmap of the slots, bits_words each; NULL when there are
                             more than COLUMN_BITMAPS_MAX numbers */
    uint32_t bits_words;
};

/* Facets with sets; of providers only when they are at most 64. The others are counted by rows. */
enum { COLUMN_FACETS = FACETS_ALL & ~(FACET_BIT(FACET_COMPETENCE) | FACET_BIT(FACET_DISTANCE)) };

struct catalogue_columns {
    struct column_sets sets[FACETS];
    const uint8_t *flags;        /* by slot, as in rows */
    const uint32_t *providers;   /* likewise */
    const int32_t *starts;       /* likewise */
    const uint32_t *title_ranks; /* by slot: its place among all titles */
    const struct column_row *rows;
    const struct column_run *runs;
    const uint64_t (*competences)[COMPETENCE_WORDS]; /* bits of what it gives, by slot */
    struct slice languages[CATALOGUE_LANGUAGES_MAX]; /* by name */
    int languages_len;
};

/* The set bit of a facet's value at or below a step; for facets whose choices are "at most". */
uint64_t column_steps(const int64_t steps[SEARCH_STEPS], int64_t value);
/* 0 .. SEARCH_PRICE_BANDS - 1 */
int column_price_band(int64_t cents);
/* Bit of the Land (bit 0: online) in which a run takes place; 0 when it is not known. */
uint32_t column_run_state(const struct catalogue *c, const struct column_row *row,
                          const struct column_run *r);

/* For columns_build(), when rows and runs stand. ERR_LIMIT: the arena is full. */
MUST_USE enum err column_sets_build(struct arena *arena, const struct catalogue *c,
                                    struct catalogue_columns *columns);

/* For columns_build(). ERR_LIMIT: the arena is full. */
MUST_USE enum err column_titles_build(struct arena *arena, const struct catalogue *c,
                                      const uint32_t **ret_ranks);
/* For columns_change() and columns_merge(): the places of `origin` themselves where no title
 * changed and no block is new. ERR_LIMIT likewise. */
MUST_USE enum err column_titles_merge(struct arena *arena, const struct catalogue *origin,
                                      const struct catalogue *c, const struct slot_merge *m,
                                      const uint32_t **ret_ranks);

/* For columns_change(), when its rows stand and its sets are those of the origin.
 * ERR_NOT_FOUND: a set that no module had. */
MUST_USE enum err column_sets_change(struct arena *arena, const struct catalogue *c,
                                     const struct catalogue_slots *changed,
                                     struct catalogue_columns *columns);

/* For columns_merge(), when its rows stand. ERR_LIMIT: the arena is full. */
MUST_USE enum err column_sets_merge(struct arena *arena, const struct catalogue *origin,
                                    const struct catalogue *c, const struct slot_merge *m,
                                    struct catalogue_columns *columns);

/*
 * For catalogue_build(): `c` has its modules, providers, venues and ids already.
 *
 *   ERR_CORRUPT   a provider, venue or competence is not there
 *   ERR_LIMIT     the arena is full, or too many languages
 */
MUST_USE enum err columns_build(struct arena *arena, const struct catalogue *c,
                                const struct catalogue_columns **ret_columns);
/*
 * The same for frame_merge(), of which most is copied from the columns of `origin`.
 *
 *   ERR_NOT_FOUND   a language is new or gone: build them
 *   else as columns_build()
 */
MUST_USE enum err columns_merge(struct arena *arena, const struct catalogue *origin,
                                const struct catalogue *c, const struct slot_merge *m,
                                const struct catalogue_columns **ret_columns);

/*
 * The columns of `c`, which has the modules of `origin` in the same slots, at least one; those in
 * `changed` are others, in which only dates and seats of runs, and texts, differ.
 * What is the same is shared with the columns of `origin`.
 *
 *   ERR_NOT_FOUND   more differs: build them
 *   else as columns_build()
 */
MUST_USE enum err columns_change(struct arena *arena, const struct catalogue *origin,
                                 const struct catalogue *c, const struct catalogue_slots *changed,
                                 const struct catalogue_columns **ret_columns);

#endif
