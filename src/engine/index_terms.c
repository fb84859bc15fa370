/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/index_terms.h"

#include "engine/compound.h"
#include "engine/tokens.h"

enum { WORD_TERMS_MAX = 32, STEM_PART_LETTERS_MIN = 4 };

static bool
is_known(const void *of, struct slice folded, bool last)
{
    const struct term_lists *l = of;

    if (l->known->word(l->known->of, folded))
        return true;
    if (folded.len < STEM_PART_LETTERS_MIN)
        return false;
    if (last)
        folded = stem_word(l->stem, folded);
    return folded.len >= STEM_PART_LETTERS_MIN && l->known->own_stem(l->known->of, folded);
}

/* Add a term to a list that begins at `from`, once; its place there, WORD_TERMS_MAX: no room. */
static enum err
term_push(struct term_lists *l, size_t from, uint32_t term, uint8_t *ret_place)
{
    void *array = l->terms;

    for (size_t i = from; i < l->terms_len; i++) {
        *ret_place = (uint8_t)(i - from);
        if (l->terms[i] == term)
            return OK;
    }
    *ret_place = (uint8_t)(l->terms_len - from);
    if (*ret_place == WORD_TERMS_MAX)
        return OK;
    TRY(arena_grow(l->arena, &array, l->terms_len, &l->terms_size, sizeof *l->terms));
    l->terms = array;
    l->terms[l->terms_len++] = term;
    return OK;
}

static enum err
stem_push(struct term_lists *l, size_t from, struct slice folded, uint32_t mark, uint8_t *ret_place)
{
    struct slice stem = stem_word(l->stem, folded);
    uint32_t number = l->known->stem(l->known->of, stem);

    if (number == WORDS_NONE) {
        TRY(words_add(&l->new_stems, stem, &number));
        number |= TERM_NEW;
    }
    return term_push(l, from, number | mark, ret_place);
}

/* `whole`: NULL, or the word whose parts these are. */
static enum err
compound_push(struct term_lists *l, size_t from, struct slice folded, struct index_word *whole)
{
    struct compound_list list = {is_known, l};
    struct slice parts[COMPOUND_PARTS_MAX];
    bool fine[COMPOUND_PARTS_MAX];
    int n = compound_split(&list, folded, parts, fine);

    if (whole != NULL)
        compound_ask_for(parts, fine, n);
    for (int i = 0; i < n; i++) {
        bool head = parts[i].at + parts[i].len == folded.at + folded.len;
        uint8_t place;

        TRY(stem_push(l, from, parts[i], head ? TERM_HEAD : 0, &place));
        if (whole != NULL && fine[i] && place < WORD_TERMS_MAX) {
            whole->apart |= UINT32_C(1) << place;
            whole->head = head ? place : whole->head;
        }
    }
    return OK;
}

/* Own stem, then hyphenated parts and what they are made of, then the parts of the whole. */
enum err
term_lists_add(struct term_lists *l, const struct term_word *word, struct index_word *ret_word)
{
    size_t from = l->terms_len;
    uint8_t place;

    ret_word->terms_at = (uint32_t)from;
    ret_word->head = 0;
    ret_word->apart = 0;
    TRY(term_push(l, from, word->own, &place));
    for (uint32_t i = 0; i < word->parts_len; i++) {
        if (word->parts[i].len < 2 || token_is_stop_word(word->parts[i]))
            continue;
        TRY(stem_push(l, from, word->parts[i], 0, &place));
        TRY(compound_push(l, from, word->parts[i], NULL));
    }
    TRY(compound_push(l, from, word->folded, ret_word));
    ret_word->terms_len = (uint8_t)(l->terms_len - from);
    return OK;
}

/* Once. */
enum err
term_final_push(struct term_final *f, struct index_word *w, uint32_t term)
{
    void *array = f->terms;

    for (uint32_t i = 0; i < w->terms_len; i++) {
        if (f->terms[w->terms_at + i] == term)
            return OK;
    }
    if (w->terms_len == WORD_TERMS_MAX)
        return OK;
    TRY(arena_grow(f->arena, &array, f->terms_len, &f->terms_size, sizeof *f->terms));
    f->terms = array;
    f->terms[f->terms_len++] = term;
    w->terms_len++;
    return OK;
}

/* Stems get their final numbers; then the list gets the concepts of its stems. */
enum err
term_final_add(struct term_final *f, struct index_word *w, const uint32_t *list)
{
    const struct index *x = f->x;
    uint8_t stems_len = w->terms_len;
    uint8_t len;
    uint32_t group;

    w->terms_at = (uint32_t)f->terms_len;
    w->terms_len = 0;
    for (uint8_t k = 0; k < stems_len; k++)
        TRY(term_final_push(f, w, f->stem_new[list[k] & ~TERM_HEAD]));
    len = w->terms_len;
    for (uint8_t k = 0; k < stems_len; k++) {
        uint32_t stem = f->stem_new[list[k] & ~TERM_HEAD];

        if ((list[k] & TERM_HEAD) == 0 && synonyms_at(&x->synonyms, &stem, 1, &group) > 0)
            TRY(term_final_push(f, w, x->stems_len + group));
    }
    for (uint8_t k = 0; k < len; k++) { /* "Social-Media-Konzept" holds "Social Media" */
        const uint32_t *rest = f->terms + w->terms_at + k;

        if (synonyms_at(&x->synonyms, rest, (uint32_t)len - k, &group) > 1)
            TRY(term_final_push(f, w, x->stems_len + group));
    }
    return OK;
}
