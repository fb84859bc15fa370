/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module_set.h"

#include <stdlib.h>

enum { PACKED_VERSION = 1, PACKED_ID_BYTES_MAX = 9 }; /* 63 bits in groups of seven */

static int
id_cmp(const void *pa, const void *pb)
{
    const struct module_id *a = pa;
    const struct module_id *b = pb;

    return (a->n > b->n) - (a->n < b->n);
}

struct module_set
module_set_of(struct module_id *ids, int len)
{
    int kept = 0;

    if (len > 0)
        qsort(ids, (size_t)len, sizeof *ids, id_cmp);
    for (int i = 0; i < len; i++) {
        if (kept == 0 || ids[kept - 1].n != ids[i].n)
            ids[kept++] = ids[i];
    }
    return (struct module_set){ids, kept};
}

enum err
module_set_pack(struct arena *a, struct module_set s, struct slice *ret_bytes)
{
    char *bytes = arena_alloc(a, 1 + (size_t)s.len * PACKED_ID_BYTES_MAX, 1);
    size_t len = 0;
    uint64_t before = 0;

    if (bytes == NULL)
        return ERR_LIMIT;
    bytes[len++] = PACKED_VERSION;
    for (int i = 0; i < s.len; i++) {
        uint64_t more = (uint64_t)s.ids[i].n - before;

        assert(s.ids[i].n > 0 && more > 0);
        before = (uint64_t)s.ids[i].n;
        while (more >= 128) {
            bytes[len++] = (char)(unsigned char)((more & 127) | 128);
            more >>= 7;
        }
        bytes[len++] = (char)more;
    }
    *ret_bytes = (struct slice){bytes, len};
    return OK;
}

/* One distance; false when it is cut, too large or nothing. */
static bool
take_distance(struct slice bytes, size_t *at, uint64_t *ret_distance)
{
    uint64_t n = 0;

    for (unsigned shift = 0; *at < bytes.len && shift < 7 * PACKED_ID_BYTES_MAX; shift += 7) {
        unsigned char byte = (unsigned char)bytes.at[(*at)++];

        n |= (uint64_t)(byte & 127) << shift;
        if (byte < 128) {
            *ret_distance = n;
            return n > 0;
        }
    }
    return false;
}

enum err
module_set_unpack(struct arena *a, struct slice bytes, struct module_set *ret_set)
{
    struct module_id *ids = arena_array(a, struct module_id, bytes.len + 1);
    uint64_t id = 0;
    size_t at = 1;
    int len = 0;

    if (ids == NULL)
        return ERR_LIMIT;
    if (bytes.len == 0 || bytes.at[0] != PACKED_VERSION)
        return ERR_CORRUPT;
    while (at < bytes.len) {
        uint64_t distance;

        if (!take_distance(bytes, &at, &distance) || distance > (uint64_t)INT64_MAX - id)
            return ERR_CORRUPT;
        id += distance;
        ids[len++].n = (int64_t)id;
    }
    *ret_set = (struct module_set){ids, len};
    return OK;
}

enum err
module_set_minus(struct arena *a, struct module_set now, struct module_set before,
                 struct module_set *ret_set)
{
    struct module_id *ids = arena_array(a, struct module_id, (size_t)now.len + 1);
    int len = 0;
    int k = 0;

    if (ids == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < now.len; i++) {
        while (k < before.len && before.ids[k].n < now.ids[i].n)
            k++;
        if (k == before.len || before.ids[k].n != now.ids[i].n)
            ids[len++] = now.ids[i];
    }
    *ret_set = (struct module_set){ids, len};
    return OK;
}

enum err
module_set_join(struct arena *a, struct module_set x, struct module_set y,
                struct module_set *ret_set)
{
    struct module_id *ids = arena_array(a, struct module_id, (size_t)x.len + (size_t)y.len + 1);
    int len = 0;

    if (ids == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < x.len; i++)
        ids[len++] = x.ids[i];
    for (int i = 0; i < y.len; i++)
        ids[len++] = y.ids[i];
    *ret_set = module_set_of(ids, len);
    return OK;
}
