/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the SQLite driver share:
 *
 *   driver_sqlite.c        open, close, the table of functions
 *   driver_sqlite_conn.c   one connection: settings, fixed words, failures
 *   driver_sqlite_stmt.c   statements, each prepared once per connection
 *   driver_sqlite_write.c  the writer thread: queue, savepoints, group commit
 *   driver_sqlite_read.c   the pool of readers
 *   driver_sqlite_reach.c  rows of organisations that a use case does not reach
 */
#ifndef KC_STORAGE_DRIVER_SQLITE_H
#define KC_STORAGE_DRIVER_SQLITE_H

#include <pthread.h>
#include <stdatomic.h>

#include "storage/driver.h"
#include "storage/pool.h"

struct sqlite3;
struct sqlite3_stmt;

struct sqlite_cached {
    struct sqlite3_stmt *stmt;
    bool taken;
};

/* A connection, used by one thread at a time. */
struct sqlite_conn {
    struct db db; /* first: a struct db * of ours is one of these */
    struct sqlite3 *handle;
    struct sqlite_cached *cache; /* by query */
    bool broken;                 /* the disk or file failed under a statement */
    char why[200];               /* how */
    int tables_as_of;            /* sqlite_database.migrated when its views were made */
};

/* One call of db_write(), or with no use case of db_scrub(), on its caller's stack. */
struct sqlite_job {
    struct ctx *ctx;
    db_use_case *use_case;
    void *arg;
    enum err answer;
    bool done;
    pthread_cond_t answered;
    struct sqlite_job *next;
};

struct sqlite_database {
    struct database database; /* first */
    char *path;

    /* The writer. `lock` guards all below but `writer`. */
    struct sqlite_conn *writer; /* the writer thread's own */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct sqlite_job *first, *last;
    int waiting;
    bool stop;
    bool read_only; /* for good: what is on the disk is no longer known */
    char reason[256];

    struct pool readers;
    atomic_int migrated; /* how often the tables changed since we opened the file */

    int64_t commits, use_cases, busy;
};

/* driver_sqlite_conn.c */
MUST_USE enum err sqlite_conn_open(struct sqlite_database *d, struct ctx *ctx, bool writer,
                                   struct sqlite_conn **ret_conn);
void sqlite_conn_close(struct sqlite_conn *c);
/* Run fixed words (BEGIN ...) or a migration. `ret_why` may be NULL. */
MUST_USE enum err sqlite_conn_exec(struct sqlite_conn *c, const char *words, const char **ret_why);
/* The kind of the connection's last failure; notes in c->broken what ends all writing. */
enum err sqlite_conn_failure(struct sqlite_conn *c, int result);
/*
 * Move everything from the write-ahead log into the file and make the log empty. ERR_BUSY while
 * somebody reads from it for longer than `wait_ms`. `wait_ms_max` is for the time after.
 */
MUST_USE enum err sqlite_conn_empty_log(struct sqlite_conn *c, int wait_ms, int wait_ms_max);
/* Whether SQLite has rolled the transaction back by itself. */
bool sqlite_conn_in_transaction(const struct sqlite_conn *c);

/* driver_sqlite_stmt.c */
enum err sqlite_stmt_open(struct stmt *q);
void sqlite_stmt_close(struct stmt *q);
void sqlite_stmt_reset(struct stmt *q);
enum err sqlite_bind_int(struct stmt *q, int param, int64_t n);
enum err sqlite_bind_real(struct stmt *q, int param, double n);
enum err sqlite_bind_text(struct stmt *q, int param, struct slice text);
enum err sqlite_bind_bytes(struct stmt *q, int param, struct slice bytes);
enum err sqlite_bind_null(struct stmt *q, int param);
enum err sqlite_step(struct stmt *q, bool *ret_row, int64_t *ret_rows_changed);
int64_t sqlite_column_int(struct stmt *q, int column);
double sqlite_column_real(struct stmt *q, int column);
bool sqlite_column_is_null(struct stmt *q, int column);
enum err sqlite_column_copy(struct stmt *q, int column, struct arena *a, struct slice *ret_copy);
/* Finalize all that the cache holds. */
void sqlite_cache_drop(struct sqlite_conn *c);

/* driver_sqlite_reach.c */
/* Put views before the tables of organisations and, for the writer, triggers. */
MUST_USE enum err sqlite_reach_guard(struct sqlite_conn *c, bool writer);
/* Take them away, for a migration. */
MUST_USE enum err sqlite_reach_unguard(struct sqlite_conn *c);

/* driver_sqlite_write.c */
MUST_USE enum err sqlite_writer_start(struct sqlite_database *d, struct ctx *ctx);
void sqlite_writer_stop(struct sqlite_database *d);
enum err sqlite_write(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
enum err sqlite_scrub(struct database *d, struct ctx *ctx, const char *const *tables,
                      size_t tables_len);

/* driver_sqlite_read.c */
enum err sqlite_read(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
void sqlite_readers_close(struct sqlite_database *d);

#endif
