/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/accounts.h"

#include "storage/db.h"
#include "storage/guess_store.h"

enum { SECRET_BYTES = 24 };

enum err
accounts_hash(const struct accounts *acc, struct arena *a, const char *purpose, struct slice data,
              struct slice *ret_hash)
{
    struct crypto_hash h = crypto_mac(&acc->key, purpose, data);

    return arena_copy(a, (struct slice){(const char *)h.bytes, sizeof h.bytes}, ret_hash);
}

enum err
accounts_secret(struct arena *a, struct slice *ret_secret)
{
    char bytes[SECRET_BYTES];

    crypto_random(bytes, sizeof bytes);
    return crypto_base64url(a, (struct slice){bytes, sizeof bytes}, ret_secret);
}

enum err
accounts_code(struct arena *a, struct slice *ret_code)
{
    char bytes[ACCOUNT_CODE_CHARS / 4 * 3];

    crypto_random(bytes, sizeof bytes);
    return crypto_base64url(a, (struct slice){bytes, sizeof bytes}, ret_code);
}

struct attempt {
    struct slice subject;
    struct slice address;
    struct instant until;
};

/* The purpose is part of what is hashed: a wrong code does not count as a wrong password. */
enum err
accounts_guess_subject(const struct accounts *acc, struct arena *a, const struct accounts_guess *g,
                       struct slice *ret_hash)
{
    struct text t = text_init(a, 1024);
    struct slice both;

    text_puts(&t, g->purpose);
    text_putc(&t, '\n');
    text_put(&t, g->subject);
    TRY(text_end(&t, &both));
    return accounts_hash(acc, a, "guess", both, ret_hash);
}

static enum err
use_begin(struct db *db, void *arg)
{
    struct attempt *at = arg;
    struct instant now = db_ctx(db)->now;

    TRY(guess_store_begin(db, at->address, GUESSES_FREE_OF_ADDRESS, now, &at->until));
    return guess_store_begin(db, at->subject, GUESSES_FREE, now, &at->until);
}

enum err
accounts_guess_begin(const struct accounts *acc, struct ctx *ctx, const struct accounts_guess *g,
                     int *ret_wait_seconds)
{
    struct attempt at = {.until = {0}};
    enum err e;

    TRY(accounts_guess_subject(acc, ctx->arena, g, &at.subject));
    TRY(accounts_hash(acc, ctx->arena, "guess of address", g->address, &at.address));
    e = db_write(acc->db, ctx, use_begin, &at);
    if (e == ERR_DENIED)
        *ret_wait_seconds = (int)((at.until.ms - ctx->now.ms + 999) / 1000);
    return e;
}

enum err
accounts_guess_right(const struct accounts *acc, struct db *db, const struct accounts_guess *g)
{
    struct slice subject;
    struct slice address;

    TRY(accounts_guess_subject(acc, db_ctx(db)->arena, g, &subject));
    TRY(accounts_hash(acc, db_ctx(db)->arena, "guess of address", g->address, &address));
    /* A town hall behind one address: who signs in rightly must not use up its attempts. But a
     * right one forgives no wrong ones, or an own account would buy guesses at others. */
    TRY(guess_store_give_back(db, address));
    return guess_store_clear(db, subject);
}
