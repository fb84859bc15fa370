/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Step 4: the words of the changed modules, and the posting lists that they are in or were in.
 * What does not change is shared with the full index.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/index_change_parts.h"
#include "engine/slot_merge.h"

/* What a list holds of a slot now; impact 0: nothing. */
struct edit {
    uint32_t term;
    uint32_t slot;
    uint16_t impact;
};

struct editing {
    struct index_changing *g;
    struct edited_module *modules; /* by slot */
    uint32_t modules_len;
    struct index_sums was;
    struct index_sums is;
    struct index_only only_was; /* what another taking apart of words can change */
    struct index_only only_is;
    struct edit *edits;
    size_t edits_len;
    size_t edits_size;
    size_t *edits_at;        /* by term, and one more */
    struct slot_merge moved; /* slots of the full index -> slots now */
    struct index_list *lists;
};

static enum err
streams_make(struct index_changing *g)
{
    uint64_t *at = arena_array(g->arena, uint64_t, g->c->modules_len);
    uint32_t *stream = arena_array(g->arena, uint32_t, g->texts.stream_len);

    if (at == NULL || stream == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < g->texts.stream_len; i++) {
        uint32_t word = index_collected_stream(&g->texts, i);

        stream[i] = word < STREAM_FIELD_END ? g->number_of[word] : word;
    }
    for (uint32_t before = 0; before < g->origin->modules_len; before++)
        at[g->slot_of[before]] = g->full->stream_at[before];
    for (uint32_t i = 0; i < g->changed_len; i++)
        at[g->changed[i].slot] = STREAM_CHANGED | g->changed[i].stream_from;
    g->x->stream_at = at;
    g->x->stream_changed = stream;
    return OK;
}

static int
module_cmp(const void *pa, const void *pb)
{
    const struct edited_module *a = pa;
    const struct edited_module *b = pb;

    return (a->slot > b->slot) - (a->slot < b->slot);
}

/* The unchanged modules that hold a word of other terms are edited too. */
static void
holders_add(struct editing *e, uint32_t number, uint64_t *seen)
{
    struct index_changing *g = e->g;
    uint32_t len = change_decode(g, g->full->word_terms[g->full->words[number].terms_at]);

    for (uint32_t i = 0; i < len; i++) {
        uint32_t before = g->slots[i];

        if (change_is_changed(g, before) || index_bit(seen, before) ||
            !change_holds(g, before, number))
            continue;
        index_bit_set(seen, before);
        e->modules[e->modules_len++] = (struct edited_module){g->slot_of[before], before, 0};
    }
}

static enum err
modules_find(struct editing *e)
{
    struct index_changing *g = e->g;
    uint64_t *seen = arena_array(g->scratch, uint64_t, g->origin->modules_len / 64 + 1);

    e->modules = arena_array(g->scratch, struct edited_module, g->c->modules_len);
    if (seen == NULL || e->modules == NULL)
        return ERR_LIMIT;
    memcpy(e->modules, g->changed, g->changed_len * sizeof *g->changed);
    e->modules_len = g->changed_len;
    for (uint32_t i = 0; i < g->touched_len; i++) {
        if ((g->words[g->touched[i].number].flags & WORD_OTHERWISE) != 0)
            holders_add(e, g->touched[i].number, seen);
    }
    qsort(e->modules, e->modules_len, sizeof *e->modules, module_cmp);
    return OK;
}

static enum err
edit_add(struct editing *e, struct edit edit)
{
    void *array = e->edits;

    TRY(arena_grow(e->g->scratch, &array, e->edits_len, &e->edits_size, sizeof *e->edits));
    e->edits = array;
    e->edits[e->edits_len++] = edit;
    return OK;
}

/* A term in numbers of the full index, or UINT32_MAX. */
static uint32_t
term_before(const struct index_changing *g, uint32_t term)
{
    return term < g->x->stems_len ? g->term_before[term]
                                  : term - g->x->stems_len + g->full->stems_len;
}

/* A term in numbers of the full index and as it is now. */
static void
only_add(struct editing *e, uint32_t before, uint32_t now)
{
    if (before != UINT32_MAX)
        index_bit_set(e->only_was.terms, before);
    if (now == UINT32_MAX)
        return;
    index_bit_set(e->only_is.terms, now);
    if (now >= e->g->x->stems_len)
        e->only_was.concepts = e->only_is.concepts = true;
}

static bool
has_only(const struct index_only *only, const struct index *x, const struct index_word *w)
{
    for (uint32_t k = 0; k < w->terms_len; k++) {
        uint32_t term = x->word_terms[w->terms_at + k];

        if (index_bit(only->terms, term))
            return true;
    }
    return false;
}

static void
only_words(struct editing *e)
{
    const struct index_changing *g = e->g;

    for (uint32_t n = 0; n < g->full->words_len + g->new_len; n++) {
        uint32_t now = g->word_of[n];

        if (n < g->full->words_len && has_only(&e->only_was, g->full, &g->full->words[n]))
            index_bit_set(e->only_was.words, n);
        if (now != UINT32_MAX && has_only(&e->only_is, g->x, &g->x->words[now]))
            index_bit_set(e->only_is.words, n);
    }
}

/* The terms of words that are taken apart otherwise, before and now. */
static enum err
only_make(struct editing *e)
{
    struct index_changing *g = e->g;
    size_t words = ((size_t)g->full->words_len + g->new_len) / 64 + 1;

    e->only_was.terms = arena_array(g->scratch, uint64_t, g->full->terms_len / 64 + 1);
    e->only_is.terms = arena_array(g->scratch, uint64_t, g->x->terms_len / 64 + 1);
    e->only_was.words = arena_array(g->scratch, uint64_t, words);
    e->only_is.words = arena_array(g->scratch, uint64_t, words);
    if (e->only_was.terms == NULL || e->only_is.terms == NULL || e->only_was.words == NULL ||
        e->only_is.words == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < g->touched_len; i++) {
        uint32_t number = g->touched[i].number;
        const struct index_word *was;
        const struct index_word *is;

        if ((g->words[number].flags & WORD_OTHERWISE) == 0)
            continue;
        was = &g->full->words[number];
        is = &g->x->words[g->word_of[number]];
        for (uint32_t k = 0; k < was->terms_len; k++) {
            uint32_t term = g->full->word_terms[was->terms_at + k];

            only_add(e, term, change_term_now(g, term));
        }
        for (uint32_t k = 0; k < is->terms_len; k++) {
            uint32_t term = g->x->word_terms[is->terms_at + k];

            only_add(e, term_before(g, term), term);
        }
    }
    only_words(e);
    return OK;
}

/* What it adds now and did not add before just so. */
static enum err
module_edit_adds(struct editing *e, const struct edited_module *m)
{
    const struct index_changing *g = e->g;

    for (uint32_t i = 0; i < e->is.terms_len; i++) {
        uint32_t term = e->is.terms[i];
        uint32_t before = term_before(g, term);
        uint16_t impact = index_impact(e->is.of[term]);

        if (before == UINT32_MAX || e->was.of[before] <= 0 ||
            index_impact(e->was.of[before]) != impact)
            TRY(edit_add(e, (struct edit){term, m->slot, impact}));
    }
    return OK;
}

/* What it added and does not any more. */
static enum err
module_edit_takes(struct editing *e, const struct edited_module *m)
{
    const struct index_changing *g = e->g;

    for (uint32_t i = 0; i < e->was.terms_len; i++) {
        uint32_t was = e->was.terms[i];
        uint32_t term =
            was < g->full->stems_len ? g->term_of[was] : was - g->full->stems_len + g->x->stems_len;

        if (term != UINT32_MAX && e->is.of[term] <= 0)
            TRY(edit_add(e, (struct edit){term, m->slot, 0}));
    }
    return OK;
}

/* Of modules that hold a word taken apart otherwise, only terms of such words can change. */
static enum err
module_edit(struct editing *e, const struct edited_module *m)
{
    const struct index_changing *g = e->g;
    bool own = m->before == SLOT_NONE || change_is_changed(g, m->before);
    const uint32_t *stream;
    enum err err;

    e->was.only = own ? NULL : &e->only_was;
    e->is.only = own ? NULL : &e->only_is;
    stream = index_stream(g->x, m->slot, g->room);
    index_sums_add(&e->is, stream);
    if (own && m->before != SLOT_NONE)
        stream = index_stream(g->full, m->before, g->room);
    if (m->before != SLOT_NONE)
        index_sums_add(&e->was, stream); /* of the others it is the same */
    err = module_edit_adds(e, m);
    if (err == OK)
        err = module_edit_takes(e, m);
    index_sums_clear(&e->was);
    index_sums_clear(&e->is);
    return err;
}

/* By term; those of one stay in order of slots. */
static enum err
edits_sort(struct editing *e)
{
    struct index_changing *g = e->g;
    uint32_t terms = g->x->terms_len;
    struct edit *sorted = arena_array(g->scratch, struct edit, e->edits_len);
    size_t *at = arena_array(g->scratch, size_t, (size_t)terms + 2);

    if (sorted == NULL || at == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < e->edits_len; i++)
        at[e->edits[i].term + 2]++;
    for (uint32_t t = 0; t < terms; t++)
        at[t + 2] += at[t + 1];
    for (size_t i = 0; i < e->edits_len; i++)
        sorted[at[e->edits[i].term + 1]++] = e->edits[i];
    e->edits = sorted;
    e->edits_at = at;
    return OK;
}

/* A list as it is now, slots in g->slots and impacts in g->impacts: from the end, in place. */
static uint32_t
list_merge(const struct editing *e, uint32_t term, uint32_t before)
{
    const struct index_changing *g = e->g;
    const uint16_t *impacts = before == UINT32_MAX ? NULL : g->full->lists[before].impacts;
    uint32_t len = before == UINT32_MAX ? 0 : change_decode(g, before);
    size_t first = e->edits_at[term];
    size_t k = e->edits_at[term + 1];
    uint32_t to = g->c->modules_len;
    uint32_t i = len;

    while (i > 0 || k > first) {
        uint32_t slot = i > 0 ? g->slot_of[g->slots[i - 1]] : 0;
        const struct edit *edit = k > first ? &e->edits[k - 1] : NULL;
        uint16_t impact = i > 0 ? impacts[i - 1] : 0;

        if (edit != NULL && (i == 0 || edit->slot >= slot)) {
            i -= i > 0 && edit->slot == slot;
            k--;
            slot = edit->slot;
            impact = edit->impact;
        } else {
            i--;
        }
        if (impact == 0)
            continue;
        g->slots[--to] = slot;
        g->impacts[to] = impact;
    }
    return to;
}

/* The merged list, from place `from` of the room on, as it is kept. */
static enum err
list_keep(const struct editing *e, uint32_t from, struct index_list *ret_list)
{
    const struct index_changing *g = e->g;
    uint32_t len = g->c->modules_len - from;
    uint16_t *impacts = arena_array(g->arena, uint16_t, len);
    struct index_list l = {impacts, NULL, len, index_is_dense(len, g->c->modules_len)};

    if (impacts == NULL)
        return ERR_LIMIT;
    if (len > 0)
        memcpy(impacts, g->impacts + from, len * sizeof *impacts);
    if (l.dense) {
        uint64_t *bits = arena_array(g->arena, uint64_t, index_bitmap_words(g->x->bits_words));

        if (bits == NULL)
            return ERR_LIMIT;
        for (uint32_t i = from; i < g->c->modules_len; i++)
            bits[g->slots[i] / 64] |= UINT64_C(1) << (g->slots[i] % 64);
        index_ranks(bits, g->x->bits_words);
        l.at = bits;
    } else {
        uint32_t *slots = arena_array(g->arena, uint32_t, len);

        if (slots == NULL)
            return ERR_LIMIT;
        if (len > 0)
            memcpy(slots, g->slots + from, len * sizeof *slots);
        l.at = slots;
    }
    *ret_list = l;
    return OK;
}

static enum err
moved_find(struct editing *e)
{
    const struct index_changing *g = e->g;
    uint32_t *inserted = arena_array(g->scratch, uint32_t, g->changed_len);
    int len = 0;

    if (inserted == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < g->changed_len; i++) {
        if (g->changed[i].before == SLOT_NONE)
            inserted[len++] = g->changed[i].slot;
    }
    e->moved = (struct slot_merge){.before_len = g->origin->modules_len,
                                   .len = g->c->modules_len,
                                   .inserted = {inserted, len}};
    return OK;
}

/* A list in which only slots have moved: its impacts stay where they are. */
static enum err
list_move(const struct editing *e, uint32_t term, uint32_t before, struct index_list *ret_list)
{
    const struct index_changing *g = e->g;
    struct index_list l = g->full->lists[before];
    struct slot_cursor cursor = {.m = &e->moved};
    const uint32_t *was = l.at;

    if (l.dense != index_is_dense(l.len, g->c->modules_len))
        return list_keep(e, list_merge(e, term, before), ret_list);
    if (l.dense) {
        uint64_t *bits = arena_array(g->arena, uint64_t, index_bitmap_words(g->x->bits_words));

        if (bits == NULL)
            return ERR_LIMIT;
        slot_merge_bits_into(&e->moved, l.at, bits);
        index_ranks(bits, g->x->bits_words);
        l.at = bits;
    } else {
        uint32_t *slots = arena_alloc_raw(g->arena, l.len * sizeof *slots, alignof(uint32_t));

        if (slots == NULL)
            return ERR_LIMIT;
        for (uint32_t i = 0; i < l.len; i++)
            slots[i] = slot_cursor_now(&cursor, was[i]);
        l.at = slots;
    }
    *ret_list = l;
    return OK;
}

static enum err
lists_make(struct editing *e)
{
    struct index_changing *g = e->g;
    struct index_list *lists = arena_array(g->arena, struct index_list, g->x->terms_len);

    if (lists == NULL)
        return ERR_LIMIT;
    for (uint32_t t = 0; t < g->x->terms_len; t++) {
        uint32_t before = term_before(g, t);
        bool edited = e->edits_at[t + 1] > e->edits_at[t];

        if (edited)
            TRY(list_keep(e, list_merge(e, t, before), &lists[t]));
        else if (before != UINT32_MAX && g->shifted)
            TRY(list_move(e, t, before, &lists[t]));
        else if (before != UINT32_MAX)
            lists[t] = g->full->lists[before];
    }
    g->x->lists = lists;
    return OK;
}

enum err
change_lists(struct index_changing *g)
{
    struct editing e = {.g = g};

    TRY(streams_make(g));
    g->x->bits_words = (g->c->modules_len + 63) / 64;
    TRY(modules_find(&e));
    TRY(index_sums_init(g->scratch, g->full, g->origin->mean, &e.was));
    TRY(index_sums_init(g->scratch, g->x, g->origin->mean, &e.is));
    e.is.renumbered = true;
    TRY(only_make(&e));
    for (uint32_t i = 0; i < e.modules_len; i++)
        TRY(module_edit(&e, &e.modules[i]));
    TRY(edits_sort(&e));
    TRY(moved_find(&e));
    return lists_make(&e);
}
