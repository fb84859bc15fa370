/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Walking through posting lists, in batches.
 *
 * Everything of a search works on batches of at most BATCH slots that stay in the first-level
 * cache, from the posting list to the counts; nothing grows with the catalogue. A cursor only
 * moves forward.
 *
 * Points: what a posting adds to a score, in 1/SEARCH_SCORE_ONE: impact × factor, where the factor
 * of a term is form weight × idf, in 1/POINTS_FACTOR_ONE. 0 means: not there.
 */
#ifndef KC_ENGINE_POSTINGS_H
#define KC_ENGINE_POSTINGS_H

#include "engine/index.h"

enum { BATCH = 1024, POINTS_FACTOR_ONE = 4096, POINTS_SHIFT = 15 };
#define CURSOR_END UINT32_MAX

/* A batch being filled may pass over its end by a few entries that do not count. */
enum { BATCH_SPACE = BATCH + 64 };

struct cursor {
    struct postings p;
    uint32_t factor;
    uint32_t at;        /* lists: the next posting; bitmaps: the next slot that was not looked at */
    uint32_t slots_len; /* of the catalogue */
};

/* idf of engine/search.h, of a term in `n` of `all` modules, in 1/POINTS_FACTOR_ONE. */
uint32_t postings_idf(uint32_t n, uint32_t all);

struct cursor postings_init(const struct index *x, uint32_t term, uint32_t factor);
/* The next slot, or CURSOR_END. */
uint32_t postings_peek(struct cursor *c);
/*
 * The next postings before slot `end`, at most BATCH. Gives their number; 0: none is left there.
 * Both arrays have room for BATCH_SPACE.
 */
uint32_t postings_take(struct cursor *c, uint32_t end, uint32_t *ret_slots, uint32_t *ret_points);
/* The points of each slot; slots ascend, also from call to call. */
void postings_look(struct cursor *c, const uint32_t *slots, uint32_t len, uint32_t *ret_points);

/* The greatest of some points. */
uint32_t postings_most(const uint32_t *points, uint32_t len);

/* Keep the slots (and their points) that stand in a bitmap. Gives how many. */
uint32_t postings_keep(const struct cursor *c, uint32_t *slots, uint32_t *points, uint32_t len);
/* Add what a bitmap holds for slots that all stand in it. */
void postings_add(const struct cursor *c, const uint32_t *slots, uint32_t len, uint32_t *points);

/*
 * Slots as a bitmap of some words from word `first` on. Where many slots fit, filters and counts
 * work on 64 of them at a time, and on so many words at once that each bitmap they read is a
 * stream: of a few words of 92 bitmaps each, nearly all are waited for.
 */
enum { MAP_WORDS = 256 };
struct map {
    uint32_t first;
    uint32_t len; /* words; 0: there is no map */
    uint64_t words[MAP_WORDS];
};

/* The slots of the next words of a map from `*at` on, before `end`, at most BATCH; how many. */
uint32_t postings_map_take(const struct map *map, uint32_t *at, uint32_t end, uint32_t *ret_slots);
/* How many slots a map has. */
uint32_t postings_map_len(const struct map *map);
/* Add the slots that stand in all of some bitmaps; the map says which words. */
void postings_map_or(struct map *map, const uint64_t *const *bits, int len);
/* Keep the slots that stand in a bitmap. */
void postings_map_and(struct map *map, const uint64_t *bits);
/*
 * Bitmaps, beside each other, in which each slot stands exactly once: how many of the `len` slots
 * of the map stand in each is added to every `stride`th of `counts`.
 */
struct partition {
    const uint64_t *bits;
    size_t bits_words; /* of one of them */
    uint32_t sets_len;
};
void postings_map_count(const struct map *map, uint32_t len, const struct partition *p,
                        uint32_t stride, uint32_t *counts);
/* The most points that a bitmap gives to a slot of some words. */
uint32_t postings_bound(const struct cursor *c, uint32_t from_word, uint32_t to_word);

/*
 * Keep the slots that have points in `add`, which are added to theirs. Gives how many.
 */
uint32_t postings_and(uint32_t *slots, uint32_t *points, const uint32_t *add, uint32_t len);

#endif
