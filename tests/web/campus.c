/* SPDX-License-Identifier: EUPL-1.2 */
#include "campus.h"

#include <string.h>

#include "storage/account_store.h"
#include "web/page_error.h"
#include "web/page_public.h"
#include "web/scim_http.h"
#include "web/session.h"

const char *const TOWN_CODES[2] = {"heidelberg", "mannheim"};
const char *const WHO_NAMES[PEOPLE] = {"nobody",   "hr",       "hr elsewhere", "learner",
                                       "superior", "provider", "certifier",    "funder",
                                       "operator", "suspended"};
static const char *const EMAILS[PEOPLE] = {NULL,
                                           "hr@heidelberg.example",
                                           "hr@mannheim.example",
                                           "anna.ackerl@heidelberg.example",
                                           "bekir.birnstein@heidelberg.example",
                                           "kurse@va-rheinbogen.example",
                                           "beirat@fachbeirat.example",
                                           "foerderung@landesfoerderung.example",
                                           "betrieb@kommunalcampus.example",
                                           "david.demirbach@heidelberg.example"};

int
campus_open(struct campus *c, void **state)
{
    memset(c, 0, sizeof *c);
    if (given_demo(state) != 0)
        return -1;
    c->g = *state;
    assert_int_equal(crypto_start(), OK);
    memset(c->app.key.bytes, 7, sizeof c->app.key.bytes);
    c->acc = (struct accounts){
        .db = c->g->database, .key = c->app.key, .public_url = "https://campus.example"};
    CHECK_ERR("pool", password_pool_open(&c->g->ctx, 0, &c->acc.passwords), OK);
    CHECK_ERR("desk", issuer_desk_open(&c->g->ctx, false, &c->oidc.desk), OK);
    c->oidc.accounts = &c->acc;
    return 0;
}

static enum err
use_find(struct db *db, void *arg)
{
    struct account *accounts = arg;

    for (int i = HR; i < PEOPLE; i++)
        TRY(account_store_by_email(db, slice_of(EMAILS[i]), &accounts[i]));
    return OK;
}

static enum err
use_suspend(struct db *db, void *arg)
{
    struct account *a = arg;

    a->status = ACCOUNT_SUSPENDED;
    return account_store_save(db, a);
}

void
campus_sign_in(struct campus *c)
{
    static struct account accounts[PEOPLE];
    struct ctx *ctx = &c->g->ctx;

    CHECK_ERR("accounts", db_read(c->g->database, ctx, use_find, accounts), OK);
    for (int i = HR; i < PEOPLE; i++)
        session_given(c->g, &c->acc, accounts[i].id, c->cookies[i], &c->who[i]);
    CHECK_ERR("suspend", db_write(c->g->database, ctx, use_suspend, &accounts[SUSPENDED]), OK);
}

void
campus_serve(struct campus *c)
{
    campus_serve_routes(c, ROUTES);
}

void
campus_serve_routes(struct campus *c, const struct route *routes)
{
    c->acc.db = c->g->database;
    c->app.platform = given_platform(c->g);
    c->app.accounts = &c->acc;
    c->app.oidc = &c->oidc;
    CHECK_ERR("gate", scim_gate_init(&c->app.scim_gate), OK);
    c->app.guest_days = 90;
    fixture_init(&c->f);
    c->f.options.routes = routes;
    c->f.options.routes_len = ROUTES_LEN;
    c->f.options.app = &c->app;
    c->f.options.key = c->app.key;
    c->f.options.guest_days = c->app.guest_days;
    c->f.options.identify = session_identify;
    c->f.options.sign_in_path = "/anmelden";
    c->f.options.public_answer = page_public_answer;
    c->f.options.error_page = page_error;
    c->f.options.plain_error = scim_http_plain_error;
    c->f.options.fixed_now = c->g->ctx.now;
    fixture_start(&c->f);
}

void
campus_serve_no_more(struct campus *c)
{
    fixture_done(&c->f);
    scim_gate_done(&c->app.scim_gate);
    platform_close(c->app.platform);
}

int
campus_close(struct campus *c)
{
    void *given = c->g;

    campus_serve_no_more(c);
    issuer_desk_close(c->oidc.desk);
    password_pool_close(c->acc.passwords);
    return given_done(&given);
}
