/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Step 1: which modules have other words than when the full index was built, and what they say now.
 */
#include "engine/index_change_parts.h"

#include <string.h>

static enum err
changed_add(struct index_changing *g, uint32_t slot, uint32_t before)
{
    if (g->changed_len == MODULE_CHANGES_MAX)
        return ERR_NOT_FOUND;
    g->changed[g->changed_len++] = (struct edited_module){slot, before, 0};
    return OK;
}

/* Both lists are in order of codes, and a module keeps its code. */
static enum err
modules_compare(struct index_changing *g)
{
    uint32_t before = 0;

    for (uint32_t slot = 0; slot < g->c->modules_len; slot++) {
        const struct module *m = g->c->modules[slot];
        const struct module *old =
            before < g->origin->modules_len ? g->origin->modules[before] : NULL;

        if (old == NULL || (old != m && old->id.n != m->id.n)) {
            TRY(changed_add(g, slot, SLOT_NONE));
            g->shifted = true;
            continue;
        }
        g->slot_of[before] = slot;
        if (old != m)
            TRY(changed_add(g, slot, before));
        before++;
    }
    return before == g->origin->modules_len ? OK : ERR_NOT_FOUND;
}

/* Read the changed modules; their words get numbers of streams. */
static enum err
texts_collect(struct index_changing *g, const struct index_building *b)
{
    const struct words *own;

    index_collected_done(&g->texts);
    g->texts = (struct collected){.arena = NULL};
    TRY(index_collected_init(&g->texts, b));
    for (uint32_t i = 0; i < g->changed_len; i++) {
        g->changed[i].stream_from = g->texts.stream_len;
        TRY(index_collected_read(&g->texts, g->changed[i].slot));
    }
    index_collected_count(&g->texts);
    own = &g->texts.vocabulary.words;
    g->number_of = arena_array(g->scratch, uint32_t, own->len);
    g->new_words = arena_array(g->scratch, uint32_t, own->len);
    if (g->number_of == NULL || g->new_words == NULL)
        return ERR_LIMIT;
    g->new_len = 0;
    for (uint32_t i = 0; i < own->len; i++) {
        g->number_of[i] = index_word(g->full, own->folded[i]);
        if (g->number_of[i] == UINT32_MAX) {
            g->number_of[i] = g->full->words_len + g->new_len;
            g->new_words[g->new_len++] = i;
        }
    }
    return OK;
}

static bool
has_same_words(const struct index_changing *g, const struct edited_module *e)
{
    const struct module *m = g->c->modules[e->slot];
    const struct module *old;
    const uint32_t *was;
    int fields = 0;

    if (e->before == SLOT_NONE)
        return false;
    old = g->origin->modules[e->before];
    if (!index_has_same_texts(m, old))
        return false;
    was = index_stream(g->full, e->before, g->room);
    for (size_t at = e->stream_from; fields < FIELDS; at++, was++) {
        uint32_t now = index_collected_stream(&g->texts, at);

        if ((now < STREAM_FIELD_END ? g->number_of[now] : now) != *was)
            return false;
        fields += now == STREAM_FIELD_END;
    }
    return true;
}

enum err
change_modules(struct index_changing *g)
{
    struct index_building b = {.c = g->c};
    uint32_t kept = 0;

    g->changed = arena_array(g->scratch, struct edited_module, MODULE_CHANGES_MAX);
    g->slot_of = arena_array(g->scratch, uint32_t, g->origin->modules_len);
    g->is_changed = arena_array(g->scratch, uint64_t, g->origin->modules_len / 64 + 1);
    if (g->changed == NULL || g->slot_of == NULL || g->is_changed == NULL)
        return ERR_LIMIT;
    TRY(modules_compare(g));
    TRY(texts_collect(g, &b));
    for (uint32_t i = 0; i < g->changed_len; i++) {
        if (!has_same_words(g, &g->changed[i]))
            g->changed[kept++] = g->changed[i];
    }
    if (kept < g->changed_len) {
        g->changed_len = kept;
        TRY(texts_collect(g, &b));
    }
    for (uint32_t i = 0; i < g->changed_len; i++) {
        uint32_t before = g->changed[i].before;

        if (before != SLOT_NONE)
            index_bit_set(g->is_changed, before);
    }
    g->texts.b = NULL;
    return OK;
}

/* The mean lengths that all impacts depend on. */
static enum err
means_compare(const struct index_changing *g)
{
    for (int f = 0; f < FIELDS; f++) {
        uint64_t sum = g->origin->lengths_sum[f] + g->texts.lengths_sum[f];

        for (uint32_t i = 0; i < g->changed_len; i++) {
            const uint32_t *at;
            int field = 0;

            if (g->changed[i].before == SLOT_NONE)
                continue;
            for (at = index_stream(g->full, g->changed[i].before, g->room); field <= f; at++) {
                sum -= field == f && *at < STREAM_FIELD_END;
                field += *at == STREAM_FIELD_END;
            }
        }
        if (index_mean(sum, g->c->offered_len) < g->origin->mean[f] ||
            index_mean(sum, g->c->offered_len) > g->origin->mean[f])
            return ERR_NOT_FOUND;
    }
    return OK;
}

static enum err
steps(struct index_changing *g, struct slice synonyms)
{
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();

    g->scratch = arena_open(SIZE_MAX);
    g->x = arena_new(g->arena, struct index);
    if (stem == NULL || g->scratch == NULL || g->x == NULL)
        return ERR_LIMIT;
    g->stem = stem;
    *g->x = *g->full;
    g->room = arena_array(g->scratch, uint32_t, g->full->stream_most);
    if (g->room == NULL)
        return ERR_LIMIT;
    TRY(change_modules(g));
    if (g->changed_len == 0)
        return OK;
    TRY(means_compare(g));
    g->slots = arena_array(g->scratch, uint32_t, (size_t)g->c->modules_len);
    g->impacts = arena_array(g->scratch, uint16_t, (size_t)g->c->modules_len);
    if (g->slots == NULL || g->impacts == NULL)
        return ERR_LIMIT;
    TRY(change_words(g));
    TRY(change_terms(g, synonyms));
    return change_lists(g);
}

enum err
index_change(struct arena *arena, const struct index *before, const struct catalogue *c,
             struct slice synonyms, const struct index **ret_index)
{
    struct index_changing g = {
        .full = before->origin->full, .origin = before->origin, .c = c, .arena = arena};
    enum err e = steps(&g, synonyms);

    index_collected_done(&g.texts);
    arena_close(g.scratch);
    if (e == OK)
        *ret_index = g.x;
    return e;
}
