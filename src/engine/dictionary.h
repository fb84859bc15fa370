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
/* The place of the word, or UINT32_MAX. */
uint32_t dictionary_find(const struct dictionary *d, struct slice word);

#endif
