/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/dictionary.h"

#include "engine/array_copy.h"
#include "engine/hash.h"

static uint64_t
tag_of(uint64_t hash)
{
    return hash & ~(uint64_t)UINT32_MAX;
}

static uint64_t
size_for(uint32_t len)
{
    uint64_t size = 16;

    while (size < 2 * (uint64_t)len)
        size *= 2;
    return size;
}

static void
cell_add(uint64_t *cells, uint64_t mask, struct slice word, uint32_t number)
{
    uint64_t hash = hash_of(word);
    uint64_t at = hash & mask;

    while (cells[at] != 0)
        at = (at + 1) & mask;
    cells[at] = tag_of(hash) | (number + UINT64_C(1));
}

enum err
dictionary_build(struct arena *arena, const struct slice *words, uint32_t len,
                 struct dictionary *ret_dictionary)
{
    uint64_t size = size_for(len);
    uint64_t *cells = arena_array(arena, uint64_t, size);

    if (cells == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < len; i++)
        cell_add(cells, size - 1, words[i], i);
    *ret_dictionary = (struct dictionary){words, cells, size - 1};
    return OK;
}

/* Take a word out; cells behind it that would not be found then move up. */
static void
cell_remove(uint64_t *cells, const struct dictionary *before, uint32_t number)
{
    uint64_t mask = before->mask;
    uint64_t hole = hash_of(before->words[number]) & mask;

    while ((uint32_t)cells[hole] != number + 1)
        hole = (hole + 1) & mask;
    for (uint64_t at = (hole + 1) & mask; cells[at] != 0; at = (at + 1) & mask) {
        uint64_t home = hash_of(before->words[(uint32_t)cells[at] - 1]) & mask;

        if (((at - home) & mask) < ((at - hole) & mask))
            continue; /* between the hole and its cell: found without the hole as well */
        cells[hole] = cells[at];
        hole = at;
    }
    cells[hole] = 0;
}

enum err
dictionary_change(struct arena *arena, const struct dictionary_change *change,
                  struct dictionary *ret_dictionary)
{
    const struct dictionary *before = change->before;
    uint64_t *cells;

    if (size_for(change->len) != before->mask + 1)
        return dictionary_build(arena, change->words, change->len, ret_dictionary);
    cells = ARRAY_COPY(arena, uint64_t, before->cells, before->mask + 1);
    if (cells == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < change->before_len; i++) {
        if (change->number_of[i] == UINT32_MAX)
            cell_remove(cells, before, i);
    }
    for (uint64_t at = 0; at <= before->mask; at++) {
        if (cells[at] != 0)
            cells[at] =
                tag_of(cells[at]) | (change->number_of[(uint32_t)cells[at] - 1] + UINT64_C(1));
    }
    for (uint32_t i = change->before_len; i < change->number_of_len; i++) {
        uint32_t number = change->number_of[i];

        if (number != UINT32_MAX)
            cell_add(cells, before->mask, change->words[number], number);
    }
    *ret_dictionary = (struct dictionary){change->words, cells, before->mask};
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
