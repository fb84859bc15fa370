/* SPDX-License-Identifier: EUPL-1.2 */
/* The steps of building an index, in order. Not for others. */
#ifndef KC_ENGINE_INDEX_PARTS_H
#define KC_ENGINE_INDEX_PARTS_H

#include "base/jobs.h"
#include "engine/chunks.h"
#include "engine/index.h"
#include "engine/stem.h"
#include "engine/words.h"

#define SLOT_NONE UINT32_MAX
#define SLOT_LISTED (UINT32_MAX - 1) /* not in a module: in the framework, topics, synonyms */

/* Where a word is from; so that a change can tell what it leaves as it was. */
struct word_origin {
    uint32_t whole;       /* how often it stands in texts, not as a part */
    uint32_t first_slot;  /* the first that holds it, where `shown` is from; or SLOT_NONE */
    uint32_t hyphen_slot; /* the first that holds it hyphenated, where its parts are from; or
                             SLOT_LISTED, SLOT_NONE */
    uint32_t parts_at;    /* numbers of its hyphenated parts */
    uint16_t parts_len;
    bool listed; /* known even where no module holds it */
    bool odd;    /* hyphenated elsewhere in another way */
};

/* A word while it is collected; parallel to words by number. */
struct raw_word {
    struct slice shown;
    struct word_origin from; /* parts in vocabulary.parts */
};

/* Of an index that was built from all modules. */
struct index_origin {
    const struct index *full;
    const struct module *const *modules; /* by its slots */
    uint32_t modules_len;
    const struct word_origin *words; /* by number */
    const uint32_t *parts;
    uint64_t lengths_sum[FIELDS];
    float mean[FIELDS];
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
    uint32_t slot;       /* being read */
    struct arena *arena; /* its own: closed when the index is built */
    struct arena *texts; /* of the module being read */
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
    struct index_origin *origin;

    struct collected ranges[JOBS_WIDTH_MAX];
    int ranges_len;
    struct vocabulary *vocabulary; /* of all: that of the first range */
    uint64_t *stream_at;           /* by slot */
    uint64_t lengths_sum[FIELDS];  /* words in each field */
};

/* An empty range; to be done with in any case. ERR_LIMIT: no memory. */
MUST_USE enum err index_collected_init(struct collected *r, const struct index_building *b);
void index_collected_done(struct collected *r);
/* One more module. */
MUST_USE enum err index_collected_read(struct collected *r, uint32_t slot);
/* When all are read: how often words stand in them. */
void index_collected_count(struct collected *r);
/* Whether title, summary and description are the same. False when there is no memory to tell. */
bool index_has_same_texts(const struct module *a, const struct module *b);
static inline uint32_t
index_collected_stream(const struct collected *r, size_t at)
{
    return r->blocks[at / STREAM_BLOCK][at % STREAM_BLOCK];
}

/* 1: read all texts into words and the stream; words of framework, topics, synonyms as well. */
MUST_USE enum err index_collect(struct index_building *b, struct slice synonyms);
/* 2: words in order, their terms; synonyms. */
MUST_USE enum err index_analyse(struct index_building *b, struct slice synonyms);
/* In step 2, when words have their numbers: the stream as it is kept. `word_new`: of the words of
 * the vocabulary. */
MUST_USE enum err index_stream_build(struct index_building *b, const uint32_t *word_new);
/* 3: posting lists. */
MUST_USE enum err index_fill(struct index_building *b);

/* The terms of a module, with their weighted frequencies. */
struct index_sums {
    const struct index *x; /* words and synonyms */
    bool renumbered;       /* streams are read by way of stream_words */
    float mean[FIELDS];    /* lengths */
    float *of;             /* by term */
    uint32_t *terms;       /* those of the module */
    uint32_t terms_len;
    const struct index_only *only; /* NULL: all terms */
};

/* Some terms, when only these are summed. */
struct index_only {
    uint64_t *terms; /* bits */
    uint64_t *words; /* bits by number in the stream: words that stand for one of them */
    bool concepts;   /* a concept is among them */
};

static inline bool
index_bit(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}
static inline void
index_bit_set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

MUST_USE enum err index_sums_init(struct arena *arena, const struct index *x, const float *mean,
                                  struct index_sums *ret_sums);
/* The fields of a module. */
void index_sums_add(struct index_sums *s, const uint32_t *stream);
void index_sums_clear(struct index_sums *s);
/*
 * The concept of a synonym of several words that begins at words[0] of `len` words of one text; its
 * term, or UINT32_MAX.
 */
uint32_t index_sequence(const struct index_sums *s, const uint32_t *words, size_t len);
/* See engine/index.h. */
uint16_t index_impact(float tf);

/* Whether a list of `len` slots among some modules is a bitmap; how many words it then has. */
static inline bool
index_is_dense(uint32_t len, uint32_t modules)
{
    return len > 0 && (uint64_t)len * INDEX_DENSE_SHARE >= modules;
}
static inline size_t
index_bitmap_words(uint32_t bits_words)
{
    return bits_words + (bits_words + 1) / 2;
}
/* Write the ranks behind the bits. */
void index_ranks(uint64_t *bits, uint32_t bits_words);

/* The first slot of piece `i` of `pieces`, as even as can be. */
static inline uint32_t
index_piece_from(uint32_t len, int i, int pieces)
{
    return (uint32_t)((uint64_t)len * (uint64_t)i / (uint64_t)pieces);
}

#endif
