/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue as the match reads it: what decides about a block, packed beside each other.
 *
 * Rows and runs hold in one cache line what the rules of docs/rules/match.md ask, so that a
 * judgement touches no module. Bitmaps (a bit per slot) are the filters that leave most out. The
 * ladders are posting lists: per competence, the blocks that give only it, grouped by step (from,
 * to), because those have the same gap and level points; and the blocks that give several.
 *
 * Made once by match_index_build(), then read only.
 */
#ifndef KC_ENGINE_MATCH_INDEX_H
#define KC_ENGINE_MATCH_INDEX_H

#include <stdalign.h>

#include "engine/columns.h"

enum {
    MATCH_LANGUAGES = 2,    /* German, English; no others are ever welcome */
    MATCH_PRICE_STEPS = 32, /* bitmaps "costs at most" */
    MATCH_WEEKS = 128,      /* of sittings that a mask can tell, from the snapshot's week on */
    MATCH_WEEK_WORDS = MATCH_WEEKS / 64,
};

enum match_run_flag {
    MATCH_RUN_SITTINGS = 1,   /* has sittings; otherwise a window of time */
    MATCH_RUN_NEVER = 2,      /* a sitting at the weekend, or no seat: fits nobody */
    MATCH_RUN_LOCAL = 4,      /* one has to be somewhere */
    MATCH_RUN_LACKS = 8,      /* participants are missing for it to take place */
    MATCH_RUN_FAR_AHEAD = 16, /* a sitting beyond the weeks of the mask */
};

/* One cache line. */
struct match_run_row {
    alignas(64) uint64_t weeks[MATCH_WEEK_WORDS]; /* with sittings */
    int32_t first;
    int32_t last;
    int32_t minutes;          /* of the person's time; 0 = not known */
    struct position position; /* of the venue */
    float km_per_lon;       /* kilometres of a millionth degree × root of the latitude's cosine */
    uint16_t half_days;     /* that its sittings take */
    uint16_t accessibility; /* of the block, and on site of the venue */
    uint16_t span_weeks;    /* calendar weeks from its first to its last */
    uint8_t flags;
};

enum { MATCH_ROW_GAINS = 4, MATCH_ROW_NEEDS = 4 };

/* One cache line; with more gains or needs than it has room for they are all elsewhere. */
struct match_row {
    alignas(64) int64_t price_cents;
    uint64_t topics;
    int32_t minutes;
    uint32_t runs_at;
    uint16_t runs_len;
    uint16_t quality; /* share in thousandths */
    uint16_t accessibility;
    uint8_t gains_len;
    uint8_t needs_len;
    uint8_t format;
    bool self_paced;
    bool has_groups; /* names target groups */
    union {
        uint16_t few[MATCH_ROW_GAINS]; /* gains_len <= MATCH_ROW_GAINS: which steps */
        uint32_t at;                   /* of index->gains */
    } gains;
    struct {
        uint8_t competence;
        uint8_t level;
    } needs[MATCH_ROW_NEEDS]; /* needs_len <= MATCH_ROW_NEEDS; otherwise the module's */
};

/* Blocks that give one competence alone, from one level to one other, by slot. */
struct match_step {
    uint32_t at;
    uint32_t len;
    uint16_t step; /* of index->steps */
};

struct match_ladder {
    const struct match_step *steps;
    int steps_len;
    const uint32_t *several; /* blocks that give others too, each once */
    uint32_t several_len;
};

/* A grid over Germany. */
enum { MATCH_CELL_ROWS = 17, MATCH_CELL_COLUMNS = 14, MATCH_CELLS = 17 * 14 };

struct match_index {
    const struct match_row *rows;     /* by slot */
    const struct match_run_row *runs; /* as columns->runs */
    const struct module_gain *steps;  /* every gain that some block has, each once, by competence */
    uint32_t steps_len;
    const uint16_t *gains; /* of rows with many: which steps */
    const uint32_t *slots; /* of the steps */
    struct match_ladder ladders[COMPETENCES_MAX];
    /* Where one has to be: a block is in the cell of each of its venues; `anywhere` has those that
     * also can be taken without a venue of known position. */
    const uint64_t *anywhere;
    const uint32_t *cell_slots;
    uint32_t cells_at[MATCH_CELLS + 1];
    struct day base; /* Monday of the first week of the masks */
    uint32_t words;  /* of a bitmap */
    /* Bitmaps of offered blocks. */
    const uint64_t *languages[MATCH_LANGUAGES];
    const uint64_t *formats[FORMATS];
    const uint64_t *topics[TOPICS_MAX];        /* of these not only of offered ones */
    const uint64_t *prices[MATCH_PRICE_STEPS]; /* costs at most price_limits[] */
    int64_t price_limits[MATCH_PRICE_STEPS];   /* ascending; the last one is above all */
};

/* The cell of a position; positions outside of the grid are in the cells of its edge. */
int match_cell_row(int64_t lat_micro);
int match_cell_column(int64_t lon_micro);

/* For catalogue_build(): columns are there. ERR_LIMIT: the arena is full. */
MUST_USE enum err match_index_build(struct arena *arena, const struct catalogue *c,
                                    const struct match_index **ret_index);

#endif
