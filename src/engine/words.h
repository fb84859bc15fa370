/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Words: every word the catalogue knows, as a set that grows and then is put in order.
 *
 * First words are added, each with a number in order of arrival; words_sort() then gives
 * them their final numbers, which are their places in byte order. That order serves prefixes and
 * the search for misspelt words.
 */
#ifndef KC_ENGINE_WORDS_H
#define KC_ENGINE_WORDS_H

#include "base/arena.h"

#define WORDS_NONE UINT32_MAX

struct words {
    struct slice *folded; /* by number */
    uint32_t len;
    size_t size;
    uint64_t *cells;  /* hash table: upper half of the hash, then number + 1; 0 = empty */
    size_t cells_len; /* a power of two */
    struct arena *arena;
};

struct words words_init(struct arena *arena);
/* The number of a word, added when new (its bytes are copied). ERR_LIMIT: the arena is full. */
MUST_USE enum err words_add(struct words *w, struct slice folded, uint32_t *ret_number);
/* The number, or WORDS_NONE; before sorting. */
uint32_t words_number(const struct words *w, struct slice folded);
/*
 * Put in byte order, with the sorted copy in `arena`; ret_new[old number] is the new one.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err words_sort(const struct words *w, struct arena *arena, struct slice **ret_sorted,
                             uint32_t **ret_new);

/* In sorted words: the number of a word, or WORDS_NONE. */
uint32_t words_find(const struct slice *sorted, uint32_t len, struct slice folded);
/* In sorted words: the numbers from <= i < to of those that begin so. */
void words_prefix(const struct slice *sorted, uint32_t len, struct slice prefix, uint32_t *ret_from,
                  uint32_t *ret_to);

#endif
