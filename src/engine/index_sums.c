/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a module adds to the posting lists. Its terms are summed in a dense array that is cleared
 * by the list of those it has.
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

enum err
index_sums_init(struct arena *arena, const struct index *x, const float *mean,
                struct index_sums *ret_sums)
{
    struct index_sums s = {.x = x};

    s.of = arena_array(arena, float, x->terms_len);
    s.terms = arena_array(arena, uint32_t, x->terms_len);
    if (s.of == NULL || s.terms == NULL)
        return ERR_LIMIT;
    for (int f = 0; f < FIELDS; f++)
        s.mean[f] = mean[f];
    *ret_sums = s;
    return OK;
}

static uint32_t
word_of(const struct index_sums *s, uint32_t number)
{
    return s->renumbered ? s->x->stream_words[number] : number;
}

static void
sum_add(struct index_sums *s, uint32_t term, float amount)
{
    if (s->only != NULL && !index_bit(s->only->terms, term))
        return;
    if (s->of[term] <= 0)
        s->terms[s->terms_len++] = term;
    s->of[term] += amount;
}

static void
word_add(struct index_sums *s, uint32_t number, float amount)
{
    const struct index_word *w = &s->x->words[word_of(s, number)];

    for (uint32_t i = 0; i < w->terms_len; i++) {
        uint32_t term = s->x->word_terms[w->terms_at + i];
        bool part = i > 0 && term < s->x->stems_len;

        sum_add(s, term, part ? amount * PART_WEIGHT : amount);
    }
}

static uint32_t
own_term(const struct index_sums *s, uint32_t number)
{
    return s->x->word_terms[s->x->words[word_of(s, number)].terms_at];
}

/* Nearly no word begins one. */
uint32_t
index_sequence(const struct index_sums *s, const uint32_t *words, size_t len)
{
    const struct index *x = s->x;
    uint32_t own[SYNONYM_WORDS_MAX];
    uint32_t own_len = 0;
    uint32_t group;

    if (x->synonyms.first[own_term(s, words[0])] == SYNONYM_NONE)
        return UINT32_MAX;
    while (own_len < len && own_len < SYNONYM_WORDS_MAX) {
        own[own_len] = own_term(s, words[own_len]);
        own_len++;
    }
    return synonyms_at(&x->synonyms, own, own_len, &group) > 1 ? x->stems_len + group : UINT32_MAX;
}

static void
text_add(struct index_sums *s, const uint32_t *words, size_t len, float amount)
{
    for (size_t i = 0; i < len; i++) {
        if (s->only == NULL || index_bit(s->only->words, words[i]))
            word_add(s, words[i], amount);
    }
    for (size_t i = 0; i < len && (s->only == NULL || s->only->concepts); i++) {
        uint32_t term = index_sequence(s, words + i, len - i);

        if (term != UINT32_MAX)
            sum_add(s, term, amount);
    }
}

void
index_sums_add(struct index_sums *s, const uint32_t *stream)
{
    for (int field = 0; field < FIELDS; field++) {
        const struct field_weights *fw = &FIELD_WEIGHTS[field];
        const uint32_t *end = stream;
        uint32_t length = 0;
        float amount;

        for (; *end != STREAM_FIELD_END; end++)
            length += *end != STREAM_GAP;
        amount = fw->weight / (1 - fw->b + fw->b * (float)length / s->mean[field]);
        while (stream < end) {
            const uint32_t *text = stream;

            while (*stream < STREAM_FIELD_END)
                stream++;
            text_add(s, text, (size_t)(stream - text), amount);
            stream++;
        }
        stream = end + 1;
    }
}

void
index_sums_clear(struct index_sums *s)
{
    for (uint32_t i = 0; i < s->terms_len; i++)
        s->of[s->terms[i]] = 0;
    s->terms_len = 0;
}

uint16_t
index_impact(float tf)
{
    static const float K1 = SEARCH_K1;
    float impact = roundf(INDEX_IMPACT_ONE * (tf / (K1 + tf)));

    return impact < 1 ? 1 : (uint16_t)impact;
}
