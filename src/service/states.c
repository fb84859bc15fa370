/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/states.h"

#include <stdlib.h>

/* A postcode or a town's name, and its Land. */
struct entry {
    struct slice key;
    uint8_t state;
};

struct table {
    struct entry *entries; /* by key */
    size_t len;
};

static int
entry_cmp(const void *pa, const void *pb)
{
    const struct entry *a = pa;
    const struct entry *b = pb;

    return slice_cmp(a->key, b->key);
}

/* 1..16 of "01" ... "16", also when more digits follow; 0 of anything else. */
static uint8_t
state_of_key(struct slice key)
{
    int64_t n;

    if (slice_int(slice_sub(key, 0, 2), 1, 16, &n) != OK)
        return 0;
    return (uint8_t)n;
}

/* "Heidelberg, Stadt" is Heidelberg. */
static struct slice
town_of(struct slice name)
{
    return slice_trim(slice_sub(name, 0, slice_find_char(name, ',')));
}

static void
put(struct table *t, struct slice key, uint8_t state)
{
    if (key.len > 0 && state != 0)
        t->entries[t->len++] = (struct entry){key, state};
}

static enum err
table_make(struct arena *a, const struct states_map *map, struct table *ret_table)
{
    size_t max = 2 * (size_t)map->municipalities_len + (size_t)map->postcodes_len + 1;
    struct table t = {arena_array(a, struct entry, max), 0};

    if (t.entries == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < map->municipalities_len; i++) {
        const struct municipality *m = &map->municipalities[i];

        put(&t, town_of(m->name), state_of_key(m->state));
        put(&t, m->postcode, state_of_key(m->state));
    }
    for (int i = 0; i < map->postcodes_len; i++)
        put(&t, map->postcodes[i].code, state_of_key(map->postcodes[i].district_key));
    qsort(t.entries, t.len, sizeof *t.entries, entry_cmp);
    *ret_table = t;
    return OK;
}

/* 0 when it is not there, or in more than one Land. */
static uint8_t
find(const struct table *t, struct slice key)
{
    size_t low = 0;
    size_t high = t->len;
    uint8_t state = 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(t->entries[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < t->len && slice_eq(t->entries[low].key, key); low++) {
        if (state != 0 && state != t->entries[low].state)
            return 0;
        state = t->entries[low].state;
    }
    return state;
}

enum err
states_of_venues(struct arena *a, const struct states_map *map, struct venue *venues, int len)
{
    struct table t;

    TRY(table_make(a, map, &t));
    for (int i = 0; i < len; i++) {
        struct venue *v = &venues[i];

        if (v->state == 0)
            v->state = find(&t, v->postcode);
        if (v->state == 0)
            v->state = find(&t, town_of(v->city));
    }
    return OK;
}

enum err
states_of_providers(struct arena *a, const struct states_map *map, struct provider *providers,
                    int len)
{
    struct table t;

    TRY(table_make(a, map, &t));
    for (int i = 0; i < len; i++) {
        if (providers[i].state == 0)
            providers[i].state = find(&t, town_of(providers[i].city));
    }
    return OK;
}
