/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hints: who searches for this word also wants that one, but not the other way round.
 *
 * Lines of the synonyms file with ">": "BITV > Barrierefreiheit, barrierefreies Dokument". Left is
 * a word, or any member of a group of synonyms, for which the whole group then speaks. Right are
 * words or sequences of them, all of which a block must have. They are added to a query as weak
 * forms, so they cost nothing in the index. A hint whose words stand in no block is left out.
 */
#ifndef KC_ENGINE_HINTS_H
#define KC_ENGINE_HINTS_H

#include "base/arena.h"
#include "base/limits.h"
#include "engine/stem.h"

struct index;

struct hint {
    struct slice stem;              /* of the word on the left; empty when it is in a group */
    uint32_t group;                 /* of synonyms; UINT32_MAX: none */
    uint32_t terms[HINT_WORDS_MAX]; /* of one thing on the right */
    uint32_t terms_len;
};

struct hints {
    const struct hint *at;
    uint32_t len;
};

/* For index_build(), when stems and synonyms of `x` are there. ERR_LIMIT: the arena is full, or
 * there are more than HINTS_MAX. */
MUST_USE enum err hints_build(struct arena *arena, const struct index *x, struct stem *stem,
                              struct slice text, struct hints *ret_hints);

/* The next hint from *at on for a stem, or for a group of synonyms (UINT32_MAX: none); NULL at the
 * end. */
const struct hint *hints_next(const struct hints *h, struct slice stem, uint32_t group,
                              uint32_t *at);

#endif
