/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/check_share.h"

#include <string.h>

#include "service/account_mail.h"
#include "service/audit.h"
#include "service/check_parts.h"
#include "service/check_report_json.h"
#include "service/consent_service.h"
#include "storage/account_store.h"
#include "storage/check_share_store.h"
#include "storage/guess_store.h"

#define FORMAT "kommunalcampus-check-share/1"
#define CONTENT_PURPOSE "kommunalcampus check share 1"
#define NOTE_PURPOSE "kommunalcampus check share note 1"
#define KEY_PURPOSE "kommunalcampus check share key 1"

_Static_assert((int)CHECK_SHARE_CODE_CHARS == (int)ACCOUNT_CODE_CHARS, "both are of one kind");

enum { CONTENT_BYTES_MAX = CHECK_RECORD_BYTES_MAX, NOTE_BYTES_MAX = 2048 };

static struct slice
key_slice(const struct crypto_key *key)
{
    return (struct slice){(const char *)key->bytes, CRYPTO_KEY_BYTES};
}

/* Of shares alone: it cannot be joined with any other table. */
enum err
check_share_recipient(const struct accounts *acc, struct arena *a, struct slice email,
                      struct slice *ret_hash)
{
    return accounts_hash(acc, a, "check share recipient", email, ret_hash);
}

enum err
check_share_counted(const struct accounts *acc, struct arena *a, struct slice account_code,
                    struct slice *ret_hash)
{
    return accounts_hash(acc, a, "check shares of", account_code, ret_hash);
}

/* What seals a share's key: another one for each share and recipient. */
static enum err
wrap_key(const struct crypto_key *server, struct arena *a, const struct check_share_row *row,
         struct crypto_key *ret_key)
{
    struct text t = text_init(a, CHECK_SHARE_CODE_CHARS + CRYPTO_HASH_BYTES + 1);
    struct slice both = {0};
    struct crypto_hash hash;

    text_put(&t, row->code);
    text_put(&t, row->recipient);
    TRY(text_end(&t, &both));
    hash = crypto_mac(server, KEY_PURPOSE, both);
    memcpy(ret_key->bytes, hash.bytes, CRYPTO_KEY_BYTES);
    return OK;
}

static struct day
last_day(struct instant expires)
{
    return day_of((struct instant){expires.ms - 1});
}

/*
 * CHECK-26: neither the share's code nor its time stands in the log, for the share's row leads to
 * the checks: whoever has both tables would know whose they are.
 */
static enum err
note(struct db *db, struct slice account_code, const char *action)
{
    return audit_add(db, &(struct audit_entry){
                             .actor = account_code, .action = action, .subject = account_code});
}

/* --- sharing ---------------------------------------------------------------- */

struct add_use {
    const struct check_desk *desk;
    const struct check_share_wish *wish;
    struct check_report report;
    struct account owner;
    struct check_share_row row;
    struct instant until; /* of a delay */
};

static enum err
content_write(struct ctx *ctx, const struct add_use *u, struct slice *ret_plain)
{
    struct text t = text_init(ctx->arena, CONTENT_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "format", SLICE(FORMAT));
    json_write_member_text(&w, "from", u->owner.name);
    json_write_member_text(&w, "purpose", u->wish->purpose);
    check_report_write(&w, &u->report);
    json_write_object_end(&w);
    json_write_end(&w);
    return text_end(&t, ret_plain);
}

static enum err
note_write(struct ctx *ctx, const struct add_use *u, struct slice *ret_plain)
{
    struct text t = text_init(ctx->arena, NOTE_BYTES_MAX);
    struct json_write w = json_write_init(&t);

    json_write_object(&w);
    json_write_member_text(&w, "recipient", u->wish->recipient);
    json_write_member_text(&w, "purpose", u->wish->purpose);
    json_write_member_text(&w, "scope", u->report.scope);
    json_write_member_int(&w, "ended", u->report.ended.ms);
    json_write_object_end(&w);
    json_write_end(&w);
    return text_end(&t, ret_plain);
}

/* CHECK-22 */
static enum err
seal_all(struct db *db, struct add_use *u)
{
    struct ctx *ctx = db_ctx(db);
    struct slice content = {0};
    struct slice note = {0};
    struct crypto_key person;
    struct crypto_key share;
    struct crypto_key wrap;
    enum err e;

    TRY(content_write(ctx, u, &content));
    TRY(note_write(ctx, u, &note));
    TRY(wrap_key(u->desk->key, ctx->arena, &u->row, &wrap));
    TRY(check_key_find(db, u->desk, &person));
    crypto_random(share.bytes, sizeof share.bytes);
    e = crypto_seal(ctx->arena, &share, CONTENT_PURPOSE, content, &u->row.content);
    if (e == OK)
        e = crypto_seal(ctx->arena, &wrap, KEY_PURPOSE, key_slice(&share), &u->row.sealed_key);
    if (e == OK)
        e = crypto_seal(ctx->arena, &person, NOTE_PURPOSE, note, &u->row.note);
    crypto_wipe(&person, sizeof person);
    crypto_wipe(&share, sizeof share);
    crypto_wipe(&wrap, sizeof wrap);
    return e == OK ? OK : fail(ctx, e, "no memory for a share");
}

/* Only who has an account gets a mail, and nobody is told who has (ACCOUNT-5). */
static enum err
tell(struct db *db, const struct add_use *u)
{
    struct account a = {.status = ACCOUNT_UNCONFIRMED};
    enum err e = account_store_by_email(db, u->wish->recipient, &a);

    if (e == ERR_NOT_FOUND || (e == OK && a.status != ACCOUNT_ACTIVE))
        return OK;
    TRY(e);
    return account_mail_write(u->wish->accounts, db,
                              &(struct account_mail_letter){.kind = ACCOUNT_MAIL_SHARED,
                                                            .recipient = a.email,
                                                            .name = a.name,
                                                            .language = a.language});
}

static enum err
room_for(struct db *db, struct add_use *u)
{
    struct ctx *ctx = db_ctx(db);
    struct check_share_row *rows =
        arena_array(ctx->arena, struct check_share_row, CHECK_SHARES_MAX);
    struct slice subject = {0};
    int len = 0;

    if (rows == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for shares");
    TRY(check_share_store_of_owner(db, check_owner_slice(&u->desk->owner), rows, &len));
    if (len == CHECK_SHARES_MAX)
        return fail(ctx, ERR_LIMIT, "%d results are shared already", CHECK_SHARES_MAX);
    TRY(check_share_counted(u->wish->accounts, ctx->arena, u->owner.code, &subject));
    return guess_store_begin(db, subject, CHECK_SHARES_FREE, ctx->now, &u->until);
}

static enum err
use_add(struct db *db, void *arg)
{
    struct add_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct consent_person person = consent_person_of(u->desk->key, &u->desk->owner);

    TRY(account_store_by_id(db, u->wish->actor->id, &u->owner));
    if (slice_eq(u->owner.email, u->wish->recipient))
        return fail(ctx, ERR_CONFLICT, "nobody shares with themselves");
    TRY(room_for(db, u));
    TRY(seal_all(db, u));
    TRY(check_share_store_add(db, check_owner_slice(&u->desk->owner), &u->row));
    TRY(consent_note(db, &person, CONSENT_SHARE, true));
    TRY(tell(db, u));
    return note(db, u->owner.code, "check.share");
}

static bool
wish_is_sound(const struct check_share_wish *w, struct day today)
{
    return account_email_is_sound(w->recipient) && w->purpose.len > 0 &&
           w->purpose.len <= CHECK_SHARE_PURPOSE_BYTES_MAX && w->last.n >= today.n &&
           w->last.n <= today.n + CHECK_SHARE_DAYS_MAX;
}

enum err
check_share_add(struct ctx *ctx, const struct check_desk *desk, const struct check_share_wish *wish,
                int *ret_wait_seconds)
{
    struct add_use u = {.desk = desk, .wish = wish};
    struct check_view view;
    enum err e;

    *ret_wait_seconds = 0;
    if (!wish_is_sound(wish, day_of(ctx->now)))
        return fail(ctx, ERR_INVALID, "a check cannot be shared like this");
    TRY(check_look(ctx, desk, wish->run, &view));
    if (view.next != NULL)
        return fail(ctx, ERR_NOT_FOUND, "check %lld goes on", (long long)wish->run.n);
    TRY(check_report_unrated(ctx, &view, &u.report));
    TRY(accounts_code(ctx->arena, &u.row.code));
    TRY(check_share_recipient(wish->accounts, ctx->arena, wish->recipient, &u.row.recipient));
    u.row.run = wish->run;
    u.row.created = instant_at(day_of(ctx->now), 0);
    u.row.expires = instant_at(day_plus(wish->last, 1), 0);
    e = db_write(platform_db(desk->platform), ctx, use_add, &u);
    if (e == ERR_DENIED && u.until.ms > ctx->now.ms)
        *ret_wait_seconds = (int)((u.until.ms - ctx->now.ms + 999) / 1000);
    return e;
}

/* --- for the owner ---------------------------------------------------------- */

struct list_use {
    const struct check_desk *desk;
    struct check_share *shares;
    int len;
};

static enum err
note_read(struct ctx *ctx, const struct crypto_key *key, struct slice sealed, struct check_share *s)
{
    const struct json_value *top = NULL;
    struct slice plain = {0};
    enum err e = crypto_unseal(ctx->arena, key, NOTE_PURPOSE, sealed, &plain);

    if (e != OK)
        return fail(ctx, e, "the note of a share cannot be opened");
    TRY(json_read(ctx, plain, &top));
    TRY(json_need_text(ctx, top, "recipient", ACCOUNT_EMAIL_BYTES_MAX, &s->recipient));
    TRY(json_need_text(ctx, top, "purpose", CHECK_SHARE_PURPOSE_BYTES_MAX, &s->purpose));
    TRY(json_need_text(ctx, top, "scope", CODE_BYTES_MAX + 4, &s->scope));
    return json_need_int(ctx, top, "ended", JSON_RANGE(0, INT64_MAX), &s->ended.ms);
}

static enum err
looks_load(struct db *db, struct list_use *u)
{
    struct arena *a = db_ctx(db)->arena;
    struct check_share_looks *looks = arena_array(a, struct check_share_looks, (size_t)u->len + 1);

    if (looks == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for shares");
    for (int i = 0; i < u->len; i++) {
        looks[i].share = u->shares[i].code;
        looks[i].at = arena_array(a, struct instant, CHECK_SHARE_LOOKS_MAX);
        if (looks[i].at == NULL)
            return fail(db_ctx(db), ERR_LIMIT, "no memory for shares");
    }
    TRY(check_share_store_looks(db, check_owner_slice(&u->desk->owner), looks, u->len));
    for (int i = 0; i < u->len; i++) {
        u->shares[i].looks = looks[i].at;
        u->shares[i].looks_len = looks[i].len;
    }
    return OK;
}

static enum err
use_list(struct db *db, void *arg)
{
    struct list_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct check_share_row *rows =
        arena_array(ctx->arena, struct check_share_row, CHECK_SHARES_MAX);
    struct crypto_key key;
    enum err e;

    u->len = 0;
    if (rows == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for shares");
    e = check_key_find(db, u->desk, &key);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    TRY(check_share_store_of_owner(db, check_owner_slice(&u->desk->owner), rows, &u->len));
    for (int i = 0; i < u->len; i++) {
        u->shares[i] = (struct check_share){.code = rows[i].code,
                                            .run = rows[i].run,
                                            .created = rows[i].created,
                                            .last = last_day(rows[i].expires)};
        TRY(note_read(ctx, &key, rows[i].note, &u->shares[i]));
    }
    crypto_wipe(&key, sizeof key);
    return looks_load(db, u);
}

enum err
check_share_list(struct ctx *ctx, const struct check_desk *desk, struct check_share *ret_shares,
                 int *ret_len)
{
    struct list_use u = {.desk = desk, .shares = ret_shares};

    TRY(db_read(platform_db(desk->platform), ctx, use_list, &u));
    *ret_len = u.len;
    return OK;
}

struct drop_use {
    const struct check_desk *desk;
    const struct actor *actor;
    struct slice code;
};

/* Who takes the last one back has taken back what they said (CONSENT-5). */
static enum err
consent_end(struct db *db, const struct check_desk *desk)
{
    struct consent_person person = consent_person_of(desk->key, &desk->owner);
    struct check_share_row *rows =
        arena_array(db_ctx(db)->arena, struct check_share_row, CHECK_SHARES_MAX);
    int len = 0;

    if (rows == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for shares");
    TRY(check_share_store_of_owner(db, check_owner_slice(&desk->owner), rows, &len));
    return len > 0 ? OK : consent_note(db, &person, CONSENT_SHARE, false);
}

static enum err
use_drop(struct db *db, void *arg)
{
    struct drop_use *u = arg;
    enum err e = check_share_store_drop(db, check_owner_slice(&u->desk->owner), u->code);

    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    TRY(consent_end(db, u->desk));
    return note(db, u->actor->code, "check.unshare");
}

enum err
check_share_drop(struct ctx *ctx, const struct check_desk *desk, const struct actor *actor,
                 struct slice code)
{
    struct drop_use u = {desk, actor, code};

    return db_write(platform_db(desk->platform), ctx, use_drop, &u);
}

/* --- for the recipient ------------------------------------------------------ */

struct shared_use {
    const struct accounts *acc;
    const struct actor *actor;
    struct slice code;
    struct check_shared *shared;
    int len;
};

static enum err
content_read(struct ctx *ctx, struct slice plain, struct check_shared *s)
{
    const struct json_value *top = NULL;
    struct slice format = {0};

    TRY(json_read(ctx, plain, &top));
    TRY(json_need_text(ctx, top, "format", CODE_BYTES_MAX, &format));
    if (!slice_is(format, FORMAT))
        return json_fail(ctx, ERR_CORRUPT, json_member(top, "format"), "is not " FORMAT);
    TRY(json_need_text(ctx, top, "from", ACCOUNT_NAME_BYTES_MAX, &s->from));
    TRY(json_need_text(ctx, top, "purpose", CHECK_SHARE_PURPOSE_BYTES_MAX, &s->purpose));
    return check_report_read(ctx, top, &s->report);
}

static enum err
unseal(struct ctx *ctx, const struct accounts *acc, const struct check_share_row *row,
       struct check_shared *s)
{
    struct slice key = {0};
    struct slice plain = {0};
    struct crypto_key wrap;
    struct crypto_key share;

    TRY(wrap_key(&acc->key, ctx->arena, row, &wrap));
    if (crypto_unseal(ctx->arena, &wrap, KEY_PURPOSE, row->sealed_key, &key) != OK ||
        key.len != CRYPTO_KEY_BYTES)
        return fail(ctx, ERR_CORRUPT, "the key of share %.*s cannot be opened",
                    SLICE_ARG(row->code));
    memcpy(share.bytes, key.at, CRYPTO_KEY_BYTES);
    if (crypto_unseal(ctx->arena, &share, CONTENT_PURPOSE, row->content, &plain) != OK)
        return fail(ctx, ERR_CORRUPT, "share %.*s cannot be opened", SLICE_ARG(row->code));
    crypto_wipe(&share, sizeof share);
    *s = (struct check_shared){
        .code = row->code, .created = row->created, .last = last_day(row->expires)};
    return content_read(ctx, plain, s);
}

static enum err
recipient_of(struct db *db, const struct shared_use *u, struct slice *ret_hash)
{
    struct account a = {.status = ACCOUNT_UNCONFIRMED};

    TRY(account_store_by_id(db, u->actor->id, &a));
    return check_share_recipient(u->acc, db_ctx(db)->arena, a.email, ret_hash);
}

static enum err
use_shared(struct db *db, void *arg)
{
    struct shared_use *u = arg;
    struct ctx *ctx = db_ctx(db);
    struct check_share_row *rows =
        arena_array(ctx->arena, struct check_share_row, CHECK_SHARES_RECEIVED_MAX);
    struct slice recipient = {0};

    if (rows == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for shares");
    TRY(recipient_of(db, u, &recipient));
    TRY(check_share_store_of_recipient(db, recipient, rows, &u->len));
    for (int i = 0; i < u->len; i++)
        TRY(unseal(ctx, u->acc, &rows[i], &u->shared[i]));
    return OK;
}

enum err
check_shared_list(struct ctx *ctx, const struct accounts *acc, const struct actor *actor,
                  struct check_shared *ret_shared, int *ret_len)
{
    struct shared_use u = {.acc = acc, .actor = actor, .shared = ret_shared};

    TRY(db_read(acc->db, ctx, use_shared, &u));
    *ret_len = u.len;
    return OK;
}

/* CHECK-24: noted in the transaction that opens it; what is not noted is not shown. */
static enum err
use_open(struct db *db, void *arg)
{
    struct shared_use *u = arg;
    struct check_share_row row = {.run = {0}};
    struct slice recipient = {0};

    TRY(recipient_of(db, u, &recipient));
    TRY(check_share_store_find(db, recipient, u->code, &row));
    TRY(unseal(db_ctx(db), u->acc, &row, u->shared));
    return check_share_store_look(db, u->code);
}

enum err
check_shared_open(struct ctx *ctx, const struct accounts *acc, const struct actor *actor,
                  struct slice code, struct check_shared *ret_shared)
{
    struct check_shared shared = {.code = code};
    struct shared_use u = {.acc = acc, .actor = actor, .code = code, .shared = &shared};

    TRY(db_write(acc->db, ctx, use_open, &u));
    *ret_shared = shared;
    return OK;
}

/* --- the end ---------------------------------------------------------------- */

static enum err
use_expire(struct db *db, void *arg)
{
    int64_t *deleted = arg;

    return check_share_store_expire(db, deleted);
}

enum err
check_share_expire(struct ctx *ctx, struct database *db, int64_t *ret_deleted)
{
    return db_write(db, ctx, use_expire, ret_deleted);
}
