/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The database: one interface, SQLite or PostgreSQL behind it.
 *
 * A `struct database` is opened once per process and used by any thread. All work
 * happens in use cases: functions that db_write() or db_read() calls inside a
 * transaction with a `struct db`, the transaction's view. Stores take that view.
 *
 *     static enum err
 *     rename_it(struct db *db, void *arg)
 *     {
 *         struct rename *r = arg;
 *         return provider_store_rename(db, r->id, r->name);
 *     }
 *     ... TRY(db_write(database, ctx, rename_it, &r));
 *
 * What a use case may rely on, with either database:
 *
 * - It sees one state of the data from its first to its last statement, and of what it
 *   writes all or nothing stays: nothing when it answers anything but OK.
 * - When db_write() answers OK, the writes are on disk (fsync).
 * - A statement that failed fails the use case, even if it goes on and answers OK: so both
 *   databases act alike. To try and see, use INSERT ... ON CONFLICT DO NOTHING.
 *
 * What it must keep to:
 *
 * - It may be called more than once (PostgreSQL retries after a serialization failure):
 *   set results anew, do nothing that cannot be undone. Its arena is rewound in between.
 * - It is short, calls neither db_write() nor db_read(), and lets no statement outlive it.
 * - It may run on another thread (SQLite's writer) while the caller waits; `ctx` and `arg`
 *   are its own for that time.
 */
#ifndef KC_STORAGE_DB_H
#define KC_STORAGE_DB_H

#include "base/ctx.h"
#include "base/limits.h"

enum db_kind { DB_SQLITE, DB_POSTGRES };

struct database;
/* One transaction. */
struct db;
struct query_set;

/* All zero is what a program uses; tests bring their own. */
struct db_options {
    const struct query_set *more_queries; /* beside those of sql/queries; NULL: none */
    int connections_max;                  /* 0: DB_CONNECTIONS_MAX */
    int queue_max;                        /* 0: DB_QUEUE_MAX */
    int wait_ms_max;                      /* 0: DB_WAIT_MS_MAX */
    bool must_exist;                      /* an SQLite file that is not there is not made */
    int sqlite_pages_max;                 /* > 0: as if the disk held no more pages */
    bool control_without_savepoints;      /* for the test that shows what savepoints are for */
    bool control_without_secure_delete;   /* likewise */
    bool control_without_reach;           /* likewise: tenants are kept apart by services alone */
};

/*
 * Open by setting:
 *
 *   sqlite:/var/lib/kommunalcampus/campus.db   a file, made when absent (mode 0600; but see
 * must_exist) postgres://user@host/name?sslmode=...      or "postgres:" and a libpq conninfo string
 *
 *   ERR_INVALID   the setting is neither
 *   ERR_NOT_FOUND must_exist, and there is no such file
 *   ERR_IO        the file or server cannot be reached, or is too old
 *   ERR_CORRUPT   the file is no SQLite database
 *   ERR_BUSY      another program holds it longer than wait_ms_max
 */
MUST_USE enum err db_open(struct ctx *ctx, struct slice setting, const struct db_options *options,
                          struct database **ret_database);
/* Waits for what runs. NULL is allowed. Nobody may use it any more. */
void db_close(struct database *d);
/* For CLEANUP(db_cleanup) struct database *d = NULL; */
void db_cleanup(struct database **d);

typedef enum err db_use_case(struct db *db, void *arg);

/*
 * Run a use case that writes, and make what it wrote durable.
 *
 *   what the use case answered: then nothing was written
 *   ERR_BUSY   too many are waiting, or another one always got in between
 *   ERR_DENIED it is for an organisation that ctx does not reach (storage/reach.h)
 *   ERR_IO     the disk or the server failed; nothing was written, unless
 *              ctx->failure.outcome_unknown says that this cannot be known
 */
MUST_USE enum err db_write(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);

/*
 * Run a use case that only reads.
 *
 *   what the use case answered
 *   ERR_BUSY     no connection became free in time
 *   ERR_IO       the disk or the server failed
 *   ERR_DENIED   it tried to write, or is for an organisation that ctx does not reach
 */
MUST_USE enum err db_read(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);

/*
 * Prepare every query of the set, so that one that does not fit the tables is found at
 * the start and not by a person later.
 *
 *   ERR_CORRUPT   one does not fit; the message names it
 */
MUST_USE enum err db_check_queries(struct database *d, struct ctx *ctx);

/*
 * Rows that were deleted leave traces in the files: in pages that were rearranged before, in the
 * log. This rewrites an SQLite file and empties its log, and has PostgreSQL vacuum `tables`. It
 * takes as long as copying the database; on SQLite writers wait meanwhile, readers do not.
 *
 *   ERR_BUSY   somebody reads from the log for too long, or the queue is full: later
 *   ERR_IO     the disk or the server failed; the data is as before
 */
MUST_USE enum err db_scrub(struct database *d, struct ctx *ctx, const char *const *tables,
                           size_t tables_len);

/* What /readyz and /metrics show. */
struct db_health {
    enum db_kind kind;
    bool writable;      /* false: writing stopped after a failure of the disk */
    char reason[256];   /* why, when not */
    int64_t commits;    /* transactions made durable */
    int64_t use_cases;  /* written by them: more than commits when grouped */
    int64_t busy;       /* turned away with ERR_BUSY */
    int64_t retries;    /* use cases run again after a serialization failure */
    int64_t reconnects; /* PostgreSQL connections opened anew after a loss */
    int64_t unknown;    /* commits whose outcome could not be known */
    int waiting;        /* use cases in the queue now */
    int connections_in_use;
};
void db_health(struct database *d, struct db_health *ret_health);

enum db_kind db_kind(const struct database *d);

/* Of the running transaction: where failures are told and results are put. */
struct ctx *db_ctx(struct db *db);

#endif
