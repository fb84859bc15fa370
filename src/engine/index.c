/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/index.h"

#include <math.h>

#include "engine/index_parts.h"

/* The modules as they were read; the catalogue's own list may go earlier. */
static enum err
origin_finish(struct index_building *b)
{
    const struct catalogue *c = b->c;
    const struct module **modules = arena_array(b->arena, const struct module *, c->modules_len);

    if (modules == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        modules[slot] = c->modules[slot];
    b->origin->full = b->x;
    b->origin->modules = modules;
    b->origin->modules_len = c->modules_len;
    for (int f = 0; f < FIELDS; f++) {
        b->origin->lengths_sum[f] = b->lengths_sum[f];
        b->origin->mean[f] = index_mean(b->lengths_sum[f], c->offered_len);
    }
    b->x->origin = b->origin;
    return OK;
}

static enum err
steps(struct index_building *b, struct slice synonyms)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();

    b->scratch = arena_open(SIZE_MAX);
    b->x = arena_new(b->arena, struct index);
    b->origin = arena_new(b->arena, struct index_origin);
    if (b->scratch == NULL || b->x == NULL || b->origin == NULL || stem == NULL)
        return ERR_LIMIT;
    TRY(index_collect(b, synonyms));
    TRY(index_analyse(b, synonyms));
    TRY(dictionary_build(b->arena, b->x->words_folded, b->x->words_len, &b->x->word_at));
    TRY(dictionary_build(b->arena, b->x->stems, b->x->stems_len, &b->x->stem_at));
    TRY(hints_build(b->arena, b->x, stem, synonyms, &b->x->hints));
    for (int i = 0; i < b->ranges_len; i++)
        index_collected_done(&b->ranges[i]);
    TRY(origin_finish(b));
    return index_fill(b);
}

enum err
index_build(struct arena *arena, const struct catalogue *c, struct slice synonyms,
            const struct jobs *jobs, const struct index **ret_index)
{
    struct index_building b = {.c = c, .arena = arena, .jobs = jobs};
    enum err e = steps(&b, synonyms);

    for (int i = 0; i < b.ranges_len; i++)
        index_collected_done(&b.ranges[i]);
    arena_close(b.scratch);
    if (e == OK)
        *ret_index = b.x;
    return e;
}

float
index_mean(uint64_t words, uint32_t modules)
{
    double mean = words > 0 && modules > 0 ? (double)words / modules : 1;
    int exponent;
    double part = frexp(mean, &exponent); /* mean / part is a power of two */

    return (float)(round(part * 128) / 128 * (mean / part));
}

struct postings
index_postings(const struct index *x, uint32_t term)
{
    const struct index_list *l = &x->lists[term];
    struct postings p = {.impacts = l->impacts, .len = l->len};

    assert(term < x->terms_len);
    if (l->dense) {
        p.bits = l->at;
        p.ranks = (const uint32_t *)(p.bits + x->bits_words);
    } else {
        p.slots = l->at;
    }
    return p;
}

bool
index_has(const struct index *x, uint32_t term)
{
    return x->lists[term].len > 0;
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
index_text(const uint32_t *stream, enum index_field field, int nth)
{
    const uint32_t *at = stream;
    struct index_text t = {NULL, 0};

    for (int f = 0; f < (int)field; at++)
        f += *at == STREAM_FIELD_END;
    for (int n = 0; *at != STREAM_FIELD_END && n < nth; at++)
        n += *at == STREAM_GAP;
    t.words = at;
    while (*at < STREAM_FIELD_END)
        at++;
    t.len = (size_t)(at - t.words);
    return t;
}
