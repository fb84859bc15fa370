/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows of organisations under another organisation's reach, statement by statement.
 *
 * The tables are found by their column, so a new one is tried without a word here. In a copy of
 * the schema each is made again with nothing but its key and organisation, so that one row of each
 * kind can be put in without knowing it: what guards it goes by the name and that column alone.
 */
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "storage/reach.h"
#include "storage/reach_check.h"
#include "suite.h"

enum { OURS = 10, THEIRS = 20, TABLES_MAX = 100, NAME_MAX_BYTES = 64 };

enum statement { LIST, READ, READ_THEIRS, CHANGE, CHANGE_NOBODYS, MOVE, ADD, DROP, STATEMENTS };

/* %s is the table; "main." where SQLite's text names what is written, as sqlgen puts it. */
static const char *const TEXTS[STATEMENTS] = {
    [READ] = "SELECT count(*) AS n FROM %s",
    [READ_THEIRS] = "SELECT count(*) AS n FROM %s WHERE organisation = 20",
    [CHANGE] = "UPDATE %s SET id = id WHERE organisation = 20",
    [CHANGE_NOBODYS] = "UPDATE %s SET id = id WHERE organisation IS NULL",
    [MOVE] = "UPDATE %s SET organisation = 20 WHERE organisation = 10",
    [ADD] = "INSERT INTO %s (organisation) VALUES (20)",
    [DROP] = "DELETE FROM %s WHERE organisation = 20",
};

static struct query_text texts[STATEMENTS];
static const struct query_set queries = {texts, STATEMENTS};
static char tables[TABLES_MAX][NAME_MAX_BYTES];
static int tables_len;

static const struct reach OF_OURS = {(const int64_t[]){OURS}, 1, 0};
static const struct reach OF_THEIRS = {(const int64_t[]){THEIRS}, 1, 0};

/* --- statements on any table ------------------------------------------------ */

static const struct query_text TABLE_LIST = {
    .name = "test/tables",
    .sqlite =
        "SELECT m.name AS name FROM main.sqlite_master m JOIN pragma_table_info(m.name, 'main') "
        "c WHERE m.type = 'table' AND c.name = 'organisation' AND c.type = 'INTEGER'",
    .postgres = "SELECT table_name::text AS name FROM information_schema.columns WHERE "
                "table_schema = 'public' AND column_name = 'organisation' AND data_type = 'bigint'",
    .params = "",
    .columns_len = 1,
    .columns = "t",
    .column_names = "name",
};

static const char *
filled(const char *fmt, const char *before, const char *table)
{
    const char *at = strstr(fmt, "%s");
    char *s = malloc(strlen(fmt) + NAME_MAX_BYTES + 8);

    (void)sprintf(s, "%.*s%s%s%s", (int)(at - fmt), fmt, before, table, at + 2);
    return s;
}

static void
texts_done(void)
{
    for (int i = READ; i < STATEMENTS; i++) {
        free((void *)(uintptr_t)texts[i].sqlite);
        free((void *)(uintptr_t)texts[i].postgres);
    }
    memset(texts, 0, sizeof texts);
}

static void
texts_for(const char *table)
{
    texts_done();
    texts[LIST] = TABLE_LIST;
    for (int i = READ; i < STATEMENTS; i++) {
        bool reads = i == READ || i == READ_THEIRS;

        texts[i] = (struct query_text){.name = table,
                                       .sqlite = filled(TEXTS[i], reads ? "" : "main.", table),
                                       .postgres = filled(TEXTS[i], "", table),
                                       .params = "",
                                       .columns_len = reads ? 1 : 0,
                                       .columns = reads ? "i" : "",
                                       .column_names = reads ? "n" : "",
                                       .tenant_tables = table};
    }
}

struct asked {
    enum statement statement;
    int64_t n; /* counted, or rows changed */
};

static enum err
ask_it(struct db *db, void *arg)
{
    struct asked *a = arg;
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, QUERY_MORE + (int)a->statement);
    bool row = false;

    a->n = -1;
    if (q.failure != OK || texts[a->statement].columns_len == 0)
        return q.failure != OK ? q.failure : stmt_run(&q, &a->n);
    TRY(stmt_next(&q, &row));
    a->n = row ? stmt_int(&q, 0) : -1;
    return OK;
}

/* What is written is not kept: the use case fails after it. */
static enum err
ask_and_undo(struct db *db, void *arg)
{
    TRY(ask_it(db, arg));
    return ERR_NOT_FOUND;
}

/* Rows, or -1 when it is denied. */
static int64_t
ask(struct given *g, struct database *d, const struct reach *reach, enum statement statement)
{
    struct asked a = {statement, -1};
    struct ctx *ctx = given_ctx(g);
    bool reads = statement == READ || statement == READ_THEIRS;
    enum err e;

    ctx->reach = *reach;
    e = reads ? db_read(d, ctx, ask_it, &a) : db_write(d, ctx, ask_and_undo, &a);
    if (e == ERR_DENIED)
        return -1;
    if (e != (reads ? OK : ERR_NOT_FOUND))
        fail_msg("%s, statement %d: %s: %s", texts[statement].name, (int)statement, err_name(e),
                 ctx_message(ctx, e));
    return a.n;
}

/* --- a schema with one row of each kind ------------------------------------- */

static enum err
list_it(struct db *db, void *arg)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, QUERY_MORE + LIST);
    bool row = false;

    (void)arg;
    for (tables_len = 0;; tables_len++) {
        struct slice name;

        TRY(stmt_next(&q, &row));
        if (!row)
            return OK;
        TRY(stmt_text(&q, 0, db_ctx(db)->arena, &name));
        assert_in_range(tables_len, 0, TABLES_MAX - 1);
        (void)snprintf(tables[tables_len], NAME_MAX_BYTES, "%.*s", SLICE_ARG(name));
    }
}

static void
migrate_with(struct given *g, const char *words)
{
    static struct migration all[MIGRATIONS_MAX];
    struct migration_set set = {all, migration_set.len};
    int number = 0;

    memcpy(all, migration_set.at, migration_set.len * sizeof *all);
    for (struct slice rest = slice_of(words), one; slice_next(&rest, '|', &one);) {
        all[set.len++] = (struct migration){.number = (int)migration_set.len + ++number,
                                            .name = "test",
                                            .sqlite_checksum = "test",
                                            .postgres_checksum = "test",
                                            .sqlite = arena_cstr(g->arena, one),
                                            .postgres = arena_cstr(g->arena, one)};
    }
    if (migrate_run(g->database, given_ctx(g), &set, NULL) != OK)
        fail_msg("%s", g->ctx.failure.message);
}

static void
open_with(struct given *g, bool without)
{
    const struct db_options o = {.more_queries = &queries, .control_without_reach = without};

    db_close(g->database);
    g->database = NULL;
    CHECK_ERR("open", db_open(given_ctx(g), slice_of(g->setting), &o, &g->database), OK);
}

/* Every tenant table again, with a row of ours, of theirs and of nobody. */
static struct slice
made_again(struct given *g)
{
    struct text t = text_init(g->arena, 1 << 20);
    struct slice s = {0};

    for (int i = 0; i < tables_len; i++)
        text_printf(&t, "DROP TABLE %s%s;", tables[i], given_is_sqlite() ? "" : " CASCADE");
    for (int i = 0; i < tables_len; i++)
        text_printf(&t, "CREATE TABLE %s (%s); INSERT INTO %s VALUES (1, 10), (2, 20), (3, NULL);",
                    tables[i],
                    given_is_sqlite() ? "id INTEGER PRIMARY KEY, organisation INTEGER"
                                      : "id INTEGER, organisation BIGINT",
                    tables[i]);
    assert_int_equal(text_end(&t, &s), OK);
    return s;
}

static void
given_rows(struct given *g, const char *then)
{
    char *words;

    texts_for("organisation");
    open_with(g, false);
    CHECK_ERR("list", db_read(g->database, given_ctx(g), list_it, NULL), OK);
    assert_true(tables_len >= 7);
    words = malloc(1 << 20);
    (void)snprintf(words, 1 << 20, "%s%s", arena_cstr(g->arena, made_again(g)), then);
    migrate_with(g, words);
    free(words);
}

/* --- tests ------------------------------------------------------------------ */

static void
the_real_tables_are_all_guarded(void **state)
{
    struct given *g = *state;
    struct reach_faults f = {.is_bypassed = true};

    CHECK_ERR("check", reach_check(g->database, given_ctx(g), &f), OK);
    CHECK_TRUE("the role stands above nothing", !f.is_bypassed);
    if (f.unprotected.len > 0)
        fail_msg("not kept apart: %.*s", SLICE_ARG(f.unprotected));
}

static void
rows_of_others_are_not_there(void **state)
{
    struct given *g = *state;

    given_rows(g, "");
    for (int i = 0; i < tables_len; i++) {
        texts_for(tables[i]);
        open_with(g, false);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, READ), 2); /* nobody's is read by all */
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, READ_THEIRS), 0);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, CHANGE), 0);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, CHANGE_NOBODYS), 0);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, DROP), 0);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, MOVE), -1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, ADD), -1);
        /* theirs are there for them, and what is ours is not */
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, READ), 2);
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, READ_THEIRS), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, CHANGE), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, DROP), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, MOVE), 0);
        CHECK_INT(tables[i], ask(g, g->database, &OF_THEIRS, ADD), 1);
    }
}

static void
a_statement_for_nobody_is_refused(void **state)
{
    static const struct reach nobody = {NULL, 0, 0};
    struct given *g = *state;

    given_rows(g, "");
    for (int i = 0; i < tables_len; i++) {
        texts_for(tables[i]);
        open_with(g, false);
        for (int s = READ; s < STATEMENTS; s++)
            CHECK_INT(tables[i], ask(g, g->database, &nobody, (enum statement)s), -1);
        if (strstr(g->ctx.failure.message, tables[i]) == NULL)
            fail_msg("\"%s\" does not name %s", g->ctx.failure.message, tables[i]);
        /* even one whose file does not say which tables it names meets nothing */
        for (int s = READ; s < STATEMENTS; s++)
            texts[s].tenant_tables = "";
        CHECK_INT(tables[i], ask(g, g->database, &nobody, READ_THEIRS), 0);
        CHECK_INT(tables[i], ask(g, g->database, &nobody, CHANGE), 0);
        CHECK_INT(tables[i], ask(g, g->database, &nobody, ADD), -1);
    }
}

static void
a_reason_opens_its_tables_alone(void **state)
{
    struct given *g = *state;

    given_rows(g, "");
    for (int i = 0; i < tables_len; i++) {
        char writes[NAME_MAX_BYTES + 1];

        (void)snprintf(writes, sizeof writes, "%s!", tables[i]);
        texts_for(tables[i]);
        open_with(g, false);
        for (int r = 0; r < ACROSS_LEN; r++) {
            struct reach across = reach_across((enum across)r);
            bool opens = reach_opens(&across, slice_of(tables[i]));
            struct reach both = OF_OURS;

            both.across = across.across;
            CHECK_INT(tables[i], ask(g, g->database, &both, READ_THEIRS), opens ? 1 : 0);
            CHECK_INT(tables[i], ask(g, g->database, &both, DROP),
                      reach_opens(&across, slice_of(writes)) ? 1 : 0);
        }
    }
}

/* The control: without policies, or views and triggers, the same statements meet everything. */
static void
without_the_guard_rows_of_others_are_met(void **state)
{
    struct given *g = *state;
    struct text t = text_init(g->arena, 1 << 16);
    struct slice open = {0};

    given_rows(g, "");
    text_puts(&t, "|DROP FUNCTION kc_protect()");
    for (int i = 0; i < tables_len; i++)
        text_printf(&t, ";ALTER TABLE %s DISABLE ROW LEVEL SECURITY", tables[i]);
    assert_int_equal(text_end(&t, &open), OK);
    if (!given_is_sqlite()) {
        struct text all = text_init(g->arena, 1 << 20);
        struct slice words = {0};

        text_put(&all, made_again(g)); /* as given_rows() did: migrations are never edited */
        text_put(&all, open);
        assert_int_equal(text_end(&all, &words), OK);
        migrate_with(g, arena_cstr(g->arena, words));
    }
    for (int i = 0; i < tables_len; i++) {
        texts_for(tables[i]);
        open_with(g, given_is_sqlite());
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, READ_THEIRS), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, CHANGE), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, MOVE), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, ADD), 1);
        CHECK_INT(tables[i], ask(g, g->database, &OF_OURS, DROP), 1);
    }
    texts_done();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, given_full, given_done)

int
suite_reach(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_real_tables_are_all_guarded),          TEST(rows_of_others_are_not_there),
        TEST(a_statement_for_nobody_is_refused),        TEST(a_reason_opens_its_tables_alone),
        TEST(without_the_guard_rows_of_others_are_met),
    };

    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
