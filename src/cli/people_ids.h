/* SPDX-License-Identifier: EUPL-1.2 */
/* The ids of many people, to find one that stands twice. */
#ifndef KC_CLI_PEOPLE_IDS_H
#define KC_CLI_PEOPLE_IDS_H

#include "base/ctx.h"

struct people_id;

/* Empty when all but `arena`, in which they live, is zero. */
struct people_ids {
    struct arena *arena;
    struct people_id **table; /* by hash, the next free place after it; at most half full */
    size_t table_len;         /* a power of two */
    size_t len;
};

/*
 * The id of `line`, 1 to INT32_MAX; *ret_before is the line on which it stood before, or 0.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err people_ids_take(struct ctx *ctx, struct people_ids *ids, struct slice id,
                                  int64_t line, int64_t *ret_before);

#endif
