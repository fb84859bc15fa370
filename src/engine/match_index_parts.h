/* SPDX-License-Identifier: EUPL-1.2 */
/* What building and merging the index of the match share. Not for others. */
#ifndef KC_ENGINE_MATCH_INDEX_PARTS_H
#define KC_ENGINE_MATCH_INDEX_PARTS_H

#include "engine/match_index.h"

enum { MATCH_STEPS_MOST = COMPETENCES_MAX * (LEVEL_MAX + 1) * (LEVEL_MAX + 1) };

struct match_building {
    struct arena *arena;
    const struct catalogue *c;
    struct match_index *index;
    struct match_row *rows;
    struct match_hint *hints;
    struct match_run_row *runs;
    uint16_t *gains;
    uint16_t (*step_of)[LEVEL_MAX + 1][LEVEL_MAX + 1]; /* by competence, from, to; plus one */
    uint32_t gains_len;
};

/* Steps: what a module gives is marked in step_of; then all marked ones get numbers. */
void match_steps_mark(struct match_building *b, const struct module *m);
MUST_USE enum err match_steps_number(struct match_building *b);
/* Row, hint and runs of a slot; the steps that it gives have their numbers. */
void match_row_build(struct match_building *b, uint32_t slot);
/* Which bitmaps a block is in; MATCH_LANGUAGES and FORMATS: none. */
struct match_bits {
    int language;
    int format;
};
struct match_bits match_bits_of(const struct catalogue *c, uint32_t slot);
/* Steps of blocks that give `competence` alone, whose slots go to *slots and it behind them; and
 * blocks that give several. Hints stand. */
MUST_USE enum err match_ladder_build(struct match_building *b, uint16_t competence,
                                     uint32_t **slots);

static inline void
match_bit_set(uint64_t *bits, uint32_t slot)
{
    bits[slot / 64] |= UINT64_C(1) << (slot % 64);
}

#endif
