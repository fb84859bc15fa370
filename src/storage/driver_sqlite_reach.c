/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * SQLite has no row-level security, so each connection brings its own.
 *
 * Before every table with a whole-numbered column `organisation` stands a view of the same name,
 * in the connection's own schema "temp", which is searched first: statements that read it are
 * given the rows that the running use case reaches. Statements that write name the table itself
 * ("main.", put there by tools/sqlgen); triggers, of the connection too, pass over the rows that
 * are not reached, as PostgreSQL does, and refuse to write one.
 *
 * The tables are found by their column, so a new one needs nothing. Nothing of it is in the file.
 */
#include "storage/driver_sqlite.h"

#include <sqlite3.h>
#include <string.h>

#include "storage/reach.h"

static const char TENANT_TABLES[] =
    "SELECT m.name FROM main.sqlite_master m JOIN pragma_table_info(m.name, 'main') c "
    "WHERE m.type = 'table' AND c.name = 'organisation' AND c.type = 'INTEGER'";

/* What is made for a table; %Q and %w are its name. */
static const char VIEW[] = "CREATE TEMP VIEW \"%w\" AS SELECT * FROM main.\"%w\" "
                           "WHERE kc_reaches(organisation, %Q)";
static const char *const TRIGGERS[] = {
    "CREATE TEMP TRIGGER \"kc_insert_%w\" BEFORE INSERT ON main.\"%w\" "
    "WHEN NOT kc_reaches(new.organisation, %Q || '!') BEGIN SELECT kc_refuse(); END",
    "CREATE TEMP TRIGGER \"kc_update_%w\" BEFORE UPDATE ON main.\"%w\" "
    "WHEN NOT kc_reaches(old.organisation, %Q || '!') BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER \"kc_delete_%w\" BEFORE DELETE ON main.\"%w\" "
    "WHEN NOT kc_reaches(old.organisation, %Q || '!') BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TRIGGER \"kc_move_%w\" BEFORE UPDATE ON main.\"%w\" "
    "WHEN kc_reaches(old.organisation, %Q || '!') "
    "AND NOT kc_reaches(new.organisation, %Q || '!') BEGIN SELECT kc_refuse(); END",
};

/* kc_reaches(organisation, table): of the use case that runs on the connection now. */
static void
reaches(sqlite3_context *s, int argc, sqlite3_value **argv)
{
    const struct sqlite_conn *c = sqlite3_user_data(s);
    const char *table = (const char *)sqlite3_value_text(argv[1]);

    (void)argc;
    sqlite3_result_int(
        s, c->db.ctx != NULL && table != NULL &&
               reach_meets(&c->db.ctx->reach, sqlite3_value_int64(argv[0]), slice_of(table)));
}

static void
refuse(sqlite3_context *s, int argc, sqlite3_value **argv)
{
    (void)argc;
    (void)argv;
    sqlite3_result_error(s, "a row of an organisation that is not reached", -1);
    sqlite3_result_error_code(s, SQLITE_AUTH);
}

/* Run `words` with the table's name put in; "main.x" and temp.x are two names of it. */
static enum err
run_for(struct sqlite_conn *c, const char *words, const char *table)
{
    char *sql = sqlite3_mprintf(words, table, table, table, table);
    enum err e = sql != NULL ? sqlite_conn_exec(c, sql, NULL) : ERR_LIMIT;

    sqlite3_free(sql);
    return e;
}

static enum err
guard_table(struct sqlite_conn *c, const char *table, bool writer)
{
    TRY(run_for(c, VIEW, table));
    for (size_t i = 0; i < ARRAY_LEN(TRIGGERS) && writer; i++)
        TRY(run_for(c, TRIGGERS[i], table));
    return OK;
}

static enum err
drop(struct sqlite_conn *c, const char *words, bool writer)
{
    (void)writer;
    return sqlite_conn_exec(c, words, NULL);
}

/* Calls `each` with the first column of every row; the rows are read before. */
static enum err
for_each(struct sqlite_conn *c, const char *sql, bool writer,
         enum err (*each)(struct sqlite_conn *, const char *, bool))
{
    char **rows = NULL;
    int len = 0;
    int columns = 0;
    enum err e = OK;

    if (sqlite3_get_table(c->handle, sql, &rows, &len, &columns, NULL) != SQLITE_OK)
        return sqlite_conn_failure(c, sqlite3_extended_errcode(c->handle));
    for (int i = 1; i <= len && e == OK; i++) /* row 0 is the heading */
        e = each(c, rows[i], writer);
    sqlite3_free_table(rows);
    return e;
}

enum err
sqlite_reach_guard(struct sqlite_conn *c, bool writer)
{
    int flags = SQLITE_UTF8;
    int result =
        sqlite3_create_function_v2(c->handle, "kc_reaches", 2, flags, c, reaches, NULL, NULL, NULL);

    if (result == SQLITE_OK)
        result = sqlite3_create_function_v2(c->handle, "kc_refuse", 0, flags, c, refuse, NULL, NULL,
                                            NULL);
    if (result != SQLITE_OK)
        return sqlite_conn_failure(c, result);
    return for_each(c, TENANT_TABLES, writer, guard_table);
}

enum err
sqlite_reach_unguard(struct sqlite_conn *c)
{
    return for_each(c,
                    "SELECT 'DROP ' || type || ' temp.\"' || name || '\"' FROM temp.sqlite_master "
                    "WHERE type IN ('trigger', 'view') ORDER BY type",
                    true, drop);
}
