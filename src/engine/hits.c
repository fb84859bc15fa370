/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The score of a term is that of BM25F: idf × tf / (K1 + tf), with
 * idf = ln(1 + (N - n + 0.5) / (n + 0.5)), N modules offered, n that hold the term.
 */
#include "engine/hits.h"

#include <math.h>
#include <string.h>

#include "engine/columns.h"
#include "engine/search_weights.h"

static const float K1 = SEARCH_K1;
static const float WEIGHT_OPTIONAL = SEARCH_GENERIC;

struct finding {
    struct arena *arena;
    const struct catalogue *c;
    const struct index *x;
};

static enum err
hits_alloc(struct arena *arena, size_t len, struct hits *ret_hits)
{
    *ret_hits = (struct hits){.slots = arena_array(arena, uint32_t, len),
                              .scores = arena_array(arena, float, len),
                              .words = arena_array(arena, uint8_t, len)};
    if (ret_hits->slots == NULL || ret_hits->scores == NULL || ret_hits->words == NULL)
        return ERR_LIMIT;
    return OK;
}

enum err
hits_of_all(struct arena *arena, const struct catalogue *c, struct hits *ret_hits)
{
    TRY(hits_alloc(arena, c->offered_len, ret_hits));
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (c->columns->rows[slot].flags & COLUMN_OFFERED)
            ret_hits->slots[ret_hits->len++] = slot;
    }
    return OK;
}

static enum err
term_hits(const struct finding *f, uint32_t term, float weight, struct hits *ret_hits)
{
    struct postings p = index_postings(f->x, term);
    float n = (float)p.len;
    float idf = logf(1 + ((float)f->c->offered_len - n + 0.5f) / (n + 0.5f));

    TRY(hits_alloc(f->arena, p.len, ret_hits));
    ret_hits->len = p.len;
    for (uint32_t i = 0; i < p.len; i++) {
        float tf = (float)p.weights[i] / INDEX_UNIT;

        ret_hits->slots[i] = p.slots[i];
        ret_hits->scores[i] = weight * idf * tf / (K1 + tf);
    }
    return OK;
}

/* Keep in `a` what is in `b` as well, adding scores. */
static void
hits_and(struct hits *a, const struct hits *b)
{
    uint32_t len = 0;
    uint32_t k = 0;

    for (uint32_t i = 0; i < a->len; i++) {
        while (k < b->len && b->slots[k] < a->slots[i])
            k++;
        if (k < b->len && b->slots[k] == a->slots[i]) {
            a->slots[len] = a->slots[i];
            a->scores[len++] = a->scores[i] + b->scores[k];
        }
    }
    a->len = len;
}

/* Add a share of the scores of `b` where `a` has the slot. */
static void
hits_boost(struct hits *a, const struct hits *b)
{
    uint32_t k = 0;

    for (uint32_t i = 0; i < a->len; i++) {
        while (k < b->len && b->slots[k] < a->slots[i])
            k++;
        if (k < b->len && b->slots[k] == a->slots[i])
            a->scores[i] += WEIGHT_OPTIONAL * b->scores[k];
    }
}

/* Drop from `a` what is in `b`. */
static void
hits_without(struct hits *a, const struct hits *b)
{
    uint32_t len = 0;
    uint32_t k = 0;

    for (uint32_t i = 0; i < a->len; i++) {
        while (k < b->len && b->slots[k] < a->slots[i])
            k++;
        if (k < b->len && b->slots[k] == a->slots[i])
            continue;
        a->slots[len] = a->slots[i];
        a->scores[len] = a->scores[i];
        a->words[len++] = a->words[i];
    }
    a->len = len;
}

/* What is in either; where in both: the better score, or the sum of scores and words. */
static enum err
hits_or(struct arena *arena, const struct hits *a, const struct hits *b, bool sum,
        struct hits *ret_hits)
{
    struct hits r;
    uint32_t i = 0;
    uint32_t k = 0;

    TRY(hits_alloc(arena, (size_t)a->len + b->len, &r));
    while (i < a->len || k < b->len) {
        bool of_a = k == b->len || (i < a->len && a->slots[i] <= b->slots[k]);
        bool of_b = i == a->len || (k < b->len && b->slots[k] <= a->slots[i]);
        float score_a = of_a ? a->scores[i] : 0;
        float score_b = of_b ? b->scores[k] : 0;

        r.slots[r.len] = of_a ? a->slots[i] : b->slots[k];
        r.words[r.len] = (uint8_t)((of_a ? a->words[i] : 0) + (of_b ? b->words[k] : 0));
        r.scores[r.len++] = sum ? score_a + score_b : score_a > score_b ? score_a : score_b;
        i += of_a;
        k += of_b;
    }
    *ret_hits = r;
    return OK;
}

static enum err
form_hits(const struct finding *f, const struct form *form, struct hits *ret_hits)
{
    struct hits other;
    float weight = form->weight;

    TRY(term_hits(f, form->terms[0], weight, ret_hits));
    for (int i = 1; i < form->terms_len; i++) {
        TRY(term_hits(f, form->terms[i], weight, &other));
        hits_and(ret_hits, &other);
    }
    return OK;
}

/* Whether the words stand in this order in one text of the module. */
static bool
phrase_stands(const struct index *x, const struct clause *c, uint32_t slot)
{
    uint64_t end = x->stream_at[slot + 1];

    for (uint64_t at = x->stream_at[slot]; at + (uint64_t)c->phrase_len <= end; at++) {
        if (x->stream[at] == c->phrase[0] &&
            memcmp(x->stream + at, c->phrase, (size_t)c->phrase_len * sizeof *c->phrase) == 0)
            return true;
    }
    return false;
}

static void
phrase_keep(const struct finding *f, const struct clause *c, struct hits *h)
{
    uint32_t len = 0;

    for (uint32_t i = 0; i < h->len; i++) {
        if (!phrase_stands(f->x, c, h->slots[i]))
            continue;
        h->slots[len] = h->slots[i];
        h->scores[len++] = h->scores[i];
    }
    h->len = len;
}

/* The union of the forms, pairwise in rounds, so that many forms stay cheap. */
static enum err
clause_hits(const struct finding *f, const struct clause *c, struct hits *ret_hits)
{
    struct hits *forms = arena_array(f->arena, struct hits, (size_t)c->forms_len + 1);
    int len = c->forms_len;

    if (forms == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < len; i++)
        TRY(form_hits(f, &c->forms[i], &forms[i]));
    while (len > 1) {
        for (int i = 0; i + 1 < len; i += 2)
            TRY(hits_or(f->arena, &forms[i], &forms[i + 1], false, &forms[i / 2]));
        if (len % 2 == 1)
            forms[len / 2] = forms[len - 1];
        len = (len + 1) / 2;
    }
    *ret_hits = forms[0];
    if (c->phrase != NULL)
        phrase_keep(f, c, ret_hits);
    for (uint32_t i = 0; i < ret_hits->len; i++)
        ret_hits->words[i] = 1;
    return OK;
}

/* Those with all clauses; the shortest list first. */
static enum err
all_of(struct arena *arena, const struct hits *lists, int len, struct hits *ret_hits)
{
    int shortest = 0;

    for (int i = 1; i < len; i++) {
        if (lists[i].len < lists[shortest].len)
            shortest = i;
    }
    TRY(hits_alloc(arena, lists[shortest].len, ret_hits));
    ret_hits->len = lists[shortest].len;
    if (ret_hits->len > 0) {
        memcpy(ret_hits->slots, lists[shortest].slots, ret_hits->len * sizeof *ret_hits->slots);
        memcpy(ret_hits->scores, lists[shortest].scores, ret_hits->len * sizeof *ret_hits->scores);
    }
    for (int i = 0; i < len; i++) {
        if (i != shortest)
            hits_and(ret_hits, &lists[i]);
    }
    return OK;
}

/*
 * Those with as many clauses as any has; if some have all, those with all but one too.
 */
static enum err
most_of(struct arena *arena, const struct hits *lists, int len, struct hits *ret_hits)
{
    struct hits sum = {0};
    uint8_t most = 0;
    uint32_t kept = 0;

    for (int i = 0; i < len; i++)
        TRY(hits_or(arena, &sum, &lists[i], true, &sum));
    for (uint32_t i = 0; i < sum.len; i++)
        most = sum.words[i] > most ? sum.words[i] : most;
    if (most == len)
        most--;
    for (uint32_t i = 0; i < sum.len; i++) {
        if (sum.words[i] < most)
            continue;
        sum.slots[kept] = sum.slots[i];
        sum.words[kept] = sum.words[i];
        sum.scores[kept++] = sum.scores[i];
    }
    sum.len = kept;
    sum.words_found = most;
    *ret_hits = sum;
    return OK;
}

/* The lists of the wanted clauses become one. */
static enum err
wanted_hits(struct arena *arena, const struct hits *lists, int len, bool strict,
            struct hits *ret_hits)
{
    bool few;

    TRY(all_of(arena, lists, len, ret_hits));
    ret_hits->words_found = ret_hits->len > 0 ? len : 0;
    for (uint32_t i = 0; i < ret_hits->len; i++)
        ret_hits->words[i] = (uint8_t)len;
    few = ret_hits->len == 0 || (len >= SEARCH_MANY_WORDS && ret_hits->len < SEARCH_FEW);
    return few && len > 1 && !strict ? most_of(arena, lists, len, ret_hits) : OK;
}

enum err
hits_of_clauses(struct arena *arena, const struct catalogue *c, const struct clauses *clauses,
                bool strict, struct hits *ret_hits)
{
    struct finding f = {arena, c, c->index};
    struct hits *lists = arena_array(arena, struct hits, (size_t)clauses->len + 1);
    int wanted = 0;

    if (lists == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < clauses->len; i++) {
        if (!clauses->at[i].excluded && !clauses->at[i].optional)
            TRY(clause_hits(&f, &clauses->at[i], &lists[wanted++]));
    }
    if (wanted == 0)
        TRY(hits_of_all(arena, c, ret_hits));
    else
        TRY(wanted_hits(arena, lists, wanted, strict, ret_hits));
    for (int i = 0; i < clauses->len; i++) {
        struct hits other;

        if (!clauses->at[i].excluded && !clauses->at[i].optional)
            continue;
        TRY(clause_hits(&f, &clauses->at[i], &other));
        if (clauses->at[i].excluded)
            hits_without(ret_hits, &other);
        else
            hits_boost(ret_hits, &other);
    }
    return OK;
}
