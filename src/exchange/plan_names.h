/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of a plan problem's JSON form, numbered in the order of their first use. */
#ifndef KC_EXCHANGE_PLAN_NAMES_H
#define KC_EXCHANGE_PLAN_NAMES_H

#include "base/arena.h"

struct plan_names {
    struct slice *at; /* by number */
    size_t len;
    size_t max;
    uint32_t *table; /* open addressing; number + 1, 0 is empty */
    size_t table_len;
};

/* Room for `max` names. ERR_LIMIT when the arena is full. */
MUST_USE enum err plan_names_init(struct plan_names *names, struct arena *a, size_t max);
/* The number of a name, or -1. */
int64_t plan_names_find(const struct plan_names *names, struct slice name);
/* The same, added when new. ERR_LIMIT when there are `max` already. */
MUST_USE enum err plan_names_add(struct plan_names *names, struct slice name, size_t *ret_number);

#endif
