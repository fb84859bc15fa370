/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Migrations: how the tables came to be, one numbered file after the other.
 *
 * They only run forward, each in its own transaction, and each leaves its number, name and
 * checksum in the table `migration`. A file is never edited once it was merged: the
 * checksum tells. The server does not migrate; it checks and refuses, and the message
 * names the command that cures it.
 */
#ifndef KC_STORAGE_MIGRATE_H
#define KC_STORAGE_MIGRATE_H

#include "storage/db.h"
#include "storage/query.h"

/* Those of sql/migrations. */
extern const struct migration_set migration_set;

/*
 * Whether the database is exactly as far as this program.
 *
 *   ERR_CONFLICT   migrations are missing; or the database is newer than the program, or
 *                  an applied one is not the one that we know. The message tells which
 */
MUST_USE enum err migrate_check(struct database *d, struct ctx *ctx,
                                const struct migration_set *set);

/*
 * Apply what is missing; `ret_applied` (may be NULL) is how many. Safe to run twice at once.
 *
 *   ERR_CONFLICT   as migrate_check(), but for missing ones
 *   others         a migration failed; those before it are applied and stay
 */
MUST_USE enum err migrate_run(struct database *d, struct ctx *ctx, const struct migration_set *set,
                              int *ret_applied);

#endif
