/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/audit_store.h"

#include "storage/query.gen.h"
#include "storage/stmt.h"

enum err
audit_store_last(struct db *db, int64_t *ret_id, struct slice *ret_hash)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_AUDIT_EVENT_LAST);
    bool row = false;

    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    *ret_id = stmt_int(&q, 0);
    return stmt_bytes(&q, 1, db_ctx(db)->arena, ret_hash);
}

enum err
audit_store_add(struct db *db, const struct audit_event *e)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_AUDIT_EVENT_ADD);

    assert(e->previous.len == AUDIT_HASH_BYTES && e->hash.len == AUDIT_HASH_BYTES);
    stmt_bind_int(&q, 1, e->id);
    stmt_bind_int(&q, 2, e->at.ms);
    stmt_bind_text(&q, 3, e->actor);
    stmt_bind_text(&q, 4, e->organisation);
    stmt_bind_text(&q, 5, e->action);
    stmt_bind_text(&q, 6, e->subject);
    stmt_bind_text(&q, 7, e->detail);
    stmt_bind_bytes(&q, 8, e->previous);
    stmt_bind_bytes(&q, 9, e->hash);
    return stmt_run(&q, NULL);
}

static enum err
event_read(struct stmt *q, struct arena *a, struct audit_event *e)
{
    e->id = stmt_int(q, 0);
    e->at.ms = stmt_int(q, 1);
    TRY(stmt_text(q, 2, a, &e->actor));
    TRY(stmt_text(q, 3, a, &e->organisation));
    TRY(stmt_text(q, 4, a, &e->action));
    TRY(stmt_text(q, 5, a, &e->subject));
    TRY(stmt_text(q, 6, a, &e->detail));
    TRY(stmt_bytes(q, 7, a, &e->previous));
    return stmt_bytes(q, 8, a, &e->hash);
}

static enum err
events_read(struct stmt *q, struct audit_event *ret_events, int len, int *ret_len)
{
    bool row = false;

    *ret_len = 0;
    for (;;) {
        TRY(stmt_next(q, &row));
        if (!row || *ret_len == len)
            return OK;
        TRY(event_read(q, db_ctx(q->db)->arena, &ret_events[*ret_len]));
        (*ret_len)++;
    }
}

enum err
audit_store_page(struct db *db, int64_t after, struct audit_event *ret_events, int len,
                 int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_AUDIT_EVENT_PAGE);

    stmt_bind_int(&q, 1, after);
    stmt_bind_int(&q, 2, len);
    stmt_bind_int(&q, 3, AUDIT_WORD_BYTES_MAX + 1);
    stmt_bind_int(&q, 4, AUDIT_DETAIL_BYTES_MAX + 1);
    return events_read(&q, ret_events, len, ret_len);
}

enum err
audit_store_by_hash(struct db *db, struct slice hash, int64_t other, int64_t *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_AUDIT_EVENT_BY_HASH);

    stmt_bind_bytes(&q, 1, hash);
    stmt_bind_int(&q, 2, other);
    return stmt_run_id(&q, ret_id);
}

enum err
audit_store_filter(struct db *db, const struct audit_filter *f, struct audit_event *ret_events,
                   int len, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_AUDIT_EVENT_FILTER);

    stmt_bind_int(&q, 1, f->before);
    stmt_bind_text(&q, 2, f->organisation);
    stmt_bind_text(&q, 3, f->action);
    stmt_bind_text(&q, 4, f->code);
    stmt_bind_int(&q, 5, f->first.ms);
    stmt_bind_int(&q, 6, f->last.ms);
    stmt_bind_int(&q, 7, len);
    return events_read(&q, ret_events, len, ret_len);
}
