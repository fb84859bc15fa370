/* SPDX-License-Identifier: EUPL-1.2 */
/* A search that somebody keeps, to be told when something new fits. Rules: docs/rules/guest.md,
 * GUEST-4. */
#ifndef KC_DOMAIN_SAVED_SEARCH_H
#define KC_DOMAIN_SAVED_SEARCH_H

#include "base/day.h"
#include "base/limits.h"
#include "domain/module_set.h"

struct saved_search_id {
    int64_t n;
};

struct saved_search {
    struct saved_search_id id;
    struct slice name; /* 1 .. SAVED_SEARCH_NAME_BYTES_MAX */
    struct slice
        query; /* of the address, percent-encoded; <= SAVED_SEARCH_QUERY_BYTES_MAX; may be empty */
    struct instant created;
    struct instant looked;  /* when its results were looked at last */
    struct module_set seen; /* what it found then; <= SAVED_SEARCH_HITS_MAX */
};

#endif
