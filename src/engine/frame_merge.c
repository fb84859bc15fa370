/* SPDX-License-Identifier: EUPL-1.2 */
/* Lookups, the order of slots and ladders of a merged frame; columns and match merge their own. */
#include <stdlib.h>
#include <string.h>

#include "engine/columns.h"
#include "engine/frame_parts.h"
#include "engine/match_index.h"
#include "engine/slot_merge.h"

struct merging {
    struct arena *arena;
    struct arena *scratch;
    const struct catalogue *origin;
    struct catalogue *c;
    struct catalogue_ids *ids;
    struct slot_merge m;
};

/* New blocks in order of their codes: their slots, and where in `list` they are. */
static enum err
inserted_find(struct merging *g, const struct module *const *list, struct lookup_code **ret_codes)
{
    const struct catalogue *origin = g->origin;
    uint32_t len = g->m.len - g->m.before_len;
    struct lookup_code *codes;
    uint32_t *slots;

    if (len > MODULE_CHANGES_MAX)
        return ERR_NOT_FOUND;
    codes = arena_array(g->scratch, struct lookup_code, len);
    slots = arena_array(g->scratch, uint32_t, len);
    if (codes == NULL || slots == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++)
        codes[i] = (struct lookup_code){list[g->m.before_len + i]->code, g->m.before_len + i};
    TRY(lookup_codes_sort(codes, len));
    TRY(lookup_codes_unique(codes, len));
    for (uint32_t i = 0; i < len; i++) {
        uint32_t place = frame_code_place(origin, codes[i].code);

        if (place < g->m.before_len && slice_eq(origin->modules[place]->code, codes[i].code))
            return ERR_CONFLICT;
        slots[i] = place + i;
    }
    g->m.inserted = (struct catalogue_slots){slots, (int)len};
    *ret_codes = codes;
    return OK;
}

/* All slots whose block is new or another, ascending. */
static enum err
changed_find(struct merging *g, const struct module *const *list)
{
    uint32_t *slots = arena_array(g->scratch, uint32_t, 2 * (size_t)MODULE_CHANGES_MAX);
    uint64_t *was = arena_array(g->scratch, uint64_t, g->m.before_len / 64 + 1);
    int inserted = 0;
    int len = 0;

    if (slots == NULL || was == NULL)
        return ERR_LIMIT;
    for (uint32_t before = 0; before < g->m.before_len; before++) {
        const struct module *old = g->origin->modules[before];
        uint32_t slot;

        if (list[before] == old)
            continue;
        if (len - inserted == MODULE_CHANGES_MAX || list[before]->id.n != old->id.n ||
            !slice_eq(list[before]->code, old->code))
            return ERR_NOT_FOUND;
        slot = slot_merge_now(&g->m, before);
        while (inserted < g->m.inserted.len && g->m.inserted.at[inserted] < slot)
            slots[len++] = g->m.inserted.at[inserted++];
        slots[len++] = slot;
        was[before / 64] |= UINT64_C(1) << (before % 64);
    }
    while (inserted < g->m.inserted.len)
        slots[len++] = g->m.inserted.at[inserted++];
    g->m.changed = (struct catalogue_slots){slots, len};
    g->m.was_changed = was;
    return OK;
}

static enum err
slots_merge(struct merging *g, const struct module *const *list)
{
    struct lookup_code *fresh;
    const struct module **modules;

    TRY(inserted_find(g, list, &fresh));
    TRY(changed_find(g, list));
    modules = SLOT_MERGE(g->arena, &g->m, const struct module *, list);
    if (modules == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < g->m.inserted.len; i++)
        modules[g->m.inserted.at[i]] = list[fresh[i].at];
    g->c->modules = modules;
    return OK;
}

static bool
id_is_before(const struct lookup_id *a, const struct lookup_id *b)
{
    return a->id < b->id || (a->id == b->id && a->at < b->at);
}

struct id_list {
    const struct lookup_id *at;
    size_t len;
};

/* Ids of blocks that have not changed, and `fresh` ones, all sorted; gives how many. */
static size_t
ids_merge(const struct slot_merge *m, struct id_list before, struct id_list fresh,
          struct lookup_id *to)
{
    struct slot_cursor cursor = {.m = m};
    size_t len = 0;
    size_t next = 0;

    for (size_t i = 0; i < before.len; i++) {
        struct lookup_id id = before.at[i];

        if (slot_merge_was_changed(m, id.at))
            continue;
        id.at = slot_cursor_now(&cursor, id.at);
        while (next < fresh.len && id_is_before(&fresh.at[next], &id))
            to[len++] = fresh.at[next++];
        to[len++] = id;
    }
    while (next < fresh.len)
        to[len++] = fresh.at[next++];
    return len;
}

static enum err
module_ids_merge(struct merging *g)
{
    const struct catalogue_slots *changed = &g->m.changed;
    struct lookup_id *fresh = arena_array(g->scratch, struct lookup_id, (size_t)changed->len);

    g->ids->modules =
        arena_alloc_raw(g->arena, g->m.len * sizeof *fresh, alignof(struct lookup_id));
    if (fresh == NULL || g->ids->modules == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < changed->len; i++)
        fresh[i] = (struct lookup_id){g->c->modules[changed->at[i]]->id.n, changed->at[i]};
    lookup_ids_sort(fresh, (size_t)changed->len);
    (void)ids_merge(&g->m, (struct id_list){g->origin->ids->modules, g->m.before_len},
                    (struct id_list){fresh, (size_t)changed->len}, g->ids->modules);
    return lookup_ids_unique(g->ids->modules, g->m.len);
}

static enum err
successors_merge(struct merging *g)
{
    const struct catalogue_ids *was = g->origin->ids;
    const struct catalogue_slots *changed = &g->m.changed;
    struct lookup_id *fresh = arena_array(g->scratch, struct lookup_id, 2 * (size_t)changed->len);
    size_t most = was->successors_len + 2 * (size_t)changed->len;
    struct lookup_id *to = arena_array(g->arena, struct lookup_id, most);
    uint32_t *slots = arena_array(g->arena, uint32_t, most);
    size_t len = 0;

    if (fresh == NULL || to == NULL || slots == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < changed->len; i++)
        len +=
            (size_t)frame_successor_ids(g->c->modules[changed->at[i]], changed->at[i], fresh + len);
    lookup_ids_sort(fresh, len);
    g->ids->successors_len =
        ids_merge(&g->m, (struct id_list){was->successors, was->successors_len},
                  (struct id_list){fresh, len}, to);
    for (size_t i = 0; i < g->ids->successors_len; i++)
        slots[i] = to[i].at;
    g->ids->successors = to;
    g->ids->successor_slots = slots;
    return OK;
}

/* A rung and the competence whose ladder it is of. */
struct fresh_rung {
    uint16_t competence;
    struct catalogue_rung rung;
};

static int
fresh_cmp(const void *pa, const void *pb)
{
    const struct fresh_rung *a = pa;
    const struct fresh_rung *b = pb;

    if (a->competence != b->competence)
        return a->competence < b->competence ? -1 : 1;
    return frame_rung_cmp(&a->rung, &b->rung);
}

static bool
is_offered(const struct catalogue *c, uint32_t slot)
{
    return (c->columns->rows[slot].flags & COLUMN_OFFERED) != 0;
}

/* Rungs of the changed blocks that are offered. */
static enum err
fresh_find(const struct merging *g, struct fresh_rung **ret_fresh, size_t *ret_len)
{
    const struct catalogue_slots *changed = &g->m.changed;
    struct fresh_rung *fresh;
    size_t most = 0;
    size_t len = 0;

    for (int i = 0; i < changed->len; i++)
        most += (size_t)g->c->modules[changed->at[i]]->gives_len;
    fresh = arena_array(g->scratch, struct fresh_rung, most);
    if (fresh == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < changed->len; i++) {
        uint32_t slot = changed->at[i];
        const struct module *m = g->c->modules[slot];

        for (int k = 0; is_offered(g->c, slot) && k < m->gives_len; k++)
            fresh[len++] = (struct fresh_rung){m->gives[k].competence.n,
                                               {slot, m->gives[k].from, m->gives[k].to}};
    }
    if (len > 1)
        qsort(fresh, len, sizeof *fresh, fresh_cmp);
    *ret_fresh = fresh;
    *ret_len = len;
    return OK;
}

/* One ladder; takes its rungs from *fresh, of `*fresh_len`. */
static enum err
ladder_merge(const struct merging *g, uint16_t competence, struct fresh_rung **fresh,
             size_t *fresh_len)
{
    const struct catalogue_ladder *was = &g->origin->ladders[competence];
    struct slot_cursor cursor = {.m = &g->m};
    struct catalogue_rung *to;
    size_t news = 0;
    size_t next = 0;
    int len = 0;

    while (news < *fresh_len && (*fresh)[news].competence == competence)
        news++;
    to = arena_alloc_raw(g->arena, ((size_t)was->rungs_len + news) * sizeof *to,
                         alignof(struct catalogue_rung));
    if (to == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < was->rungs_len; i++) {
        struct catalogue_rung rung = was->rungs[i];

        if (slot_merge_was_changed(&g->m, rung.slot))
            continue;
        rung.slot = slot_cursor_now(&cursor, rung.slot);
        while (next < news && frame_rung_cmp(&(*fresh)[next].rung, &rung) < 0)
            to[len++] = (*fresh)[next++].rung;
        to[len++] = rung;
    }
    while (next < news)
        to[len++] = (*fresh)[next++].rung;
    g->c->ladders[competence] = (struct catalogue_ladder){to, len};
    *fresh += news;
    *fresh_len -= news;
    return OK;
}

static enum err
ladders_merge(struct merging *g)
{
    struct fresh_rung *fresh;
    size_t len;

    TRY(fresh_find(g, &fresh, &len));
    for (int k = 0; k < COMPETENCES_MAX; k++)
        TRY(ladder_merge(g, (uint16_t)k, &fresh, &len));
    return OK;
}

static void
offered_count(struct merging *g)
{
    const struct catalogue_slots *changed = &g->m.changed;
    uint32_t len = g->origin->offered_len;

    for (int i = 0; i < changed->len; i++) {
        uint32_t before = slot_merge_before(&g->m, changed->at[i]);

        len -= before != UINT32_MAX && is_offered(g->origin, before);
        len += is_offered(g->c, changed->at[i]);
    }
    g->c->offered_len = len;
}

enum err
frame_merge(struct arena *arena, const struct module *const *list, struct catalogue *c)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct merging g = {.arena = arena, .scratch = scratch, .origin = c->frame, .c = c};

    g.m.before_len = c->frame->modules_len;
    g.m.len = c->modules_len;
    g.ids = arena_new(arena, struct catalogue_ids);
    if (scratch == NULL || g.ids == NULL || c->modules_len > CATALOGUE_MODULES_MAX)
        return ERR_LIMIT;
    c->ids = g.ids;
    TRY(frame_small_ids(arena, c, g.ids));
    TRY(slots_merge(&g, list));
    TRY(module_ids_merge(&g));
    TRY(successors_merge(&g));
    TRY(columns_merge(arena, g.origin, c, &g.m, &c->columns));
    offered_count(&g);
    TRY(ladders_merge(&g));
    TRY(match_index_merge(arena, g.origin, c, &g.m, &c->match));
    return frame_finish(arena, c);
}
