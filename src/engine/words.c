/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/words.h"

#include <string.h>

#include "engine/hash.h"
#include "engine/lookup.h"

struct words
words_init(struct arena *arena)
{
    return (struct words){.arena = arena};
}

static uint64_t
cell_value(uint64_t hash, uint32_t number)
{
    return (hash & ~(uint64_t)UINT32_MAX) | ((uint64_t)number + 1);
}

static uint32_t
cell_number(uint64_t cell)
{
    return (uint32_t)cell - 1;
}

/* The cell of a word, or the empty one where it belongs. */
static size_t
cell_of(const struct words *w, struct slice folded, uint64_t hash)
{
    size_t mask = w->cells_len - 1;
    size_t i = (size_t)(hash ^ hash >> 32) & mask;

    while (w->cells[i] != 0 && ((w->cells[i] ^ hash) >> 32 != 0 ||
                                !slice_eq(w->folded[cell_number(w->cells[i])], folded)))
        i = (i + 1) & mask;
    return i;
}

static enum err
cells_grow(struct words *w)
{
    size_t len = w->cells_len ? w->cells_len * 2 : 1024;
    uint64_t *cells = arena_array(w->arena, uint64_t, len);

    if (cells == NULL)
        return ERR_LIMIT;
    w->cells = cells;
    w->cells_len = len;
    for (uint32_t i = 0; i < w->len; i++) {
        uint64_t hash = hash_of(w->folded[i]);

        cells[cell_of(w, w->folded[i], hash)] = cell_value(hash, i);
    }
    return OK;
}

enum err
words_add(struct words *w, struct slice folded, uint32_t *ret_number)
{
    void *array = w->folded;
    uint64_t hash = hash_of(folded);
    size_t cell;

    if ((size_t)w->len * 2 >= w->cells_len)
        TRY(cells_grow(w));
    cell = cell_of(w, folded, hash);
    if (w->cells[cell] == 0) {
        TRY(arena_grow(w->arena, &array, w->len, &w->size, sizeof *w->folded));
        w->folded = array;
        TRY(arena_copy(w->arena, folded, &w->folded[w->len]));
        w->cells[cell] = cell_value(hash, w->len++);
    }
    *ret_number = cell_number(w->cells[cell]);
    return OK;
}

uint32_t
words_number(const struct words *w, struct slice folded)
{
    size_t cell;

    if (w->cells_len == 0)
        return WORDS_NONE;
    cell = cell_of(w, folded, hash_of(folded));
    return w->cells[cell] == 0 ? WORDS_NONE : cell_number(w->cells[cell]);
}

enum err
words_sort(const struct words *w, struct arena *arena, struct slice **ret_sorted,
           uint32_t **ret_new)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct slice *sorted = arena_array(arena, struct slice, w->len);
    uint32_t *new_numbers = arena_array(w->arena, uint32_t, w->len);
    struct lookup_code *order;

    if (scratch == NULL || sorted == NULL || new_numbers == NULL)
        return ERR_LIMIT;
    order = arena_array(scratch, struct lookup_code, w->len);
    if (order == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < w->len; i++)
        order[i] = (struct lookup_code){w->folded[i], i};
    TRY(lookup_codes_sort(order, w->len));
    for (uint32_t i = 0; i < w->len; i++) {
        TRY(arena_copy(arena, order[i].code, &sorted[i]));
        new_numbers[order[i].at] = i;
    }
    *ret_sorted = sorted;
    *ret_new = new_numbers;
    return OK;
}

/* The first word that is not before `folded`. */
static uint32_t
lower_bound(const struct slice *sorted, uint32_t len, struct slice folded)
{
    uint32_t low = 0;
    uint32_t high = len;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (slice_cmp(sorted[mid], folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

uint32_t
words_find(const struct slice *sorted, uint32_t len, struct slice folded)
{
    uint32_t i = lower_bound(sorted, len, folded);

    return i < len && slice_eq(sorted[i], folded) ? i : WORDS_NONE;
}

void
words_prefix(const struct slice *sorted, uint32_t len, struct slice prefix, uint32_t *ret_from,
             uint32_t *ret_to)
{
    uint32_t low = lower_bound(sorted, len, prefix);
    uint32_t high = len;

    *ret_from = low;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;

        if (slice_starts(sorted[mid], prefix))
            low = mid + 1;
        else
            high = mid;
    }
    *ret_to = low;
}
