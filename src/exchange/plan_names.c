/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/plan_names.h"

enum err
plan_names_init(struct plan_names *names, struct arena *a, size_t max)
{
    size_t table_len = 16;

    while (table_len < max * 2)
        table_len *= 2;
    *names = (struct plan_names){.max = max, .table_len = table_len};
    names->at = arena_array(a, struct slice, max == 0 ? 1 : max);
    names->table = arena_array(a, uint32_t, table_len);
    return names->at == NULL || names->table == NULL ? ERR_LIMIT : OK;
}

/* The place of the name, or the empty place where it belongs. */
static size_t
place_of(const struct plan_names *names, struct slice name)
{
    size_t i = (size_t)slice_hash(name) & (names->table_len - 1);

    while (names->table[i] != 0 && !slice_eq(names->at[names->table[i] - 1], name))
        i = (i + 1) & (names->table_len - 1);
    return i;
}

int64_t
plan_names_find(const struct plan_names *names, struct slice name)
{
    return (int64_t)names->table[place_of(names, name)] - 1;
}

enum err
plan_names_add(struct plan_names *names, struct slice name, size_t *ret_number)
{
    size_t i = place_of(names, name);

    if (names->table[i] == 0) {
        if (names->len == names->max)
            return ERR_LIMIT;
        names->at[names->len++] = name;
        names->table[i] = (uint32_t)names->len;
    }
    *ret_number = names->table[i] - 1;
    return OK;
}
