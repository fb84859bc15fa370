/* SPDX-License-Identifier: EUPL-1.2 */
/* Migrations: what the server refuses, and what it says then. */
#include <pthread.h>
#include <string.h>

#include "given.h"
#include "storage/revision_store.h"
#include "suite.h"

/* A copy of the program's own set that a test may spoil. */
static struct migration all[MIGRATIONS_MAX];
static struct migration_set set = {all, 0};

static void
set_copy(void)
{
    memcpy(all, migration_set.at, migration_set.len * sizeof *all);
    set.len = migration_set.len;
}

static void
check_refused(struct given *g, const char *why, const char *says)
{
    CHECK_ERR(why, migrate_check(g->database, given_ctx(g), &set), ERR_CONFLICT);
    if (strstr(g->ctx.failure.message, says) == NULL)
        fail_msg("%s: \"%s\" does not say \"%s\"", why, g->ctx.failure.message, says);
}

static void
an_empty_database_is_refused_and_the_cure_is_named(void **state)
{
    struct given *g = *state;

    set_copy();
    check_refused(g, "empty", "kommunalcampus migrate");
}

static void
migrating_twice_applies_everything_once(void **state)
{
    struct given *g = *state;
    int applied = -1;

    CHECK_ERR("run", migrate_run(g->database, given_ctx(g), &migration_set, &applied), OK);
    CHECK_INT("applied", applied, migration_set.len);
    CHECK_ERR("check", migrate_check(g->database, given_ctx(g), &migration_set), OK);
    CHECK_ERR("again", migrate_run(g->database, given_ctx(g), &migration_set, &applied), OK);
    CHECK_INT("applied", applied, 0);
    CHECK_ERR("check", migrate_check(g->database, given_ctx(g), &migration_set), OK);
}

static void
a_missing_migration_is_refused_and_the_cure_is_named(void **state)
{
    struct given *g = *state;

    set_copy();
    set.len--;
    CHECK_ERR("run", migrate_run(g->database, given_ctx(g), &set, NULL), OK);
    set.len++;
    check_refused(g, "one is missing", "kommunalcampus migrate");
    CHECK_ERR("cure", migrate_run(g->database, given_ctx(g), &set, NULL), OK);
    CHECK_ERR("check", migrate_check(g->database, given_ctx(g), &set), OK);
}

static void
a_database_newer_than_the_program_is_refused(void **state)
{
    struct given *g = *state;

    set_copy();
    set.len--;
    check_refused(g, "newer", "newer");
    CHECK_ERR("run", migrate_run(g->database, given_ctx(g), &set, NULL), ERR_CONFLICT);
}

static void
a_changed_migration_is_refused(void **state)
{
    struct given *g = *state;

    set_copy();
    all[1].sqlite_checksum = all[0].sqlite_checksum;
    all[1].postgres_checksum = all[0].postgres_checksum;
    check_refused(g, "another checksum", "checksum");
    CHECK_ERR("run", migrate_run(g->database, given_ctx(g), &set, NULL), ERR_CONFLICT);
    set_copy();
    all[1].name = "other";
    check_refused(g, "another name", "other");
}

static enum err
forget(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, TEST_Q_TROUBLE_FORGET_MIGRATION);

    stmt_bind_int(&q, 1, *(int *)arg);
    return stmt_run(&q, NULL);
}

static void
a_hole_in_the_history_is_refused(void **state)
{
    struct given *g = *state;
    int second = 2;

    set_copy();
    given_write(g, forget, &second, OK);
    check_refused(g, "a hole", "not 2 before it");
}

static enum err
revision(struct db *db, void *arg)
{
    return revision_store_get(db, arg);
}

static void
a_failing_migration_leaves_those_before_it_and_nothing_of_itself(void **state)
{
    static const char broken[] = "CREATE TABLE half (n INTEGER); INSERT INTO nowhere VALUES (1);";
    struct given *g = *state;
    int64_t n = -1;

    set_copy();
    all[2].sqlite = broken;
    all[2].postgres = broken;
    enum err e = migrate_run(g->database, given_ctx(g), &set, NULL);

    CHECK_TRUE("it failed", e != OK);
    CHECK_TRUE("it is named", strstr(g->ctx.failure.message, all[2].name) != NULL);
    given_read(g, revision, &n, OK); /* the first one is applied */
    set_copy();
    CHECK_ERR("mended", migrate_run(g->database, given_ctx(g), &set, NULL), OK);
    all[2].sqlite = all[2].postgres = "CREATE TABLE half (n INTEGER)"; /* it is not there yet */
    CHECK_ERR("check", migrate_check(g->database, given_ctx(g), &set), OK);
}

static void *
migrate_here(void *arg)
{
    struct given *g = arg;
    struct database *d = NULL;
    struct ctx ctx = {.arena = arena_open(1 << 20), .now = {1}};
    enum err e = db_open(&ctx, slice_of(g->setting), NULL, &d);

    if (e == OK)
        e = migrate_run(d, &ctx, &migration_set, NULL);
    if (e != OK)
        print_error("migrate: %s\n", ctx.failure.message);
    db_close(d);
    arena_close(ctx.arena);
    return e == OK ? NULL : g;
}

static void
two_programs_may_migrate_at_once(void **state)
{
    struct given *g = *state;
    pthread_t threads[2];
    void *failed[2] = {NULL, NULL};

    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, migrate_here, g), 0);
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_join(threads[i], &failed[i]), 0);
    CHECK_TRUE("both", failed[0] == NULL && failed[1] == NULL);
    CHECK_ERR("check", migrate_check(g->database, given_ctx(g), &migration_set), OK);
}

#define EMPTY(test) cmocka_unit_test_setup_teardown(test, given_empty, given_done)
#define FULL(test) cmocka_unit_test_setup_teardown(test, given_full, given_done)

int
suite_migrate(void)
{
    const struct CMUnitTest tests[] = {
        EMPTY(an_empty_database_is_refused_and_the_cure_is_named),
        EMPTY(migrating_twice_applies_everything_once),
        EMPTY(a_missing_migration_is_refused_and_the_cure_is_named),
        FULL(a_database_newer_than_the_program_is_refused),
        FULL(a_changed_migration_is_refused),
        FULL(a_hole_in_the_history_is_refused),
        EMPTY(a_failing_migration_leaves_those_before_it_and_nothing_of_itself),
        EMPTY(two_programs_may_migrate_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
