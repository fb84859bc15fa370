/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue as the match reads it: what decides about a block, packed beside each other.
 *
 * Hints are what bounds a block, rows and runs hold what the rules of docs/rules/match.md ask, so
 * that a judgement touches no module. Bitmaps (a bit per slot) are the filters that leave most out.
 * The ladders are posting lists: per competence, the blocks that give only it, grouped by step
 * (from, to), because those have the same gap and level points; and the blocks that give several.
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

/* What a block is judged by, after its hint: half a cache line. */
struct match_row {
    alignas(32) uint64_t topics;
    int32_t price_cents;
    int32_t minutes;
    uint32_t runs_at;
    uint16_t runs_len;
    uint16_t quality; /* share in thousandths */
    uint16_t accessibility;
    uint8_t format;
    bool self_paced;
    bool has_groups; /* names target groups */
};

enum {
    MATCH_HINT_GAINS = 4,
    MATCH_HINT_NEEDS = 4,
    MATCH_STARTS_WEEKS = 63, /* that a hint tells apart; the bit after them is for all others */
    MATCH_STARTS_NONE,       /* no bit of a hint fits */
    MATCH_STARTS_CLASSES,
    MATCH_PRICE_CLASS_CENTS = 300,
    MATCH_EFFORT_CLASS_MINUTES = 30,
    MATCH_QUALITY_CLASS = 4, /* thousandths */
    MATCH_TOPIC_NONE = TOPICS_MAX,
    MATCH_TOPIC_SEVERAL,
    MATCH_TOPIC_CLASSES,
    MATCH_CLASSES = 256,
};
enum match_hint_flag {
    MATCH_HINT_FORMAT = 7, /* these bits: its format */
    MATCH_HINT_GROUPS = 8, /* names target groups */
    MATCH_HINT_LACKS = 16, /* a run lacks participants */
    MATCH_HINT_FLAGS = 32,
};

/*
 * What bounds the score of a block from above: its gains, and classes of what gives points, so that
 * a person's points are looked up in small tables. Half a cache line; with more gains or needs than
 * it has room for they are all elsewhere.
 */
struct match_hint {
    alignas(32) uint64_t starts; /* weeks from base in which a run begins */
    union {
        uint16_t few[MATCH_HINT_GAINS]; /* gains_len <= MATCH_HINT_GAINS: which steps */
        uint32_t at;                    /* of index->gains */
    } gains;
    struct {
        uint8_t competence;
        uint8_t level;
    } needs[MATCH_HINT_NEEDS]; /* needs_len <= MATCH_HINT_NEEDS; otherwise the module's */
    uint8_t gains_len;
    uint8_t needs_len;
    uint8_t topic;   /* its only one, or one of MATCH_TOPIC_... */
    uint8_t price;   /* at least so many MATCH_PRICE_CLASS_CENTS */
    uint8_t effort;  /* 0: not stated; at least one less of MATCH_EFFORT_CLASS_MINUTES */
    uint8_t quality; /* share: at most so many MATCH_QUALITY_CLASS */
    uint8_t place;   /* the cell where one has to be; MATCH_CELLS: several, none or not known */
    uint8_t flags;
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
    const struct match_hint *hints;   /* by slot */
    const struct match_row *rows;     /* by slot */
    const struct match_run_row *runs; /* as columns->runs */
    const struct module_gain *steps;  /* every gain that some block has, each once, by competence */
    uint32_t steps_len;
    /* By own rating (LEVEL_MAX + 1: none), from, to: what step_worth of the fast match has of it.
     */
    uint64_t shares[LEVEL_MAX + 2][LEVEL_MAX + 1][LEVEL_MAX + 1];
    const uint16_t *gains; /* of rows with many: which steps */
    uint32_t gains_len;
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

/* The row of a run of `m`; `base` is that of the index. */
void match_run_build(const struct catalogue *c, struct day base, const struct module *m,
                     const struct column_run *column, struct match_run_row *row);
/* Hints of a block whose row and runs stand; its gains and needs are not touched. */
void match_hint_build(const struct match_index *index, uint32_t slot, struct match_hint *hint);
/* The cell of a position; positions outside of the grid are in the cells of its edge. */
int match_cell_row(int64_t lat_micro);
int match_cell_column(int64_t lon_micro);
/* The cell where one has to be for a run; -1: one need not be anywhere, or it is not known where.
 */
int match_cell_of_run(const struct match_run_row *run);
/* The box of a cell in millionths of a degree; cells of the edge reach to the end of the world. */
struct match_cell_box {
    int64_t south;
    int64_t north;
    int64_t west;
    int64_t east;
};
struct match_cell_box match_cell_box(int cell);

/* For catalogue_build(): columns are there. ERR_LIMIT: the arena is full. */
MUST_USE enum err match_index_build(struct arena *arena, const struct catalogue *c,
                                    const struct match_index **ret_index);
/*
 * The same for frame_merge(), of which most is copied from the index of `origin`. ERR_LIMIT: the
 * arena is full.
 */
MUST_USE enum err match_index_merge(struct arena *arena, const struct catalogue *origin,
                                    const struct catalogue *c, const struct slot_merge *m,
                                    const struct match_index **ret_index);
/*
 * The index of `c`, whose columns columns_change() made from those of `origin`; what is the same is
 * shared with the index of `origin`.
 *
 *   ERR_NOT_FOUND   more differs than dates and seats: build it
 *   ERR_LIMIT       the arena is full
 */
MUST_USE enum err match_index_change(struct arena *arena, const struct catalogue *origin,
                                     const struct catalogue *c,
                                     const struct catalogue_slots *changed,
                                     const struct match_index **ret_index);

#endif
