/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Posting lists in two passes over the stream: how long each is, then what stands in it; each pass
 * by several threads, which write into places of their own. A module's terms are summed in a dense
 * array that is cleared by the list of what was touched.
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

enum { PIECE_MODULES_MIN = 2000 };

/* Some slots, from one that begins a word of bitmaps to another: one job. */
struct filling {
    struct index_building *b;
    const struct index *x;
    struct room *room;
    struct arena *arena;
    uint32_t from;
    uint32_t to;
    float mean[FIELDS];
    float *sums;       /* by term */
    uint32_t *touched; /* terms of the module at hand */
    uint32_t touched_len;
    uint32_t *seen; /* by term: the slot after the last one that held it */
    uint64_t *next; /* by term: how many of its slots hold it; then where its next impact goes */
};

/* The postings as they are being written. */
struct room {
    struct filling pieces[JOBS_WIDTH_MAX];
    int pieces_len;
    uint64_t *at;
    uint64_t *places;
    uint16_t *impacts;
    uint32_t *slots;
    uint64_t *bits;
    uint32_t *ranks;
    uint32_t bits_words;
    uint32_t bitmaps;
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

/*
 * The concept of a synonym of several words that begins at words[0], one text of a field; its term,
 * or UINT32_MAX. Nearly no word begins one.
 */
static uint32_t
sequence_term(const struct filling *f, const uint32_t *words, size_t len)
{
    const struct index *x = f->x;
    uint32_t own[SYNONYM_WORDS_MAX];
    uint32_t own_len = 0;
    uint32_t group;

    if (x->synonyms.first[x->word_terms[x->words[words[0]].terms_at]] == SYNONYM_NONE)
        return UINT32_MAX;
    while (own_len < len && own_len < SYNONYM_WORDS_MAX) {
        own[own_len] = x->word_terms[x->words[words[own_len]].terms_at];
        own_len++;
    }
    return synonyms_at(&x->synonyms, own, own_len, &group) > 1 ? x->stems_len + group : UINT32_MAX;
}

/* All terms of a module: in f->touched, with their sums. */
static void
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
        size_t end = at;

        if (stream[at] == STREAM_FIELD_END) {
            field++;
            at++;
            continue;
        }
        while (stream[end] < STREAM_FIELD_END)
            end++;
        for (size_t i = at; i < end; i++)
            word_sum(f, stream[i], amount);
        for (size_t i = at; i < end; i++) {
            uint32_t term = sequence_term(f, stream + i, end - i);

            if (term != UINT32_MAX)
                sum_add(f, term, amount);
        }
        at = end + 1;
    }
}

static void
term_count(struct filling *f, uint32_t slot, uint32_t term)
{
    f->next[term] += f->seen[term] != slot + 1;
    f->seen[term] = slot + 1;
}

/* How many slots of the piece hold each term: no sums, so a fraction of the work of filling. */
static void
piece_count(void *arg, int i)
{
    struct room *r = arg;
    struct filling *f = &r->pieces[i];
    const struct index *x = f->x;
    const uint32_t *stream = x->stream;

    for (uint32_t slot = f->from; slot < f->to; slot++) {
        size_t end = x->stream_at[slot + 1];
        size_t text_end = x->stream_at[slot];

        for (size_t at = text_end; at < end; at++) {
            const struct index_word *w;
            uint32_t concept;

            if (stream[at] >= STREAM_FIELD_END)
                continue;
            while (text_end <= at || stream[text_end] < STREAM_FIELD_END)
                text_end++;
            w = &x->words[stream[at]];
            for (uint32_t k = 0; k < w->terms_len; k++)
                term_count(f, slot, x->word_terms[w->terms_at + k]);
            concept = sequence_term(f, stream + at, text_end - at);
            if (concept != UINT32_MAX)
                term_count(f, slot, concept);
        }
    }
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
filling_init(struct room *r, struct index_building *b, int i)
{
    struct filling *f = &r->pieces[i];
    uint32_t terms = b->x->terms_len;
    uint32_t modules = b->c->modules_len;

    f->b = b;
    f->x = b->x;
    f->room = r;
    f->arena = arena_open(SIZE_MAX);
    if (f->arena == NULL)
        return ERR_LIMIT;
    f->from = index_piece_from(modules, i, r->pieces_len) / 64 * 64;
    f->to =
        i + 1 < r->pieces_len ? index_piece_from(modules, i + 1, r->pieces_len) / 64 * 64 : modules;
    f->sums = arena_array(f->arena, float, terms);
    f->touched = arena_array(f->arena, uint32_t, terms);
    f->seen = arena_array(f->arena, uint32_t, terms);
    f->next = arena_array(f->arena, uint64_t, terms);
    if (f->sums == NULL || f->touched == NULL || f->seen == NULL || f->next == NULL)
        return ERR_LIMIT;
    for (int k = 0; k < FIELDS; k++) {
        float n = b->c->offered_len > 0 ? (float)b->c->offered_len : 1;

        f->mean[k] = (float)b->lengths_sum[k] / n;
        if (f->mean[k] <= 0)
            f->mean[k] = 1;
    }
    return OK;
}

/* Counts become places: each piece writes behind the one before it. */
static enum err
counts_sum(struct room *r, struct index_building *b)
{
    uint64_t all = 0;

    r->at = arena_array(b->arena, uint64_t, (size_t)b->x->terms_len + 1);
    if (r->at == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < b->x->terms_len; t++) {
        r->at[t] = all;
        for (int i = 0; i < r->pieces_len; i++) {
            uint64_t count = r->pieces[i].next[t];

            r->pieces[i].next[t] = all;
            all += count;
        }
    }
    r->at[b->x->terms_len] = all;
    return OK;
}

static enum err
room_make(struct room *r, const struct index_building *b)
{
    struct arena *arena = b->arena;
    uint32_t terms = b->x->terms_len;
    uint32_t modules = b->c->modules_len;
    uint64_t listed = 0;

    r->places = arena_array(arena, uint64_t, terms);
    if (r->places == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < terms; t++) {
        uint64_t len = r->at[t + 1] - r->at[t];

        if (len * INDEX_DENSE_SHARE >= modules && len > 0) {
            r->places[t] = INDEX_DENSE | r->bitmaps++;
        } else {
            r->places[t] = listed;
            listed += len;
        }
    }
    r->bits_words = (modules + 63) / 64;
    r->impacts = arena_array(arena, uint16_t, r->at[terms]);
    r->slots = arena_array(arena, uint32_t, listed);
    r->bits = arena_array(arena, uint64_t, (size_t)r->bitmaps * r->bits_words);
    r->ranks = arena_array(arena, uint32_t, (size_t)r->bitmaps * r->bits_words);
    if (r->impacts == NULL || r->slots == NULL || r->bits == NULL || r->ranks == NULL)
        return ERR_LIMIT;
    return OK;
}

static void
posting_put(struct filling *f, uint32_t term, uint32_t slot)
{
    const struct room *r = f->room;
    uint64_t place = r->places[term];
    uint64_t next = f->next[term]++;

    if (place & INDEX_DENSE)
        r->bits[(place & ~INDEX_DENSE) * r->bits_words + slot / 64] |= UINT64_C(1) << (slot % 64);
    else
        r->slots[place + (next - r->at[term])] = slot;
    r->impacts[next] = impact_of(f->sums[term]);
}

static void
piece_fill(void *arg, int i)
{
    struct room *r = arg;
    struct filling *f = &r->pieces[i];

    for (uint32_t slot = f->from; slot < f->to; slot++) {
        module_sum(f, slot);
        for (uint32_t k = 0; k < f->touched_len; k++) {
            posting_put(f, f->touched[k], slot);
            f->sums[f->touched[k]] = 0;
        }
    }
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

static enum err
room_fill(struct room *r, struct index_building *b)
{
    for (int i = 0; i < r->pieces_len; i++)
        TRY(filling_init(r, b, i));
    jobs_run(b->jobs, r->pieces_len, piece_count, r);
    TRY(counts_sum(r, b));
    TRY(room_make(r, b));
    jobs_run(b->jobs, r->pieces_len, piece_fill, r);
    ranks_count(r);
    return OK;
}

enum err
index_fill(struct index_building *b)
{
    struct room *r = arena_new(b->scratch, struct room);
    enum err e;

    if (r == NULL)
        return ERR_LIMIT;
    r->pieces_len = b->c->modules_len < PIECE_MODULES_MIN ? 1 : jobs_width(b->jobs);
    e = room_fill(r, b);
    for (int i = 0; i < r->pieces_len; i++)
        arena_close(r->pieces[i].arena);
    b->x->postings_at = r->at;
    b->x->places = r->places;
    b->x->impacts = r->impacts;
    b->x->slots = r->slots;
    b->x->bits = r->bits;
    b->x->ranks = r->ranks;
    b->x->bits_words = r->bits_words;
    return e;
}
