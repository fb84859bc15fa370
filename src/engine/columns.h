/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns: what filters and facets ask of every module, packed beside each other.
 *
 * One row per slot, one entry per open run, so that a scan over a million
 * modules reads 64 bytes of each and nothing else. Made once by columns_build().
 */
#ifndef KC_ENGINE_COLUMNS_H
#define KC_ENGINE_COLUMNS_H

#include "engine/catalogue.h"

enum { COMPETENCE_WORDS = COMPETENCES_MAX / 64 };
#define COLUMN_ONLINE UINT32_MAX /* a run without a venue */

enum column_flag { COLUMN_OFFERED = 1, COLUMN_SELF_PACED = 2, COLUMN_CERTIFIED = 4 };

struct column_row {
    int64_t price_cents;
    uint64_t topics; /* the module's; those of its competences when it names none */
    int32_t minutes;
    int32_t start;     /* first day of the next open run; DAY_MIN self-paced, DAY_MAX none */
    uint32_t runs_at;  /* its open runs, by first day, then code */
    uint16_t runs_len; /* a self-paced module has none here */
    uint16_t accessibility;
    uint32_t provider; /* index */
    uint32_t title_rank;
    uint8_t format;
    uint8_t areas;    /* bits */
    uint8_t bands;    /* bits: it lifts within this band */
    uint8_t language; /* index of languages */
    uint8_t flags;
};

struct column_run {
    const struct run *run;
    int32_t first;
    int32_t last;
    int32_t seats_free;
    uint32_t venue; /* index, or COLUMN_ONLINE */
};

struct catalogue_columns {
    const struct column_row *rows;
    const struct column_run *runs;
    const uint64_t (*competences)[COMPETENCE_WORDS]; /* bits of what it gives, by slot */
    struct slice languages[CATALOGUE_LANGUAGES_MAX];
    int languages_len;
};

/*
 * For catalogue_build(): `c` has its modules, providers, venues and ids already.
 *   ERR_CORRUPT   a provider, venue or competence is not there
 *   ERR_LIMIT     the arena is full, or too many languages
 */
MUST_USE enum err columns_build(struct arena *arena, const struct catalogue *c,
                                const struct catalogue_columns **ret_columns);

#endif
