/* SPDX-License-Identifier: EUPL-1.2 */
#include "sessions.h"

#include "service/sign_in.h"
#include "storage/session_store.h"
#include "web/session.h"

struct begin {
    struct slice hash;
    struct account_session session;
};

static enum err
use_begin(struct db *db, void *arg)
{
    struct begin *b = arg;

    return session_store_add(db, b->hash, &b->session);
}

void
session_given(struct given *g, const struct accounts *acc, struct account_id account,
              char ret_cookie[SESSION_COOKIE_BYTES], struct actor *ret_actor)
{
    struct ctx *ctx = &g->ctx;
    struct slice secret = {0};
    struct begin b = {.session = {.account = account,
                                  .created = ctx->now,
                                  .last_used = ctx->now,
                                  .expires = {ctx->now.ms + INT64_C(86400000)},
                                  .browser = SLICE("?, ?"),
                                  .method = SLICE("password")}};

    CHECK_ERR("secret", accounts_secret(ctx->arena, &secret), OK);
    CHECK_ERR("hash", accounts_hash(acc, ctx->arena, "session", secret, &b.hash), OK);
    CHECK_ERR("begin", db_write(g->database, ctx, use_begin, &b), OK);
    CHECK_ERR("who", sign_in_who(acc, ctx, secret, ret_actor), OK);
    (void)snprintf(ret_cookie, SESSION_COOKIE_BYTES, SESSION_COOKIE "=%.*s", SLICE_ARG(secret));
}
