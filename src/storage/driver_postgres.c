/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/driver.h"

static enum err
postgres_open(struct ctx *ctx, const char *where, const struct db_options *options,
              struct database **ret_database)
{
    (void)where;
    (void)options;
    (void)ret_database;
    return fail(ctx, ERR_INVALID, "database setting: PostgreSQL lands with the next commit");
}

const struct driver driver_postgres = {.kind = DB_POSTGRES, .open = postgres_open};
