/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/chunks.h"

#include <string.h>

#include "engine/hash.h"

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static const bool little_endian = true;
#else
static const bool little_endian = false;
#endif

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

/* Eight bytes of a chunk from `from` on, zeros after its end; `whole` is what may be read. */
static uint64_t
word_at(struct slice chunk, size_t from, const char *whole_end)
{
    size_t left = chunk.len - from;
    uint64_t x = 0;

    if (left >= 8) {
        memcpy(&x, chunk.at + from, 8);
        return x;
    }
    if (chunk.at + from + 8 <= whole_end) {
        memcpy(&x, chunk.at + from, 8);
        return little_endian ? x & ((UINT64_C(1) << (8 * left)) - 1)
                             : x & ~(~UINT64_C(0) >> (8 * left));
    }
    memcpy(&x, chunk.at + from, left);
    return x;
}

static struct chunk_key
key_of(struct slice chunk, const char *whole_end)
{
    struct chunk_key k = {.chunk = chunk, .hash = chunk.len};

    for (size_t i = 0; i < chunk.len; i += 8) {
        uint64_t x = word_at(chunk, i, whole_end);

        if (i < CHUNK_HEAD)
            k.head[i / 8] = x;
        k.hash = hash_mix(k.hash, x);
    }
    k.hash = hash_end(k.hash);
    return k;
}

static size_t
cell_first(const struct chunks *c, uint64_t hash)
{
    return (size_t)(hash ^ hash >> 32) & (c->cells_len - 1);
}

int
chunks_cut(const struct chunks *c, struct slice text, size_t *at,
           struct chunk_key ret_keys[CHUNK_BATCH])
{
    struct slice chunk;
    int n = 0;

    while (n < CHUNK_BATCH && chunks_next(text, at, &chunk)) {
        if (chunk.len == 0)
            continue;
        ret_keys[n] = key_of(chunk, text.at + text.len);
        if (c->cells_len > 0)
            __builtin_prefetch(&c->cells[cell_first(c, ret_keys[n].hash)]);
        n++;
    }
    for (int i = 0; i < n && c->cells_len > 0; i++) {
        uint64_t cell = c->cells[cell_first(c, ret_keys[i].hash)];

        if (cell != 0)
            __builtin_prefetch(&c->at[(uint32_t)cell - 1]);
    }
    return n;
}

static bool
is_same(const struct chunk *k, const struct chunk_key *key)
{
    return k->len == key->chunk.len && k->head[0] == key->head[0] && k->head[1] == key->head[1] &&
           (k->len <= CHUNK_HEAD ||
            memcmp(k->at + CHUNK_HEAD, key->chunk.at + CHUNK_HEAD, k->len - CHUNK_HEAD) == 0);
}

static size_t
cell_of(const struct chunks *c, const struct chunk_key *key)
{
    size_t i = cell_first(c, key->hash);

    for (; c->cells[i] != 0; i = (i + 1) & (c->cells_len - 1)) {
        if ((c->cells[i] ^ key->hash) >> 32 == 0 && is_same(&c->at[(uint32_t)c->cells[i] - 1], key))
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

    c->cells = arena_array(c->arena, uint64_t, len);
    if (c->cells == NULL)
        return ERR_LIMIT;
    c->cells_len = len;
    for (size_t k = 0; k < old_len; k++) {
        const struct chunk *chunk;
        size_t i;

        if (old[k] == 0)
            continue;
        chunk = &c->at[(uint32_t)old[k] - 1];
        i = cell_first(c, hash_of((struct slice){chunk->at, chunk->len}));
        while (c->cells[i] != 0)
            i = (i + 1) & (len - 1);
        c->cells[i] = old[k];
    }
    return OK;
}

enum err
chunks_find(struct chunks *c, const struct chunk_key *key, uint32_t *ret_number, bool *ret_new)
{
    void *array = c->at;
    size_t cell;

    assert(key->chunk.len <= UINT32_MAX);
    if ((size_t)c->len * 2 >= c->cells_len)
        TRY(cells_grow(c));
    cell = cell_of(c, key);
    *ret_new = c->cells[cell] == 0;
    if (*ret_new) {
        TRY(arena_grow(c->arena, &array, c->len, &c->size, sizeof *c->at));
        c->at = array;
        c->at[c->len] = (struct chunk){.head = {key->head[0], key->head[1]},
                                       .at = key->chunk.at,
                                       .len = (uint32_t)key->chunk.len};
        c->cells[cell] = (key->hash & ~(uint64_t)UINT32_MAX) | (uint64_t)++c->len;
    }
    *ret_number = (uint32_t)c->cells[cell] - 1;
    return OK;
}

enum err
chunks_push(struct chunks *c, uint32_t item)
{
    struct chunk *k = &c->at[c->len - 1];
    void *array = c->items;

    if (k->items_len++ == 0) {
        k->items_at = item;
        return OK;
    }
    if (k->items_len == 2) {
        uint32_t first = k->items_at;

        TRY(arena_grow(c->arena, &array, c->items_len, &c->items_size, sizeof *c->items));
        c->items = array;
        k->items_at = (uint32_t)c->items_len;
        c->items[c->items_len++] = first;
        array = c->items;
    }
    TRY(arena_grow(c->arena, &array, c->items_len, &c->items_size, sizeof *c->items));
    c->items = array;
    c->items[c->items_len++] = item;
    return OK;
}
