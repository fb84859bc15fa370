/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words near a misspelt one, by optimal string alignment distance (one edit: a letter too many,
 * too few, wrong, or two neighbours swapped), as in Damerau's and Levenshtein's work.
 *
 * The sorted word list is walked like a trie: rows of the distance matrix are kept for the
 * prefix shared with the word before, and when a whole row exceeds the limit all words with
 * that prefix are skipped.
 */
#ifndef KC_ENGINE_FUZZY_H
#define KC_ENGINE_FUZZY_H

#include "base/limits.h"
#include "base/slice.h"

struct fuzzy {
    const struct slice *words; /* sorted */
    uint32_t words_len;
    struct slice typed;
    int edits_max;
    uint32_t at; /* next word to look at */
    size_t rows_ready;
    struct slice previous;
    uint8_t rows[WORD_BYTES_MAX + 1][WORD_BYTES_MAX + 1];
};

/* `f` is large; typed.len <= WORD_BYTES_MAX. */
void fuzzy_init(struct fuzzy *f, const struct slice *words, uint32_t words_len, struct slice typed,
                int edits_max);
/* The next word within edits_max, in order; false at the end. */
bool fuzzy_next(struct fuzzy *f, uint32_t *ret_word, int *ret_edits);

/* How many edits are forgiven in a word of so many letters: 0 below 4, 1 below 8, else 2. */
int fuzzy_edits_max(size_t letters);

#endif
