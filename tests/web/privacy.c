/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Nobody but the person sees results of the check (CHECK-19, CHECK-22 to CHECK-25), tried: the real
 * server on a database where somebody has a result full of canaries and shares it with one person;
 * every route as everybody else; then the log, the audit log, the outbox and the database's
 * files. Each property has a control, a handler that forgets it, in which canaries must be found.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "service/audit.h"
#include "service/check_parts.h"
#include "service/check_share.h"
#include "service/given.h"
#include "service/guest_service.h"
#include "service/mail_service.h"
#include "sessions.h"
#include "storage/account_store.h"
#include "walk.h"
#include "web/page_error.h"
#include "web/page_public.h"
#include "web/session.h"
#include "web/web_app.h"

#define CANARY_SCOPE "kanari-b7391"
#define CANARY_ITEM "kanari-item-4711"
#define CANARY_PURPOSE "Kanarienzweck 8256"
#define CANARY_HOME "Kanariendorf 6038"
#define PASSWORD SLICE("Regenschirm im Aufzug 7")

enum { SHARE_DAYS = 7, LOG_BYTES_MAX = 4 << 20 };

enum who {
    OWNER,
    RECIPIENT,
    LEARNER,
    SUPERIOR,
    HR,
    HR_ELSEWHERE,
    PROVIDER,
    CERTIFIER,
    FUNDER,
    OPERATOR,
    SUSPENDED,
    PEOPLE
};
static const struct {
    const char *name;
    const char *role;
    int organisation; /* 1: the owner's municipality, 2: another, 3: all other kinds */
} PERSON[PEOPLE] = {
    [OWNER] = {"owner", "learner", 1},
    [RECIPIENT] = {"recipient", "learner", 2},
    [LEARNER] = {"learner", "learner", 1},
    [SUPERIOR] = {"superior", "superior", 1},
    [HR] = {"hr", "hr", 1},
    [HR_ELSEWHERE] = {"hr elsewhere", "hr", 2},
    [PROVIDER] = {"provider", "provider", 3},
    [CERTIFIER] = {"certifier", "certifier", 3},
    [FUNDER] = {"funder", "funder", 3},
    [OPERATOR] = {"operator", "operator", 3},
    [SUSPENDED] = {"suspended", "learner", 1},
};

/* Of one test; static, for handlers of controls have no other way to it. */
static struct {
    struct given *g;
    struct fixture f;
    struct web_app app;
    struct oidc oidc;
    struct accounts acc;
    struct arena *arena; /* of the items and of what is kept for long */
    struct actor who[PEOPLE];
    char codes[PEOPLE][ACCOUNT_CODE_CHARS + 1];
    char cookies[PEOPLE][SESSION_COOKIE_BYTES];
    struct check_desk owner;
    struct check_run_id run;
    char run_text[24];
    char share_code[CHECK_SHARE_CODE_CHARS + 1];
    char drawing[4096]; /* the columns of the owner's result, as on the page */
    char chances[512];  /* the same as data */
    char log_path[128];
    int log_fd;
    struct route routes[ROUTES_MAX];
} t;

/* --- who there is ----------------------------------------------------------- */

static enum err
add_people(struct db *db, void *arg)
{
    const struct crypto_password *hash = arg;

    for (int i = 0; i < PEOPLE; i++) {
        struct account a = {.code = slice_of(t.codes[i]),
                            .status = ACCOUNT_ACTIVE,
                            .created = db_ctx(db)->now,
                            .confirmed = db_ctx(db)->now};
        struct text email = text_init(t.arena, 100);

        text_printf(&email, "person%d@stadt.example", i);
        TRY(text_end(&email, &a.email));
        a.name = slice_of(PERSON[i].name);
        TRY(account_store_add(db, &a));
        TRY(account_store_set_password(db, a.id, slice_of(hash->text), db_ctx(db)->now));
        t.who[i] = (struct actor){.id = a.id, .code = a.code, .name = a.name};
    }
    return OK;
}

/* What no store writes yet: organisations, roles, and that the owner works for the superior. */
static void
add_roles(void)
{
    sqlite3 *raw = NULL;
    char sql[1024];

    assert_int_equal(sqlite3_open(t.g->setting + strlen("sqlite:"), &raw), SQLITE_OK);
    for (int i = 1; i <= 3; i++) {
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO organisation (code, kind, name, state, status, admitted_on, "
                       "shares, leitweg_id, contact_name, contact_email, contact_phone, created) "
                       "VALUES ('o%d', '%s', 'Organisation %d', '', 'admitted', 1, 1, '', '', '', "
                       "'', 1)",
                       i, i < 3 ? "municipality" : "cooperative", i);
        CHECK_INT(sqlite3_errmsg(raw), sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    for (int i = 0; i < PEOPLE; i++) {
        (void)snprintf(sql, sizeof sql,
                       "INSERT INTO role_grant (account, organisation, role, granted) SELECT %lld, "
                       "id, '%s', 1 FROM organisation WHERE code = 'o%d'",
                       (long long)t.who[i].id.n, PERSON[i].role, PERSON[i].organisation);
        CHECK_INT(sqlite3_errmsg(raw), sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    (void)snprintf(sql, sizeof sql,
                   "INSERT INTO employment (account, organisation, personnel_number, superior, "
                   "first_day) SELECT %lld, id, '', %lld, 1 FROM organisation WHERE code = 'o1'",
                   (long long)t.who[OWNER].id.n, (long long)t.who[SUPERIOR].id.n);
    CHECK_INT(sqlite3_errmsg(raw), sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(raw), SQLITE_OK);
}

static enum err
suspend(struct db *db, void *arg)
{
    struct account a = {.id = {0}};

    (void)arg;
    TRY(account_store_by_id(db, t.who[SUSPENDED].id, &a));
    a.status = ACCOUNT_SUSPENDED;
    return account_store_save(db, &a);
}

/* The suspended one was active when it happened. */
static void
sign_in_everybody(void)
{
    for (int i = 0; i < PEOPLE; i++) {
        struct actor same = {.code = SLICE("")};

        if (i == SUSPENDED && t.cookies[i][0] != 0)
            continue;
        session_given(t.g, &t.acc, t.who[i].id, t.cookies[i], &same);
    }
    CHECK_ERR("suspend", db_write(t.g->database, &t.g->ctx, suspend, NULL), OK);
}

/* --- what is to be protected ------------------------------------------------ */

static enum err
use_canaries(struct db *db, void *arg)
{
    struct check_view *view = arg;
    struct check_row row = {.id = view->id, .version = view->version};
    struct crypto_key key;

    TRY(check_key_find(db, &t.owner, &key));
    TRY(check_seal(db_ctx(db), &key, &view->record, &row.content));
    return check_store_run_save(db, check_owner_slice(&t.owner.owner), &row);
}

/* A finished check, about something that no framework knows, with an item that no bank has. */
static void
add_result(void)
{
    struct ctx *ctx = &t.g->ctx;
    struct situation s = situation_default(day_of(ctx->now));
    struct check_view view;
    struct check_given *given;

    CHECK_ERR("begin", check_begin(ctx, &t.owner, SLICE("D1"), &s, &t.run), OK);
    for (int i = 0; i < 3; i++) {
        CHECK_ERR("look", check_look(ctx, &t.owner, t.run, &view), OK);
        CHECK_ERR("take",
                  check_take(ctx, &t.owner, t.run, view.next->code,
                             &(struct item_answer){.unknown = true}),
                  OK);
    }
    CHECK_ERR("look", check_look(ctx, &t.owner, t.run, &view), OK);
    given = arena_array(ctx->arena, struct check_given, (size_t)view.record.given_len + 1);
    assert_non_null(given);
    memcpy(given, view.record.given, (size_t)view.record.given_len * sizeof *given);
    given[view.record.given_len++] = (struct check_given){SLICE(CANARY_ITEM), 1, false, ctx->now};
    view.record.given = given;
    view.record.scope = SLICE(CANARY_SCOPE);
    view.record.ended = ctx->now;
    CHECK_ERR("canaries", db_write(t.g->database, ctx, use_canaries, &view), OK);
    (void)snprintf(t.run_text, sizeof t.run_text, "%lld", (long long)t.run.n);
}

/* As the pages do (web/guest_data.h). */
static void
add_situation(void)
{
    struct situation s = situation_default(day_of(t.g->ctx.now));
    struct crypto_hash h = crypto_mac(&t.app.key, "account data", t.who[OWNER].code);
    struct guest_key key;

    memcpy(key.bytes, h.bytes, sizeof key.bytes);
    s.home_name = SLICE(CANARY_HOME);
    s.home = (struct position){49400000, 8700000, true};
    CHECK_ERR("situation", guest_situation_save(&t.g->ctx, t.app.platform, key, &s), OK);
}

static void
add_share(void)
{
    struct check_share_wish w = {.accounts = &t.acc,
                                 .actor = &t.who[OWNER],
                                 .run = t.run,
                                 .recipient = SLICE("person1@stadt.example"),
                                 .purpose = SLICE(CANARY_PURPOSE),
                                 .last = day_plus(day_of(t.g->ctx.now), SHARE_DAYS)};
    struct check_share shares[CHECK_SHARES_MAX];
    int wait = 0;
    int len = 0;

    CHECK_ERR("share", check_share_add(&t.g->ctx, &t.owner, &w, &wait), OK);
    CHECK_ERR("list", check_share_list(&t.g->ctx, &t.owner, shares, &len), OK);
    assert_int_equal(len, 1);
    (void)snprintf(t.share_code, sizeof t.share_code, "%.*s", SLICE_ARG(shares[0].code));
}

/* --- the server ------------------------------------------------------------- */

static void
serve(void)
{
    fixture_init(&t.f);
    t.f.options.routes = t.routes;
    t.f.options.routes_len = ROUTES_LEN;
    t.f.options.app = &t.app;
    t.f.options.key = t.app.key;
    t.f.options.guest_days = t.app.guest_days;
    t.f.options.identify = session_identify;
    t.f.options.sign_in_path = "/anmelden";
    t.f.options.public_answer = page_public_answer;
    t.f.options.error_page = page_error;
    t.f.options.fixed_now = t.g->ctx.now;
    t.f.options.log_fd = t.log_fd;
    fixture_start(&t.f);
}

static struct answer
get(enum who who, const char *path)
{
    char request[1024];

    (void)snprintf(request, sizeof request,
                   "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: kc_lang=de; %s\r\n\r\n", path,
                   t.cookies[who]);
    return client_ask(&t.f, request);
}

/* From `begin` to `end` in an answer. */
static void
cut(const struct answer *a, const char *begin, const char *end, char *ret, size_t size)
{
    const char *at = strstr(a->body, begin);
    const char *until = at != NULL ? strstr(at, end) : NULL;

    assert_non_null(until);
    assert_true((size_t)(until - at) < size);
    (void)snprintf(ret, size, "%.*s", (int)(until - at), at);
}

/* What only this result looks like is taken from the owner's own page. */
static void
canaries_take(void)
{
    char path[64];
    struct answer a;

    (void)snprintf(path, sizeof path, "/check/%s/ergebnis", t.run_text);
    a = get(OWNER, path);
    assert_int_equal(a.status, 200);
    cut(&a, "<rect class=\"is-", "</svg>", t.drawing, sizeof t.drawing);
    (void)snprintf(path, sizeof path, "/check/%s/ergebnis.json", t.run_text);
    a = get(OWNER, path);
    assert_int_equal(a.status, 200);
    cut(&a, "\"chances\":[", "]", t.chances, sizeof t.chances);
}

static void
accounts_open(void)
{
    struct crypto_password hash;

    assert_int_equal(crypto_start(), OK);
    memset(t.app.key.bytes, 7, sizeof t.app.key.bytes);
    t.acc = (struct accounts){
        .db = t.g->database, .key = t.app.key, .public_url = "https://campus.example"};
    CHECK_ERR("pool", password_pool_open(&t.g->ctx, 0, &t.acc.passwords), OK);
    for (int i = 0; i < PEOPLE; i++)
        (void)snprintf(t.codes[i], sizeof t.codes[i], "person-code---%02d", i);
    CHECK_ERR("hash", password_pool_make(t.acc.passwords, &t.g->ctx, PASSWORD, &hash), OK);
    CHECK_ERR("people", db_write(t.g->database, &t.g->ctx, add_people, &hash), OK);
    add_roles();
}

static void
app_open(void)
{
    struct crypto_hash owner;

    t.app.platform = given_platform(t.g);
    t.app.accounts = &t.acc;
    CHECK_ERR("desk", issuer_desk_open(&t.g->ctx, false, &t.oidc.desk), OK);
    t.oidc.accounts = &t.acc;
    t.app.oidc = &t.oidc;
    CHECK_ERR("gate", scim_gate_init(&t.app.scim_gate), OK);
    t.app.shows_outbox = true;
    t.app.guest_days = 90;
    /* as the pages do (web/check_owner.h) */
    owner = crypto_mac(&t.app.key, "check data of an account", t.who[OWNER].code);
    t.owner = (struct check_desk){
        .platform = t.app.platform, .bank = platform_items(t.app.platform), .key = &t.app.key};
    memcpy(t.owner.owner.bytes, owner.bytes, sizeof owner.bytes);
}

static int
set_up(void **state)
{
    memset(&t, 0, sizeof t);
    if (given_demo(state) != 0)
        return -1;
    t.g = *state;
    t.arena = arena_open((size_t)64 << 20);
    (void)snprintf(t.log_path, sizeof t.log_path, "/tmp/kc-privacy-%d.log", (int)getpid());
    t.log_fd = open(t.log_path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    assert_true(t.log_fd >= 0);
    assert_true(ROUTES_LEN <= ROUTES_MAX);
    memcpy(t.routes, ROUTES, ROUTES_LEN * sizeof *ROUTES);
    accounts_open();
    app_open();
    add_result();
    add_situation();
    add_share();
    sign_in_everybody();
    serve();
    canaries_take();
    return 0;
}

static int
tear_down(void **state)
{
    fixture_done(&t.f);
    platform_close(t.app.platform);
    issuer_desk_close(t.oidc.desk);
    password_pool_close(t.acc.passwords);
    (void)close(t.log_fd);
    (void)unlink(t.log_path);
    arena_close(t.arena);
    return given_done(state);
}

/* Another server on the same data, with this handler in place of the route's, so many days later.
 */
static void
serve_again(const char *route, http_handler *handler, int days)
{
    bool known = route == NULL;

    fixture_done(&t.f);
    memcpy(t.routes, ROUTES, ROUTES_LEN * sizeof *ROUTES);
    for (size_t i = 0; i < ROUTES_LEN && !known; i++) {
        known = strcmp(t.routes[i].name, route) == 0;
        if (known)
            t.routes[i].handler = handler;
    }
    assert_true(known);
    (void)given_later(t.g, days);
    sign_in_everybody();
    serve();
}

/* --- the walk --------------------------------------------------------------- */

static struct walk_found
walk_as(const struct walk_actor *actors, size_t actors_len)
{
    const struct walk_value values[] = {{"id", t.run_text},       {"code", t.share_code},
                                        {"code", t.codes[OWNER]}, {"code", "ki-recht"},
                                        {"code", "o1"}, /* the owner's municipality */
                                        {"page", "imprint"},      {"lang", "de"}};
    const struct walk_canary canaries[] = {
        {"the scope", CANARY_SCOPE}, {"an item", CANARY_ITEM},        {"the levels", t.drawing},
        {"the chances", t.chances},  {"the purpose", CANARY_PURPOSE}, {"the home", CANARY_HOME}};
    static const struct walk_allowed allowed[] = {{"owner", NULL, NULL},
                                                  {"recipient", "shared", "the scope"},
                                                  {"recipient", "shared", "the levels"},
                                                  {"recipient", "shared", "the purpose"},
                                                  {"recipient", "shares", "the purpose"}};
    static const char *const last[] = {"sign_out", "account_end", "situation_delete", NULL};
    const struct walk w = {.f = &t.f,
                           .routes = t.routes,
                           .routes_len = ROUTES_LEN,
                           .actors = actors,
                           .actors_len = actors_len,
                           .values = values,
                           .values_len = ARRAY_LEN(values),
                           .canaries = canaries,
                           .canaries_len = ARRAY_LEN(canaries),
                           .allowed = allowed,
                           .allowed_len = ARRAY_LEN(allowed),
                           /* tries to get what is not one's own: shares it with oneself, takes it
                            * back, adopts it */
                           .fields = "an=person2%40stadt.example&zweck=x&bis=2026-11-30&id=1&"
                                     "bereich=digital&tun=unbekannt&alle=1&konto=1&q=x&name=x&"
                                     "email=person0%40stadt.example&passwort=falsch&neu=falsch",
                           .last = last};

    return walk_all(&w);
}

static struct walk_actor
actor_of(enum who who)
{
    return (struct walk_actor){PERSON[who].name, t.cookies[who], who == OWNER || who == RECIPIENT};
}

static struct walk_found
walk_everybody(void)
{
    struct walk_actor actors[PEOPLE];
    size_t len = 0;

    actors[len++] = (struct walk_actor){"nobody", "", false};
    for (int i = RECIPIENT; i < PEOPLE; i++)
        actors[len++] = actor_of((enum who)i);
    return walk_as(actors, len);
}

static struct walk_found
walk_one(enum who who)
{
    struct walk_actor actor = actor_of(who);

    return walk_as(&actor, 1);
}

/* The recipient on the page of the share. */
static bool
recipient_reads(void)
{
    char path[64];
    struct answer a;

    (void)snprintf(path, sizeof path, "/freigaben/%s", t.share_code);
    a = get(RECIPIENT, path);
    CHECK_TRUE("read, or not there", a.status == 200 || a.status == 404);
    return slice_find((struct slice){a.body, a.body_len}, slice_of(t.drawing)) < a.body_len;
}

static void
everybody_else_sees_nothing_on_any_route(void **state)
{
    struct walk_found found;

    (void)state;
    found = walk_one(OWNER);
    CHECK_TRUE("the owner sees it, so the walk finds it", found.allowed >= 8);
    CHECK_TRUE("the recipient reads it", recipient_reads());
    found = walk_everybody();
    print_message("privacy: %d requests to %zu routes, %d answered with a page, %d leaks\n",
                  found.asked, ROUTES_LEN, found.served, found.leaked);
    CHECK_INT("leaks", found.leaked, 0);
    CHECK_TRUE("the recipient's page was among them", found.allowed >= 3);
    /* all that others sent changed nothing of it */
    CHECK_TRUE("still the owner's", walk_one(OWNER).allowed >= 8);
    CHECK_TRUE("still shared", recipient_reads());
}

/* --- what is left behind ---------------------------------------------------- */

static struct slice
file_of(const char *path)
{
    struct slice bytes = {0};

    (void)given_file(t.g, path, &bytes);
    return bytes;
}

static bool
holds(struct slice bytes, const char *what)
{
    return slice_find(bytes, slice_of(what)) < bytes.len;
}

static enum err
use_audit(struct db *db, void *arg)
{
    struct text *out = arg;
    struct audit_event events[200];
    int len = 0;

    TRY(audit_store_page(db, 0, events, 200, &len));
    for (int i = 0; i < len; i++)
        text_printf(out, "%.*s %.*s %.*s\n", SLICE_ARG(events[i].action),
                    SLICE_ARG(events[i].subject), SLICE_ARG(events[i].detail));
    return OK;
}

static struct slice
mails_and_audit(void)
{
    static struct mail mails[MAIL_SHOWN_MAX];
    struct text out = text_init(t.g->arena, 4 << 20);
    struct slice all = {0};
    int len = 0;

    CHECK_ERR("mails", mail_service_shown(&t.g->ctx, t.g->database, mails, &len), OK);
    for (int i = 0; i < len; i++)
        text_printf(&out, "%.*s %.*s\n", SLICE_ARG(mails[i].subject), SLICE_ARG(mails[i].body));
    CHECK_ERR("audit", db_read(t.g->database, &t.g->ctx, use_audit, &out), OK);
    CHECK_ERR("both", text_end(&out, &all), OK);
    return all;
}

/* The control of each search: something that is there is found. */
static void
log_mails_audit_and_database_hold_no_canary(void **state)
{
    static const char *const sealed[] = {CANARY_SCOPE, CANARY_ITEM, CANARY_PURPOSE, "\"chances\""};
    const char *path = t.g->setting + strlen("sqlite:");
    char wal[700];
    struct slice database;
    struct slice log;
    struct slice outbox;

    (void)state;
    (void)walk_one(OWNER);
    CHECK_TRUE("read", recipient_reads());
    fixture_stop(&t.f);
    (void)snprintf(wal, sizeof wal, "%s-wal", path);
    database = file_of(path);
    log = file_of(t.log_path);
    outbox = mails_and_audit();
    CHECK_TRUE("control: the database", holds(database, "person0@stadt.example") ||
                                            holds(file_of(wal), "person0@stadt.example"));
    CHECK_TRUE("control: the log", holds(log, "check_result"));
    CHECK_TRUE("control: the mail and the event",
               holds(outbox, "geteilt") && holds(outbox, "check.share"));
    for (size_t i = 0; i < ARRAY_LEN(sealed); i++) {
        CHECK_TRUE(sealed[i], !holds(database, sealed[i]));
        CHECK_TRUE(sealed[i], !holds(file_of(wal), sealed[i]));
        CHECK_TRUE(sealed[i], !holds(log, sealed[i]));
        CHECK_TRUE(sealed[i], !holds(outbox, sealed[i]));
    }
    CHECK_TRUE("the home", !holds(log, CANARY_HOME) && !holds(outbox, CANARY_HOME));
}

/* --- controls --------------------------------------------------------------- */

/* Forgets who asks. */
static enum err
careless_result(struct http_request *req, struct http_response *res)
{
    req->actor = &t.who[OWNER];
    return page_check_result_show(req, res);
}

static enum err
careless_data(struct http_request *req, struct http_response *res)
{
    req->actor = &t.who[OWNER];
    return page_check_result_json(req, res);
}

static enum err
careless_shared(struct http_request *req, struct http_response *res)
{
    req->actor = &t.who[RECIPIENT];
    return page_shared_show(req, res);
}

static void
a_handler_that_forgets_the_owner_is_found(void **state)
{
    static const struct {
        const char *route;
        http_handler *handler;
    } careless[] = {{"check_result", careless_result},
                    {"check_data", careless_data},
                    {"shared", careless_shared}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(careless); i++) {
        serve_again(careless[i].route, careless[i].handler, 0);
        CHECK_TRUE(careless[i].route, walk_one(LEARNER).leaked > 0);
        CHECK_TRUE(careless[i].route, walk_one(HR).leaked > 0);
    }
}

/* As if the end of a share were not looked at. */
static enum err
timeless_shared(struct http_request *req, struct http_response *res)
{
    req->ctx.now.ms -= (int64_t)(SHARE_DAYS + 1) * 86400000;
    return page_shared_show(req, res);
}

static void
a_share_that_is_over_is_closed(void **state)
{
    (void)state;
    serve_again(NULL, NULL, SHARE_DAYS + 1);
    CHECK_TRUE("closed", !recipient_reads());
    CHECK_INT("nowhere else", walk_one(RECIPIENT).leaked + walk_one(LEARNER).leaked, 0);
    serve_again("shared", timeless_shared, SHARE_DAYS + 1);
    CHECK_TRUE("control", recipient_reads());
}

static enum err
deaf_drop(struct http_request *req, struct http_response *res)
{
    (void)req;
    return http_redirect(res, SLICE("/freigaben?zurueckgenommen"));
}

static void
take_back(void)
{
    static const char FIELD[] = "name=\"token\" value=\"";
    char request[1024];
    char token[100];
    const char *at;
    struct answer a = get(OWNER, "/freigaben");

    at = strstr(a.body, FIELD);
    assert_non_null(at);
    at += sizeof FIELD - 1;
    (void)snprintf(token, sizeof token, "%.*s", (int)strcspn(at, "\""), at);
    (void)snprintf(request, sizeof request,
                   "POST /freigaben/%s/zuruecknehmen HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n"
                   "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n"
                   "token=%s",
                   t.share_code, t.cookies[OWNER], strlen("token=") + strlen(token), token);
    a = client_ask(&t.f, request);
    assert_int_equal(a.status, 303);
}

static void
what_was_taken_back_is_closed(void **state)
{
    (void)state;
    serve_again("share_drop", deaf_drop, 0);
    take_back();
    CHECK_TRUE("control", recipient_reads());
    serve_again(NULL, NULL, 0);
    take_back();
    CHECK_TRUE("closed", !recipient_reads());
    CHECK_INT("nowhere else", walk_one(RECIPIENT).leaked, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everybody_else_sees_nothing_on_any_route),
        TEST(log_mails_audit_and_database_hold_no_canary),
        TEST(a_handler_that_forgets_the_owner_is_found),
        TEST(a_share_that_is_over_is_closed),
        TEST(what_was_taken_back_is_closed),
    };
    int failed = given_start("sqlite") != 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);

    given_stop();
    return failed;
}
