/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus serve: wires database, platform, keys and pages to the web server. */
#include <stdio.h>
#include <stdlib.h> /* getenv */
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "service/accounts.h"
#include "service/advert_service.h"
#include "service/mail_service.h"
#include "service/oidc_sign_in.h"
#include "service/platform.h"
#include "service/sign_in.h"
#include "storage/db.h"
#include "web/http_server.h"
#include "web/key_file.h"
#include "web/page_error.h"
#include "web/page_public.h"
#include "web/scim_http.h"
#include "web/session.h"
#include "web/static.gen.h"
#include "web/web_app.h"

static const char HELP[] = "kommunalcampus serve [--port N]\n"
                           "  --port N   instead of the setting; 0 = any free one, which is told\n";

struct serving {
    struct web_app app;
    struct database *database;
    struct accounts accounts;
    struct mail_service *mails;
    struct oidc oidc;
};

/* The server hands on what handlers get; it is the first member. */
static const struct serving *
serving_of(const void *app)
{
    return app;
}

/* On the event loop: must not block. */
static bool
is_ready(void *arg)
{
    const struct serving *s = serving_of(arg);
    struct db_health health;

    db_health(s->database, &health);
    return health.writable;
}

static void
metric(struct text *t, const char *name, const char *kind, int64_t value)
{
    text_printf(t, "# TYPE kommunalcampus_%s %s\nkommunalcampus_%s ", name, kind, name);
    text_int(t, value);
    text_putc(t, '\n');
}

static void
more_metrics(void *arg, struct text *t)
{
    const struct serving *s = serving_of(arg);
    const struct snapshot *snap = snapshot_acquire(s->app.platform);
    struct db_health health;

    db_health(s->database, &health);
    metric(t, "catalogue_modules", "gauge", snap->catalogue->modules_len);
    metric(t, "catalogue_modules_offered", "gauge", snap->catalogue->offered_len);
    metric(t, "catalogue_revision", "gauge", snap->revision);
    metric(t, "catalogue_refresh_failures_total", "counter",
           platform_refresh_failures(s->app.platform));
    metric(t, "database_writable", "gauge", health.writable);
    metric(t, "database_commits_total", "counter", health.commits);
    metric(t, "database_use_cases_total", "counter", health.use_cases);
    metric(t, "database_busy_total", "counter", health.busy);
    metric(t, "database_retries_total", "counter", health.retries);
    metric(t, "database_reconnects_total", "counter", health.reconnects);
    metric(t, "database_outcome_unknown_total", "counter", health.unknown);
    metric(t, "database_waiting", "gauge", health.waiting);
    snapshot_release(s->app.platform, snap);
}

static enum err
port_read(struct command *c, struct settings *settings)
{
    int64_t port;

    if (c->argc == 1)
        return OK;
    if (c->argc != 3 || strcmp(c->argv[1], "--port") != 0)
        return fail(&c->ctx, ERR_INVALID, "serve knows --port N alone");
    if (slice_int(slice_of(c->argv[2]), 0, 65535, &port) != OK)
        return fail(&c->ctx, ERR_INVALID, "--port must be a whole number from 0 to 65535");
    settings->port = (int)port;
    return OK;
}

static enum err
options_make(struct command *c, const struct settings *s, struct serving *serving,
             struct http_server_options *ret_options)
{
    struct http_server_options o = {
        .host = s->host[0] ? s->host : NULL,
        .port = s->port,
        .unix_path = s->socket[0] ? s->socket : NULL,
        .tls_in_front = s->tls_in_front,
        .trust_local_proxy = s->trust_local_proxy,
        .public_host = s->public_host[0] ? s->public_host : NULL,
        .key = serving->app.key,
        .guest_days = s->guest_days,
        .routes = ROUTES,
        .routes_len = ROUTES_LEN,
        .files = static_files_embedded,
        .app = &serving->app,
        .fixed_now = getenv("KC_TODAY") != NULL ? c->ctx.now : (struct instant){0},
        .identify = session_identify,
        .sign_in_path = "/anmelden",
        .public_answer = page_public_answer,
        .is_ready = is_ready,
        .more_metrics = more_metrics,
        .error_page = page_error,
        .plain_error = scim_http_plain_error,
        .log_fd = STDERR_FILENO,
        .handle_signals = true,
        .limits = {.workers = s->workers, .connections_max = s->connections_max},
    };

    if (address_list_parse(slice_of(s->metrics_allow), &o.metrics_allow) != OK)
        return fail(&c->ctx, ERR_INVALID, "metrics_allow must be like \"10.0.0.0/8, 192.0.2.7\"");
    *ret_options = o;
    return OK;
}

static enum err
key_load(struct command *c, const struct settings *s, struct crypto_key *ret_key)
{
    char path[SETTING_BYTES_MAX + 32];

    if (crypto_start() != OK)
        return fail(&c->ctx, ERR_IO, "the system gives no random numbers");
    (void)snprintf(path, sizeof path, "%s/guest.key", s->data_dir);
    return key_file_load(&c->ctx, path, ret_key);
}

/* A name: passkeys can be for no address in numbers (PASSKEY-4). */
static bool
is_this_machine(const char *host)
{
    return host[0] == '\0' || strcmp(host, "127.0.0.1") == 0;
}

/* ACCOUNT-10: what links in mails begin with never comes from a request. */
static enum err
public_url(struct command *c, const struct settings *s, const char **ret_url)
{
    struct text t = text_init(c->ctx.arena, 512);
    struct slice url = SLICE("");

    if (s->public_url[0] != '\0')
        text_puts(&t, s->public_url);
    else if (s->public_host[0] != '\0')
        text_printf(&t, "%s://%s", s->tls_in_front ? "https" : "http", s->public_host);
    else
        text_printf(&t, "http://%s:%d", is_this_machine(s->host) ? "localhost" : s->host, s->port);
    if (text_end(&t, &url) == OK && slice_ends(url, SLICE("/")))
        url.len--;
    *ret_url = arena_cstr(c->ctx.arena, url);
    return *ret_url == NULL ? fail(&c->ctx, ERR_LIMIT, "no memory for public_url") : OK;
}

/* By number: no address stands in a log. */
static void
mail_log(void *arg, struct slice line)
{
    (void)arg;
    fprintf(stderr, "event=mail %.*s\n", SLICE_ARG(line));
}

static enum err
accounts_start(struct command *c, const struct settings *s, struct serving *serving)
{
    struct accounts *acc = &serving->accounts;
    struct mail_options mails = {.smtp_url = s->smtp_url,
                                 .smtp_user = s->smtp_user,
                                 .smtp_password = s->smtp_password,
                                 .smtp_ca_file = s->smtp_ca_file,
                                 .smtp_without_tls = s->smtp_without_tls,
                                 .from = s->mail_from,
                                 .folder = s->mail_folder,
                                 .tell = mail_log};

    if (mails.from[0] == '\0')
        mails.from = "kommunalcampus@localhost.example";
    acc->db = serving->database;
    acc->key = serving->app.key;
    serving->app.accounts = acc;
    serving->app.shows_outbox = s->mail_folder[0] != '\0';
    TRY(public_url(c, s, &acc->public_url));
    TRY(password_pool_open(&c->ctx, 0, &acc->passwords));
    TRY(issuer_desk_open(&c->ctx, s->issuer_test, &serving->oidc.desk));
    serving->oidc.accounts = acc;
    serving->app.oidc = &serving->oidc;
    TRY(scim_gate_init(&serving->app.scim_gate));
    return mail_service_start(&c->ctx, serving->database, &mails, &serving->mails);
}

static void
accounts_stop(struct serving *serving)
{
    mail_service_stop(serving->mails);
    issuer_desk_close(serving->oidc.desk);
    scim_gate_done(&serving->app.scim_gate);
    password_pool_close(serving->accounts.passwords);
}

/* PRIVACY-9: how much, never whose. */
static void
retention_log(void *arg, struct slice deleted)
{
    (void)arg;
    fprintf(stderr, "event=retention %.*s\n", SLICE_ARG(deleted));
}

/* A server without sound phrases serves everything else: it says so, as doctor does. */
static void
check_advert(struct command *c, struct platform *platform)
{
    const struct snapshot *snap = snapshot_acquire(platform);
    struct advert_base base = {.framework = snap->catalogue->framework};
    struct arena_mark mark = arena_mark(c->ctx.arena);
    int phrases = 0;

    if (base.framework->competences_len > 0 && advert_check(&c->ctx, &base, &phrases) != OK) {
        fprintf(stderr, "event=advert_phrases %s\n", c->ctx.failure.message);
        ctx_clear(&c->ctx);
    }
    arena_rewind(c->ctx.arena, mark);
    snapshot_release(platform, snap);
}

static enum err
serve(struct command *c, const struct settings *s, struct serving *serving)
{
    struct http_server_options options;
    struct http_server *server;
    enum err e;

    TRY(options_make(c, s, serving, &options));
    TRY(http_server_open(&c->ctx, &options, &server));
    e = platform_watch_start(
        &c->ctx, serving->app.platform,
        &(struct platform_watch){.guest_days = s->guest_days, .tell = retention_log});
    if (e == OK) {
        if (options.host != NULL)
            printf("kommunalcampus serves on http://%s:%d\n", options.host,
                   http_server_port(server));
        (void)fflush(stdout);
        e = http_server_serve(server);
        if (e == ERR_BUSY)
            _exit(EXIT_FAILED); /* a handler is stuck; what it uses cannot be taken down */
        platform_watch_stop(serving->app.platform);
    }
    http_server_close(server);
    return e;
}

enum exit_code
cmd_serve(struct command *c)
{
    struct serving serving = {.database = NULL};
    struct command_opened opened;
    enum err e;

    if (c->argc == 2 && strcmp(c->argv[1], "--help") == 0)
        return fputs(HELP, stdout), EXIT_FINE;
    e = command_open(c, true, &opened);
    if (e != OK)
        return command_failed(c, e);
    serving.database = opened.database;
    serving.app.platform = opened.platform;
    serving.app.guest_days = opened.settings.guest_days;
    e = port_read(c, &opened.settings);
    if (e != OK) {
        command_close(&opened);
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    }
    check_advert(c, opened.platform);
    e = key_load(c, &opened.settings, &serving.app.key);
    if (e == OK)
        e = accounts_start(c, &opened.settings, &serving);
    if (e == OK)
        e = serve(c, &opened.settings, &serving);
    accounts_stop(&serving);
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
