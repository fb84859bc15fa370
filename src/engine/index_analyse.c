/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From words to terms: stems, parts of compounds, concepts. Every distinct word is looked at once,
 * however often it stands in the catalogue.
 */
#include <string.h>

#include "engine/index_parts.h"
#include "engine/index_terms.h"
#include "engine/tokens.h"

enum { PIECE_WORDS_MIN = 2000 };

struct analysis;

/* Some words in order, taken apart by one job. */
struct piece {
    struct analysis *a;
    uint32_t from; /* new numbers */
    uint32_t to;
    struct arena *arena;
    struct term_lists lists; /* of its words */
    enum err answer;
};

struct analysis {
    struct index_building *b;
    const struct vocabulary *v;
    struct stem *stem;
    struct words stems;       /* of all words; then of their parts too */
    const uint32_t *word_new; /* old number -> new */
    const uint32_t *word_old;
    struct index_word *words; /* by new number */
    uint32_t *own;            /* own stem by new number */
    struct piece pieces[JOBS_WIDTH_MAX];
    int pieces_len;
    struct term_known known;
    struct term_final final;
    const uint32_t *stem_new;
};

static bool
knows_word(const void *of, struct slice folded)
{
    const struct analysis *a = of;

    return words_number(&a->v->words, folded) != WORDS_NONE;
}

static uint32_t
stem_number(const void *of, struct slice stem)
{
    const struct analysis *a = of;

    return words_number(&a->stems, stem);
}

static bool
knows_stem(const void *of, struct slice stem)
{
    return stem_number(of, stem) != WORDS_NONE;
}

static enum err
word_analyse(struct piece *p, uint32_t number)
{
    const struct vocabulary *v = p->a->v;
    uint32_t old = p->a->word_old[number];
    const struct raw_word *raw = &v->raw[old];
    struct slice parts[TOKEN_PARTS_MAX];
    struct term_word word = {v->words.folded[old], p->a->own[number], parts, raw->from.parts_len};

    for (uint32_t i = 0; i < word.parts_len; i++)
        parts[i] = v->words.folded[v->parts[raw->from.parts_at + i]];
    return term_lists_add(&p->lists, &word, &p->a->words[number]);
}

static void
piece_analyse(void *arg, int i)
{
    struct analysis *a = arg;
    struct piece *p = &a->pieces[i];

    for (uint32_t n = p->from; n < p->to && p->answer == OK; n++)
        p->answer = word_analyse(p, n);
}

/* Stems of the piece's words, as they are, for the table that all pieces then read. */
static void
piece_stem(void *arg, int i)
{
    struct analysis *a = arg;
    struct piece *p = &a->pieces[i];

    for (uint32_t n = p->from; n < p->to && p->answer == OK; n++)
        p->answer =
            words_add(&p->lists.new_stems,
                      stem_word(p->lists.stem, a->v->words.folded[a->word_old[n]]), &a->own[n]);
}

/* New stems of a piece get numbers of all; ret_of[its number]. */
static enum err
stems_join(struct analysis *a, struct piece *p, uint32_t **ret_of)
{
    const struct words *stems = &p->lists.new_stems;
    uint32_t *of = arena_array(p->arena, uint32_t, stems->len);

    if (of == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < stems->len; i++)
        TRY(words_add(&a->stems, stems->folded[i], &of[i]));
    *ret_of = of;
    return OK;
}

static enum err
pieces_init(struct analysis *a)
{
    uint32_t len = a->v->words.len;

    a->pieces_len = len < PIECE_WORDS_MIN ? 1 : jobs_width(a->b->jobs);
    for (int i = 0; i < a->pieces_len; i++) {
        struct piece *p = &a->pieces[i];

        p->a = a;
        p->from = index_piece_from(len, i, a->pieces_len);
        p->to = index_piece_from(len, i + 1, a->pieces_len);
        p->arena = arena_open(SIZE_MAX);
        p->lists = (struct term_lists){.known = &a->known, .arena = p->arena, .stem = stem_open()};
        if (p->arena == NULL || p->lists.stem == NULL)
            return ERR_LIMIT;
        p->lists.new_stems = words_init(p->arena);
    }
    return OK;
}

static void
pieces_free(struct analysis *a)
{
    for (int i = 0; i < a->pieces_len; i++) {
        arena_close(a->pieces[i].arena);
        stem_close(a->pieces[i].lists.stem);
    }
}

static enum err
words_analyse(struct analysis *a)
{
    struct index_building *b = a->b;
    uint32_t *of;

    a->stems = words_init(b->scratch);
    a->words = arena_array(b->arena, struct index_word, a->v->words.len);
    a->own = arena_array(b->scratch, uint32_t, a->v->words.len);
    if (a->words == NULL || a->own == NULL)
        return ERR_LIMIT;
    jobs_run(b->jobs, a->pieces_len, piece_stem, a);
    for (int i = 0; i < a->pieces_len; i++) {
        struct piece *p = &a->pieces[i];

        TRY(p->answer);
        TRY(stems_join(a, p, &of));
        for (uint32_t n = p->from; n < p->to; n++)
            a->own[n] = of[a->own[n]];
        p->lists.new_stems = words_init(p->arena);
    }
    jobs_run(b->jobs, a->pieces_len, piece_analyse, a);
    for (int i = 0; i < a->pieces_len; i++) {
        struct piece *p = &a->pieces[i];

        TRY(p->answer);
        TRY(stems_join(a, p, &of));
        for (size_t k = 0; k < p->lists.terms_len; k++) {
            uint32_t *term = &p->lists.terms[k];

            if ((*term & TERM_NEW) != 0)
                *term = of[*term & ~(TERM_NEW | TERM_HEAD)] | (*term & TERM_HEAD);
        }
    }
    return OK;
}

/* Numbers of words and stems as they are in order. */
static enum err
words_order(struct analysis *a, struct slice **ret_folded)
{
    uint32_t len = a->v->words.len;
    uint32_t *old;
    uint32_t *new_numbers;

    TRY(words_sort(&a->v->words, a->b->arena, ret_folded, &new_numbers));
    old = arena_array(a->b->scratch, uint32_t, len);
    if (old == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++)
        old[new_numbers[i]] = i;
    a->word_new = new_numbers;
    a->word_old = old;
    return OK;
}

/* How a word is shown, where the index is: what was read passes. */
static enum err
shown_keep(struct analysis *a, uint32_t number)
{
    struct slice shown = a->v->raw[a->word_old[number]].shown;

    if (slice_eq(shown, a->b->x->words_folded[number]))
        a->words[number].shown = a->b->x->words_folded[number];
    else if (shown.len > 0)
        return arena_copy(a->b->arena, shown, &a->words[number].shown);
    return OK;
}

/* Where each word is from, by its final number; and how often it stands, as a part too. */
static enum err
origins_make(struct analysis *a)
{
    struct index_building *b = a->b;
    const struct vocabulary *v = a->v;
    struct word_origin *words = arena_array(b->arena, struct word_origin, v->words.len);
    uint32_t *parts = arena_array(b->arena, uint32_t, v->parts_len);

    if (words == NULL || parts == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < v->parts_len; i++)
        parts[i] = a->word_new[v->parts[i]];
    for (uint32_t n = 0; n < v->words.len; n++) {
        words[n] = v->raw[a->word_old[n]].from;
        TRY(shown_keep(a, n));
        a->words[n].count += words[n].whole;
        for (uint32_t k = 0; k < words[n].parts_len; k++)
            a->words[parts[words[n].parts_at + k]].count += words[n].whole;
    }
    b->origin->words = words;
    b->origin->parts = parts;
    return OK;
}

static enum err
stream_finish(struct analysis *a)
{
    uint32_t *words = arena_array(a->b->arena, uint32_t, a->v->words.len);

    if (words == NULL)
        return ERR_LIMIT;
    for (uint32_t n = 0; n < a->v->words.len; n++)
        words[n] = n;
    a->b->x->stream_words = words;
    return index_stream_build(a->b, a->word_new);
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
        stem = stem_word(a->stem, token_word(&t));
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

static enum err
lists_finish(struct analysis *a)
{
    struct index *x = a->b->x;
    uint32_t *final;

    a->final = (struct term_final){.x = x, .arena = a->b->scratch, .stem_new = a->stem_new};
    for (int i = 0; i < a->pieces_len; i++) {
        const struct piece *p = &a->pieces[i];

        for (uint32_t n = p->from; n < p->to; n++)
            TRY(term_final_add(&a->final, &a->words[n], p->lists.terms + a->words[n].terms_at));
    }
    final = arena_array(a->b->arena, uint32_t, a->final.terms_len);
    if (final == NULL)
        return ERR_LIMIT;
    if (a->final.terms_len > 0)
        memcpy(final, a->final.terms, a->final.terms_len * sizeof *final);
    x->word_terms = final;
    x->words = a->words;
    return OK;
}

static enum err
all_analyse(struct analysis *a, struct slice synonyms)
{
    struct index *x = a->b->x;
    struct slice *sorted;
    uint32_t *stem_new;

    TRY(words_order(a, &sorted));
    x->words_folded = sorted;
    x->words_len = a->v->words.len;
    TRY(pieces_init(a));
    TRY(words_analyse(a));
    TRY(origins_make(a));
    TRY(stream_finish(a));
    TRY(words_sort(&a->stems, a->b->arena, &sorted, &stem_new));
    x->stems = sorted;
    x->stems_len = a->stems.len;
    a->stem_new = stem_new;
    TRY(synonyms_build(a, synonyms));
    x->terms_len = x->stems_len + x->synonyms.groups_len;
    return lists_finish(a);
}

enum err
index_analyse(struct index_building *b, struct slice synonyms)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct analysis *a = arena_new(b->scratch, struct analysis);
    enum err e;

    if (stem == NULL || a == NULL)
        return ERR_LIMIT;
    a->b = b;
    a->v = b->vocabulary;
    a->stem = stem;
    a->known = (struct term_known){knows_word, knows_stem, stem_number, a};
    e = all_analyse(a, synonyms);
    pieces_free(a);
    return e;
}
