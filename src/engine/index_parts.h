/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps of building an index, in order. Not for others. */
#ifndef KC_ENGINE_INDEX_PARTS_H
#define KC_ENGINE_INDEX_PARTS_H

#include "engine/index.h"
#include "engine/stem.h"
#include "engine/words.h"

/* A word while it is collected; parallel to words by number. */
struct raw_word {
    struct slice shown;
    uint32_t count;
    uint32_t parts_at; /* in index_building.parts: numbers of its hyphenated parts */
    uint32_t parts_len;
};

struct index_building {
    const struct catalogue *c;
    struct arena *arena;   /* of the snapshot */
    struct arena *scratch; /* gone when the index is built */
    struct stem *stem;
    struct index *x;

    struct words words;
    struct raw_word *raw;
    size_t raw_size;
    uint32_t *parts;
    size_t parts_len;
    size_t parts_size;

    uint32_t *stream;
    size_t stream_len;
    size_t stream_size;
    uint64_t *stream_at;
    uint32_t (*lengths)[FIELDS]; /* words in each field, by slot */
    uint64_t lengths_sum[FIELDS];
};

/* 1: read all texts into words and the stream; words of framework, topics, synonyms as well. */
MUST_USE enum err index_collect(struct index_building *b, struct slice synonyms);
/* 2: words in order, their terms; synonyms. */
MUST_USE enum err index_analyse(struct index_building *b, struct slice synonyms);
/* 3: posting lists. */
MUST_USE enum err index_fill(struct index_building *b);

#endif
