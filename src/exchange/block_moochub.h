/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A MOOChub feed (exchange/moochub.h) as a list of blocks that its provider hands in
 * (docs/rules/publish.md, PUBLISH-13). What a feed cannot say (kind, target groups, accessibility,
 * fewest participants) stays as it is with us. The code of a block is made of the course's id in
 * the feed, so that the same course is the same block the next time. The publisher that the feed
 * names is not read: who hands it in is the provider.
 */
#ifndef KC_EXCHANGE_BLOCK_MOOCHUB_H
#define KC_EXCHANGE_BLOCK_MOOCHUB_H

#include "base/ctx.h"
#include "domain/block_list.h"

struct block_feed {
    struct slice provider; /* code of the organisation: what codes of blocks begin with */
    const struct block_base *base;
};

/* Whether the bytes begin as JSON does. */
bool block_moochub_is_json(struct slice bytes);
/*
 * What is wrong with the file or its courses is in the list, and no failure.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err block_moochub_read(struct ctx *ctx, struct slice bytes,
                                     const struct block_feed *feed, struct block_list *ret_list);

#endif
