/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/dictionary.h"

#include "engine/hash.h"

static uint64_t
tag_of(uint64_t hash)
{
    return hash & ~(uint64_t)UINT32_MAX;
}

enum err
dictionary_build(struct arena *arena, const struct slice *words, uint32_t len,
                 struct dictionary *ret_dictionary)
{
    uint64_t size = 16;
    uint64_t *cells;

    while (size < 2 * (uint64_t)len)
        size *= 2;
    cells = arena_array(arena, uint64_t, size);
    if (cells == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++) {
        uint64_t hash = hash_of(words[i]);
        uint64_t at = hash & (size - 1);

        while (cells[at] != 0)
            at = (at + 1) & (size - 1);
        cells[at] = tag_of(hash) | (i + UINT64_C(1));
    }
    *ret_dictionary = (struct dictionary){words, cells, size - 1};
    return OK;
}

uint32_t
dictionary_find(const struct dictionary *d, struct slice word)
{
    uint64_t hash = hash_of(word);
    uint64_t at = hash & d->mask;

    for (; d->cells[at] != 0; at = (at + 1) & d->mask) {
        uint32_t number = (uint32_t)d->cells[at] - 1;

        if (tag_of(d->cells[at]) == tag_of(hash) && slice_eq(d->words[number], word))
            return number;
    }
    return UINT32_MAX;
}
