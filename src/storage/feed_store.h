/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Feeds and what came from them. An import, in one transaction:
 *
 *     TRY(feed_store_save(db, &feed));
 *     for each record:
 *         feed_store_find(...); equal hash and not gone: feed_store_seen(...)
 *         else module_store_save(...), feed_store_keep(...)
 *     TRY(feed_store_finish(db, feed.id, now, &gone));    what was not seen is marked
 */
#ifndef KC_STORAGE_FEED_STORE_H
#define KC_STORAGE_FEED_STORE_H

#include "base/day.h"
#include "domain/module.h"
#include "storage/db.h"

struct feed_id {
    int64_t n;
};
struct feed_item_id {
    int64_t n;
};

enum { FEED_HASH_BYTES = 32 };

struct feed {
    struct feed_id id;
    struct slice code; /* as in struct module */
    struct slice name;
    struct slice url;           /* where it was read; empty for a file */
    struct instant imported_at; /* ms == 0: never */
};

struct feed_item {
    struct feed_item_id id;
    uint8_t content_hash[FEED_HASH_BYTES];
    struct module_id module; /* n == 0: it was not taken */
    struct instant first_seen;
    struct instant last_seen;
    bool gone;
};

/* New or, when the code is known, changed; sets the id. */
MUST_USE enum err feed_store_save(struct db *db, struct feed *f);
/* By code. */
MUST_USE enum err feed_store_load(struct db *db, struct arena *arena, struct feed **ret_feeds,
                                  int *ret_len);

/* ERR_NOT_FOUND, without a message, when the feed never held it. */
MUST_USE enum err feed_store_find(struct db *db, struct feed_id feed, struct slice external_id,
                                  struct feed_item *ret_item);
/* Seen again, unchanged. */
MUST_USE enum err feed_store_seen(struct db *db, struct feed_item_id id, struct instant now);
/* New or changed. `unknown_json`: an object of what we do not understand, or empty. */
MUST_USE enum err feed_store_keep(struct db *db, struct feed_id feed, struct slice external_id,
                                  const struct feed_item *item, struct slice unknown_json);
/*
 * The import that began at `began` is complete: items not seen since are gone, and so are
 * their modules; `ret_gone` (may be NULL) is how many items went.
 */
MUST_USE enum err feed_store_finish(struct db *db, struct feed_id feed, struct instant began,
                                    int64_t *ret_gone);
/* Items ever seen, and how many of them are gone. */
MUST_USE enum err feed_store_count(struct db *db, struct feed_id feed, int64_t *ret_items,
                                   int64_t *ret_gone);

#endif
