/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A word first gets its exact forms. Only when none of them stands anywhere, it is tried as
 * a beginning, as an inner part, and as a misspelling, in this order.
 */
#include "engine/clauses.h"

#include <string.h>

#include "engine/fuzzy.h"
#include "engine/rank.h"
#include "engine/search_weights.h"
#include "engine/word_forms.h"
#include "engine/words.h"

static_assert((int)SEARCH_PHRASE_WORDS_MAX <= (int)COMPOUND_PARTS_MAX, "a phrase is one form");

enum {
    CORRECTIONS_PER_WORD_MAX = 8,
    BEGINNING_LETTERS_MIN = 3,
    TYPING_LETTERS_MIN = 2,
    INSIDE_LETTERS_MIN = 4,
};

static const float CORRECTED[] = {1.0f, SEARCH_CORRECTED_ONE, SEARCH_CORRECTED_TWO};

struct building {
    struct arena *arena;
    const struct index *x;
    const struct search_query *q;
    const struct query_text *text;
    struct word_forms forms;
    struct clauses *out;
    uint32_t *own; /* by item: own stem as a term, UINT32_MAX when unknown */
};

enum err
clauses_complete(struct arena *arena, const struct index *x, struct slice prefix, int max,
                 struct completions *ret_words)
{
    struct rank best;
    uint32_t from;
    uint32_t to;
    assert(max <= SEARCH_EXPANSIONS_MAX);
    TRY(rank_init(arena, (uint32_t)max, &best));
    words_prefix(x->words_folded, x->words_len, prefix, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (x->words[i].count > 0)
            rank_offer(&best, (struct rank_entry){.key = -(int64_t)x->words[i].count, .slot = i});
    }
    rank_sort(&best);
    for (uint32_t i = 0; i < best.len; i++)
        ret_words->words[i] = best.entries[i].slot;
    ret_words->len = (int)best.len;
    return OK;
}

/* One of the words that a piece of a word may mean. */
static void
word_form_add(const struct building *b, struct clause *c, uint32_t word, float weight)
{
    int before = c->forms_len;

    word_forms_put(&b->forms, c, &b->x->word_terms[b->x->words[word].terms_at], 1, weight);
    if (c->forms_len > before)
        c->forms[before].blended = true;
}

static enum err
beginnings_add(const struct building *b, struct clause *c, struct slice word)
{
    struct completions found;

    TRY(clauses_complete(b->arena, b->x, word, SEARCH_EXPANSIONS_MAX, &found));
    for (int i = 0; i < found.len; i++)
        word_form_add(b, c, found.words[i], SEARCH_BEGINNING);
    return OK;
}

static enum err
insides_add(const struct building *b, struct clause *c, struct slice word)
{
    struct rank best;

    TRY(rank_init(b->arena, SEARCH_EXPANSIONS_MAX, &best));
    for (uint32_t i = 0; i < b->x->words_len; i++) {
        struct slice known = b->x->words_folded[i];

        if (b->x->words[i].count > 0 && known.len > word.len && slice_find(known, word) < known.len)
            rank_offer(&best,
                       (struct rank_entry){.key = -(int64_t)b->x->words[i].count, .slot = i});
    }
    rank_sort(&best);
    for (uint32_t i = 0; i < best.len; i++)
        word_form_add(b, c, best.entries[i].slot, SEARCH_INSIDE);
    return OK;
}

static enum err
correction_note(const struct building *b, const struct query_item *item, uint32_t word)
{
    struct clauses *out = b->out;
    struct slice shown = b->x->words[word].shown;

    if (out->corrections == NULL)
        out->corrections = arena_array(b->arena, struct search_correction, SEARCH_WORDS_MAX);
    if (out->corrections == NULL)
        return ERR_LIMIT;
    out->corrections[out->corrections_len++] = (struct search_correction){
        .typed = slice_sub(b->q->text, item->from, item->to - item->from),
        .taken = shown.len > 0 ? shown : b->x->words_folded[word],
    };
    return OK;
}

/* What a known word would be found by, as if it had been typed. */
static void
known_word_add(const struct building *b, struct clause *c, uint32_t word, float share)
{
    struct slice folded = b->x->words_folded[word];
    struct token token = {.len = folded.len};

    memcpy(token.bytes, folded.at, folded.len);
    word_forms_add(&b->forms, c, &token, 1, share);
}

/*
 * The nearest words that lead somewhere: least edits, then most frequent. Words of the framework
 * and of the synonyms are known as well, though no block may hold them.
 */
static enum err
corrections_add(const struct building *b, struct clause *c, int i)
{
    const struct query_item *item = &b->text->items[i];
    struct slice word = token_word(&item->words[0]);
    struct fuzzy *fuzzy = arena_new(b->arena, struct fuzzy);
    struct rank best;
    const struct rank_entry *first = NULL;
    uint32_t near;
    int edits;

    TRY(rank_init(b->arena, CORRECTIONS_PER_WORD_MAX, &best));
    if (fuzzy == NULL)
        return ERR_LIMIT;
    fuzzy_init(fuzzy, b->x->words_folded, b->x->words_len, word, fuzzy_edits_max(word.len));
    while (fuzzy_next(fuzzy, &near, &edits))
        rank_offer(&best, (struct rank_entry){
                              .key = edits, .score = (float)b->x->words[near].count, .slot = near});
    rank_sort(&best);
    for (uint32_t k = 0; k < best.len; k++) {
        const struct rank_entry *e = &best.entries[k];

        if (first != NULL && e->key != first->key)
            break;
        known_word_add(b, c, e->slot, CORRECTED[e->key]);
        if (first == NULL && c->forms_len > 0)
            first = e;
    }
    if (first == NULL)
        return OK;
    b->own[i] = b->x->word_terms[b->x->words[first->slot].terms_at];
    return correction_note(b, item, first->slot);
}

/*
 * In a question, what is not written as a noun ("Wie leite ich ein Projekt?") says less about what
 * is looked for.
 */
static float
share_of(const struct building *b, const struct query_item *item)
{
    char first = b->q->text.at[item->from];
    bool noun = (first >= 'A' && first <= 'Z') || (unsigned char)first >= 0x80;

    return noun || !slice_ends(slice_trim(b->q->text), SLICE("?")) ? 1 : SEARCH_NO_NOUN;
}

static enum err
word_clause(const struct building *b, struct clause *c, const struct query_item *item, bool last)
{
    struct slice word = token_word(&item->words[0]);

    TRY(word_forms_init(b->arena, c));
    if (c->excluded) {
        const struct word_forms exact = {b->x, b->forms.stem, true};

        word_forms_add(&exact, c, item->words, item->words_len, 1);
        return OK;
    }
    word_forms_add(&b->forms, c, item->words, item->words_len, share_of(b, item));
    if (last && b->q->typing && b->text->open_ended && word.len >= TYPING_LETTERS_MIN)
        TRY(beginnings_add(b, c, word));
    return OK;
}

/* For a word of which no form was found, synonyms of several words included. */
static enum err
fallback_add(const struct building *b, struct clause *c, int i)
{
    const struct query_item *item = &b->text->items[i];
    struct slice word = token_word(&item->words[0]);

    if (c->forms_len == 0 && word.len >= BEGINNING_LETTERS_MIN)
        TRY(beginnings_add(b, c, word));
    if (c->forms_len == 0 && word.len >= INSIDE_LETTERS_MIN)
        TRY(insides_add(b, c, word));
    if (c->forms_len == 0 && fuzzy_edits_max(word.len) > 0)
        TRY(corrections_add(b, c, i));
    if (c->forms_len == 0)
        word_forms_add_rest(&b->forms, c, word);
    return OK;
}

static enum err
phrase_clause(const struct building *b, struct clause *c, const struct query_item *item)
{
    TRY(word_forms_init(b->arena, c));
    c->phrase = arena_array(b->arena, uint32_t, (size_t)item->words_len);
    if (c->phrase == NULL)
        return ERR_LIMIT;
    c->phrase_len = item->words_len;
    for (int i = 0; i < item->words_len; i++) {
        struct form *f = &c->forms[0];
        uint32_t term = word_forms_term(&b->forms, token_word(&item->words[i]));

        c->phrase[i] = term;
        c->impossible |= term == UINT32_MAX || !index_has(b->x, term);
        f->terms[f->terms_len++] = term;
        f->weight = 1;
    }
    if (c->impossible)
        return OK;
    c->forms_len = 1;
    return OK;
}

/* "e akte": a single letter and the next word are one word when the catalogue knows it. */
static bool
joins_next(const struct building *b, int i, struct token *ret_word, struct query_item *ret_joined)
{
    const struct query_item *one = &b->text->items[i];
    const struct query_item *next = one + 1;
    uint32_t term;

    if (i + 1 >= b->text->items_len || one->phrase || next->phrase || next->stop ||
        one->excluded != next->excluded || one->words[0].len != 1 ||
        next->words[0].len >= WORD_BYTES_MAX)
        return false;
    *ret_word = one->words[0];
    memcpy(ret_word->bytes + 1, next->words[0].bytes, next->words[0].len);
    ret_word->len = 1 + next->words[0].len;
    term = word_forms_term(&b->forms, token_word(ret_word));
    *ret_joined = (struct query_item){.words = ret_word,
                                      .words_len = 1,
                                      .from = one->from,
                                      .to = next->to,
                                      .excluded = one->excluded};
    return term != UINT32_MAX &&
           (index_has(b->x, term) || index_has(b->x, word_forms_concept(&b->forms, term)));
}

/* One clause per searched item; clause_of[i] is its number, or -1. */
static enum err
items_clauses(const struct building *b, struct query_item *items, int *clause_of)
{
    for (int i = 0; i < b->text->items_len; i++) {
        struct clause *c = &b->out->at[b->out->len];
        struct query_item joined;
        struct token *word;

        clause_of[i] = -1;
        if (items[i].stop)
            continue;
        clause_of[i] = b->out->len++;
        c->excluded = items[i].excluded;
        if (items[i].phrase) {
            TRY(phrase_clause(b, c, &items[i]));
            continue;
        }
        word = arena_new(b->arena, struct token);
        if (word == NULL)
            return ERR_LIMIT;
        if (joins_next(b, i, word, &joined)) {
            items[i] = joined;
            clause_of[++i] = -1;
            TRY(word_clause(b, c, &joined, i + 1 == b->text->items_len));
        } else {
            TRY(word_clause(b, c, &items[i], i + 1 == b->text->items_len));
        }
    }
    return OK;
}

/* Synonyms of several words: the concept is a form of each of them. */
static void
sequences_add(const struct building *b, const int *clause_of, float share)
{
    const struct query_item *items = b->text->items;

    for (int i = 0; i < b->text->items_len; i++) {
        int n = 0;
        uint32_t group;
        uint32_t found;

        while (i + n < b->text->items_len && !items[i + n].phrase && !items[i + n].excluded)
            n++;
        found = synonyms_at(&b->x->synonyms, b->own + i, (uint32_t)n, &group);
        for (uint32_t k = 0; found > 1 && k < found; k++) {
            if (clause_of[i + (int)k] >= 0)
                word_forms_add_group(&b->forms, &b->out->at[clause_of[i + (int)k]], group, share);
        }
    }
}

static enum err
did_you_mean(const struct building *b)
{
    struct text t = text_init(b->arena, 4 * (size_t)SEARCH_TEXT_BYTES_MAX);
    struct slice text = b->q->text;
    size_t at = 0;

    if (b->out->corrections_len == 0)
        return OK;
    for (int i = 0; i < b->out->corrections_len; i++) {
        const struct search_correction *c = &b->out->corrections[i];
        size_t from = (size_t)(c->typed.at - text.at);

        text_put(&t, slice_sub(text, at, from - at));
        text_put(&t, c->taken);
        at = from + c->typed.len;
    }
    text_put(&t, slice_sub(text, at, text.len));
    return text_end(&t, &b->out->did_you_mean);
}

/* When there are only generic words, they are what is asked for. */
static void
optional_settle(struct clauses *clauses)
{
    int asked = 0;

    for (int i = 0; i < clauses->len; i++)
        asked += !clauses->at[i].optional && !clauses->at[i].excluded;
    for (int i = 0; asked == 0 && i < clauses->len; i++)
        clauses->at[i].optional = false;
}

enum err
clauses_build(struct arena *arena, const struct index *x, const struct search_query *q,
              const struct query_text *text, struct clauses *ret_clauses)
{
    CLEANUP(stem_cleanup) struct stem *stem = NULL;
    struct building b = {arena, x, q, text, {x, &stem, q->strict}, ret_clauses, NULL};
    int *clause_of = arena_array(arena, int, (size_t)text->items_len);

    *ret_clauses = (struct clauses){0};
    b.own = arena_array(arena, uint32_t, (size_t)text->items_len);
    ret_clauses->at = arena_array(arena, struct clause, (size_t)text->items_len);
    if (clause_of == NULL || b.own == NULL || ret_clauses->at == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < text->items_len; i++)
        b.own[i] = word_forms_term(&b.forms, token_word(&text->items[i].words[0]));
    TRY(items_clauses(&b, text->items, clause_of));
    sequences_add(&b, clause_of, 1);
    for (int i = 0; i < text->items_len; i++) {
        struct clause *c = clause_of[i] < 0 ? NULL : &ret_clauses->at[clause_of[i]];

        if (c == NULL || c->phrase != NULL || c->excluded)
            continue;
        TRY(fallback_add(&b, c, i));
        c->impossible = c->forms_len == 0;
        c->optional = token_is_generic_word(token_word(&text->items[i].words[0]));
    }
    if (ret_clauses->corrections_len > 0) /* "elektronishe Akte" is "elektronische Akte" now */
        sequences_add(&b, clause_of, CORRECTED[1]);
    optional_settle(ret_clauses);
    return did_you_mean(&b);
}
