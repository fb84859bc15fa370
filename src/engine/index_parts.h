/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps of building an index, in order. Not for others. */
#ifndef KC_ENGINE_INDEX_PARTS_H
#define KC_ENGINE_INDEX_PARTS_H

#include "base/jobs.h"
#include "engine/chunks.h"
#include "engine/index.h"
#include "engine/stem.h"
#include "engine/words.h"

/* A word while it is collected; parallel to words by number. */
struct raw_word {
    struct slice shown;
    uint32_t count;
    uint32_t parts_at; /* in vocabulary.parts: numbers of its hyphenated parts */
    uint32_t parts_len;
};

/* Words in order of arrival. */
struct vocabulary {
    struct words words;
    struct raw_word *raw;
    size_t raw_size;
    uint32_t *parts;
    size_t parts_len;
    size_t parts_size;
};

enum { STREAM_BLOCK = 1 << 18 };

/*
 * Some modules in order, read by one job: their words, numbered on their own, and the stream in
 * blocks of STREAM_BLOCK numbers. Ranges are made one after the other into what one job would have
 * made of all.
 */
struct collected {
    const struct index_building *b;
    uint32_t from; /* slots */
    uint32_t to;
    struct arena *arena; /* its own: closed when the index is built */
    struct vocabulary vocabulary;
    struct chunks chunks;
    uint32_t **blocks;
    size_t blocks_len;
    size_t blocks_size;
    size_t stream_len;
    uint64_t lengths_sum[FIELDS];
    uint32_t *number_of; /* own number of a word -> that of the whole vocabulary */
    enum err answer;
};

struct index_building {
    const struct catalogue *c;
    const struct jobs *jobs;
    struct arena *arena;   /* of the snapshot */
    struct arena *scratch; /* gone when the index is built */
    struct index *x;

    struct collected ranges[JOBS_WIDTH_MAX];
    int ranges_len;
    struct vocabulary *vocabulary; /* of all: that of the first range */
    uint64_t *stream_at;           /* by slot */
    size_t stream_len;
    uint32_t (*lengths)[FIELDS]; /* words in each field, by slot */
    uint64_t lengths_sum[FIELDS];
};

/* 1: read all texts into words and the stream; words of framework, topics, synonyms as well. */
MUST_USE enum err index_collect(struct index_building *b, struct slice synonyms);
/* 2: words in order, their terms; synonyms. */
MUST_USE enum err index_analyse(struct index_building *b, struct slice synonyms);
/* 3: posting lists. */
MUST_USE enum err index_fill(struct index_building *b);

/* The first slot of piece `i` of `pieces`, as even as can be. */
static inline uint32_t
index_piece_from(uint32_t len, int i, int pieces)
{
    return (uint32_t)((uint64_t)len * (uint64_t)i / (uint64_t)pieces);
}

#endif
