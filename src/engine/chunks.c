/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/chunks.h"

#include "engine/hash.h"

struct chunks
chunks_init(struct arena *arena)
{
    return (struct chunks){.arena = arena};
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool
is_stop(char c)
{
    return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

bool
chunks_next(struct slice text, size_t *at, struct slice *ret_chunk)
{
    size_t from = *at;
    size_t to;

    while (from < text.len && is_blank(text.at[from]))
        from++;
    if (from == text.len)
        return false;
    for (to = from; to < text.len && !is_blank(text.at[to]); to++)
        continue;
    *at = to;
    while (to > from && is_stop(text.at[to - 1]))
        to--;
    *ret_chunk = (struct slice){text.at + from, to - from};
    return true;
}

static size_t
cell_of(const struct chunks *c, struct slice chunk, uint64_t hash)
{
    size_t mask = c->cells_len - 1;
    size_t i = (size_t)(hash ^ hash >> 32) & mask;

    for (; c->cells[i] != 0; i = (i + 1) & mask) {
        const struct chunk *k = &c->at[(uint32_t)c->cells[i] - 1];

        if ((c->cells[i] ^ hash) >> 32 == 0 && slice_eq((struct slice){k->at, k->len}, chunk))
            break;
    }
    return i;
}

static enum err
cells_grow(struct chunks *c)
{
    size_t len = c->cells_len ? c->cells_len * 2 : 4096;
    uint64_t *old = c->cells;
    size_t old_len = c->cells_len;
    uint64_t *cells = arena_array(c->arena, uint64_t, len);

    if (cells == NULL)
        return ERR_LIMIT;
    c->cells = cells;
    c->cells_len = len;
    for (size_t k = 0; k < old_len; k++) {
        const struct chunk *chunk;
        size_t i;

        if (old[k] == 0)
            continue;
        chunk = &c->at[(uint32_t)old[k] - 1];
        i = (size_t)(hash_of((struct slice){chunk->at, chunk->len}));
        for (i = (i ^ i >> 32) & (len - 1); cells[i] != 0; i = (i + 1) & (len - 1))
            continue;
        cells[i] = old[k];
    }
    return OK;
}

enum err
chunks_find(struct chunks *c, struct slice chunk, uint32_t *ret_number, bool *ret_new)
{
    uint64_t hash = hash_of(chunk);
    void *array = c->at;
    size_t cell;

    assert(chunk.len <= UINT32_MAX);
    if ((size_t)c->len * 2 >= c->cells_len)
        TRY(cells_grow(c));
    cell = cell_of(c, chunk, hash);
    *ret_new = c->cells[cell] == 0;
    if (*ret_new) {
        TRY(arena_grow(c->arena, &array, c->len, &c->size, sizeof *c->at));
        c->at = array;
        c->at[c->len] = (struct chunk){
            .at = chunk.at, .len = (uint32_t)chunk.len, .items_at = (uint32_t)c->items_len};
        c->cells[cell] = (hash & ~(uint64_t)UINT32_MAX) | (uint64_t)++c->len;
    }
    *ret_number = (uint32_t)c->cells[cell] - 1;
    return OK;
}

enum err
chunks_push(struct chunks *c, uint32_t item)
{
    void *array = c->items;

    TRY(arena_grow(c->arena, &array, c->items_len, &c->items_size, sizeof *c->items));
    c->items = array;
    c->items[c->items_len++] = item;
    c->at[c->len - 1].items_len++;
    return OK;
}
