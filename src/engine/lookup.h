/* SPDX-License-Identifier: EUPL-1.2 */
/* Lookups: from a number or a code to a place in an array, by binary search. */
#ifndef KC_ENGINE_LOOKUP_H
#define KC_ENGINE_LOOKUP_H

#include "base/arena.h"

struct lookup_id {
    int64_t id;
    uint32_t at;
};
struct lookup_code {
    struct slice code;
    uint32_t at;
};

#define LOOKUP_NONE UINT32_MAX

/* Put in order, by id (code), then `at`. Quick when they are in order already. */
void lookup_ids_sort(struct lookup_id *ids, size_t len);
/* ERR_LIMIT: no memory for it. */
MUST_USE enum err lookup_codes_sort(struct lookup_code *codes, size_t len);
/* Of sorted ones: ERR_CONFLICT when two are the same. */
MUST_USE enum err lookup_ids_unique(const struct lookup_id *ids, size_t len);
MUST_USE enum err lookup_codes_unique(const struct lookup_code *codes, size_t len);
/* `at` of the id (code), or LOOKUP_NONE. */
uint32_t lookup_id(const struct lookup_id *ids, size_t len, int64_t id);
uint32_t lookup_code(const struct lookup_code *codes, size_t len, struct slice code);

#endif
