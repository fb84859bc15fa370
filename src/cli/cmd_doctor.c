/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus doctor: what is unsafe or unusual in this installation.
 *
 * Each finding is one line: "unsafe" must be cured before people use it,
 * "unusual" should be looked at. It reads only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "cli/command.h"
#include "engine/catalogue.h"
#include "service/advert_service.h"
#include "service/mail_service.h"
#include "service/platform.h"
#include "storage/db.h"
#include "storage/migrate.h"
#include "storage/reach_check.h"
#include "web/route.h"

#define FREE_BYTES_WANTED ((uint64_t)1 << 30)

struct doctor {
    struct command *command;
    struct settings settings;
    struct text out;
    int unsafe;
    int unusual;
};

static void
unsafe(struct doctor *d, const char *what)
{
    d->unsafe++;
    text_printf(&d->out, "unsafe   %s\n", what);
}

static void
unusual(struct doctor *d, const char *what)
{
    d->unusual++;
    text_printf(&d->out, "unusual  %s\n", what);
}

static bool
is_loopback(const char *host)
{
    return host[0] == '\0' || strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0 ||
           strcmp(host, "localhost") == 0;
}

static void
check_network(struct doctor *d)
{
    const struct settings *s = &d->settings;

    if (!is_loopback(s->host) && !s->tls_in_front)
        unsafe(d, "host is reachable from outside without TLS; put nginx in front "
                  "(docs/web-server.md) and set tls_in_front");
    if (!is_loopback(s->host) && s->tls_in_front)
        unusual(d, "host is reachable past the proxy; 127.0.0.1 or a socket would not be");
    if (s->tls_in_front && s->public_host[0] == '\0')
        unsafe(d, "public_host is not set: any Host header is answered");
    if (s->tls_in_front && !s->trust_local_proxy)
        unusual(d,
                "tls_in_front without trust_local_proxy: limits count all people as one address");
    if (s->metrics_allow[0] != '\0')
        unusual(d, "metrics_allow opens /metrics beyond this machine");
}

/* `mode_others` are the permission bits that nobody but the owner should have. */
static void
check_mode(struct doctor *d, const char *path, mode_t mode_others, const char *what)
{
    struct stat st;
    char line[320];

    if (stat(path, &st) != 0)
        return;
    if ((st.st_mode & mode_others) != 0) {
        (void)snprintf(line, sizeof line, "%s is readable by others (mode %o)", what,
                       (unsigned)(st.st_mode & 0777));
        unsafe(d, line);
    }
}

static void
check_files(struct doctor *d)
{
    const struct settings *s = &d->settings;
    struct statvfs fs;
    char key[SETTING_BYTES_MAX + 32];

    if (access(s->data_dir, W_OK) != 0)
        unsafe(d, "data_dir does not exist or cannot be written");
    (void)snprintf(key, sizeof key, "%s/guest.key", s->data_dir);
    check_mode(d, key, 0077, "the key of guests' cookies");
    if (strncmp(s->database, "sqlite:", 7) == 0)
        check_mode(d, s->database + 7, 0077, "the database");
    if (statvfs(s->data_dir, &fs) == 0 && (uint64_t)fs.f_bavail * fs.f_frsize < FREE_BYTES_WANTED)
        unusual(d, "less than 1 GiB is free where data_dir lies");
    if (geteuid() == 0)
        unusual(d, "running as root; the server needs no rights of root");
    if (getenv("KC_TODAY") != NULL)
        unusual(d, "KC_TODAY is set: the day is not today's");
}

/* Who edits the phrases is told by line. */
static void
check_advert(struct doctor *d, const struct catalogue *c)
{
    struct advert_base base = {.framework = c->framework};
    int phrases = 0;
    enum err e = advert_check(&d->command->ctx, &base, &phrases);

    if (e != OK)
        unusual(d, ctx_message(&d->command->ctx, e));
    else
        text_printf(&d->out, "phrases of job advertisements: %d\n", phrases);
}

static void
check_content(struct doctor *d, struct platform *platform)
{
    const struct snapshot *snap = snapshot_acquire(platform);
    const struct catalogue *c = snap->catalogue;
    uint32_t demo = 0;
    uint32_t undescribed = 0;

    for (uint32_t i = 0; i < c->modules_len; i++) {
        demo += c->modules[i]->demo;
        undescribed += catalogue_is_offered(c, c->modules[i]) && c->modules[i]->gives_len == 0;
    }
    text_printf(&d->out, "\ncontent: %d competences, %d job profiles, %u blocks (%u offered)\n",
                c->framework->competences_len, c->jobs_len, c->modules_len, c->offered_len);
    if (c->framework->competences_len == 0)
        unusual(d, "no framework yet: kommunalcampus seed");
    else
        check_advert(d, c);
    if (c->offered_len == 0)
        unusual(d, "no block is offered: import a feed, or kommunalcampus seed --demo");
    if (demo > 0)
        unusual(d, "the demo catalogue is in the database");
    if (undescribed > 0) {
        char line[96];

        (void)snprintf(line, sizeof line,
                       "%u offered blocks give no competence: nothing matches them", undescribed);
        unusual(d, line);
    }
    snapshot_release(platform, snap);
}

/* Organisations are kept apart by the database too (storage/reach.h). */
static void
check_reach(struct doctor *d, struct database *database)
{
    struct ctx *ctx = &d->command->ctx;
    struct reach_faults faults = {.is_bypassed = false};
    enum err e = reach_check(database, ctx, &faults);
    struct text t = text_init(ctx->arena, 1 << 16);
    struct slice line = SLICE("");

    if (e != OK) {
        unsafe(d, ctx_message(ctx, e));
        return;
    }
    if (faults.is_bypassed)
        unsafe(d, "the database role is a superuser or has BYPASSRLS: row-level security does not "
                  "hold for it; make one of its own (docs/operations.md)");
    text_printf(&t, "tables of organisations without row-level security: %.*s",
                SLICE_ARG(faults.unprotected));
    if (faults.unprotected.len > 0 && text_end(&t, &line) == OK)
        unsafe(d, arena_cstr(ctx->arena, line));
}

static void
check_mail(struct doctor *d, struct database *database)
{
    struct mail_state state = {.waiting = 0};
    char line[160];

    if (mail_service_state(&d->command->ctx, database, &state) != OK) {
        unsafe(d, ctx_message(&d->command->ctx, ERR_IO));
        return;
    }
    if (d->settings.smtp_url[0] == '\0' && d->settings.mail_folder[0] == '\0')
        unusual(d,
                "no mail server (smtp_url): nobody can confirm an address or set a new password");
    (void)snprintf(line, sizeof line,
                   "mails not sent: %lld wait, %lld of them were tried already, %lld were given up",
                   (long long)state.waiting, (long long)state.late, (long long)state.given_up);
    if (state.late + state.given_up > 0)
        unusual(d, line);
}

static enum err
check_database(struct doctor *d)
{
    struct ctx *ctx = &d->command->ctx;
    CLEANUP(db_cleanup) struct database *database = NULL;
    struct platform *platform = NULL;
    struct db_health health;
    const struct db_options options = {.must_exist = true};
    enum err e = db_open(ctx, slice_of(d->settings.database), &options, &database);

    if (e == OK)
        e = migrate_check(database, ctx, &migration_set);
    if (e == OK)
        e = db_check_queries(database, ctx);
    if (e == OK)
        e = platform_open(ctx, database, &platform);
    if (e != OK) {
        unsafe(d, ctx_message(ctx, e));
        return OK;
    }
    db_health(database, &health);
    if (!health.writable)
        unsafe(d, health.reason);
    check_reach(d, database);
    check_mail(d, database);
    check_content(d, platform);
    platform_close(platform);
    return OK;
}

static void
list_routes(struct doctor *d)
{
    text_puts(&d->out, "\nroutes (method, path, right):\n");
    for (size_t i = 0; i < ROUTES_LEN; i++)
        text_printf(&d->out, "  %-4s %-34s %s\n", http_method_name(ROUTES[i].method),
                    ROUTES[i].path, right_name(ROUTES[i].right));
}

enum exit_code
cmd_doctor(struct command *c)
{
    struct doctor d = {.command = c, .out = text_init(c->ctx.arena, 1 << 20)};
    enum err e;

    if (command_asks_help(c))
        return puts("kommunalcampus doctor\n"
                    "  all settings with their origin, what is unsafe or unusual, all routes;\n"
                    "  exit code 3 when something was found"),
               EXIT_FINE;
    if (c->argc > 1)
        return command_usage(c, "doctor takes no words");
    e = settings_load(&c->ctx, c->config_path, &d.settings);
    if (e != OK)
        return command_failed(c, e);
    text_printf(&d.out, "settings (file: %s):\n",
                d.settings.config_path ? d.settings.config_path : "none");
    settings_describe(&d.settings, &d.out);
    text_putc(&d.out, '\n');
    check_network(&d);
    check_files(&d);
    e = check_database(&d);
    if (e == OK) {
        list_routes(&d);
        text_printf(&d.out, "\n%d unsafe, %d unusual\n", d.unsafe, d.unusual);
        e = command_print(c, &d.out);
    }
    if (e != OK)
        return command_failed(c, e);
    return d.unsafe + d.unusual > 0 ? EXIT_FINDINGS : EXIT_FINE;
}
