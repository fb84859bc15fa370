/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From words to terms: stems, parts of compounds, concepts. Every distinct word is looked at once,
 * however often it stands in the catalogue.
 */
#include <string.h>

#include "engine/compound.h"
#include "engine/index_parts.h"
#include "engine/tokens.h"

/*
 * Marks the last part of a compound while lists are made: it gets no concept, since "Aktenführung"
 * is no "Leitung", though "Führung" is.
 */
#define HEAD_MARK (UINT32_C(1) << 31)

enum { WORD_TERMS_MAX = 32, STEM_PART_LETTERS_MIN = 4 };

struct analysis {
    struct index_building *b;
    struct words stems;
    const uint32_t *word_new; /* old number -> new */
    const uint32_t *word_old;
    struct index_word *words; /* by new number */
    uint32_t *terms;          /* lists of all words, stems by old number */
    size_t terms_len;
    size_t terms_size;
    const uint32_t *stem_new;
};

static bool
analysis_knows(const void *of, struct slice folded, bool last)
{
    const struct analysis *a = of;

    if (words_number(&a->b->words, folded) != WORDS_NONE)
        return true;
    if (folded.len < STEM_PART_LETTERS_MIN)
        return false;
    if (last)
        folded = stem_word(a->b->stem, folded);
    return folded.len >= STEM_PART_LETTERS_MIN && words_number(&a->stems, folded) != WORDS_NONE;
}

/* Add a term to the list of the word being worked on, once. */
static enum err
term_push(struct analysis *a, struct index_word *w, uint32_t term)
{
    void *array = a->terms;

    for (uint32_t i = 0; i < w->terms_len; i++) {
        if (a->terms[w->terms_at + i] == term)
            return OK;
    }
    if (w->terms_len == WORD_TERMS_MAX)
        return OK;
    TRY(arena_grow(a->b->scratch, &array, a->terms_len, &a->terms_size, sizeof *a->terms));
    a->terms = array;
    a->terms[a->terms_len++] = term;
    w->terms_len++;
    return OK;
}

static enum err
stem_push(struct analysis *a, struct index_word *w, struct slice folded, uint32_t mark)
{
    uint32_t stem;

    TRY(words_add(&a->stems, stem_word(a->b->stem, folded), &stem));
    return term_push(a, w, stem | mark);
}

static enum err
compound_push(struct analysis *a, struct index_word *w, struct slice folded)
{
    struct compound_list list = {analysis_knows, a};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    int n = compound_split(&list, folded, parts, fine);

    for (int i = 0; i < n; i++) {
        bool head = parts[i].at + parts[i].len == folded.at + folded.len;

        TRY(stem_push(a, w, parts[i], head ? HEAD_MARK : 0));
    }
    return OK;
}

/* Own stem, then hyphenated parts and what they are made of, then the parts of the whole. */
static enum err
word_analyse(struct analysis *a, uint32_t number)
{
    struct index_building *b = a->b;
    uint32_t old = a->word_old[number];
    const struct raw_word *raw = &b->raw[old];
    struct index_word *w = &a->words[number];

    *w = (struct index_word){
        .shown = raw->shown, .count = raw->count, .terms_at = (uint32_t)a->terms_len};
    TRY(stem_push(a, w, b->words.folded[old], 0));
    for (uint32_t i = 0; i < raw->parts_len; i++) {
        struct slice part = b->words.folded[b->parts[raw->parts_at + i]];

        if (part.len < 2 || token_is_stop_word(part))
            continue;
        TRY(stem_push(a, w, part, 0));
        TRY(compound_push(a, w, part));
    }
    return compound_push(a, w, b->words.folded[old]);
}

static enum err
words_analyse(struct analysis *a)
{
    struct index_building *b = a->b;
    uint32_t stem;

    a->stems = words_init(b->scratch);
    a->words = arena_array(b->arena, struct index_word, b->words.len);
    if (a->words == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < b->words.len; i++)
        TRY(words_add(&a->stems, stem_word(b->stem, b->words.folded[i]), &stem));
    for (uint32_t i = 0; i < b->words.len; i++)
        TRY(word_analyse(a, i));
    return OK;
}

/* Numbers of words and stems as they are in order. */
static enum err
words_order(struct analysis *a, struct slice **ret_folded)
{
    struct index_building *b = a->b;
    uint32_t *old;
    uint32_t *new_numbers;

    TRY(words_sort(&b->words, b->arena, ret_folded, &new_numbers));
    old = arena_array(b->scratch, uint32_t, b->words.len);
    if (old == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < b->words.len; i++)
        old[new_numbers[i]] = i;
    a->word_new = new_numbers;
    a->word_old = old;
    return OK;
}

static enum err
stream_finish(struct analysis *a)
{
    struct index_building *b = a->b;
    uint32_t *stream = arena_array(b->arena, uint32_t, b->stream_len);

    if (stream == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < b->stream_len; i++)
        stream[i] = b->stream[i] < STREAM_FIELD_END ? a->word_new[b->stream[i]] : b->stream[i];
    b->x->stream = stream;
    b->x->stream_at = b->stream_at;
    return OK;
}

/* Own stems of the words of a synonym; its hyphenated parts do not count. */
static enum err
member_terms(struct analysis *a, struct slice written, uint32_t terms[SYNONYM_WORDS_MAX],
             uint32_t *ret_len)
{
    struct tokens tokens = tokens_init(written);
    struct token t;
    uint32_t len = 0;

    while (tokens_next(&tokens, &t)) {
        struct slice stem;
        uint32_t number;

        if (t.part)
            continue;
        stem = stem_word(a->b->stem, token_word(&t));
        number = words_number(&a->stems, stem);
        assert(number != WORDS_NONE); /* its words were collected */
        if (len < SYNONYM_WORDS_MAX)
            terms[len] = a->stem_new[number];
        len++;
    }
    *ret_len = len <= SYNONYM_WORDS_MAX ? len : 0;
    return OK;
}

static enum err
member_add(struct analysis *a, struct synonym *m, uint32_t *first, struct slice written)
{
    uint32_t terms[SYNONYM_WORDS_MAX];
    uint32_t *copy;

    TRY(member_terms(a, written, terms, &m->terms_len));
    if (m->terms_len == 0)
        return OK;
    copy = arena_array(a->b->arena, uint32_t, m->terms_len);
    if (copy == NULL)
        return ERR_LIMIT;
    memcpy(copy, terms, m->terms_len * sizeof *terms);
    m->terms = copy;
    m->next = first[terms[0]];
    first[terms[0]] = (uint32_t)(m - a->b->x->synonyms.members);
    return OK;
}

static enum err
synonyms_build(struct analysis *a, struct slice text)
{
    struct synonyms *s = &a->b->x->synonyms;
    struct synonyms_reader reader = synonyms_reader_init(text);
    struct slice written;
    uint32_t *first = arena_array(a->b->arena, uint32_t, a->stems.len);
    struct synonym *members;
    uint32_t len = 0;

    while (synonyms_read(&reader, &written))
        len++;
    members = arena_array(a->b->arena, struct synonym, len);
    if (first == NULL || members == NULL)
        return ERR_LIMIT;
    memset(first, 0xff, a->stems.len * sizeof *first); /* SYNONYM_NONE */
    *s = (struct synonyms){
        .members = members, .members_len = len, .first = first, .terms_len = a->stems.len};
    reader = synonyms_reader_init(text);
    for (uint32_t i = 0; synonyms_read(&reader, &written); i++) {
        if (reader.group >= SYNONYM_GROUPS_MAX)
            return ERR_LIMIT;
        members[i].group = reader.group;
        s->groups_len = reader.group + 1;
        TRY(member_add(a, &members[i], first, written));
    }
    return OK;
}

/* Stems get their final numbers in every list; then each list gets the concepts of its stems. */
static enum err
lists_finish(struct analysis *a)
{
    struct index *x = a->b->x;
    uint32_t *old_terms = a->terms;

    a->terms = NULL;
    a->terms_len = 0;
    a->terms_size = 0;
    for (uint32_t i = 0; i < x->words_len; i++) {
        struct index_word *w = &a->words[i];
        uint32_t *list = old_terms + w->terms_at;
        uint8_t stems_len = w->terms_len;
        uint32_t group;

        w->terms_at = (uint32_t)a->terms_len;
        w->terms_len = 0;
        for (uint8_t k = 0; k < stems_len; k++)
            TRY(term_push(a, w, a->stem_new[list[k] & ~HEAD_MARK]));
        for (uint8_t k = 0; k < stems_len; k++) {
            uint32_t stem = a->stem_new[list[k] & ~HEAD_MARK];

            if ((list[k] & HEAD_MARK) == 0 && synonyms_at(&x->synonyms, &stem, 1, &group) > 0)
                TRY(term_push(a, w, x->stems_len + group));
        }
    }
    return OK;
}

enum err
index_analyse(struct index_building *b, struct slice synonyms)
{
    struct analysis a = {.b = b};
    struct slice *sorted;
    uint32_t *stem_new;
    uint32_t *final;

    TRY(words_order(&a, &sorted));
    b->x->words_folded = sorted;
    b->x->words_len = b->words.len;
    TRY(words_analyse(&a));
    TRY(stream_finish(&a));
    TRY(words_sort(&a.stems, b->arena, &sorted, &stem_new));
    b->x->stems = sorted;
    b->x->stems_len = a.stems.len;
    a.stem_new = stem_new;
    TRY(synonyms_build(&a, synonyms));
    b->x->terms_len = b->x->stems_len + b->x->synonyms.groups_len;
    TRY(lists_finish(&a));
    final = arena_array(b->arena, uint32_t, a.terms_len);
    if (final == NULL)
        return ERR_LIMIT;
    if (a.terms_len > 0)
        memcpy(final, a.terms, a.terms_len * sizeof *final);
    b->x->word_terms = final;
    b->x->words = a.words;
    return OK;
}
