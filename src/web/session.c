/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/session.h"

#include "service/actor_reach.h"
#include "service/sign_in.h"
#include "web/cookie.h"
#include "web/route.h"
#include "web/web_app.h"

enum { SECRET_CHARS = 32, BROWSER_BYTES_MAX = 64 };

static const char *
cookie_name(const struct http_request *req)
{
    return req->is_https ? SESSION_COOKIE_TLS : SESSION_COOKIE;
}

static enum err
token_make(struct http_request *req, struct slice secret)
{
    const struct web_app *app = req->app;
    struct crypto_hash h = crypto_mac(&app->key, "form token of a session", secret);

    return crypto_base64url(req->arena, (struct slice){(const char *)h.bytes, sizeof h.bytes},
                            &req->form_token);
}

enum err
session_identify(struct http_request *req)
{
    const struct web_app *app = req->app;
    struct slice secret = http_cookie(req, cookie_name(req));
    struct actor *actor = arena_new(req->arena, struct actor);
    enum err e;

    if (secret.len != SECRET_CHARS ||
        (req->route != NULL && req->route->right == RIGHT_DIRECTORY)) /* SCIM-2 */
        return OK;
    if (actor == NULL)
        return ERR_LIMIT;
    e = sign_in_who(app->accounts, &req->ctx, secret, actor);
    if (e == ERR_NOT_FOUND) {
        ctx_clear(&req->ctx);
        return OK;
    }
    TRY(e);
    TRY(actor_reach(req->arena, actor, &req->ctx.reach));
    TRY(token_make(req, secret));
    req->actor = actor;
    return OK;
}

/* As long as the browser runs: the server ends it earlier. */
void
session_set(const struct http_request *req, struct http_response *res, struct slice secret)
{
    cookie_set(req, res, cookie_name(req), secret, -1);
}

void
session_forget(const struct http_request *req, struct http_response *res)
{
    cookie_set(req, res, cookie_name(req), SLICE(""), 0);
}

struct mark {
    const char *in_agent;
    const char *name;
};

/* The first that is found: a browser names those that it wants to be taken for as well. */
static const char *
mark_of(struct slice agent, const struct mark *marks, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (slice_find(agent, slice_of(marks[i].in_agent)) < agent.len)
            return marks[i].name;
    }
    return "?";
}

struct slice
session_browser(const struct http_request *req)
{
    static const struct mark browsers[] = {{"Firefox/", "Firefox"},
                                           {"Edg/", "Edge"},
                                           {"OPR/", "Opera"},
                                           {"Chrome/", "Chrome"},
                                           {"Safari/", "Safari"}};
    static const struct mark systems[] = {{"Android", "Android"}, {"iPhone", "iPhone"},
                                          {"iPad", "iPad"},       {"Windows", "Windows"},
                                          {"Mac OS", "macOS"},    {"Linux", "Linux"}};
    struct slice agent = http_header(req, "User-Agent");
    struct text t = text_init(req->arena, BROWSER_BYTES_MAX);
    struct slice s = SLICE("?");

    text_printf(&t, "%s, %s", mark_of(agent, browsers, ARRAY_LEN(browsers)),
                mark_of(agent, systems, ARRAY_LEN(systems)));
    return text_end(&t, &s) == OK ? s : SLICE("?");
}

const struct accounts *
session_accounts(const struct http_request *req)
{
    const struct web_app *app = req->app;

    return app->accounts;
}

struct slice
session_address(const struct http_request *req)
{
    return (struct slice){(const char *)&req->peer, sizeof req->peer};
}

struct accounts_visitor
session_visitor(const struct http_request *req)
{
    return (struct accounts_visitor){
        .address = session_address(req), .browser = session_browser(req), .guest = req->guest};
}
