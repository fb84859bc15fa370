/* SPDX-License-Identifier: EUPL-1.2 */
#include "storage/feed_store.h"

#include <string.h>

#include "storage/query.gen.h"
#include "storage/revision_store.h"
#include "storage/row.h"

enum err
feed_store_save(struct db *db, struct feed *f)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_SAVE);

    stmt_bind_text(&q, 1, f->code);
    stmt_bind_text(&q, 2, f->name);
    stmt_bind_text(&q, 3, f->url);
    return stmt_run_id(&q, &f->id.n);
}

enum err
feed_store_load(struct db *db, struct arena *arena, struct feed **ret_feeds, int *ret_len)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ALL);
    void *array = NULL;
    size_t size = 0;
    size_t len = 0;
    bool row = false;

    for (;; len++) {
        struct feed *f;

        TRY(stmt_next(&q, &row));
        if (!row)
            break;
        TRY(arena_grow(arena, &array, len, &size, sizeof *f));
        f = (struct feed *)array + len;
        f->id.n = stmt_int(&q, 0);
        TRY(stmt_text(&q, 1, arena, &f->code));
        TRY(stmt_text(&q, 2, arena, &f->name));
        TRY(stmt_text(&q, 3, arena, &f->url));
        f->imported_at.ms = stmt_int(&q, 4);
    }
    *ret_feeds = array;
    *ret_len = (int)len;
    return OK;
}

enum err
feed_store_find(struct db *db, struct feed_id feed, struct slice external_id,
                struct feed_item *ret_item)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ITEM_FIND);
    struct feed_item item = {0};
    struct slice hash;
    bool row = false;

    stmt_bind_int(&q, 1, feed.n);
    stmt_bind_text(&q, 2, external_id);
    TRY(stmt_next(&q, &row));
    if (!row)
        return ERR_NOT_FOUND;
    item.id.n = stmt_int(&q, 0);
    TRY(stmt_bytes(&q, 1, db_ctx(db)->arena, &hash));
    if (hash.len != FEED_HASH_BYTES)
        return row_corrupt(db, "feed item", item.id.n);
    memcpy(item.content_hash, hash.at, FEED_HASH_BYTES);
    item.module.n = stmt_int(&q, 2);
    item.first_seen.ms = stmt_int(&q, 3);
    item.last_seen.ms = stmt_int(&q, 4);
    item.gone = stmt_int(&q, 5) != 0;
    *ret_item = item;
    return OK;
}

enum err
feed_store_seen(struct db *db, struct feed_item_id id, struct instant now)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ITEM_SEEN);

    stmt_bind_int(&q, 1, now.ms);
    stmt_bind_int(&q, 2, id.n);
    return stmt_run(&q, NULL);
}

enum err
feed_store_keep(struct db *db, struct feed_id feed, struct slice external_id,
                const struct feed_item *item, struct slice unknown_json)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ITEM_SAVE);
    int64_t id = 0;

    stmt_bind_int(&q, 1, feed.n);
    stmt_bind_text(&q, 2, external_id);
    stmt_bind_bytes(&q, 3, (struct slice){(const char *)item->content_hash, FEED_HASH_BYTES});
    stmt_bind_text_or_null(&q, 4, unknown_json);
    stmt_bind_ref(&q, 5, item->module.n);
    stmt_bind_int(&q, 6, item->last_seen.ms);
    return stmt_run_id(&q, &id);
}

static enum err
mark_gone(struct db *db, struct feed_id feed, struct instant began, int64_t *ret_gone)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ITEM_MARK_GONE);

    stmt_bind_int(&q, 1, feed.n);
    stmt_bind_int(&q, 2, began.ms);
    return stmt_run(&q, ret_gone);
}

enum err
feed_store_finish(struct db *db, struct feed_id feed, struct instant began, int64_t *ret_gone)
{
    int64_t gone = 0;

    TRY(mark_gone(db, feed, began, &gone));
    TRY(row_run_for(db, Q_FEED_ITEM_MARK_MODULES_GONE, feed.n));
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_IMPORTED);

    stmt_bind_int(&q, 1, began.ms);
    stmt_bind_int(&q, 2, feed.n);
    TRY(stmt_run(&q, NULL));
    if (gone > 0)
        TRY(revision_store_raise(db));
    if (ret_gone != NULL)
        *ret_gone = gone;
    return OK;
}

enum err
feed_store_count(struct db *db, struct feed_id feed, int64_t *ret_items, int64_t *ret_gone)
{
    CLEANUP(stmt_done) struct stmt q = stmt_init(db, Q_FEED_ITEM_COUNT);
    bool row = false;

    stmt_bind_int(&q, 1, feed.n);
    TRY(stmt_next(&q, &row));
    *ret_items = stmt_int(&q, 0);
    *ret_gone = stmt_int(&q, 1);
    return OK;
}
