/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answers of finished checks that people gave for calibration (CHECK-43).
 *
 * They wait in memory until those of RESPONSE_POOL_MIN checks are together, and are then kept in
 * one transaction in the order of random numbers: nobody who watches the database can tell which
 * check one belongs to. What waits when the server stops is lost, and that is as it should be.
 */
#ifndef KC_SERVICE_RESPONSE_POOL_H
#define KC_SERVICE_RESPONSE_POOL_H

#include "base/ctx.h"
#include "domain/item_version.h"

struct database;
struct response_pool;

struct response_bundle {
    struct item_version_id versions[RESPONSE_ANSWERS_MAX];
    uint8_t credits[RESPONSE_ANSWERS_MAX];
    int len;
    struct day month; /* its first day */
    char language[3]; /* "de", "en" */
};

MUST_USE enum err response_pool_open(struct ctx *ctx, struct response_pool **ret_pool);
void response_pool_close(struct response_pool *pool); /* NULL is allowed */
/* Take them; when enough are together they are kept. ERR_IO and so on as db_write(): lost then. */
MUST_USE enum err response_pool_give(struct ctx *ctx, struct response_pool *pool,
                                     struct database *db, const struct response_bundle *bundle);

#endif
