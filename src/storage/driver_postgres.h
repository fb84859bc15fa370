/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the files of the PostgreSQL driver share:
 *
 *   driver_postgres.c        open, close, the table of functions
 *   driver_postgres_conn.c   one connection: settings, fixed words, failures
 *   driver_postgres_stmt.c   statements, each prepared once per connection
 *   driver_postgres_later.c  statements whose answers are read later (pipeline)
 *   driver_postgres_run.c    use cases: begin, commit, retry
 */
#ifndef KC_STORAGE_DRIVER_POSTGRES_H
#define KC_STORAGE_DRIVER_POSTGRES_H

#include "storage/driver.h"
#include "storage/pool.h"

struct pg_conn;
struct pg_result;

/* A statement in use: what was bound, and the rows it answered. */
struct postgres_stmt {
    const char *values[STMT_PARAMS_MAX];
    int lengths[STMT_PARAMS_MAX];
    int formats[STMT_PARAMS_MAX]; /* 0 text, 1 binary */
    char numbers[STMT_PARAMS_MAX][32];
    struct arena *copies; /* of texts and bytes */
    struct pg_result *result;
    int row;
    struct postgres_stmt *next; /* in the connection's list of spare ones */
};

/* A connection, used by one thread at a time. */
struct postgres_conn {
    struct db db; /* first: a struct db * of ours is one of these */
    struct pg_conn *handle;
    bool *prepared; /* by query: the server knows it as "q<index>" */
    struct postgres_stmt *spare;
    const struct query_text **later; /* sent, their answers not read yet: later_len of them */
    int later_len;
    bool lost;          /* the connection broke: what ran is rolled back */
    bool raced;         /* serialization failure or deadlock: try again */
    bool committing;    /* COMMIT is under way */
    bool commit_warned; /* the server warned during it: perhaps not replicated */
};

struct postgres_database {
    struct database database; /* first */
    char *conninfo;
    struct pool pool;

    pthread_mutex_t lock; /* guards all below */
    bool unreachable;     /* the latest attempt to connect failed */
    char reason[256];
    int64_t commits, use_cases, retries, reconnects, unknown;
};

/* driver_postgres_conn.c */
MUST_USE enum err postgres_conn_open(struct postgres_database *d, struct ctx *ctx,
                                     struct postgres_conn **ret_conn);
void postgres_conn_close(struct postgres_conn *c);
/* Run fixed words or a migration. The message stays in postgres_conn_why(). */
MUST_USE enum err postgres_conn_exec(struct postgres_conn *c, const char *words);
/* The kind of a failed result (NULL: no answer came); sets c->lost and c->raced. */
enum err postgres_conn_failure(struct postgres_conn *c, const struct pg_result *r);
/* Of the last failure, on one line. */
const char *postgres_conn_why(struct postgres_conn *c);

/* driver_postgres_stmt.c */
enum err postgres_stmt_open(struct stmt *q);
void postgres_stmt_close(struct stmt *q);
void postgres_stmt_reset(struct stmt *q);
enum err postgres_bind_int(struct stmt *q, int param, int64_t n);
enum err postgres_bind_real(struct stmt *q, int param, double n);
enum err postgres_bind_text(struct stmt *q, int param, struct slice text);
enum err postgres_bind_bytes(struct stmt *q, int param, struct slice bytes);
enum err postgres_bind_null(struct stmt *q, int param);
enum err postgres_step(struct stmt *q, bool *ret_row, int64_t *ret_rows_changed);
int64_t postgres_column_int(struct stmt *q, int column);
double postgres_column_real(struct stmt *q, int column);
bool postgres_column_is_null(struct stmt *q, int column);
enum err postgres_column_copy(struct stmt *q, int column, struct arena *a, struct slice *ret_copy);
/* Free what the connection keeps for statements. */
void postgres_spare_drop(struct postgres_conn *c);

/* The name under which the server knows the query. */
void postgres_stmt_name(const struct stmt *q, char *ret_name, size_t bytes);

/* driver_postgres_later.c */
enum err postgres_run_later(struct stmt *q);
/* Read the answers that are out; before anything else is sent. Their first failure. */
MUST_USE enum err postgres_settle(struct postgres_conn *c);

/* driver_postgres_run.c */
enum err postgres_write(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
enum err postgres_read(struct database *d, struct ctx *ctx, db_use_case *use_case, void *arg);
enum err postgres_scrub(struct database *d, struct ctx *ctx, const char *const *tables,
                        size_t tables_len);

#endif
