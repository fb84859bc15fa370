/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tenants, kept apart by the database too.
 *
 * A table with a column `organisation ref` is a tenant table. Each of its rows is met only by who
 * reaches its organisation: ctx->reach, which the server fills from the roles of who is signed in
 * and nothing else does. Services ask for rights before; this is what holds when one forgets.
 *
 * - PostgreSQL: policies with FORCE, made for every tenant table after each migration
 *   (sql/migrations/0029_tenant.postgres.sql).
 * - SQLite: views of the connection stand before the tables, triggers before what is written
 *   (driver_sqlite_reach.c).
 * - Both: a statement on a tenant table for nobody at all is refused (ERR_DENIED), not answered
 *   with nothing: who forgot to say for whom is told so.
 *
 * Rows of others are not there: neither read, nor changed, nor deleted. Writing one that would
 * belong to another is ERR_DENIED. A row that belongs to no organisation (NULL) is read by all.
 *
 * What must meet rows of every organisation says so with a reason from across.def.
 */
#ifndef KC_STORAGE_REACH_H
#define KC_STORAGE_REACH_H

#include "storage/db.h"

enum across {
#define ACROSS(name, tables, why) ACROSS_##name,
#include "storage/across.def"
#undef ACROSS
    ACROSS_LEN
};

/* One reason; for contexts of jobs and commands. */
struct reach reach_across(enum across reason);

/* db_write() and db_read() with this reason beside what ctx reaches already. */
MUST_USE enum err reach_write(struct database *d, struct ctx *ctx, enum across reason,
                              db_use_case *use_case, void *arg);
MUST_USE enum err reach_read(struct database *d, struct ctx *ctx, enum across reason,
                             db_use_case *use_case, void *arg);

/* Whether a reason opens `table` (with "!": for writing). */
bool reach_opens(const struct reach *r, struct slice table);
/* Whether a row of this organisation (0: of none) is met, or with "!" may be written. */
bool reach_meets(const struct reach *r, int64_t organisation, struct slice table);

enum { REACH_WORDS_BYTES = 2048 };
/* Tables that reasons open, and organisations, each separated by commas: for set_config(). */
void reach_put_tables(const struct reach *r, char ret_words[REACH_WORDS_BYTES]);
void reach_put_organisations(const struct reach *r, char ret_words[REACH_WORDS_BYTES]);

/* For the list in the documentation and for doctor. */
struct across_reason {
    const char *name;
    const char *tables;
    const char *why;
};
extern const struct across_reason REACH_REASONS[ACROSS_LEN];

#endif
