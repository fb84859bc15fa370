/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers of finished checks that people gave for calibration (CHECK-43).
 *
 * They wait in memory, by language of the pages, until those of RESPONSE_POOL_MIN people of one
 * month are together, and are then kept in one transaction in the order of random numbers. So of
 * no row that the database has can be told which of at least so many checks it belongs to, though
 * month and language stand in it. Of one person no more than one check waits. What waits when its
 * month ends or the server stops is lost, and that is as it should be.
 */
#ifndef KC_SERVICE_RESPONSE_POOL_H
#define KC_SERVICE_RESPONSE_POOL_H

#include "base/ctx.h"
#include "domain/item_version.h"
#include "service/check_service.h"

struct database;
struct response_pool;

struct response_bundle {
    struct item_version_id versions[RESPONSE_ANSWERS_MAX];
    uint8_t credits[RESPONSE_ANSWERS_MAX];
    int len;
    struct day month; /* its first day: nothing finer is kept */
    char language[3]; /* "de", "en" */
};

MUST_USE enum err response_pool_open(struct ctx *ctx, struct response_pool **ret_pool);
void response_pool_close(struct response_pool *pool); /* NULL is allowed */
/*
 * Take them; when enough are together they are kept. Passed over without an error: a bundle of
 * nothing, of somebody of whom one waits, or of a month before that of those that wait.
 *   ERR_LIMIT   RESPONSE_POOLS_MAX other languages wait; or no memory
 *   ERR_IO ...  as db_write(): all of them are lost
 */
MUST_USE enum err response_pool_give(struct ctx *ctx, struct response_pool *pool,
                                     struct database *db, const struct check_owner *giver,
                                     const struct response_bundle *bundle);
/* It is this month now: what waits of an earlier one is forgotten. */
void response_pool_turn(struct response_pool *pool, struct day month);

#endif
