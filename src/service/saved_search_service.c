/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/saved_search_service.h"

#include "storage/db.h"
#include "storage/guest_store.h"
#include "storage/saved_search_store.h"

enum { TOUCH_AFTER_MS = 24 * 60 * 60 * 1000 };

struct saved_use {
    const struct guest_key *key;
    struct instant now;
    struct day today;
    struct saved_search search;
    struct saved_search_list *list;
    struct instant last_used;
};

static struct slice
key_of(const struct saved_use *u)
{
    return (struct slice){(const char *)u->key->bytes, GUEST_KEY_BYTES};
}

enum err
saved_search_hits(struct ctx *ctx, const struct snapshot *snap,
                  const struct learning_search *wanted, struct module_set *ret_hits)
{
    struct learning_search all = *wanted;
    struct module_id *ids = arena_array(ctx->arena, struct module_id, SAVED_SEARCH_HITS_MAX);
    int len = 0;

    if (ids == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for what a search finds");
    all.query.sort = SEARCH_TITLE;
    all.query.limit = SEARCH_PAGE_MAX;
    all.query.facets = 0;
    all.query.plain = true;
    for (all.query.offset = 0;; all.query.offset += SEARCH_PAGE_MAX) {
        struct learning_search_answer answer;

        TRY(learning_search(ctx, snap, &all, &answer));
        if (answer.result.total > SAVED_SEARCH_HITS_MAX)
            return fail(ctx, ERR_LIMIT, "%u blocks are found, %d are the most", answer.result.total,
                        SAVED_SEARCH_HITS_MAX);
        for (int i = 0; i < answer.result.hits_len; i++)
            ids[len++] = answer.result.hits[i].module->id;
        if (answer.result.hits_len < SEARCH_PAGE_MAX || len == SAVED_SEARCH_HITS_MAX)
            break;
    }
    *ret_hits = module_set_of(ids, len);
    return OK;
}

static enum err
use_load(struct db *db, void *arg)
{
    struct saved_use *u = arg;
    enum err e = guest_store_last_used(db, key_of(u), &u->last_used);

    u->list->len = 0;
    if (e == ERR_NOT_FOUND) {
        u->last_used = u->now;
        return OK;
    }
    TRY(e);
    return saved_search_store_load(db, key_of(u), u->list->at, &u->list->len);
}

enum err
saved_search_load(struct ctx *ctx, struct platform *p, struct guest_key key,
                  struct saved_search_list *ret_list)
{
    struct saved_use u = {.key = &key, .now = ctx->now, .list = ret_list};

    TRY(db_read(platform_db(p), ctx, use_load, &u));
    if (ctx->now.ms - u.last_used.ms > TOUCH_AFTER_MS && guest_touch(ctx, p, key) != OK)
        ctx_clear(ctx); /* that it cannot be noted now is no reason to show nothing */
    return OK;
}

/* Who keeps a search before stating anything else gets a situation that states nothing. */
static enum err
use_add(struct db *db, void *arg)
{
    struct saved_use *u = arg;
    struct instant unused;
    enum err e = guest_store_last_used(db, key_of(u), &unused);

    if (e == ERR_NOT_FOUND) {
        struct situation s = situation_default(u->today);

        e = guest_store_save(db, key_of(u), u->now, &s);
    }
    TRY(e);
    return saved_search_store_save(db, key_of(u), u->now, &u->search);
}

enum err
saved_search_add(struct ctx *ctx, struct platform *p, struct guest_key key,
                 const struct saved_search *search)
{
    struct saved_use u = {.key = &key, .now = ctx->now, .search = *search};
    const struct snapshot *snap;

    if (search->name.len == 0 || search->name.len > SAVED_SEARCH_NAME_BYTES_MAX ||
        search->query.len > SAVED_SEARCH_QUERY_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "a name of %zu bytes, a query of %zu", search->name.len,
                    search->query.len);
    snap = snapshot_acquire(p);
    u.today = snap->today;
    snapshot_release(p, snap);
    return db_write(platform_db(p), ctx, use_add, &u);
}

static enum err
use_look(struct db *db, void *arg)
{
    struct saved_use *u = arg;

    return saved_search_store_look(db, key_of(u), u->now, &u->search);
}

enum err
saved_search_look(struct ctx *ctx, struct platform *p, struct guest_key key,
                  const struct saved_search *search)
{
    struct saved_use u = {.key = &key, .now = ctx->now, .search = *search};

    return db_write(platform_db(p), ctx, use_look, &u);
}

static enum err
use_delete(struct db *db, void *arg)
{
    struct saved_use *u = arg;

    return saved_search_store_delete(db, key_of(u), u->search.id);
}

enum err
saved_search_delete(struct ctx *ctx, struct platform *p, struct guest_key key,
                    struct saved_search_id id)
{
    struct saved_use u = {.key = &key, .search = {.id = id}};

    return db_write(platform_db(p), ctx, use_delete, &u);
}
