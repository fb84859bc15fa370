/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/people_ids.h"

#include <string.h>

#include "base/arena.h"

enum { TABLE_LEN_MIN = 4096 };

struct people_id {
    int32_t line;
    uint32_t len;
    char bytes[];
};

static struct slice
id_of(const struct people_id *p)
{
    return (struct slice){p->bytes, p->len};
}

/* Where the id stands, or would. */
static struct people_id **
place_of(const struct people_ids *ids, struct slice id)
{
    size_t at = slice_hash(id) & (ids->table_len - 1);

    while (ids->table[at] != NULL && !slice_eq(id_of(ids->table[at]), id))
        at = (at + 1) & (ids->table_len - 1);
    return &ids->table[at];
}

/* A table of twice the length. */
static enum err
table_grow(struct ctx *ctx, struct people_ids *ids)
{
    struct people_ids more = *ids;

    more.table_len = ids->table_len > 0 ? 2 * ids->table_len : TABLE_LEN_MIN;
    more.table = arena_array(ids->arena, struct people_id *, more.table_len);
    if (more.table == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the ids of people");
    for (size_t i = 0; i < ids->table_len; i++) {
        if (ids->table[i] != NULL)
            *place_of(&more, id_of(ids->table[i])) = ids->table[i];
    }
    *ids = more;
    return OK;
}

enum err
people_ids_take(struct ctx *ctx, struct people_ids *ids, struct slice id, int64_t line,
                int64_t *ret_before)
{
    struct people_id **place;
    struct people_id *p;

    if (2 * ids->len >= ids->table_len)
        TRY(table_grow(ctx, ids));
    place = place_of(ids, id);
    if (*place != NULL) {
        *ret_before = (*place)->line;
        return OK;
    }
    p = arena_alloc(ids->arena, sizeof *p + id.len, alignof(struct people_id));
    if (p == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the ids of people");
    p->line = (int32_t)line;
    p->len = (uint32_t)id.len;
    memcpy(p->bytes, id.at, id.len);
    *place = p;
    ids->len++;
    *ret_before = 0;
    return OK;
}
