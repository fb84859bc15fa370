/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Building goes from what depends on nothing to what depends on all: lookups,
 * the order of slots, columns, ladders, words.
 */
#include "engine/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "engine/array_copy.h"
#include "engine/columns.h"
#include "engine/frame_parts.h"
#include "engine/index.h"
#include "engine/index_change.h"
#include "engine/lookup.h"
#include "engine/match_index.h"

enum err
frame_small_ids(struct arena *arena, const struct catalogue *c, struct catalogue_ids *ids)
{
    ids->providers = arena_array(arena, struct lookup_id, (size_t)c->providers_len);
    ids->venues = arena_array(arena, struct lookup_id, (size_t)c->venues_len);
    ids->jobs = arena_array(arena, struct lookup_id, (size_t)c->jobs_len);
    ids->provider_codes = arena_array(arena, struct lookup_code, (size_t)c->providers_len);
    ids->job_codes = arena_array(arena, struct lookup_code, (size_t)c->jobs_len);
    if (ids->providers == NULL || ids->venues == NULL || ids->jobs == NULL ||
        ids->provider_codes == NULL || ids->job_codes == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < (uint32_t)c->providers_len; i++) {
        ids->providers[i] = (struct lookup_id){c->providers[i].id.n, i};
        ids->provider_codes[i] = (struct lookup_code){c->providers[i].code, i};
    }
    for (uint32_t i = 0; i < (uint32_t)c->venues_len; i++)
        ids->venues[i] = (struct lookup_id){c->venues[i].id.n, i};
    for (uint32_t i = 0; i < (uint32_t)c->jobs_len; i++) {
        if (!job_profile_is_sound(&c->jobs[i]))
            return ERR_CORRUPT;
        ids->jobs[i] = (struct lookup_id){c->jobs[i].id.n, i};
        ids->job_codes[i] = (struct lookup_code){c->jobs[i].code, i};
    }
    lookup_ids_sort(ids->providers, (size_t)c->providers_len);
    TRY(lookup_codes_sort(ids->provider_codes, (size_t)c->providers_len));
    lookup_ids_sort(ids->venues, (size_t)c->venues_len);
    lookup_ids_sort(ids->jobs, (size_t)c->jobs_len);
    TRY(lookup_codes_sort(ids->job_codes, (size_t)c->jobs_len));
    TRY(lookup_ids_unique(ids->providers, (size_t)c->providers_len));
    TRY(lookup_codes_unique(ids->provider_codes, (size_t)c->providers_len));
    TRY(lookup_ids_unique(ids->venues, (size_t)c->venues_len));
    TRY(lookup_ids_unique(ids->jobs, (size_t)c->jobs_len));
    return lookup_codes_unique(ids->job_codes, (size_t)c->jobs_len);
}

/* Slots are places in the order of codes. */
static enum err
slots_build(struct arena *a, const struct module *const *list, struct catalogue *c,
            struct catalogue_ids *ids)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    const struct module **modules = arena_array(a, const struct module *, c->modules_len);
    struct lookup_code *codes =
        scratch ? arena_array(scratch, struct lookup_code, c->modules_len) : NULL;

    ids->modules = arena_array(a, struct lookup_id, c->modules_len);
    if (modules == NULL || ids->modules == NULL || codes == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < c->modules_len; i++)
        codes[i] = (struct lookup_code){list[i]->code, i};
    TRY(lookup_codes_sort(codes, c->modules_len));
    TRY(lookup_codes_unique(codes, c->modules_len));
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        modules[slot] = list[codes[slot].at];
        ids->modules[slot] = (struct lookup_id){modules[slot]->id.n, slot};
    }
    c->modules = modules;
    lookup_ids_sort(ids->modules, c->modules_len);
    return lookup_ids_unique(ids->modules, c->modules_len);
}

uint32_t
frame_code_place(const struct catalogue *c, struct slice code)
{
    uint32_t low = 0;
    uint32_t high = c->modules_len;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (slice_cmp(c->modules[mid]->code, code) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

int
frame_successor_ids(const struct module *m, uint32_t slot, struct lookup_id ret_ids[2])
{
    int len = 0;

    if (m->chain_after.n != 0)
        ret_ids[len++] = (struct lookup_id){m->chain_after.n, slot};
    if (m->follows.n != 0 && m->follows.n != m->chain_after.n)
        ret_ids[len++] = (struct lookup_id){m->follows.n, slot};
    return len;
}

static enum err
successors_build(struct arena *a, const struct catalogue *c, struct catalogue_ids *ids)
{
    struct lookup_id two[2];
    size_t len = 0;

    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        len += (size_t)frame_successor_ids(c->modules[slot], slot, two);
    ids->successors = arena_array(a, struct lookup_id, len);
    ids->successor_slots = arena_array(a, uint32_t, len);
    if (ids->successors == NULL || ids->successor_slots == NULL)
        return ERR_LIMIT;
    len = 0;
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        len += (size_t)frame_successor_ids(c->modules[slot], slot, ids->successors + len);
    lookup_ids_sort(ids->successors, len);
    for (size_t i = 0; i < len; i++)
        ids->successor_slots[i] = ids->successors[i].at;
    ids->successors_len = len;
    return OK;
}

int
frame_rung_cmp(const void *pa, const void *pb)
{
    const struct catalogue_rung *a = pa;
    const struct catalogue_rung *b = pb;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return (a->slot > b->slot) - (a->slot < b->slot);
}

static bool
slot_is_offered(const struct catalogue *c, uint32_t slot)
{
    return (c->columns->rows[slot].flags & COLUMN_OFFERED) != 0;
}

static enum err
ladders_build(struct arena *a, struct catalogue *c)
{
    struct catalogue_rung *rungs[COMPETENCES_MAX] = {NULL};

    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        for (int i = 0; slot_is_offered(c, slot) && i < c->modules[slot]->gives_len; i++)
            c->ladders[c->modules[slot]->gives[i].competence.n].rungs_len++;
    }
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        rungs[k] = arena_array(a, struct catalogue_rung, (size_t)c->ladders[k].rungs_len);
        if (rungs[k] == NULL)
            return ERR_LIMIT;
        c->ladders[k] = (struct catalogue_ladder){rungs[k], 0};
    }
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        for (int i = 0; slot_is_offered(c, slot) && i < c->modules[slot]->gives_len; i++) {
            const struct module_gain *g = &c->modules[slot]->gives[i];

            rungs[g->competence.n][c->ladders[g->competence.n].rungs_len++] =
                (struct catalogue_rung){slot, g->from, g->to};
        }
    }
    for (int k = 0; k < COMPETENCES_MAX; k++) {
        if (c->ladders[k].rungs_len > 1)
            qsort(rungs[k], (size_t)c->ladders[k].rungs_len, sizeof *rungs[k], frame_rung_cmp);
    }
    return OK;
}

enum err
frame_finish(struct arena *arena, struct catalogue *c)
{
    struct catalogue *frame = arena_new(arena, struct catalogue);

    if (frame == NULL)
        return ERR_LIMIT;
    *frame = *c;
    frame->index = NULL;
    c->frame = frame;
    return OK;
}

/* All but the words: from `list`, the modules in any order, all of them sound. */
static enum err
frame_build(struct arena *arena, const struct module *const *list, struct catalogue *c)
{
    struct catalogue_ids *ids = arena_new(arena, struct catalogue_ids);

    c->offered_len = 0;
    memset(c->ladders, 0, sizeof c->ladders);
    if (ids == NULL || c->modules_len > CATALOGUE_MODULES_MAX)
        return ERR_LIMIT;
    c->ids = ids;
    TRY(frame_small_ids(arena, c, ids));
    TRY(slots_build(arena, list, c, ids));
    TRY(successors_build(arena, c, ids));
    TRY(columns_build(arena, c, &c->columns));
    for (uint32_t slot = 0; slot < c->modules_len; slot++)
        c->offered_len += slot_is_offered(c, slot);
    TRY(ladders_build(arena, c));
    TRY(match_index_build(arena, c, &c->match));
    return frame_finish(arena, c);
}

static struct catalogue
catalogue_of(const struct catalogue_source *source)
{
    return (struct catalogue){
        .today = source->today,
        .framework = source->framework,
        .topics = source->topics,
        .topics_len = source->topics_len,
        .jobs = source->jobs,
        .jobs_len = source->jobs_len,
        .providers = source->providers,
        .providers_len = source->providers_len,
        .venues = source->venues,
        .venues_len = source->venues_len,
        .modules_len = (uint32_t)source->modules_len,
    };
}

enum err
catalogue_build(struct arena *arena, const struct catalogue_source *source,
                const struct catalogue **ret_catalogue)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct catalogue *c = arena_new(arena, struct catalogue);
    const struct module **list;

    if (c == NULL || scratch == NULL || source->modules_len > CATALOGUE_MODULES_MAX)
        return ERR_LIMIT;
    *c = catalogue_of(source);
    list = arena_array(scratch, const struct module *, c->modules_len);
    if (list == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < c->modules_len; i++) {
        list[i] = &source->modules[i];
        if (!module_is_sound(list[i]))
            return ERR_CORRUPT;
    }
    TRY(frame_build(source->frame_arena ? source->frame_arena : arena, list, c));
    TRY(index_build(source->index_arena ? source->index_arena : arena, c, source->synonyms,
                    source->threads, &c->index));
    *ret_catalogue = c;
    return OK;
}

/* The modules before, the changed ones in their places, the new ones after them. */
static enum err
change_list(struct arena *scratch, const struct catalogue_change *change,
            const struct module ***ret_list, uint32_t *ret_len)
{
    const struct catalogue *before = change->before;
    uint32_t len = before->modules_len;
    const struct module **list =
        arena_array(scratch, const struct module *, (size_t)len + (size_t)change->modules_len);

    if (list == NULL)
        return ERR_LIMIT;
    for (uint32_t slot = 0; slot < len; slot++)
        list[slot] = before->modules[slot];
    for (int i = 0; i < change->modules_len; i++) {
        const struct module *m = &change->modules[i];
        uint32_t slot = lookup_id(before->ids->modules, before->modules_len, m->id.n);

        if (!module_is_sound(m))
            return ERR_CORRUPT;
        if (slot == LOOKUP_NONE)
            list[len++] = m;
        else if (list[slot] == before->modules[slot])
            list[slot] = m;
        else
            return ERR_CONFLICT; /* twice */
    }
    *ret_list = list;
    *ret_len = len;
    return OK;
}

static bool
words_are_same(const struct catalogue_change *change, const struct catalogue *c)
{
    if (c->modules_len != change->before->modules_len)
        return false;
    for (int i = 0; i < change->modules_len; i++) {
        uint32_t slot = catalogue_slot(c, &change->modules[i]);

        if (change->before->modules[slot]->id.n != change->modules[i].id.n ||
            !index_has_same_words(change->before, c, slot))
            return false;
    }
    return true;
}

/* The index before, or one made from it, or a new one. */
static enum err
change_index(const struct catalogue_change *change, struct catalogue *c,
             enum catalogue_index *ret_index)
{
    struct arena_mark mark = arena_mark(change->index_arena);
    enum err e;

    *ret_index = CATALOGUE_INDEX_SAME;
    if (words_are_same(change, c))
        return OK;
    *ret_index = CATALOGUE_INDEX_CHANGED;
    e = index_change(change->index_arena, change->before->index, c, change->synonyms, &c->index);
    if (e != ERR_NOT_FOUND)
        return e;
    arena_rewind(change->index_arena, mark);
    *ret_index = CATALOGUE_INDEX_NEW;
    return index_build(change->index_arena, c, change->synonyms, change->threads, &c->index);
}

/* Whether nothing that lookups, ladders and order are made of is another. */
static bool
is_in_its_place(const struct module *m, const struct module *old)
{
    return m->id.n == old->id.n && slice_eq(m->code, old->code) &&
           m->chain_after.n == old->chain_after.n && m->follows.n == old->follows.n;
}

/* `list`: the modules by slot, if they are the same as those of the frame before. */
static enum err
frame_change(struct arena *arena, const struct module *const *list, struct catalogue *c)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    const struct catalogue *origin = c->frame;
    uint32_t *at = scratch ? arena_array(scratch, uint32_t, MODULE_CHANGES_MAX) : NULL;
    struct catalogue_slots changed = {at, 0};

    if (at == NULL)
        return ERR_LIMIT;
    if (c->modules_len != origin->modules_len)
        return ERR_NOT_FOUND;
    for (uint32_t slot = 0; slot < c->modules_len; slot++) {
        if (list[slot] == origin->modules[slot])
            continue;
        if (changed.len == MODULE_CHANGES_MAX ||
            !is_in_its_place(list[slot], origin->modules[slot]))
            return ERR_NOT_FOUND;
        at[changed.len++] = slot;
    }
    c->modules = ARRAY_COPY(arena, const struct module *, list, c->modules_len);
    c->columns = origin->columns;
    c->match = origin->match;
    if (c->modules == NULL)
        return ERR_LIMIT;
    if (changed.len == 0)
        return OK;
    TRY(columns_change(arena, origin, c, &changed, &c->columns));
    return match_index_change(arena, origin, c, &changed, &c->match);
}

/* What differs from the frame before, or a new one. */
static enum err
change_frame(struct arena *arena, const struct catalogue_change *change,
             const struct module *const *list, struct catalogue *c)
{
    struct arena *into = change->frame_arena ? change->frame_arena : arena;
    struct arena_mark mark = arena_mark(arena);
    enum err e = frame_change(arena, list, c);

    if (e != ERR_NOT_FOUND)
        return e;
    arena_rewind(arena, mark);
    mark = arena_mark(into);
    e = frame_merge(into, list, c);
    if (e != ERR_NOT_FOUND)
        return e;
    arena_rewind(into, mark);
    return frame_build(into, list, c);
}

enum err
catalogue_change(struct arena *arena, const struct catalogue_change *change,
                 const struct catalogue **ret_catalogue, enum catalogue_index *ret_index)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct catalogue *c = arena_new(arena, struct catalogue);
    const struct module **list;

    if (c == NULL || scratch == NULL)
        return ERR_LIMIT;
    *c = *change->before;
    TRY(change_list(scratch, change, &list, &c->modules_len));
    TRY(change_frame(arena, change, list, c));
    TRY(change_index(change, c, ret_index));
    *ret_catalogue = c;
    return OK;
}

const struct module *
catalogue_module(const struct catalogue *c, struct module_id id)
{
    uint32_t slot = lookup_id(c->ids->modules, c->modules_len, id.n);

    return slot == LOOKUP_NONE ? NULL : c->modules[slot];
}

const struct module *
catalogue_module_by_code(const struct catalogue *c, struct slice code)
{
    uint32_t slot = frame_code_place(c, code);

    return slot < c->modules_len && slice_eq(c->modules[slot]->code, code) ? c->modules[slot]
                                                                           : NULL;
}

const struct provider *
catalogue_provider(const struct catalogue *c, struct provider_id id)
{
    uint32_t at = lookup_id(c->ids->providers, (size_t)c->providers_len, id.n);

    return at == LOOKUP_NONE ? NULL : &c->providers[at];
}

const struct provider *
catalogue_provider_by_code(const struct catalogue *c, struct slice code)
{
    uint32_t at = lookup_code(c->ids->provider_codes, (size_t)c->providers_len, code);

    return at == LOOKUP_NONE ? NULL : &c->providers[at];
}

const struct venue *
catalogue_venue(const struct catalogue *c, struct venue_id id)
{
    uint32_t at = lookup_id(c->ids->venues, (size_t)c->venues_len, id.n);

    return at == LOOKUP_NONE ? NULL : &c->venues[at];
}

const struct job_profile *
catalogue_job(const struct catalogue *c, struct job_profile_id id)
{
    uint32_t at = lookup_id(c->ids->jobs, (size_t)c->jobs_len, id.n);

    return at == LOOKUP_NONE ? NULL : &c->jobs[at];
}

const struct job_profile *
catalogue_job_by_code(const struct catalogue *c, struct slice code)
{
    uint32_t at = lookup_code(c->ids->job_codes, (size_t)c->jobs_len, code);

    return at == LOOKUP_NONE ? NULL : &c->jobs[at];
}

const struct topic *
catalogue_topic_by_code(const struct catalogue *c, struct slice code)
{
    for (int i = 0; i < c->topics_len; i++) {
        if (slice_eq(c->topics[i].code, code))
            return &c->topics[i];
    }
    return NULL;
}

uint32_t
catalogue_slot(const struct catalogue *c, const struct module *m)
{
    uint32_t slot = lookup_id(c->ids->modules, c->modules_len, m->id.n);

    assert(slot != LOOKUP_NONE);
    return slot;
}

bool
catalogue_is_offered(const struct catalogue *c, const struct module *m)
{
    return slot_is_offered(c, catalogue_slot(c, m));
}

bool
catalogue_run_is_open(const struct run *r, struct day today)
{
    return r->first.n >= today.n || (r->sessions_len == 0 && r->last.n >= today.n);
}

struct catalogue_slots
catalogue_successors(const struct catalogue *c, struct module_id id)
{
    const struct catalogue_ids *ids = c->ids;
    size_t low = 0;
    size_t high = ids->successors_len;
    size_t end;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (ids->successors[mid].id < id.n)
            low = mid + 1;
        else
            high = mid;
    }
    for (end = low; end < ids->successors_len && ids->successors[end].id == id.n; end++)
        continue;
    return (struct catalogue_slots){ids->successor_slots + low, (int)(end - low)};
}
