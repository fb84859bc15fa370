/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A dictionary: sorted words with a hash table beside them, so that whether a word is known is one
 * look into one cache line instead of a binary search over strings. Taking a compound apart asks
 * that some hundred times.
 */
#ifndef KC_ENGINE_DICTIONARY_H
#define KC_ENGINE_DICTIONARY_H

#include "base/arena.h"

struct dictionary {
    const struct slice *words; /* sorted */
    const uint64_t *cells;     /* upper half of the hash, then number + 1; 0 = empty */
    uint64_t mask;             /* cells - 1, a power of two less one */
};

/* `words` must live as long. ERR_LIMIT: the arena is full. */
MUST_USE enum err dictionary_build(struct arena *arena, const struct slice *words, uint32_t len,
                                   struct dictionary *ret_dictionary);
/* How a dictionary differs from one before. */
struct dictionary_change {
    const struct dictionary *before;
    uint32_t before_len;
    const struct slice *words; /* now */
    uint32_t len;
    const uint32_t *number_of; /* of each word before, then of some that may be new: its number now;
                                  UINT32_MAX: it is none */
    uint32_t number_of_len;
};

/* What dictionary_build() makes of `words`, but for the order of cells; quicker while few differ.
 */
MUST_USE enum err dictionary_change(struct arena *arena, const struct dictionary_change *change,
                                    struct dictionary *ret_dictionary);
/* The place of the word, or UINT32_MAX. */
uint32_t dictionary_find(const struct dictionary *d, struct slice word);

#endif
