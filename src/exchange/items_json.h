/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Items of the competence check, from the folder data/items (kommunalcampus-items/1): one
 * file holds the items of one competence. Strict, see exchange/own_json.h. What the
 * members of each kind are is said in data/README.md.
 */
#ifndef KC_EXCHANGE_ITEMS_JSON_H
#define KC_EXCHANGE_ITEMS_JSON_H

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/item.h"

struct item_list {
    const struct competence *competence; /* of all of them */
    struct item *items;                  /* each sound: item_fault() is 0 */
    int len;                             /* <= ITEM_BANK_MAX */
};

/*
 * The competence is one of `f`. Everything lives in ctx->arena.
 * ERR_INVALID with line and path, and with the number of the rule where one of
 * docs/rules/item.md is broken; ERR_LIMIT.
 */
MUST_USE enum err items_json_read(struct ctx *ctx, struct slice bytes, const struct framework *f,
                                  struct item_list *ret_items);

/*
 * One item as such a file, in `ctx->arena`; reading it again gives the same item. `competence` is
 * the code of its competence. ERR_LIMIT: over ITEM_CONTENT_BYTES_MAX.
 */
MUST_USE enum err items_json_write_one(struct ctx *ctx, const struct item *it,
                                       struct slice competence, struct slice *ret_bytes);

#endif
