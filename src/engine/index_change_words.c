/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Step 2: what the changed modules do to words: how often they stand, how they are shown (as in the
 * first module that holds them), what they are hyphenated into.
 *
 * When the module that a spelling was taken from does not hold the word any more, others that do
 * are read, in order.
 */
#include <string.h>

#include "engine/index_change_parts.h"
#include "engine/tokens.h"

static const struct raw_word *
own_word(const struct index_changing *g, uint32_t number)
{
    uint32_t own = g->words[number].own;

    return own == 0 ? NULL : &g->texts.vocabulary.raw[own - 1];
}

struct slice
change_folded(const struct index_changing *g, uint32_t number)
{
    if (number < g->full->words_len)
        return g->full->words_folded[number];
    return g->texts.vocabulary.words.folded[g->new_words[number - g->full->words_len]];
}

static uint32_t
own_parts(const struct index_changing *g, const struct raw_word *own,
          uint32_t ret_parts[TOKEN_PARTS_MAX])
{
    if (own == NULL)
        return 0;
    for (uint32_t i = 0; i < own->from.parts_len; i++)
        ret_parts[i] = g->number_of[g->texts.vocabulary.parts[own->from.parts_at + i]];
    return own->from.parts_len;
}

static uint32_t
parts_before(const struct index_changing *g, uint32_t number, uint32_t ret_parts[TOKEN_PARTS_MAX])
{
    const struct word_origin *from = &g->origin->words[number];

    if (number >= g->full->words_len)
        return 0;
    for (uint32_t i = 0; i < from->parts_len; i++)
        ret_parts[i] = g->origin->parts[from->parts_at + i];
    return from->parts_len;
}

uint32_t
change_parts(const struct index_changing *g, uint32_t number, uint32_t ret_parts[TOKEN_PARTS_MAX])
{
    if (number >= g->full->words_len || (g->words[number].flags & WORD_PARTS_GAINED) != 0)
        return own_parts(g, own_word(g, number), ret_parts);
    if ((g->words[number].flags & WORD_PARTS_LOST) != 0)
        return 0;
    return parts_before(g, number, ret_parts);
}

enum err
change_touch(struct index_changing *g, uint32_t number)
{
    void *array = g->touched;

    if (g->words[number].touched != 0)
        return OK;
    if (number < g->full->words_len && g->origin->words[number].odd)
        return ERR_NOT_FOUND;
    TRY(arena_grow(g->scratch, &array, g->touched_len, &g->touched_size, sizeof *g->touched));
    g->touched = array;
    g->touched[g->touched_len] = (struct touched_word){.number = number};
    g->words[number].touched = ++g->touched_len;
    return OK;
}

uint32_t
change_decode(const struct index_changing *g, uint32_t term)
{
    struct postings p = index_postings(g->full, term);
    uint32_t len = 0;

    if (p.bits == NULL) {
        if (p.len > 0)
            memcpy(g->slots, p.slots, p.len * sizeof *p.slots);
        return p.len;
    }
    for (uint32_t w = 0; w < g->full->bits_words; w++) {
        for (uint64_t word = p.bits[w]; word != 0; word &= word - 1)
            g->slots[len++] = w * 64 + (uint32_t)__builtin_ctzll(word);
    }
    return len;
}

bool
change_holds(const struct index_changing *g, uint32_t before, uint32_t number)
{
    const uint32_t *at = index_stream(g->full, before, g->room);

    for (int fields = 0; fields < FIELDS; at++) {
        if (*at == number)
            return true;
        fields += *at == STREAM_FIELD_END;
    }
    return false;
}

/* What an unchanged module makes of a word: its spelling; whether it hyphenates it. */
static enum err
module_reread(struct index_changing *g, uint32_t before, uint32_t number, bool hyphenated,
              struct slice *ret_shown)
{
    struct index_building b = {.c = g->c};
    struct collected one = {.arena = NULL};
    const struct vocabulary *v = &one.vocabulary;
    enum err e = g->reread++ < INDEX_REREAD_MAX ? OK : ERR_NOT_FOUND;
    uint32_t own;

    if (e == OK)
        e = index_collected_init(&one, &b);
    if (e == OK)
        e = index_collected_read(&one, g->slot_of[before]);
    if (e == OK) {
        own = words_number(&v->words, change_folded(g, number));
        if (own != WORDS_NONE && v->raw[own].shown.at != NULL &&
            (!hyphenated || v->raw[own].from.parts_len > 0))
            e = arena_copy(g->scratch, v->raw[own].shown, ret_shown);
    }
    index_collected_done(&one);
    return e;
}

/*
 * The first unchanged module that holds a word, hyphenated if so wanted: its spelling there, empty
 * when there is none; and its slot now.
 */
static enum err
first_find(struct index_changing *g, uint32_t number, bool hyphenated, struct slice *ret_shown,
           uint32_t *ret_slot)
{
    uint32_t term = g->full->word_terms[g->full->words[number].terms_at];
    uint32_t len = change_decode(g, term);
    bool whole = hyphenated || g->full->words[number].count == g->origin->words[number].whole;

    *ret_shown = (struct slice){NULL, 0};
    for (uint32_t i = 0; i < len && ret_shown->at == NULL; i++) {
        uint32_t before = g->slots[i];

        if (change_is_changed(g, before) || (whole && !change_holds(g, before, number)))
            continue;
        TRY(module_reread(g, before, number, hyphenated, ret_shown));
        *ret_slot = g->slot_of[before];
    }
    return OK;
}

/* Whether it is hyphenated in another way, or not at all, or for the first time. */
static enum err
parts_weigh(struct index_changing *g, uint32_t number, uint32_t whole)
{
    uint32_t was[TOKEN_PARTS_MAX];
    uint32_t is[TOKEN_PARTS_MAX];
    uint32_t was_len = parts_before(g, number, was);
    uint32_t is_len = own_parts(g, own_word(g, number), is);
    uint32_t slot = g->origin->words[number].hyphen_slot;
    struct slice shown;
    uint32_t found;

    if (was_len > 0 && is_len > 0)
        return was_len == is_len && memcmp(was, is, is_len * sizeof *is) == 0 ? OK : ERR_NOT_FOUND;
    if (is_len > 0)
        g->words[number].flags |= WORD_PARTS_GAINED;
    if (was_len == 0 || slot == SLOT_LISTED || !change_is_changed(g, slot))
        return OK;
    shown = (struct slice){NULL, 0};
    if (whole > 0)
        TRY(first_find(g, number, true, &shown, &found));
    if (shown.at == NULL)
        g->words[number].flags |= WORD_PARTS_LOST;
    return OK;
}

/* How often it stands, and so do its parts. */
static enum err
word_weigh(struct index_changing *g, uint32_t number)
{
    const struct raw_word *own = own_word(g, number);
    uint32_t parts[TOKEN_PARTS_MAX];
    uint32_t was = number < g->full->words_len ? g->origin->words[number].whole : 0;
    uint32_t is = was - g->words[number].taken + (own ? own->from.whole : 0);
    uint32_t len;

    if (own != NULL && own->from.odd)
        return ERR_NOT_FOUND;
    if (number < g->full->words_len)
        TRY(parts_weigh(g, number, is));
    g->words[number].count += (int32_t)(is - was);
    len = parts_before(g, number, parts);
    for (uint32_t i = 0; i < len; i++) {
        TRY(change_touch(g, parts[i]));
        g->words[parts[i]].count -= (int32_t)was;
    }
    len = change_parts(g, number, parts);
    for (uint32_t i = 0; i < len; i++) {
        TRY(change_touch(g, parts[i]));
        g->words[parts[i]].count += (int32_t)is;
    }
    return OK;
}

/* Of how an unchanged module shows it and how a changed one does: the first. */
static enum err
word_show(struct index_changing *g, struct touched_word *t)
{
    const struct raw_word *own = own_word(g, t->number);
    uint32_t own_first = own ? own->from.first_slot : SLOT_NONE;
    const struct index_word *was;
    uint32_t first;
    uint32_t slot;

    if (t->number >= g->full->words_len) {
        t->shown = own->shown;
        return OK;
    }
    was = &g->full->words[t->number];
    if ((int64_t)was->count + g->words[t->number].count == 0) {
        if (!g->origin->words[t->number].listed)
            g->words[t->number].flags |= WORD_GONE;
        return OK;
    }
    first = g->origin->words[t->number].first_slot;
    slot = first == SLOT_NONE ? SLOT_NONE : g->slot_of[first];
    t->shown = own_first <= slot && own != NULL ? own->shown : was->shown;
    if (first == SLOT_NONE || !change_is_changed(g, first) || own_first <= slot)
        return OK;
    TRY(first_find(g, t->number, false, &t->shown, &slot));
    if (t->shown.at == NULL && own == NULL)
        return ERR_NOT_FOUND; /* a part of no weight, of which no list tells */
    if (own != NULL && (t->shown.at == NULL || own_first < slot))
        t->shown = own->shown;
    return OK;
}

/* Words of the changed modules, as they were and as they are. */
static enum err
words_touch(struct index_changing *g)
{
    for (uint32_t i = 0; i < g->changed_len; i++) {
        const uint32_t *at;
        int fields = 0;

        if (g->changed[i].before == SLOT_NONE)
            continue;
        for (at = index_stream(g->full, g->changed[i].before, g->room); fields < FIELDS; at++) {
            fields += *at == STREAM_FIELD_END;
            if (*at >= STREAM_FIELD_END)
                continue;
            g->words[*at].taken++;
            TRY(change_touch(g, *at));
        }
    }
    for (uint32_t i = 0; i < g->texts.vocabulary.words.len; i++) {
        g->words[g->number_of[i]].own = i + 1;
        TRY(change_touch(g, g->number_of[i]));
    }
    return OK;
}

enum err
change_words(struct index_changing *g)
{
    g->words =
        arena_array(g->scratch, struct changed_word, (size_t)g->full->words_len + g->new_len);
    if (g->words == NULL)
        return ERR_LIMIT;
    TRY(words_touch(g));
    for (uint32_t i = 0; i < g->touched_len; i++) /* it grows */
        TRY(word_weigh(g, g->touched[i].number));
    for (uint32_t i = 0; i < g->touched_len; i++)
        TRY(word_show(g, &g->touched[i]));
    return OK;
}
