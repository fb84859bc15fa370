/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Step 3: words and terms in order again, and the words that are taken apart otherwise because of
 * words that are new or gone.
 *
 * A word can only be taken apart otherwise when it holds one that is new or gone, or its stem. All
 * words are looked through for those, three letters at a time.
 */
#include <string.h>

#include "engine/index_change_parts.h"
#include "engine/lookup.h"

enum { HEADS = 1 << 16, PATTERN_BYTES_MIN = 3 };

/* Words and stems that were not known, or are not any more. */
struct patterns {
    struct slice *at;
    uint32_t *next; /* with the same head; number + 1 */
    uint32_t len;
    uint32_t heads[HEADS]; /* number + 1; 0: none */
};

static uint32_t
head_of(const char *at)
{
    uint32_t x = (uint32_t)(unsigned char)at[0] << 16 | (uint32_t)(unsigned char)at[1] << 8 |
                 (uint32_t)(unsigned char)at[2];

    return (x * UINT32_C(2654435761)) >> 16;
}

static void
pattern_add(struct patterns *p, struct slice s)
{
    uint32_t head;

    if (s.len < PATTERN_BYTES_MIN)
        return;
    head = head_of(s.at);
    p->at[p->len] = s;
    p->next[p->len] = p->heads[head];
    p->heads[head] = ++p->len;
}

static bool
patterns_stand(const struct patterns *p, struct slice s)
{
    for (size_t at = 0; at + PATTERN_BYTES_MIN <= s.len; at++) {
        for (uint32_t i = p->heads[head_of(s.at + at)]; i != 0; i = p->next[i - 1]) {
            if (slice_starts(slice_sub(s, at, s.len), p->at[i - 1]))
                return true;
        }
    }
    return false;
}

static bool
knows_word(const void *of, struct slice folded)
{
    const struct index_changing *g = of;
    uint32_t number = index_word(g->full, folded);

    if (number != UINT32_MAX)
        return (g->words[number].flags & WORD_GONE) == 0;
    return words_number(&g->texts.vocabulary.words, folded) != WORDS_NONE;
}

static bool
knows_stem(const void *of, struct slice stem)
{
    const struct index_changing *g = of;
    uint32_t number = index_stem(g->full, stem);

    if (number != UINT32_MAX)
        return g->own_now[number] > 0;
    number = words_number(&g->lists.new_stems, stem);
    return number != WORDS_NONE && number < g->new_own_len;
}

static uint32_t
stem_number(const void *of, struct slice stem)
{
    const struct index_changing *g = of;

    return index_stem(g->full, stem);
}

static uint32_t
own_term(const struct index_changing *g, uint32_t number)
{
    return g->full->word_terms[g->full->words[number].terms_at];
}

/* Which stems are words' own, before and now; those of new words go to `list.terms_at`. */
static enum err
stems_count(struct index_changing *g)
{
    g->own_before = arena_array(g->scratch, uint32_t, g->full->stems_len);
    g->own_now = arena_array(g->scratch, uint32_t, g->full->stems_len);
    if (g->own_before == NULL || g->own_now == NULL)
        return ERR_LIMIT;
    for (uint32_t n = 0; n < g->full->words_len; n++) {
        uint32_t term = own_term(g, n);

        g->own_before[term]++;
        g->own_now[term] += (g->words[n].flags & WORD_GONE) == 0;
    }
    for (uint32_t i = 0; i < g->new_len; i++) {
        uint32_t number = g->full->words_len + i;
        struct slice stem = stem_word(g->stem, change_folded(g, number));
        uint32_t term = index_stem(g->full, stem);

        if (term != UINT32_MAX) {
            g->own_now[term]++;
        } else {
            TRY(words_add(&g->lists.new_stems, stem, &term));
            term |= TERM_NEW;
        }
        g->touched[g->words[number].touched - 1].list.terms_at = term;
    }
    g->new_own_len = g->lists.new_stems.len;
    return OK;
}

static enum err
patterns_make(struct index_changing *g, struct patterns *p)
{
    size_t most = 2 * (size_t)g->touched_len;

    p->at = arena_array(g->scratch, struct slice, most);
    p->next = arena_array(g->scratch, uint32_t, most);
    if (p->at == NULL || p->next == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < g->touched_len; i++) {
        uint32_t number = g->touched[i].number;
        bool gone = (g->words[number].flags & WORD_GONE) != 0;
        uint32_t term;

        if (number < g->full->words_len && !gone)
            continue;
        pattern_add(p, change_folded(g, number));
        term = gone ? own_term(g, number) : g->touched[i].list.terms_at;
        if ((term & TERM_NEW) != 0)
            pattern_add(p, g->lists.new_stems.folded[term & ~TERM_NEW]);
        else if ((g->own_before[term] > 0) != (g->own_now[term] > 0))
            pattern_add(p, g->full->stems[term]);
    }
    return OK;
}

static enum err
word_relist(struct index_changing *g, uint32_t number)
{
    uint32_t numbers[TOKEN_PARTS_MAX];
    struct slice parts[TOKEN_PARTS_MAX];
    struct term_word word = {.folded = change_folded(g, number), .parts = parts};
    struct touched_word *t;

    TRY(change_touch(g, number));
    t = &g->touched[g->words[number].touched - 1];
    word.own = number < g->full->words_len ? own_term(g, number) : t->list.terms_at;
    word.parts_len = change_parts(g, number, numbers);
    for (uint32_t i = 0; i < word.parts_len; i++)
        parts[i] = change_folded(g, numbers[i]);
    g->words[number].flags |= WORD_RELISTED;
    return term_lists_add(&g->lists, &word, &t->list);
}

static bool
holds_pattern(const struct index_changing *g, const struct patterns *p, uint32_t number)
{
    uint32_t parts[TOKEN_PARTS_MAX];
    uint32_t len;

    if (patterns_stand(p, change_folded(g, number)))
        return true;
    len = change_parts(g, number, parts);
    for (uint32_t i = 0; i < len; i++) {
        if (patterns_stand(p, change_folded(g, parts[i])))
            return true;
    }
    return false;
}

/* Take apart what is new, what is hyphenated otherwise, and what holds a pattern. */
static enum err
words_relist(struct index_changing *g)
{
    struct patterns *p = arena_new(g->scratch, struct patterns);
    uint32_t touched_len = g->touched_len;

    if (p == NULL)
        return ERR_LIMIT;
    g->known = (struct term_known){knows_word, knows_stem, stem_number, g};
    g->lists = (struct term_lists){.known = &g->known, .arena = g->scratch, .stem = g->stem};
    g->lists.new_stems = words_init(g->scratch);
    TRY(stems_count(g));
    TRY(patterns_make(g, p));
    for (uint32_t n = 0; n < g->full->words_len && p->len > 0; n++) {
        if ((g->words[n].flags & WORD_GONE) == 0 && holds_pattern(g, p, n)) {
            bool known = g->words[n].touched != 0;

            TRY(word_relist(g, n));
            if (!known) /* its numbers are as they were */
                g->touched[g->words[n].touched - 1].shown = g->full->words[n].shown;
        }
    }
    for (uint32_t i = 0; i < touched_len; i++) {
        uint32_t n = g->touched[i].number;
        bool other_parts = (g->words[n].flags & (WORD_PARTS_GAINED | WORD_PARTS_LOST)) != 0;

        if ((g->words[n].flags & (WORD_RELISTED | WORD_GONE)) == 0 &&
            (n >= g->full->words_len || other_parts))
            TRY(word_relist(g, n));
    }
    return OK;
}

/* The list of a word while it is made, in numbers of stems of the full index, then new ones. */
static uint32_t
listed_stem(const struct index_changing *g, uint32_t term)
{
    term &= ~TERM_HEAD;
    return (term & TERM_NEW) != 0 ? g->full->stems_len + (term & ~TERM_NEW) : term;
}

/* Which stems are in a list: the others are gone. */
static enum err
stems_mark(struct index_changing *g, uint8_t **ret_used)
{
    const struct index *full = g->full;
    uint8_t *used =
        arena_array(g->scratch, uint8_t, (size_t)full->stems_len + g->lists.new_stems.len);

    if (used == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < g->lists.terms_len; i++)
        used[listed_stem(g, g->lists.terms[i])] = 1;
    for (uint32_t n = 0; n < full->words_len; n++) {
        const struct index_word *w = &full->words[n];

        if ((g->words[n].flags & (WORD_GONE | WORD_RELISTED)) != 0)
            continue;
        for (uint32_t k = 0; k < w->terms_len; k++) {
            if (full->word_terms[w->terms_at + k] < full->stems_len)
                used[full->word_terms[w->terms_at + k]] = 1;
        }
    }
    *ret_used = used;
    return OK;
}

/* What is kept of sorted words and new ones, in order. */
struct merging {
    const struct slice *kept;
    uint32_t kept_len;
    struct lookup_code *fresh; /* `at`: their numbers, after those of the kept */
    uint32_t fresh_len;
    struct slice *to;
    uint32_t to_len;
    uint32_t *number_of; /* UINT32_MAX beforehand: is left out */
};

static enum err
merge(struct arena *arena, struct merging *m)
{
    uint32_t i = 0;
    uint32_t k = 0;

    TRY(lookup_codes_sort(m->fresh, m->fresh_len));
    while (i < m->kept_len || k < m->fresh_len) {
        uint32_t from;

        if (i < m->kept_len && m->number_of[i] == UINT32_MAX) {
            i++;
            continue;
        }
        if (k == m->fresh_len || (i < m->kept_len && slice_cmp(m->kept[i], m->fresh[k].code) < 0)) {
            from = i;
            m->to[m->to_len] = m->kept[i++];
        } else {
            from = m->fresh[k].at;
            TRY(arena_copy(arena, m->fresh[k++].code, &m->to[m->to_len]));
        }
        m->number_of[from] = m->to_len++;
    }
    return OK;
}

static enum err
stems_merge(struct index_changing *g)
{
    const struct words *fresh = &g->lists.new_stems;
    struct merging m = {.kept = g->full->stems, .kept_len = g->full->stems_len};
    size_t most = (size_t)m.kept_len + fresh->len;
    uint8_t *used;

    TRY(stems_mark(g, &used));
    m.fresh = arena_array(g->scratch, struct lookup_code, fresh->len);
    m.to = arena_array(g->arena, struct slice, most);
    m.number_of = arena_array(g->scratch, uint32_t, most);
    g->term_before = arena_array(g->scratch, uint32_t, most);
    if (m.fresh == NULL || m.to == NULL || m.number_of == NULL || g->term_before == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < m.kept_len; i++)
        m.number_of[i] = used[i] ? 0 : UINT32_MAX;
    for (uint32_t i = 0; i < fresh->len; i++) {
        m.number_of[m.kept_len + i] = UINT32_MAX;
        if (used[m.kept_len + i])
            m.fresh[m.fresh_len++] = (struct lookup_code){fresh->folded[i], m.kept_len + i};
    }
    TRY(merge(g->arena, &m));
    g->x->stems = m.to;
    g->x->stems_len = m.to_len;
    g->x->terms_len = m.to_len + g->full->synonyms.groups_len;
    g->term_of = m.number_of;
    for (size_t i = 0; i < most; i++) {
        if (m.number_of[i] != UINT32_MAX)
            g->term_before[m.number_of[i]] = i < m.kept_len ? (uint32_t)i : UINT32_MAX;
    }
    return dictionary_change(g->arena,
                             &(struct dictionary_change){&g->full->stem_at, m.kept_len, m.to,
                                                         m.to_len, m.number_of, (uint32_t)most},
                             &g->x->stem_at);
}

static enum err
words_merge(struct index_changing *g)
{
    struct merging m = {.kept = g->full->words_folded, .kept_len = g->full->words_len};
    size_t most = (size_t)m.kept_len + g->new_len;

    m.fresh = arena_array(g->scratch, struct lookup_code, g->new_len);
    m.to = arena_array(g->arena, struct slice, most);
    m.number_of = arena_array(g->arena, uint32_t, most);
    if (m.fresh == NULL || m.to == NULL || m.number_of == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < m.kept_len; i++)
        m.number_of[i] = (g->words[i].flags & WORD_GONE) != 0 ? UINT32_MAX : 0;
    for (uint32_t i = 0; i < g->new_len; i++)
        m.fresh[m.fresh_len++] =
            (struct lookup_code){change_folded(g, m.kept_len + i), m.kept_len + i};
    TRY(merge(g->arena, &m));
    g->x->words_folded = m.to;
    g->x->words_len = m.to_len;
    g->x->stream_words = m.number_of;
    g->word_of = m.number_of;
    return dictionary_change(g->arena,
                             &(struct dictionary_change){&g->full->word_at, m.kept_len, m.to,
                                                         m.to_len, m.number_of, (uint32_t)most},
                             &g->x->word_at);
}

uint32_t
change_term_now(const struct index_changing *g, uint32_t term)
{
    const struct index *full = g->full;

    return term < full->stems_len ? g->term_of[term] : term - full->stems_len + g->x->stems_len;
}

/* Words of synonyms are never gone. */
static enum err
synonyms_renumber(struct index_changing *g)
{
    const struct synonyms *was = &g->full->synonyms;
    struct synonym *members = arena_array(g->arena, struct synonym, was->members_len);
    uint32_t *first = arena_array(g->arena, uint32_t, g->x->stems_len);

    if (members == NULL || first == NULL)
        return ERR_LIMIT;
    memset(first, 0xff, g->x->stems_len * sizeof *first); /* SYNONYM_NONE */
    for (uint32_t t = 0; t < was->terms_len; t++) {
        if (g->term_of[t] != UINT32_MAX)
            first[g->term_of[t]] = was->first[t];
    }
    for (uint32_t i = 0; i < was->members_len; i++) {
        uint32_t *terms = arena_array(g->arena, uint32_t, was->members[i].terms_len);

        if (terms == NULL)
            return ERR_LIMIT;
        members[i] = was->members[i];
        for (uint32_t k = 0; k < members[i].terms_len; k++)
            terms[k] = g->term_of[was->members[i].terms[k]];
        members[i].terms = terms;
    }
    g->x->synonyms.members = members;
    g->x->synonyms.first = first;
    g->x->synonyms.terms_len = g->x->stems_len;
    return OK;
}

/* Whether a word that was taken apart again has the terms that it had. */
static bool
has_same_terms(const struct index_changing *g, const struct term_final *f,
               const struct index_word *was, const struct index_word *is)
{
    if (was->terms_len != is->terms_len)
        return false;
    for (uint32_t k = 0; k < is->terms_len; k++) {
        if (change_term_now(g, g->full->word_terms[was->terms_at + k]) !=
            f->terms[is->terms_at + k])
            return false;
    }
    return true;
}

/* A word as it is now, into its place. */
static enum err
word_finish(struct index_changing *g, struct term_final *f, uint32_t number, struct index_word *to)
{
    const struct changed_word *changed = &g->words[number];
    const struct touched_word *t = changed->touched ? &g->touched[changed->touched - 1] : NULL;
    const struct index_word *was = number < g->full->words_len ? &g->full->words[number] : NULL;

    if (was != NULL)
        *to = *was;
    if (t != NULL) {
        to->count = (uint32_t)((int64_t)(was ? was->count : 0) + changed->count);
        to->shown = (struct slice){NULL, 0};
        if (t->shown.len > 0)
            TRY(arena_copy(g->arena, t->shown, &to->shown));
    }
    if ((changed->flags & WORD_RELISTED) != 0) {
        to->head = t->list.head;
        to->apart = t->list.apart;
        to->terms_len = t->list.terms_len;
        TRY(term_final_add(f, to, g->lists.terms + t->list.terms_at));
        if (was != NULL && !has_same_terms(g, f, was, to))
            g->words[number].flags |= WORD_OTHERWISE;
        return OK;
    }
    assert(was != NULL);
    to->terms_at = (uint32_t)f->terms_len;
    to->terms_len = 0;
    for (uint32_t k = 0; k < was->terms_len; k++)
        TRY(term_final_push(f, to, change_term_now(g, g->full->word_terms[was->terms_at + k])));
    return OK;
}

static enum err
words_finish(struct index_changing *g)
{
    struct term_final f = {.x = g->x, .arena = g->scratch, .stem_new = g->term_of};
    struct index_word *words = arena_array(g->arena, struct index_word, g->x->words_len);
    uint32_t *terms;

    if (words == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < g->lists.terms_len; i++)
        g->lists.terms[i] = listed_stem(g, g->lists.terms[i]) | (g->lists.terms[i] & TERM_HEAD);
    for (uint32_t n = 0; n < g->full->words_len + g->new_len; n++) {
        if (g->word_of[n] != UINT32_MAX)
            TRY(word_finish(g, &f, n, &words[g->word_of[n]]));
    }
    terms = arena_array(g->arena, uint32_t, f.terms_len);
    if (terms == NULL)
        return ERR_LIMIT;
    if (f.terms_len > 0)
        memcpy(terms, f.terms, f.terms_len * sizeof *terms);
    g->x->words = words;
    g->x->word_terms = terms;
    return OK;
}

enum err
change_terms(struct index_changing *g, struct slice synonyms)
{
    TRY(words_relist(g));
    TRY(stems_merge(g));
    TRY(words_merge(g));
    TRY(synonyms_renumber(g));
    TRY(words_finish(g));
    return hints_build(g->arena, g->x, g->stem, synonyms, &g->x->hints);
}
