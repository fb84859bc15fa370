/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Posting lists in two passes over the stream: how long each is, then what stands in it. A module's
 * terms are summed in a dense array that is cleared by the list of what was touched.
 *
 * The weighted, length-normalised frequency is that of BM25F (Zaragoza, Craswell, Taylor,
 * Saria, Robertson: Microsoft Cambridge at TREC 13, 2004): sum over fields of
 * weight × frequency / (1 - b + b × length / mean length).
 */
#include <math.h>

#include "engine/index_parts.h"
#include "engine/search_weights.h"

static const struct field_weights {
    float weight;
    float b;
} FIELD_WEIGHTS[FIELDS] = {
    [FIELD_TITLE] = {SEARCH_TITLE_WEIGHT, SEARCH_TITLE_B},
    [FIELD_COMPETENCES] = {SEARCH_COMPETENCES_WEIGHT, SEARCH_COMPETENCES_B},
    [FIELD_PROVIDER] = {SEARCH_PROVIDER_WEIGHT, SEARCH_PROVIDER_B},
    [FIELD_TEXT] = {SEARCH_TEXT_WEIGHT, SEARCH_TEXT_B},
};
static const float PART_WEIGHT = SEARCH_COMPOUND_PART;

struct filling {
    struct index_building *b;
    const struct index *x;
    float mean[FIELDS];
    float *sums;       /* by term */
    uint32_t *touched; /* terms of the module at hand */
    uint32_t touched_len;
    uint32_t *own; /* own stems of a run of words, for synonyms of several words */
    size_t own_size;
};

static void
sum_add(struct filling *f, uint32_t term, float amount)
{
    if (f->sums[term] <= 0)
        f->touched[f->touched_len++] = term;
    f->sums[term] += amount;
}

static void
word_sum(struct filling *f, uint32_t number, float amount)
{
    const struct index_word *w = &f->x->words[number];

    for (uint32_t i = 0; i < w->terms_len; i++) {
        uint32_t term = f->x->word_terms[w->terms_at + i];
        bool part = i > 0 && term < f->x->stems_len;

        sum_add(f, term, part ? amount * PART_WEIGHT : amount);
    }
}

/* Synonyms of several words in words[0 .. len), one text of a field. */
static enum err
sequences_sum(struct filling *f, const uint32_t *words, size_t len, float amount)
{
    uint32_t group;

    if (len > f->own_size) {
        f->own = arena_array(f->b->scratch, uint32_t, len * 2);
        if (f->own == NULL)
            return ERR_LIMIT;
        f->own_size = len * 2;
    }
    for (size_t i = 0; i < len; i++)
        f->own[i] = f->x->word_terms[f->x->words[words[i]].terms_at];
    for (size_t i = 0; i < len; i++) {
        if (synonyms_at(&f->x->synonyms, f->own + i, (uint32_t)(len - i), &group) > 1)
            sum_add(f, f->x->stems_len + group, amount);
    }
    return OK;
}

/* All terms of a module: in f->touched, with their sums. */
static enum err
module_sum(struct filling *f, uint32_t slot)
{
    const uint32_t *stream = f->x->stream;
    size_t at = f->x->stream_at[slot];
    int field = 0;

    f->touched_len = 0;
    while (at < f->x->stream_at[slot + 1]) {
        const struct field_weights *fw = &FIELD_WEIGHTS[field];
        float length = (float)f->b->lengths[slot][field];
        float amount = fw->weight / (1 - fw->b + fw->b * length / f->mean[field]);
        size_t from = at;

        if (stream[at] == STREAM_FIELD_END) {
            field++;
            at++;
            continue;
        }
        for (; stream[at] < STREAM_FIELD_END; at++)
            word_sum(f, stream[at], amount);
        TRY(sequences_sum(f, stream + from, at - from, amount));
        at++;
    }
    return OK;
}

/* See engine/index.h. */
static uint16_t
impact_of(float tf)
{
    static const float K1 = SEARCH_K1;
    float impact = roundf(INDEX_IMPACT_ONE * (tf / (K1 + tf)));

    return impact < 1 ? 1 : (uint16_t)impact;
}

static enum err
filling_init(struct index_building *b, struct filling *f)
{
    uint32_t terms = b->x->terms_len;

    *f = (struct filling){.b = b, .x = b->x};
    f->sums = arena_array(b->scratch, float, terms);
    f->touched = arena_array(b->scratch, uint32_t, terms);
    if (f->sums == NULL || f->touched == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < FIELDS; i++) {
        float n = b->c->offered_len > 0 ? (float)b->c->offered_len : 1;

        f->mean[i] = (float)b->lengths_sum[i] / n;
        if (f->mean[i] <= 0)
            f->mean[i] = 1;
    }
    return OK;
}

/* How many modules hold each term: into at[term + 1], then summed up. */
static enum err
postings_count(struct filling *f, uint64_t *at)
{
    for (uint32_t slot = 0; slot < f->b->c->modules_len; slot++) {
        TRY(module_sum(f, slot));
        for (uint32_t i = 0; i < f->touched_len; i++) {
            at[f->touched[i] + 1]++;
            f->sums[f->touched[i]] = 0;
        }
    }
    for (uint32_t t = 0; t < f->x->terms_len; t++)
        at[t + 1] += at[t];
    return OK;
}

/* The postings as they are being written. */
struct room {
    uint64_t *places;
    uint64_t *next; /* by term: where its next impact goes */
    uint16_t *impacts;
    uint32_t *slots;
    uint64_t *bits;
    uint32_t *ranks;
    uint32_t bits_words;
    uint32_t bitmaps;
};

static enum err
room_make(struct filling *f, const uint64_t *at, struct room *r)
{
    struct arena *arena = f->b->arena;
    uint32_t terms = f->x->terms_len;
    uint32_t modules = f->b->c->modules_len;
    uint64_t listed = 0;

    r->places = arena_array(arena, uint64_t, terms);
    r->next = arena_array(f->b->scratch, uint64_t, terms);
    if (r->places == NULL || r->next == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < terms; t++) {
        uint64_t len = at[t + 1] - at[t];

        r->next[t] = at[t];
        if (len * INDEX_DENSE_SHARE >= modules && len > 0) {
            r->places[t] = INDEX_DENSE | r->bitmaps++;
        } else {
            r->places[t] = listed;
            listed += len;
        }
    }
    r->bits_words = (modules + 63) / 64;
    r->impacts = arena_array(arena, uint16_t, at[terms]);
    r->slots = arena_array(arena, uint32_t, listed);
    r->bits = arena_array(arena, uint64_t, (size_t)r->bitmaps * r->bits_words);
    r->ranks = arena_array(arena, uint32_t, (size_t)r->bitmaps * r->bits_words);
    if (r->impacts == NULL || r->slots == NULL || r->bits == NULL || r->ranks == NULL)
        return ERR_LIMIT;
    return OK;
}

static void
posting_put(struct room *r, const uint64_t *at, uint32_t term, uint32_t slot)
{
    uint64_t place = r->places[term];

    if (place & INDEX_DENSE)
        r->bits[(place & ~INDEX_DENSE) * r->bits_words + slot / 64] |= UINT64_C(1) << (slot % 64);
    else
        r->slots[place + (r->next[term] - at[term])] = slot;
}

static void
ranks_count(struct room *r)
{
    for (uint64_t i = 0; i < r->bitmaps; i++) {
        uint32_t before = 0;

        for (uint64_t w = i * r->bits_words; w < (i + 1) * r->bits_words; w++) {
            r->ranks[w] = before;
            before += (uint32_t)__builtin_popcountll(r->bits[w]);
        }
    }
}

enum err
index_fill(struct index_building *b)
{
    struct filling f;
    struct room r = {0};
    uint64_t *at = arena_array(b->arena, uint64_t, (size_t)b->x->terms_len + 1);

    TRY(filling_init(b, &f));
    if (at == NULL)
        return ERR_LIMIT;
    TRY(postings_count(&f, at));
    TRY(room_make(&f, at, &r));
    for (uint32_t slot = 0; slot < b->c->modules_len; slot++) {
        TRY(module_sum(&f, slot));
        for (uint32_t i = 0; i < f.touched_len; i++) {
            uint32_t t = f.touched[i];

            posting_put(&r, at, t, slot);
            r.impacts[r.next[t]++] = impact_of(f.sums[t]);
            f.sums[t] = 0;
        }
    }
    ranks_count(&r);
    b->x->postings_at = at;
    b->x->places = r.places;
    b->x->impacts = r.impacts;
    b->x->slots = r.slots;
    b->x->bits = r.bits;
    b->x->ranks = r.ranks;
    b->x->bits_words = r.bits_words;
    return OK;
}
