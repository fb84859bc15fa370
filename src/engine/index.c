/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/index.h"

#include "engine/index_parts.h"

static enum err
steps(struct index_building *b, struct slice synonyms)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();

    b->scratch = arena_open(SIZE_MAX);
    b->x = arena_new(b->arena, struct index);
    if (b->scratch == NULL || b->x == NULL || stem == NULL)
        return ERR_LIMIT;
    TRY(index_collect(b, synonyms));
    TRY(index_analyse(b, synonyms));
    TRY(dictionary_build(b->arena, b->x->words_folded, b->x->words_len, &b->x->word_at));
    TRY(dictionary_build(b->arena, b->x->stems, b->x->stems_len, &b->x->stem_at));
    TRY(hints_build(b->arena, b->x, stem, synonyms, &b->x->hints));
    for (int i = 0; i < b->ranges_len; i++) {
        arena_close(b->ranges[i].arena);
        b->ranges[i].arena = NULL;
    }
    return index_fill(b);
}

enum err
index_build(struct arena *arena, const struct catalogue *c, struct slice synonyms,
            const struct jobs *jobs, const struct index **ret_index)
{
    struct index_building b = {.c = c, .arena = arena, .jobs = jobs};
    enum err e = steps(&b, synonyms);

    for (int i = 0; i < b.ranges_len; i++)
        arena_close(b.ranges[i].arena);
    arena_close(b.scratch);
    if (e == OK)
        *ret_index = b.x;
    return e;
}

struct postings
index_postings(const struct index *x, uint32_t term)
{
    struct postings p;
    uint64_t place;

    assert(term < x->terms_len);
    place = x->places[term];
    p = (struct postings){.impacts = x->impacts + x->postings_at[term],
                          .len = (uint32_t)(x->postings_at[term + 1] - x->postings_at[term])};
    if (place & INDEX_DENSE) {
        p.bits = x->bits + (place & ~INDEX_DENSE) * x->bits_words;
        p.ranks = x->ranks + (place & ~INDEX_DENSE) * x->bits_words;
    } else {
        p.slots = x->slots + place;
    }
    return p;
}

bool
index_has(const struct index *x, uint32_t term)
{
    return x->postings_at[term + 1] > x->postings_at[term];
}

uint32_t
index_stem(const struct index *x, struct slice stem)
{
    return dictionary_find(&x->stem_at, stem);
}

uint32_t
index_word(const struct index *x, struct slice folded)
{
    return dictionary_find(&x->word_at, folded);
}

struct index_text
index_text(const struct index *x, uint32_t slot, enum index_field field, int nth)
{
    const uint32_t *at = x->stream + x->stream_at[slot];
    const uint32_t *end = x->stream + x->stream_at[slot + 1];
    struct index_text t = {NULL, 0};

    for (int f = 0; at < end && f < (int)field; at++)
        f += *at == STREAM_FIELD_END;
    for (int n = 0; at < end && *at != STREAM_FIELD_END && n < nth; at++)
        n += *at == STREAM_GAP;
    t.words = at;
    while (at < end && *at < STREAM_FIELD_END)
        at++;
    t.len = (size_t)(at - t.words);
    return t;
}
