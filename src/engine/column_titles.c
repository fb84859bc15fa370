/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The order of titles: DIN 5007-1 (umlauts as their vowels, case and marks aside), then by code.
 *
 * Titles that change are taken out of the order and put in again, so that only theirs are folded
 * and those that they are compared with.
 */
#include "base/unicode.h"
#include "engine/columns.h"
#include "engine/lookup.h"
#include "engine/slot_merge.h"

enum err
column_titles_build(struct arena *arena, const struct catalogue *c, const uint32_t **ret_ranks)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    uint32_t len = c->modules_len;
    uint32_t *ranks = arena_array(arena, uint32_t, len);
    struct lookup_code *titles = scratch ? arena_array(scratch, struct lookup_code, len) : NULL;

    if (ranks == NULL || titles == NULL)
        return ERR_LIMIT;
    *ret_ranks = ranks;
    for (uint32_t i = 0; i < len; i++) {
        titles[i].at = i;
        TRY(unicode_fold(scratch, c->modules[i]->title, &titles[i].code));
    }
    TRY(lookup_codes_sort(titles, len));
    for (uint32_t i = 0; i < len; i++)
        ranks[titles[i].at] = i;
    return OK;
}

/* Slots in order of their titles, without those whose title changed; and these. */
struct retitling {
    struct arena *scratch;
    const struct catalogue *origin;
    const struct catalogue *c;
    const struct slot_merge *m;
    uint32_t *kept;
    uint32_t kept_len;
    struct lookup_code *changed; /* sorted */
    uint32_t changed_len;
};

static enum err
changed_find(struct retitling *t)
{
    const struct catalogue_slots *changed = &t->m->changed;

    t->changed = arena_array(t->scratch, struct lookup_code, (size_t)changed->len);
    if (t->changed == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < changed->len; i++) {
        uint32_t slot = changed->at[i];
        uint32_t before = slot_merge_before(t->m, slot);
        struct lookup_code *title = &t->changed[t->changed_len];

        if (before != UINT32_MAX &&
            slice_eq(t->c->modules[slot]->title, t->origin->modules[before]->title))
            continue;
        title->at = slot;
        TRY(unicode_fold(t->scratch, t->c->modules[slot]->title, &title->code));
        t->changed_len++;
    }
    return lookup_codes_sort(t->changed, t->changed_len);
}

/* Slots before in order of titles become slots now, without the changed ones. */
static enum err
kept_find(struct retitling *t)
{
    const uint32_t *ranks = t->origin->columns->title_ranks;
    uint32_t len = t->m->before_len;
    uint32_t *order = arena_alloc_raw(t->scratch, (size_t)len * sizeof *order, alignof(uint32_t));
    struct slot_cursor cursor = {.m = t->m};

    if (order == NULL)
        return ERR_LIMIT;
    for (uint32_t before = 0; before < len; before++)
        order[ranks[before]] = slot_cursor_now(&cursor, before);
    for (uint32_t i = 0; i < t->changed_len; i++) {
        uint32_t before = slot_merge_before(t->m, t->changed[i].at);

        if (before != UINT32_MAX)
            order[ranks[before]] = UINT32_MAX;
    }
    t->kept = order;
    for (uint32_t i = 0; i < len; i++) {
        if (order[i] != UINT32_MAX)
            t->kept[t->kept_len++] = order[i];
    }
    return OK;
}

/* How many of the kept titles stand before a changed one. */
static enum err
place_find(const struct retitling *t, const struct lookup_code *title, uint32_t *ret_place)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(SIZE_MAX);
    uint32_t low = 0;
    uint32_t high = t->kept_len;

    if (a == NULL)
        return ERR_LIMIT;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        uint32_t slot = t->kept[mid];
        struct slice folded;
        int order;

        arena_reset(a);
        TRY(unicode_fold(a, t->c->modules[slot]->title, &folded));
        order = slice_cmp(folded, title->code);
        if (order < 0 || (order == 0 && slot < title->at))
            low = mid + 1;
        else
            high = mid;
    }
    *ret_place = low;
    return OK;
}

enum err
column_titles_merge(struct arena *arena, const struct catalogue *origin, const struct catalogue *c,
                    const struct slot_merge *m, const uint32_t **ret_ranks)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct retitling t = {.scratch = scratch, .origin = origin, .c = c, .m = m};
    uint32_t *ranks;
    uint32_t next = 0;
    uint32_t rank = 0;

    if (scratch == NULL)
        return ERR_LIMIT;
    *ret_ranks = origin->columns->title_ranks;
    TRY(changed_find(&t));
    if (t.changed_len == 0)
        return OK;
    TRY(kept_find(&t));
    ranks = arena_array(arena, uint32_t, c->modules_len);
    if (ranks == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < t.changed_len; i++) {
        uint32_t place;

        TRY(place_find(&t, &t.changed[i], &place));
        while (next < place)
            ranks[t.kept[next++]] = rank++;
        ranks[t.changed[i].at] = rank++;
    }
    while (next < t.kept_len)
        ranks[t.kept[next++]] = rank++;
    *ret_ranks = ranks;
    return OK;
}
