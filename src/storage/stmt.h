/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Statements: the one way from a store to its query.
 *
 *     CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_PROVIDER_BY_CODE);
 *     bool row = false;
 *
 *     stmt_bind_text(&q, 1, code);
 *     TRY(stmt_next(&q, &row));
 *     if (!row)
 *         return ERR_NOT_FOUND;
 *     p->id.n = stmt_int(&q, 0);
 *     TRY(stmt_text(&q, 1, arena, &p->name));
 *
 * Parameters count from 1 and are all bound before each run; columns count from 0. Kinds
 * must be those that the query file declares: anything else is our mistake and ends the
 * process. Failures of binding stick and are told by stmt_run() or stmt_next().
 *
 * Both answer, besides what is said there:
 *   ERR_CONFLICT   a UNIQUE or REFERENCES rule of the tables forbids it
 *   ERR_INVALID    a CHECK or NOT NULL rule forbids it, or a text is not UTF-8
 *   ERR_LIMIT      a value is longer than DB_TEXT_BYTES_MAX, or the arena is full
 *   ERR_BUSY, ERR_IO, ERR_CORRUPT, ERR_DENIED   as db.h says
 */
#ifndef KC_STORAGE_STMT_H
#define KC_STORAGE_STMT_H

#include "base/arena.h"
#include "storage/db.h"

struct query_text;

struct stmt {
    struct db *db;
    const struct query_text *text;
    size_t index;     /* of the query: 0 .. all queries of the database */
    enum err failure; /* sticks */
    uint64_t bound;   /* bit i: parameter i + 1 is */
    bool running;     /* stmt_next() has begun */
    bool on_row;
    void *handle; /* the driver's */
};

/* `query` is a value of the generated enum. */
struct stmt stmt_init(struct db *db, int query);

void stmt_bind_int(struct stmt *q, int param, int64_t n);
void stmt_bind_real(struct stmt *q, int param, double n);
/* Copied. An empty slice is the empty text, not NULL. Also for JSON. */
void stmt_bind_text(struct stmt *q, int param, struct slice text);
void stmt_bind_bytes(struct stmt *q, int param, struct slice bytes);
void stmt_bind_null(struct stmt *q, int param);
/* Zero or empty becomes NULL: for columns where "none" is NULL. */
void stmt_bind_ref(struct stmt *q, int param, int64_t key);
void stmt_bind_text_or_null(struct stmt *q, int param, struct slice text);

/*
 * Run to the end; `ret_rows` is the number of rows changed. Then bind again. With NULL, a statement
 * without columns may run later, but before the next one that answers something: its failure
 * is then told by a later statement, or ends the use case.
 */
MUST_USE enum err stmt_run(struct stmt *q, int64_t *ret_rows);
/* The first or next row. After the last one, `*ret_row` is false; then bind again. */
MUST_USE enum err stmt_next(struct stmt *q, bool *ret_row);
/*
 * Run a statement that answers one row with a key in its first column (INSERT ...
 * RETURNING id, SELECT id ...). ERR_NOT_FOUND, without a message, when there is no row.
 */
MUST_USE enum err stmt_run_id(struct stmt *q, int64_t *ret_id);
/* Drop the remaining rows and bind again. */
void stmt_reset(struct stmt *q);

/* Of the current row. NULL reads as 0. */
int64_t stmt_int(struct stmt *q, int column);
double stmt_real(struct stmt *q, int column);
bool stmt_is_null(struct stmt *q, int column);
/* A copy in the arena (NUL-terminated as well). NULL reads as empty. ERR_LIMIT. */
MUST_USE enum err stmt_text(struct stmt *q, int column, struct arena *a, struct slice *ret_text);
MUST_USE enum err stmt_bytes(struct stmt *q, int column, struct arena *a, struct slice *ret_bytes);

void stmt_done(struct stmt *q);

#endif
