/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What every store test starts from: a fresh, empty database of the kind the suite
 * was started with. SQLite: a file in a temporary folder. PostgreSQL: a database in a
 * throwaway cluster that the suite starts as an ordinary user and removes at its end.
 */
#ifndef KC_TESTS_STORE_GIVEN_H
#define KC_TESTS_STORE_GIVEN_H

#include "check.h"
#include "storage/db.h"
#include "storage/migrate.h"
#include "storage/stmt.h"
#include "storage/test_query.gen.h"

struct given {
    struct arena *arena;
    struct ctx ctx;
    char setting[600];
    struct database *database;
};

/* Once per run of the suite. 0, or 1 when the database cannot be had. */
int given_start(const char *kind);
void given_stop(void);
bool given_is_sqlite(void);

/* Setup and teardown of cmocka. `empty`: no tables. `accounts`: test tables. `full`: ours. */
int given_empty(void **state);
int given_accounts(void **state);
int given_full(void **state);
int given_done(void **state);

/* A context of the given's arena, without a failure. */
struct ctx *given_ctx(struct given *g);
/* Close and open again, with other options. */
enum err given_reopen(struct given *g, const struct db_options *options);
/* Open a second one beside it. */
enum err given_open(struct given *g, const struct db_options *options, struct database **ret_db);

/* Only PostgreSQL: stop it at once, and start it again. */
void given_postgres_restart(void);

/* Run a use case; the test fails when it does not answer `want`. */
void given_write(struct given *g, db_use_case *use_case, void *arg, enum err want);
void given_read(struct given *g, db_use_case *use_case, void *arg, enum err want);

#endif
