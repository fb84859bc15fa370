/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a driver is: the functions behind db.h and stmt.h for one database.
 * Only db.c, stmt.c, migrate.c and the drivers include this.
 */
#ifndef KC_STORAGE_DRIVER_H
#define KC_STORAGE_DRIVER_H

#include "storage/db.h"
#include "storage/query.h"
#include "storage/stmt.h"

struct driver {
    enum db_kind kind;
    /* After "sqlite:" or the whole "postgres..." setting, NUL-terminated. */
    enum err (*open)(struct ctx *ctx, const char *where, const struct db_options *options,
                     struct database **ret_database);
    void (*close)(struct database *d);
    enum err (*write)(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
    enum err (*read)(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
    enum err (*scrub)(struct database *d, struct ctx *ctx, const char *const *tables,
                      size_t tables_len);
    void (*health)(struct database *d, struct db_health *ret_health);
    /* The statements of one migration; inside a transaction of write(). */
    enum err (*migrate)(struct db *db, const struct migration *m);

    /* Prepare, and compare with what the query file declares. Sets q->handle. */
    enum err (*stmt_open)(struct stmt *q);
    void (*stmt_close)(struct stmt *q);
    void (*stmt_reset)(struct stmt *q);
    enum err (*bind_int)(struct stmt *q, int param, int64_t n);
    enum err (*bind_real)(struct stmt *q, int param, double n);
    enum err (*bind_text)(struct stmt *q, int param, struct slice text);
    enum err (*bind_bytes)(struct stmt *q, int param, struct slice bytes);
    enum err (*bind_null)(struct stmt *q, int param);
    enum err (*step)(struct stmt *q, bool *ret_row, int64_t *ret_rows_changed);
    /* Send it and read its answer later; NULL when the database has no use for that. */
    enum err (*run_later)(struct stmt *q);
    int64_t (*column_int)(struct stmt *q, int column);
    double (*column_real)(struct stmt *q, int column);
    bool (*column_is_null)(struct stmt *q, int column);
    enum err (*column_copy)(struct stmt *q, int column, struct arena *a, struct slice *ret_copy);
};

extern const struct driver driver_sqlite;
extern const struct driver driver_postgres;

/* First member of each driver's own struct. */
struct database {
    const struct driver *driver;
    const struct query_set *queries;
    const struct query_set *more_queries;
    size_t queries_len;        /* of both */
    struct db_options options; /* zeroes replaced by the defaults */
};

/* First member of each driver's own connection. */
struct db {
    struct database *database;
    struct ctx *ctx;  /* of the use case that runs; NULL between */
    bool writing;     /* in a transaction of write() */
    enum err failure; /* of the first statement that failed in it */
    int stmts_open;
    bool revision_raised; /* by this use case: see revision_store.c */
    bool frame_raised;    /* likewise */
};

void driver_init(struct database *d, const struct driver *driver, const struct db_options *options);

/* Begin and end of one call of a use case: sets ctx, answers what is to be done. */
void driver_enter(struct db *db, struct ctx *ctx, bool writing);
/* `answer` of the use case, or the failure it swept under the carpet. */
enum err driver_leave(struct db *db, enum err answer);

/* Keep a statement's failure: in the message and as the transaction's. Answers `kind`. */
enum err driver_stmt_failed(struct stmt *q, enum err kind, const char *why);
/* The same for one that is not at hand any more. */
enum err driver_query_failed(struct db *db, const struct query_text *text, enum err kind,
                             const char *why);

/* Whether this is the first call in the running use case. */
bool driver_first_raise(struct db *db);
bool driver_first_frame(struct db *db);

/* Name of the i-th declared column. */
struct slice driver_column_name(const struct query_text *text, size_t i);

#endif
