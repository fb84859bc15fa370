/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The stream of words as it is kept: in units of 16 bits. Words are numbered anew for it, by how
 * often they stand in texts, so that nearly all take one unit; others take two.
 */
#include <stdlib.h>

#include "engine/index_parts.h"

enum {
    UNIT_GAP,
    UNIT_FIELD_END,
    UNIT_WORDS,         /* and above: words of one unit */
    UNIT_WIDE = 0xf000, /* and above: the upper part of a rank; the lower follows */
    RANKS_OF_ONE = UNIT_WIDE - UNIT_WORDS
};

struct coding {
    struct index_building *b;
    const uint32_t *word_new; /* number in the vocabulary -> word */
    uint32_t *rank_of;        /* by word */
    uint16_t *units;
    uint64_t from[JOBS_WIDTH_MAX];   /* of each range: how many units; then where they begin */
    uint32_t most[JOBS_WIDTH_MAX];   /* of its modules: the longest */
    uint32_t *ranks[JOBS_WIDTH_MAX]; /* by its own numbers of words */
    enum err answers[JOBS_WIDTH_MAX];
};

const uint32_t *
index_stream(const struct index *x, uint32_t slot, uint32_t *room)
{
    uint64_t at = x->stream_at[slot];
    const uint16_t *from;
    uint32_t *to = room;
    int fields = 0;

    if ((at & STREAM_CHANGED) != 0)
        return x->stream_changed + (at & ~STREAM_CHANGED);
    from = x->stream + at;
    while (fields < FIELDS) {
        uint32_t unit = *from++;

        if (unit >= UNIT_WIDE) {
            *to++ = x->stream_ranks[(unit - UNIT_WIDE) << 16 | *from++];
        } else if (unit >= UNIT_WORDS) {
            *to++ = x->stream_ranks[unit - UNIT_WORDS];
        } else {
            *to++ = unit == UNIT_GAP ? STREAM_GAP : STREAM_FIELD_END;
            fields += unit == UNIT_FIELD_END;
        }
    }
    return room;
}

static int
key_cmp(const void *pa, const void *pb)
{
    const uint64_t *a = pa;
    const uint64_t *b = pb;

    return (*a > *b) - (*a < *b);
}

/* Frequent words first; equally frequent ones by their numbers. */
static enum err
ranks_make(struct coding *c)
{
    struct index_building *b = c->b;
    uint32_t len = b->x->words_len;
    uint64_t *keys = arena_array(b->scratch, uint64_t, len);
    uint32_t *ranks = arena_array(b->arena, uint32_t, len);

    c->rank_of = arena_array(b->scratch, uint32_t, len);
    if (keys == NULL || ranks == NULL || c->rank_of == NULL)
        return ERR_LIMIT;
    for (uint32_t n = 0; n < len; n++)
        keys[n] = (uint64_t)(UINT32_MAX - b->origin->words[n].whole) << 32 | n;
    if (len > 1)
        qsort(keys, len, sizeof *keys, key_cmp);
    for (uint32_t rank = 0; rank < len; rank++) {
        ranks[rank] = (uint32_t)keys[rank];
        c->rank_of[ranks[rank]] = rank;
    }
    b->x->stream_ranks = ranks;
    return OK;
}

/* How many units the words of a range take. */
static void
range_count(void *arg, int piece)
{
    struct coding *c = arg;
    const struct collected *r = &c->b->ranges[piece];
    uint32_t len = r->vocabulary.words.len;
    uint32_t *ranks = arena_array(r->arena, uint32_t, len);
    uint32_t module = 0;
    int fields = 0;

    c->ranks[piece] = ranks;
    c->answers[piece] = ranks ? OK : ERR_LIMIT;
    for (uint32_t i = 0; ranks != NULL && i < len; i++)
        ranks[i] = c->rank_of[c->word_new[r->number_of != NULL ? r->number_of[i] : i]];
    for (size_t i = 0; ranks != NULL && i < r->stream_len; i++) {
        uint32_t word = index_collected_stream(r, i);

        c->from[piece] += word < STREAM_FIELD_END && ranks[word] >= RANKS_OF_ONE ? 2 : 1;
        module++;
        fields += word == STREAM_FIELD_END;
        if (fields < FIELDS)
            continue;
        if (module > c->most[piece])
            c->most[piece] = module;
        module = 0;
        fields = 0;
    }
}

static void
range_write(void *arg, int piece)
{
    struct coding *c = arg;
    const struct collected *r = &c->b->ranges[piece];
    const uint32_t *ranks = c->ranks[piece];
    uint16_t *to = c->units + c->from[piece];
    uint32_t slot = r->from;
    int fields = FIELDS;

    for (size_t i = 0; i < r->stream_len; i++) {
        uint32_t word = index_collected_stream(r, i);

        if (fields == FIELDS) {
            c->b->stream_at[slot++] = (uint64_t)(to - c->units);
            fields = 0;
        }
        if (word >= STREAM_FIELD_END) {
            *to++ = word == STREAM_GAP ? UNIT_GAP : UNIT_FIELD_END;
            fields += word == STREAM_FIELD_END;
        } else if (ranks[word] < RANKS_OF_ONE) {
            *to++ = (uint16_t)(UNIT_WORDS + ranks[word]);
        } else {
            *to++ = (uint16_t)(UNIT_WIDE + (ranks[word] >> 16));
            *to++ = (uint16_t)ranks[word];
        }
    }
}

enum err
index_stream_build(struct index_building *b, const uint32_t *word_new)
{
    struct coding c = {.b = b, .word_new = word_new};
    uint64_t len = 0;

    assert(b->x->words_len >> 16 < 0xffff - UNIT_WIDE);
    TRY(ranks_make(&c));
    jobs_run(b->jobs, b->ranges_len, range_count, &c);
    for (int i = 0; i < b->ranges_len; i++) {
        uint64_t units = c.from[i];

        TRY(c.answers[i]);
        c.from[i] = len;
        len += units;
        if (c.most[i] > b->x->stream_most)
            b->x->stream_most = c.most[i];
    }
    c.units = arena_alloc_raw(b->arena, len * sizeof *c.units, alignof(uint16_t));
    b->stream_at = arena_array(b->arena, uint64_t, b->c->modules_len);
    if (c.units == NULL || b->stream_at == NULL)
        return ERR_LIMIT;
    jobs_run(b->jobs, b->ranges_len, range_write, &c);
    b->x->stream = c.units;
    b->x->stream_at = b->stream_at;
    return OK;
}
