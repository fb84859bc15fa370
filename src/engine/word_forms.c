/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/word_forms.h"

#include <string.h>

#include "engine/search_weights.h"
#include "engine/words.h"

enum {
    OTHER_GENDER_LETTERS_MIN = 5,
    STEM_PART_LETTERS_MIN = 4,
    DERIVED_LETTERS_MIN = 4, /* of what is left without the ending */
};

enum err
word_forms_init(struct arena *arena, struct clause *c)
{
    c->forms = arena_array(arena, struct form, WORD_FORMS_MAX + 1);
    return c->forms == NULL ? ERR_LIMIT : OK;
}

void
word_forms_put(const struct word_forms *f, struct clause *c, const uint32_t *terms, int len,
               float weight)
{
    struct form *form = &c->forms[c->forms_len];

    if (c->forms_len == WORD_FORMS_MAX || len == 0)
        return;
    for (int i = 0; i < len; i++) {
        if (terms[i] == UINT32_MAX || !index_has(f->x, terms[i]))
            return;
    }
    for (int i = 0; i < c->forms_len; i++) {
        if (c->forms[i].terms_len == len &&
            memcmp(c->forms[i].terms, terms, (size_t)len * sizeof *terms) == 0)
            return;
    }
    memcpy(form->terms, terms, (size_t)len * sizeof *terms);
    form->terms_len = len;
    form->weight = weight;
    c->forms_len++;
}

static struct slice
stem_of(const struct word_forms *f, struct slice word)
{
    if (*f->stem == NULL)
        *f->stem = stem_open();
    return *f->stem == NULL ? word : stem_word(*f->stem, word);
}

uint32_t
word_forms_term(const struct word_forms *f, struct slice word)
{
    uint32_t known = index_word(f->x, word);

    if (known != WORDS_NONE) /* it was stemmed for the index */
        return f->x->word_terms[f->x->words[known].terms_at];
    return index_stem(f->x, stem_of(f, word));
}

static uint32_t
group_of(const struct word_forms *f, uint32_t stem)
{
    uint32_t group;

    if (stem != UINT32_MAX && synonyms_at(&f->x->synonyms, &stem, 1, &group) > 0)
        return group;
    return UINT32_MAX;
}

uint32_t
word_forms_concept(const struct word_forms *f, uint32_t stem)
{
    uint32_t group = group_of(f, stem);

    return group == UINT32_MAX ? stem : f->x->stems_len + group;
}

/* "Lotsin" for "Lotse" and the other way round, where the catalogue knows it. */
static void
other_gender_add(const struct word_forms *f, struct clause *c, struct slice word, float share)
{
    uint32_t own = word_forms_term(f, word);
    struct slice stem = own != UINT32_MAX ? f->x->stems[own] : stem_of(f, word);
    char longer[WORD_BYTES_MAX + 2];
    uint32_t term;

    if (stem.len >= OTHER_GENDER_LETTERS_MIN - 1 && stem.len <= WORD_BYTES_MAX) {
        memcpy(longer, stem.at, stem.len);
        memcpy(longer + stem.len, "in", 2);
        term = index_stem(f->x, (struct slice){longer, stem.len + 2});
        word_forms_put(f, c, &term, 1, share * SEARCH_OTHER_GENDER);
    }
    if (word.len >= OTHER_GENDER_LETTERS_MIN + 2 && slice_ends(word, SLICE("in"))) {
        term = word_forms_term(f, slice_sub(word, 0, word.len - 2));
        word_forms_put(f, c, &term, 1, share * SEARCH_OTHER_GENDER);
    }
}

/*
 * Words of one family, which the stemmer keeps apart: "planen" and "Planung", "moderieren",
 * "Moderation" and "Moderator". Endings of folded words; a family's words share what is before.
 */
static const char *const FAMILIES[][10] = {
    {"ierungen", "ierung", "ationen", "ation", "atoren", "ator", "ieren", "iert", "iere", "e"},
    {"ungen", "ung", "en"},
};

static void
derived_add(const struct word_forms *f, struct clause *c, struct slice word, float share)
{
    for (size_t family = 0; family < ARRAY_LEN(FAMILIES); family++) {
        const char *const *endings = FAMILIES[family];
        size_t base = 0;

        for (size_t i = 0; i < ARRAY_LEN(FAMILIES[0]) && endings[i] != NULL && base == 0; i++) {
            struct slice ending = slice_of(endings[i]);

            if (word.len >= ending.len + DERIVED_LETTERS_MIN && slice_ends(word, ending) &&
                ending.len > 1)
                base = word.len - ending.len;
        }
        for (size_t i = 0; i < ARRAY_LEN(FAMILIES[0]) && endings[i] != NULL && base > 0; i++) {
            struct slice ending = slice_of(endings[i]);
            char other[WORD_BYTES_MAX + 8];
            uint32_t term;

            if (base + ending.len > WORD_BYTES_MAX)
                continue;
            memcpy(other, word.at, base);
            memcpy(other + base, ending.at, ending.len);
            term = word_forms_term(f, (struct slice){other, base + ending.len});
            word_forms_put(f, c, &term, 1, share * SEARCH_DERIVED);
        }
    }
}

/* The list for compounds, as it was when the catalogue's own words were taken apart. */
static bool
forms_know(const void *of, struct slice folded, bool last)
{
    const struct word_forms *f = of;

    if (index_word(f->x, folded) != WORDS_NONE)
        return true;
    if (folded.len < STEM_PART_LETTERS_MIN)
        return false;
    if (last)
        folded = stem_of(f, folded);
    return folded.len >= STEM_PART_LETTERS_MIN && index_stem(f->x, folded) != WORDS_NONE;
}

/* Parts of a compound as terms. */
struct parts {
    uint32_t terms[COMPOUND_PARTS_MAX];
    bool head[COMPOUND_PARTS_MAX]; /* the last part: what it is, less what it is about */
    int len;
};

static void
part_put(struct parts *p, uint32_t term, bool head)
{
    if (p->len == COMPOUND_PARTS_MAX)
        return;
    p->terms[p->len] = term;
    p->head[p->len++] = head;
}

/* A word of the catalogue, which was taken apart for the index. */
static void
known_parts_put(const struct word_forms *f, const struct index_word *w, struct parts *p)
{
    for (uint32_t left = w->apart; left != 0; left &= left - 1) {
        uint32_t place = (uint32_t)__builtin_ctz(left);
        uint32_t term = f->x->word_terms[w->terms_at + place];
        bool head = place == w->head;

        part_put(p, head ? term : word_forms_concept(f, term), head); /* see index_analyse.c */
    }
}

/* False when the word is no compound. */
static bool
parts_put(const struct word_forms *f, struct slice word, struct parts *p)
{
    struct compound_list list = {forms_know, f};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    uint32_t known = index_word(f->x, word);
    int n;

    if (known != WORDS_NONE) {
        known_parts_put(f, &f->x->words[known], p);
        return f->x->words[known].apart != 0;
    }
    n = compound_split(&list, word, parts, fine);
    compound_ask_for(parts, fine, n);
    for (int i = 0; i < n; i++) {
        bool head = parts[i].at + parts[i].len == word.at + word.len;
        uint32_t term = word_forms_term(f, parts[i]);

        if (fine[i])
            part_put(p, head ? term : word_forms_concept(f, term), head);
    }
    return n > 0;
}

/*
 * All parts together; and when the word itself stands nowhere, what it is about alone: for
 * "Feedbackgespräch" also "Feedback", not "Gespräch".
 */
static void
parts_add(const struct word_forms *f, struct clause *c, const struct parts *p, bool known,
          float share)
{
    word_forms_put(f, c, p->terms, p->len, share * SEARCH_TAKEN_APART);
    for (int i = 0; i < p->len && !known && !f->strict; i++) {
        if (!p->head[i])
            word_forms_put(f, c, &p->terms[i], 1, share * SEARCH_MODIFIER_ALONE);
    }
}

/* Synonyms of several words among the hyphenated parts: "Social-Media-Redaktion". */
static void
groups_among_parts_add(const struct word_forms *f, struct clause *c, const struct token *words,
                       int words_len, float share)
{
    uint32_t stems[TOKEN_PARTS_MAX + 1];
    uint32_t group;

    for (int i = 1; i < words_len; i++)
        stems[i] = word_forms_term(f, token_word(&words[i]));
    for (int i = 1; i < words_len && !f->strict; i++) {
        if (synonyms_at(&f->x->synonyms, stems + i, (uint32_t)(words_len - i), &group) > 1)
            word_forms_add_group(f, c, group, share * SEARCH_MODIFIER_ALONE);
    }
}

/* The word as several: its hyphenated parts, or the parts of the compound. */
static void
taken_apart_add(const struct word_forms *f, struct clause *c, const struct token *words,
                int words_len, float share)
{
    uint32_t own = word_forms_term(f, token_word(&words[0]));
    bool known = c->forms_len > 0 && own != UINT32_MAX && index_has(f->x, own);
    struct parts hyphenated = {.len = 0};
    struct parts compound = {.len = 0};

    known |= own != UINT32_MAX && word_forms_concept(f, own) != own &&
             index_has(f->x, word_forms_concept(f, own));
    for (int i = 1; i < words_len; i++) {
        struct slice part = token_word(&words[i]);

        if (part.len < 2) /* "E-Akte" is not "Akte" */
            return;
        if (!token_is_stop_word(part) && !token_is_generic_word(part) &&
            !parts_put(f, part, &hyphenated))
            part_put(&hyphenated, word_forms_concept(f, word_forms_term(f, part)),
                     i + 1 == words_len);
    }
    if (hyphenated.len > 0)
        parts_add(f, c, &hyphenated, known, share);
    if (parts_put(f, token_word(&words[0]), &compound))
        parts_add(f, c, &compound, known, share);
}

void
word_forms_add_rest(const struct word_forms *f, struct clause *c, struct slice word)
{
    struct compound_list list = {forms_know, f};
    struct slice parts[COMPOUND_PARTS_MAX];
    struct parts p = {.len = 0};
    int n = 0;

    if (f->strict)
        return;
    if (!parts_put(f, word, &p))
        n = compound_split_gap(&list, word, parts);
    for (int i = 0; i < n; i++) {
        if (!parts_put(f, parts[i], &p))
            part_put(&p, word_forms_concept(f, word_forms_term(f, parts[i])),
                     parts[i].at + parts[i].len == word.at + word.len);
    }
    word_forms_put(f, c, p.terms, p.len, SEARCH_GAP);
    for (int i = 0; i < p.len; i++)
        word_forms_put(f, c, &p.terms[i], 1, p.head[i] ? SEARCH_HEAD_ALONE : SEARCH_MODIFIER_ALONE);
}

static void
hints_add(const struct word_forms *f, struct clause *c, struct slice stem, uint32_t group,
          float share)
{
    const struct hint *h;
    uint32_t at = 0;

    if (f->strict)
        return;
    while ((h = hints_next(&f->x->hints, stem, group, &at)) != NULL)
        word_forms_put(f, c, h->terms, (int)h->terms_len, share * SEARCH_HINT);
}

void
word_forms_add_group(const struct word_forms *f, struct clause *c, uint32_t group, float share)
{
    uint32_t concept = f->x->stems_len + group;

    word_forms_put(f, c, &concept, 1, share * SEARCH_SYNONYM);
    hints_add(f, c, (struct slice){NULL, 0}, group, share);
}

void
word_forms_add(const struct word_forms *f, struct clause *c, const struct token *words,
               int words_len, float share)
{
    struct slice word = token_word(&words[0]);
    uint32_t own = word_forms_term(f, word);
    uint32_t group = group_of(f, own);

    word_forms_put(f, c, &own, 1, share);
    if (group != UINT32_MAX)
        word_forms_add_group(f, c, group, share);
    else
        hints_add(f, c, own != UINT32_MAX ? f->x->stems[own] : stem_of(f, word), UINT32_MAX, share);
    other_gender_add(f, c, word, share);
    taken_apart_add(f, c, words, words_len, share);
    groups_among_parts_add(f, c, words, words_len, share);
    if (!f->strict)
        derived_add(f, c, word, share);
}
