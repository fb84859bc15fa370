/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/lookup.h"

#include <stdlib.h>
#include <string.h>

static int
id_cmp(const void *pa, const void *pb)
{
    const struct lookup_id *a = pa;
    const struct lookup_id *b = pb;

    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* A code with its first eight bytes as a number, which decide nearly every comparison. */
struct keyed {
    uint64_t key;
    struct lookup_code code;
};

static uint64_t
key_of(struct slice code)
{
    unsigned char bytes[8] = {0};
    uint64_t key = 0;

    if (code.len > 0)
        memcpy(bytes, code.at, code.len < 8 ? code.len : 8);
    for (int i = 0; i < 8; i++)
        key = key << 8 | bytes[i];
    return key;
}

static int
code_cmp(const struct lookup_code *a, const struct lookup_code *b)
{
    int c = slice_cmp(a->code, b->code);

    return c != 0 ? c : (a->at > b->at) - (a->at < b->at);
}

static int
keyed_cmp(const void *pa, const void *pb)
{
    const struct keyed *a = pa;
    const struct keyed *b = pb;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return code_cmp(&a->code, &b->code);
}

void
lookup_ids_sort(struct lookup_id *ids, size_t len)
{
    size_t i = 1;

    while (i < len && id_cmp(&ids[i - 1], &ids[i]) <= 0)
        i++;
    if (i < len)
        qsort(ids, len, sizeof *ids, id_cmp);
}

enum err
lookup_ids_unique(const struct lookup_id *ids, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        if (ids[i].id == ids[i - 1].id)
            return ERR_CONFLICT;
    }
    return OK;
}

static bool
codes_are_sorted(const struct lookup_code *codes, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        if (code_cmp(&codes[i - 1], &codes[i]) > 0)
            return false;
    }
    return true;
}

enum err
lookup_codes_sort(struct lookup_code *codes, size_t len)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    struct keyed *keyed;

    if (scratch == NULL)
        return ERR_LIMIT;
    if (codes_are_sorted(codes, len))
        return OK;
    keyed = arena_array(scratch, struct keyed, len);
    if (keyed == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < len; i++)
        keyed[i] = (struct keyed){key_of(codes[i].code), codes[i]};
    qsort(keyed, len, sizeof *keyed, keyed_cmp);
    for (size_t i = 0; i < len; i++)
        codes[i] = keyed[i].code;
    return OK;
}

enum err
lookup_codes_unique(const struct lookup_code *codes, size_t len)
{
    for (size_t i = 1; i < len; i++) {
        if (slice_eq(codes[i].code, codes[i - 1].code))
            return ERR_CONFLICT;
    }
    return OK;
}

uint32_t
lookup_id(const struct lookup_id *ids, size_t len, int64_t id)
{
    size_t low = 0;
    size_t high = len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (ids[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < len && ids[low].id == id ? ids[low].at : LOOKUP_NONE;
}

uint32_t
lookup_code(const struct lookup_code *codes, size_t len, struct slice code)
{
    size_t low = 0;
    size_t high = len;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (slice_cmp(codes[mid].code, code) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < len && slice_eq(codes[low].code, code) ? codes[low].at : LOOKUP_NONE;
}
