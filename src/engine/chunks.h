/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Chunks: what stands between blanks in a text, and which words that is.
 *
 * No rule of engine/tokens.h looks across a blank, so a chunk is taken apart once and remembered,
 * however often it stands in the catalogue. Stops and commas at its end belong to no word either
 * and are left out.
 */
#ifndef KC_ENGINE_CHUNKS_H
#define KC_ENGINE_CHUNKS_H

#include "base/arena.h"

enum { CHUNK_HEAD = 16, CHUNK_BATCH = 32 };

/* 40 bytes; most chunks are compared without a look at the text they came from. */
struct chunk {
    uint64_t head[CHUNK_HEAD / 8]; /* its first bytes, zeros after its end */
    const char *at;
    uint32_t len;
    uint32_t count;    /* how often it stood */
    uint32_t items_at; /* in chunks.items; of a single item: the item itself */
    uint32_t items_len;
};

#define CHUNK_PART (UINT32_C(1) << 31) /* with the number of a word: a part of the one before */

struct chunks {
    struct arena *arena;
    struct chunk *at;
    uint32_t len;
    size_t size;
    uint64_t *cells; /* upper half of the hash, then number + 1; 0 = empty */
    size_t cells_len;
    uint32_t *items; /* numbers of words */
    size_t items_len;
    size_t items_size;
};

/* A chunk as it stands in a text, with what it is looked up by. */
struct chunk_key {
    struct slice chunk;
    uint64_t head[CHUNK_HEAD / 8];
    uint64_t hash;
};

struct chunks chunks_init(struct arena *arena);
/*
 * The next chunk of the text from *at on, which is 0 at first. False at the end. It may be empty.
 */
bool chunks_next(struct slice text, size_t *at, struct slice *ret_chunk);
/*
 * The next chunks that are not empty, CHUNK_BATCH at most, with their keys; the memory that
 * chunks_find() will want for them is on its way while the later ones are cut. Answers how many; 0
 * at the end.
 */
int chunks_cut(const struct chunks *c, struct slice text, size_t *at,
               struct chunk_key ret_keys[CHUNK_BATCH]);
/*
 * The chunk, or a new one without items (*ret_new), whose bytes must live as long as the arena.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err chunks_find(struct chunks *c, const struct chunk_key *key, uint32_t *ret_number,
                              bool *ret_new);
/* One more item of the newest chunk. */
MUST_USE enum err chunks_push(struct chunks *c, uint32_t item);

/* Its items. */
static inline const uint32_t *
chunk_items(const struct chunks *c, const struct chunk *k)
{
    return k->items_len == 1 ? &k->items_at : c->items + k->items_at;
}

#endif
