/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/guest_service.h"

#include "service/plan_desk.h"
#include "storage/db.h"
#include "storage/guest_store.h"

_Static_assert((int)GUEST_KEY_BYTES == (int)GUEST_HASH_BYTES, "the key is what the store keeps");

/* Using a situation is noted once a day: a page view need not write. */
enum { TOUCH_AFTER_MS = 24 * 60 * 60 * 1000 };

struct guest_use {
    const struct guest_key *key;
    struct instant now;
    struct situation *situation;
    const struct situation *kept;
    struct instant last_used;
};

static struct slice
key_slice(const struct guest_key *key)
{
    return (struct slice){(const char *)key->bytes, GUEST_KEY_BYTES};
}

static enum err
use_load(struct db *db, void *arg)
{
    struct guest_use *u = arg;

    TRY(guest_store_load(db, key_slice(u->key), db_ctx(db)->arena, u->situation));
    return guest_store_last_used(db, key_slice(u->key), &u->last_used);
}

/* Days that have passed are moved up: a plan begins next week at the earliest. */
static void
situation_renew(struct situation *s, struct day today)
{
    struct day next = day_plus(day_monday(today), 7);

    if (s->start.n < day_monday(today).n)
        s->start = next;
    if (s->latest_end.n < day_plus(s->start, 27).n)
        s->latest_end = day_plus(s->start, 26 * 7 - 1);
    if (s->latest_end.n - day_monday(s->start).n >= PLAN_WEEKS_MAX * 7)
        s->latest_end = day_plus(day_monday(s->start), PLAN_WEEKS_MAX * 7 - 1);
}

/* The day that pages show and runs are compared with, also where it is set for a test. */
static struct day
today_of(struct platform *p)
{
    const struct snapshot *snap = snapshot_acquire(p);
    struct day today = snap->today;

    snapshot_release(p, snap);
    return today;
}

/* A job profile that is offered no more cannot be planned for. */
static void
forget_retired(struct platform *p, struct situation *s)
{
    const struct snapshot *snap = snapshot_acquire(p);

    if (s->job.n != 0 && catalogue_job(snap->catalogue, s->job) == NULL)
        s->job.n = 0;
    snapshot_release(p, snap);
}

enum err
guest_situation_load(struct ctx *ctx, struct platform *p, struct guest_key key,
                     struct situation *ret_situation, bool *ret_known)
{
    struct situation s;
    struct guest_use use = {.key = &key, .situation = &s};
    enum err e = db_read(platform_db(p), ctx, use_load, &use);

    if (e == ERR_NOT_FOUND) {
        ctx_clear(ctx);
        *ret_situation = situation_default(today_of(p));
        *ret_known = false;
        return OK;
    }
    TRY(e);
    /* Who only reads uses it too. That it cannot be noted now is no reason to show nothing. */
    if (ctx->now.ms - use.last_used.ms > TOUCH_AFTER_MS && guest_touch(ctx, p, key) != OK)
        ctx_clear(ctx);
    situation_renew(&s, today_of(p));
    forget_retired(p, &s);
    *ret_situation = s;
    *ret_known = true;
    return OK;
}

static enum err
use_save(struct db *db, void *arg)
{
    struct guest_use *u = arg;

    return guest_store_save(db, key_slice(u->key), u->now, u->kept);
}

enum err
guest_situation_save(struct ctx *ctx, struct platform *p, struct guest_key key,
                     const struct situation *s)
{
    struct guest_use use = {.key = &key, .now = ctx->now, .kept = s};

    if (!situation_is_sound(s))
        return fail(ctx, ERR_INVALID, "the situation is not sound");
    return db_write(platform_db(p), ctx, use_save, &use);
}

static enum err
use_delete(struct db *db, void *arg)
{
    struct guest_use *u = arg;

    return guest_store_delete(db, key_slice(u->key));
}

enum err
guest_delete(struct ctx *ctx, struct platform *p, struct guest_key key)
{
    struct guest_use use = {.key = &key};

    TRY(db_write(platform_db(p), ctx, use_delete, &use));
    plan_desk_forget(platform_desk(p), key);
    return OK;
}

struct adopt_use {
    const struct guest_key *guest;
    const struct guest_key *account;
    bool instead; /* of what the account holds */
    enum guest_adoption adoption;
};

static enum err
use_adopt(struct db *db, void *arg)
{
    struct adopt_use *u = arg;
    struct instant last = {0};
    enum err e = guest_store_last_used(db, key_slice(u->guest), &last);

    u->adoption = GUEST_ADOPT_NONE;
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    if (u->instead)
        TRY(guest_store_delete(db, key_slice(u->account)));
    e = guest_store_move(db, key_slice(u->guest), key_slice(u->account));
    u->adoption = e == OK ? GUEST_ADOPT_DONE : GUEST_ADOPT_BOTH;
    return e == ERR_NOT_FOUND ? OK : e;
}

enum err
guest_adopt(struct ctx *ctx, struct platform *p, struct guest_key guest, struct guest_key account,
            enum guest_adoption *ret_adoption)
{
    struct adopt_use u = {.guest = &guest, .account = &account};

    TRY(db_write(platform_db(p), ctx, use_adopt, &u));
    *ret_adoption = u.adoption;
    return OK;
}

enum err
guest_adopt_instead(struct ctx *ctx, struct platform *p, struct guest_key guest,
                    struct guest_key account)
{
    struct adopt_use u = {.guest = &guest, .account = &account, .instead = true};

    TRY(db_write(platform_db(p), ctx, use_adopt, &u));
    plan_desk_forget(platform_desk(p), guest);
    plan_desk_forget(platform_desk(p), account);
    return OK;
}

static enum err
use_touch(struct db *db, void *arg)
{
    struct guest_use *u = arg;

    return guest_store_touch(db, key_slice(u->key), u->now);
}

enum err
guest_touch(struct ctx *ctx, struct platform *p, struct guest_key key)
{
    struct guest_use use = {.key = &key, .now = ctx->now};

    return db_write(platform_db(p), ctx, use_touch, &use);
}

struct expire_use {
    struct instant before;
    int64_t deleted;
};

static enum err
use_expire(struct db *db, void *arg)
{
    struct expire_use *u = arg;

    return guest_store_expire(db, u->before, &u->deleted);
}

enum err
guest_expire(struct ctx *ctx, struct platform *p, struct instant before, int64_t *ret_deleted)
{
    struct expire_use use = {.before = before};

    TRY(db_write(platform_db(p), ctx, use_expire, &use));
    *ret_deleted = use.deleted;
    return OK;
}
