/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/experience_store.h"

#include "storage/query.gen.h"
#include "storage/row.h"

enum err
experience_store_consent(struct db *db, struct slice key, struct experience_consent *ret_consent)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_CONSENT);
    bool row = false;

    *ret_consent = (struct experience_consent){0};
    stmt_bind_bytes(&q, 1, key);
    TRY(stmt_next(&q, &row));
    if (!row)
        return OK;
    ret_consent->guest = stmt_int(&q, 0);
    ret_consent->wording = (int)stmt_int(&q, 1);
    ret_consent->since.ms = stmt_int(&q, 2);
    return OK;
}

enum err
experience_store_agree(struct db *db, struct slice key, int wording, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_AGREE);
    int64_t changed = 0;

    stmt_bind_int(&q, 1, wording);
    stmt_bind_int(&q, 2, now.ms);
    stmt_bind_bytes(&q, 3, key);
    TRY(stmt_run(&q, &changed));
    return changed > 0 ? OK : ERR_NOT_FOUND;
}

enum err
experience_store_withdraw(struct db *db, struct slice key)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_WITHDRAW);

    stmt_bind_bytes(&q, 1, key);
    return stmt_run(&q, NULL);
}

/* --- a list ------------------------------------------------------------------ */

static enum err
has_room(struct db *db, int64_t guest, bool *ret_room)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_COUNT);
    bool row = false;

    stmt_bind_int(&q, 1, guest);
    TRY(stmt_next(&q, &row));
    *ret_room = row && stmt_int(&q, 0) < EXPERIENCE_LISTS_PER_SESSION_MAX;
    return OK;
}

static enum err
is_newest(struct db *db, int64_t guest, const struct experience_list *list, bool *ret_same)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_NEWEST);
    bool row = false;
    int n = 0;

    stmt_bind_int(&q, 1, guest);
    stmt_bind_int(&q, 2, list->day.n);
    stmt_bind_int(&q, 3, list->first_place);
    for (*ret_same = true;; n++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        *ret_same = *ret_same && n < list->shown_len && stmt_int(&q, 0) == list->shown[n].module.n;
    }
    *ret_same = *ret_same && n == list->shown_len;
    return OK;
}

static enum err
list_add(struct db *db, int64_t guest, const struct experience_list *list, int64_t *ret_id)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_LIST_ADD);

    stmt_bind_int(&q, 1, guest);
    stmt_bind_int(&q, 2, list->day.n);
    stmt_bind_int(&q, 3, list->first_place);
    return stmt_run_id(&q, ret_id);
}

enum err
experience_store_add(struct db *db, int64_t guest, const struct experience_list *list)
{
    bool room = false;
    bool same = false;
    int64_t id = 0;

    assert(list->first_place + list->shown_len - 1 <= EXPERIENCE_POSITIONS_MAX);
    TRY(has_room(db, guest, &room));
    TRY(is_newest(db, guest, list, &same));
    if (!room || same)
        return OK;
    TRY(list_add(db, guest, list, &id));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_SHOWN_ADD);
    for (int i = 0; i < list->shown_len; i++) {
        stmt_bind_int(&q, 1, id);
        stmt_bind_int(&q, 2, list->first_place + i);
        stmt_bind_int(&q, 3, list->shown[i].module.n);
        stmt_bind_int(&q, 4, list->shown[i].overlap);
        stmt_bind_int(&q, 5, list->shown[i].score);
        stmt_bind_int(&q, 6, DEED_NOTHING);
        TRY(stmt_run(&q, NULL));
    }
    return OK;
}

enum err
experience_store_did(struct db *db, struct slice key, struct module_id module,
                     enum experience_deed deed, struct day since)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_DID);

    stmt_bind_int(&q, 1, deed);
    stmt_bind_int(&q, 2, module.n);
    stmt_bind_bytes(&q, 3, key);
    stmt_bind_int(&q, 4, since.n);
    return stmt_run(&q, NULL);
}

/* --- all of them ---------------------------------------------------------------- */

static struct experience_kept
kept_read(struct stmt *q)
{
    return (struct experience_kept){
        .list = stmt_int(q, 0),
        .guest = stmt_int(q, 1),
        .day = {(int32_t)stmt_int(q, 2)},
        .place = (uint8_t)stmt_int(q, 3),
        .module = {stmt_int(q, 4)},
        .overlap = (uint8_t)stmt_int(q, 5),
        .score = (uint8_t)stmt_int(q, 6),
        .deed = (uint8_t)stmt_int(q, 7),
    };
}

enum err
experience_store_all(struct db *db, struct arena *arena, struct experience_kept **ret_kept,
                     size_t *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_ALL);
    void *grown = NULL;
    size_t size = 0;
    bool row = false;

    for (*ret_len = 0;; (*ret_len)++) {
        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        if (*ret_len == EXPERIENCE_SHOWN_MAX)
            return fail(db_ctx(db), ERR_LIMIT, "more than %d blocks were shown",
                        EXPERIENCE_SHOWN_MAX);
        if (arena_grow(arena, &grown, *ret_len, &size, sizeof **ret_kept) != OK)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for the lists that were shown");
        ((struct experience_kept *)grown)[*ret_len] = kept_read(&q);
    }
    *ret_kept = grown;
    return OK;
}

enum err
experience_store_forget(struct db *db, int64_t last)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_FORGET);

    stmt_bind_int(&q, 1, last);
    return stmt_run(&q, NULL);
}

enum err
experience_store_expire(struct db *db, struct instant before, int64_t *ret_deleted)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_EXPERIENCE_EXPIRE);

    stmt_bind_int(&q, 1, day_of(before).n);
    return stmt_run(&q, ret_deleted);
}
