/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/lookup.h"

#include <stdlib.h>

static int
id_cmp(const void *pa, const void *pb)
{
    const struct lookup_id *a = pa;
    const struct lookup_id *b = pb;

    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static int
code_cmp(const void *pa, const void *pb)
{
    const struct lookup_code *a = pa;
    const struct lookup_code *b = pb;
    int c = slice_cmp(a->code, b->code);

    return c != 0 ? c : (a->at > b->at) - (a->at < b->at);
}

void
lookup_ids_sort(struct lookup_id *ids, size_t len)
{
    if (len > 0)
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

void
lookup_codes_sort(struct lookup_code *codes, size_t len)
{
    if (len > 0)
        qsort(codes, len, sizeof *codes, code_cmp);
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
