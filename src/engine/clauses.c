/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A word first gets its exact forms. Only when none of them stands anywhere, it is tried as
 * a beginning, as an inner part, and as a misspelling, in this order.
 */
#include "engine/clauses.h"

#include <string.h>

#include "engine/fuzzy.h"
#include "engine/search_weights.h"
#include "engine/rank.h"
#include "engine/words.h"

static_assert((int)SEARCH_PHRASE_WORDS_MAX <= (int)COMPOUND_PARTS_MAX, "a phrase is one form");

enum {
    FORMS_MAX = SEARCH_EXPANSIONS_MAX + 16,
    CORRECTIONS_PER_WORD_MAX = 8,
    BEGINNING_LETTERS_MIN = 3,
    TYPING_LETTERS_MIN = 2,
    INSIDE_LETTERS_MIN = 4,
    OTHER_GENDER_LETTERS_MIN = 5,
    STEM_PART_LETTERS_MIN = 4,
};

static const float WEIGHT_TYPED = 1.0f;
static const float WEIGHT_OTHER_GENDER = SEARCH_OTHER_GENDER;
static const float WEIGHT_SYNONYM = SEARCH_SYNONYM;
static const float WEIGHT_TAKEN_APART = SEARCH_TAKEN_APART;
static const float WEIGHT_BEGINNING = SEARCH_BEGINNING;
static const float WEIGHT_INSIDE = SEARCH_INSIDE;
static const float WEIGHT_CORRECTED[] = {1.0f, SEARCH_CORRECTED_ONE, SEARCH_CORRECTED_TWO};

struct building {
    struct arena *arena;
    const struct index *x;
    const struct search_query *q;
    const struct query_text *text;
    struct stem *stem;
    struct clauses *out;
    uint32_t *own; /* by item: own stem as a term, UINT32_MAX when unknown */
};

/* A form that can be found: every term stands somewhere; and that is not there yet. */
static void
form_add(const struct building *b, struct clause *c, const uint32_t *terms, int len, float weight)
{
    struct form *f = &c->forms[c->forms_len];

    if (c->forms_len == FORMS_MAX || len == 0)
        return;
    for (int i = 0; i < len; i++) {
        if (terms[i] == UINT32_MAX || !index_has(b->x, terms[i]))
            return;
    }
    for (int i = 0; i < c->forms_len; i++) {
        if (c->forms[i].terms_len == len &&
            memcmp(c->forms[i].terms, terms, (size_t)len * sizeof *terms) == 0)
            return;
    }
    memcpy(f->terms, terms, (size_t)len * sizeof *terms);
    f->terms_len = len;
    f->weight = weight;
    c->forms_len++;
}

static uint32_t
stem_term(const struct building *b, struct slice word)
{
    return index_stem(b->x, stem_word(b->stem, word));
}

/* The concept a single stem belongs to, or the stem. */
static uint32_t
concept_or(const struct building *b, uint32_t stem)
{
    uint32_t group;

    if (stem != UINT32_MAX && synonyms_at(&b->x->synonyms, &stem, 1, &group) > 0)
        return b->x->stems_len + group;
    return stem;
}

/* "Lotsin" for "Lotse" and the other way round, where the catalogue knows it. */
static void
other_gender_add(const struct building *b, struct clause *c, struct slice word)
{
    struct slice stem = stem_word(b->stem, word);
    char longer[WORD_BYTES_MAX + 2];
    uint32_t term;

    if (stem.len >= OTHER_GENDER_LETTERS_MIN - 1 && stem.len <= WORD_BYTES_MAX) {
        memcpy(longer, stem.at, stem.len);
        memcpy(longer + stem.len, "in", 2);
        term = index_stem(b->x, (struct slice){longer, stem.len + 2});
        form_add(b, c, &term, 1, WEIGHT_OTHER_GENDER);
    }
    if (word.len >= OTHER_GENDER_LETTERS_MIN + 2 && slice_ends(word, SLICE("in"))) {
        term = stem_term(b, slice_sub(word, 0, word.len - 2));
        form_add(b, c, &term, 1, WEIGHT_OTHER_GENDER);
    }
}

/* Leave out parts that every block is ("-schulung"), if something else remains. */
static int
without_generic(struct slice *parts, int len)
{
    int kept = 0;

    for (int i = 0; i < len; i++)
        kept += !token_is_generic_word(parts[i]);
    if (kept == 0 || kept == len)
        return len;
    kept = 0;
    for (int i = 0; i < len; i++) {
        if (!token_is_generic_word(parts[i]))
            parts[kept++] = parts[i];
    }
    return kept;
}

/* The list for compounds, as it was when the catalogue's own words were taken apart. */
static bool
building_knows(const void *of, struct slice folded, bool last)
{
    const struct building *b = of;

    if (index_word(b->x, folded) != WORDS_NONE)
        return true;
    if (folded.len < STEM_PART_LETTERS_MIN)
        return false;
    if (last)
        folded = stem_word(b->stem, folded);
    return folded.len >= STEM_PART_LETTERS_MIN && index_stem(b->x, folded) != WORDS_NONE;
}

static bool
terms_of_word(const struct building *b, struct slice word, uint32_t *terms, int *len)
{
    struct compound_list list = {building_knows, b};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    int n = compound_split(&list, word, parts, fine);
    int finest = 0;
    bool any = false;

    for (int i = 0; i < n; i++) {
        if (fine[i])
            parts[finest++] = parts[i];
    }
    finest = without_generic(parts, finest);
    for (int i = 0; i < finest && *len < COMPOUND_PARTS_MAX; i++) {
        terms[*len] = stem_term(b, parts[i]);
        if (parts[i].at + parts[i].len <
            word.at + word.len) /* the last part: see index_analyse.c */
            terms[*len] = concept_or(b, terms[*len]);
        (*len)++;
        any = true;
    }
    return any;
}

/* The word as several: its hyphenated parts, or the parts of the compound. */
static void
taken_apart_add(const struct building *b, struct clause *c, const struct query_item *item)
{
    uint32_t terms[COMPOUND_PARTS_MAX];
    int len = 0;

    for (int i = 1; i < item->words_len; i++) {
        struct slice part = token_word(&item->words[i]);

        if (part.len < 2) /* "E-Akte" is not "Akte" */
            return;
        if (!token_is_stop_word(part) && !token_is_generic_word(part) &&
            !terms_of_word(b, part, terms, &len) && len < COMPOUND_PARTS_MAX)
            terms[len++] = concept_or(b, stem_term(b, part));
    }
    if (item->words_len > 1) {
        form_add(b, c, terms, len, WEIGHT_TAKEN_APART);
        len = 0;
    }
    if (terms_of_word(b, token_word(&item->words[0]), terms, &len))
        form_add(b, c, terms, len, WEIGHT_TAKEN_APART);
}

static void
exact_forms_add(const struct building *b, struct clause *c, const struct query_item *item)
{
    struct slice word = token_word(&item->words[0]);
    uint32_t own = stem_term(b, word);
    uint32_t concept = concept_or(b, own);

    form_add(b, c, &own, 1, WEIGHT_TYPED);
    if (concept != own)
        form_add(b, c, &concept, 1, WEIGHT_SYNONYM);
    other_gender_add(b, c, word);
    taken_apart_add(b, c, item);
}

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

static void
word_form_add(const struct building *b, struct clause *c, uint32_t word, float weight)
{
    form_add(b, c, &b->x->word_terms[b->x->words[word].terms_at], 1, weight);
}

static enum err
beginnings_add(const struct building *b, struct clause *c, struct slice word)
{
    struct completions found;

    TRY(clauses_complete(b->arena, b->x, word, SEARCH_EXPANSIONS_MAX, &found));
    for (int i = 0; i < found.len; i++)
        word_form_add(b, c, found.words[i], WEIGHT_BEGINNING);
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
        word_form_add(b, c, best.entries[i].slot, WEIGHT_INSIDE);
    return OK;
}

static enum err
correction_note(const struct building *b, const struct query_item *item, uint32_t word)
{
    struct clauses *out = b->out;

    if (out->corrections == NULL)
        out->corrections = arena_array(b->arena, struct search_correction, SEARCH_WORDS_MAX);
    if (out->corrections == NULL)
        return ERR_LIMIT;
    out->corrections[out->corrections_len++] = (struct search_correction){
        .typed = slice_sub(b->q->text, item->from, item->to - item->from),
        .taken = b->x->words[word].shown,
    };
    return OK;
}

/* The nearest words of the catalogue: least edits, then most frequent. */
static enum err
corrections_add(const struct building *b, struct clause *c, const struct query_item *item)
{
    struct slice word = token_word(&item->words[0]);
    struct fuzzy *fuzzy = arena_new(b->arena, struct fuzzy);
    struct rank best;
    uint32_t i;
    int edits;

    TRY(rank_init(b->arena, CORRECTIONS_PER_WORD_MAX, &best));
    if (fuzzy == NULL)
        return ERR_LIMIT;
    fuzzy_init(fuzzy, b->x->words_folded, b->x->words_len, word, fuzzy_edits_max(word.len));
    while (fuzzy_next(fuzzy, &i, &edits)) {
        if (b->x->words[i].count > 0)
            rank_offer(&best, (struct rank_entry){
                                  .key = edits, .score = (float)b->x->words[i].count, .slot = i});
    }
    rank_sort(&best);
    for (uint32_t k = 0; k < best.len && best.entries[k].key == best.entries[0].key; k++)
        word_form_add(b, c, best.entries[k].slot, WEIGHT_CORRECTED[best.entries[k].key]);
    return best.len > 0 ? correction_note(b, item, best.entries[0].slot) : OK;
}

static enum err
word_clause(const struct building *b, struct clause *c, const struct query_item *item, bool last)
{
    struct slice word = token_word(&item->words[0]);

    c->forms = arena_array(b->arena, struct form, FORMS_MAX + 1);
    if (c->forms == NULL)
        return ERR_LIMIT;
    exact_forms_add(b, c, item);
    if (c->excluded)
        return OK;
    if (last && b->q->typing && b->text->open_ended && word.len >= TYPING_LETTERS_MIN)
        TRY(beginnings_add(b, c, word));
    return OK;
}

/* For a word of which no form was found, synonyms of several words included. */
static enum err
fallback_add(const struct building *b, struct clause *c, const struct query_item *item)
{
    struct slice word = token_word(&item->words[0]);

    if (c->forms_len == 0 && word.len >= BEGINNING_LETTERS_MIN)
        TRY(beginnings_add(b, c, word));
    if (c->forms_len == 0 && word.len >= INSIDE_LETTERS_MIN)
        TRY(insides_add(b, c, word));
    if (c->forms_len == 0 && fuzzy_edits_max(word.len) > 0)
        TRY(corrections_add(b, c, item));
    return OK;
}

static enum err
phrase_clause(const struct building *b, struct clause *c, const struct query_item *item)
{
    c->forms = arena_array(b->arena, struct form, FORMS_MAX + 1);
    c->phrase = arena_array(b->arena, uint32_t, (size_t)item->words_len);
    if (c->forms == NULL || c->phrase == NULL)
        return ERR_LIMIT;
    c->phrase_len = item->words_len;
    for (int i = 0; i < item->words_len; i++) {
        c->phrase[i] = index_word(b->x, token_word(&item->words[i]));
        c->impossible |= c->phrase[i] == WORDS_NONE || b->x->words[c->phrase[i]].count == 0;
    }
    if (c->impossible)
        return OK;
    for (int i = 0; i < item->words_len; i++) {
        struct form *f = &c->forms[0];
        uint32_t term = b->x->word_terms[b->x->words[c->phrase[i]].terms_at];

        f->terms[f->terms_len++] = term;
        f->weight = WEIGHT_TYPED;
    }
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
    term = stem_term(b, token_word(ret_word));
    *ret_joined = (struct query_item){.words = ret_word,
                                      .words_len = 1,
                                      .from = one->from,
                                      .to = next->to,
                                      .excluded = one->excluded};
    return term != UINT32_MAX && (index_has(b->x, term) || index_has(b->x, concept_or(b, term)));
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
sequences_add(const struct building *b, const int *clause_of)
{
    const struct query_item *items = b->text->items;

    for (int i = 0; i < b->text->items_len; i++) {
        int n = 0;
        uint32_t group;
        uint32_t found;
        uint32_t concept;

        while (i + n < b->text->items_len && !items[i + n].phrase && !items[i + n].excluded)
            n++;
        found = synonyms_at(&b->x->synonyms, b->own + i, (uint32_t)n, &group);
        for (uint32_t k = 0; found > 1 && k < found; k++) {
            concept = b->x->stems_len + group;
            if (clause_of[i + (int)k] >= 0)
                form_add(b, &b->out->at[clause_of[i + (int)k]], &concept, 1, WEIGHT_SYNONYM);
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
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct building b = {arena, x, q, text, stem, ret_clauses, NULL};
    int *clause_of = arena_array(arena, int, (size_t)text->items_len);

    *ret_clauses = (struct clauses){0};
    b.own = arena_array(arena, uint32_t, (size_t)text->items_len);
    ret_clauses->at = arena_array(arena, struct clause, (size_t)text->items_len);
    if (stem == NULL || clause_of == NULL || b.own == NULL || ret_clauses->at == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < text->items_len; i++)
        b.own[i] = stem_term(&b, token_word(&text->items[i].words[0]));
    TRY(items_clauses(&b, text->items, clause_of));
    sequences_add(&b, clause_of);
    for (int i = 0; i < text->items_len; i++) {
        struct clause *c = clause_of[i] < 0 ? NULL : &ret_clauses->at[clause_of[i]];

        if (c == NULL || c->phrase != NULL || c->excluded)
            continue;
        TRY(fallback_add(&b, c, &text->items[i]));
        c->impossible = c->forms_len == 0;
        c->optional = token_is_generic_word(token_word(&text->items[i].words[0]));
    }
    optional_settle(ret_clauses);
    return did_you_mean(&b);
}
