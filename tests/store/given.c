/* SPDX-License-Identifier: EUPL-1.2 */
#include "given.h"

#include <stdlib.h>
#include <string.h>

#include "cluster.h"
#include "ground.h"
#include "storage/reach.h"

static int databases; /* made so far: each test gets its own */

int
given_start(const char *kind)
{
    return ground_open(kind, "store");
}

void
given_stop(void)
{
    ground_close();
}

bool
given_is_sqlite(void)
{
    return ground_is_sqlite();
}

struct ctx *
given_ctx(struct given *g)
{
    ctx_clear(&g->ctx);
    g->ctx.reach = reach_across(ACROSS_TERMINAL);
    return &g->ctx;
}

enum err
given_open(struct given *g, const struct db_options *options, struct database **ret_db)
{
    struct db_options o = options != NULL ? *options : (struct db_options){0};

    o.more_queries = &test_query_set;
    return db_open(given_ctx(g), slice_of(g->setting), &o, ret_db);
}

enum err
given_reopen(struct given *g, const struct db_options *options)
{
    db_close(g->database);
    g->database = NULL;
    return given_open(g, options, &g->database);
}

int
given_empty(void **state)
{
    struct given *g = calloc(1, sizeof *g);

    g->arena = arena_open((size_t)1 << 30);
    g->ctx = (struct ctx){.arena = g->arena, .now = {1700000000000}};
    databases++;
    if (ground_is_sqlite())
        (void)snprintf(g->setting, sizeof g->setting, "sqlite:%s/%d.db", ground_folder(),
                       databases);
    else
        cluster_new_database(databases, g->setting, sizeof g->setting);
    *state = g;
    if (given_reopen(g, NULL) == OK)
        return 0;
    fprintf(stderr, "given: %s\n", g->ctx.failure.message);
    return -1;
}

static int
given_migrated(void **state, const struct migration_set *set)
{
    struct given *g;

    if (given_empty(state) != 0)
        return -1;
    g = *state;
    if (migrate_run(g->database, given_ctx(g), set, NULL) == OK)
        return 0;
    fprintf(stderr, "given: %s\n", g->ctx.failure.message);
    return -1;
}

int
given_accounts(void **state)
{
    /* The tests' own table comes on top of ours, so that both kinds of query are prepared. */
    static struct migration all[MIGRATIONS_MAX];
    static struct migration_set set = {all, 0};

    memcpy(all, migration_set.at, migration_set.len * sizeof *all);
    set.len = migration_set.len;
    for (size_t i = 0; i < test_migration_set.len; i++) {
        all[set.len] = test_migration_set.at[i];
        all[set.len].number = (int)set.len + 1;
        set.len++;
    }
    return given_migrated(state, &set);
}

int
given_full(void **state)
{
    return given_migrated(state, &migration_set);
}

int
given_done(void **state)
{
    struct given *g = *state;

    db_close(g->database);
    arena_close(g->arena);
    free(g);
    return 0;
}

void
given_postgres_restart(void)
{
    cluster_restart();
}

void
given_write(struct given *g, db_use_case *use_case, void *arg, enum err want)
{
    enum err e = db_write(g->database, given_ctx(g), use_case, arg);

    if (e != want)
        fail_msg("db_write answered %s, wanted %s: %s", err_name(e), err_name(want),
                 ctx_message(&g->ctx, e));
}

void
given_read(struct given *g, db_use_case *use_case, void *arg, enum err want)
{
    enum err e = db_read(g->database, given_ctx(g), use_case, arg);

    if (e != want)
        fail_msg("db_read answered %s, wanted %s: %s", err_name(e), err_name(want),
                 ctx_message(&g->ctx, e));
}
