/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/settings.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { TEXT, NUMBER, SWITCH };

struct setting {
    const char *name; /* in the file; KC_NAME in the environment */
    enum kind kind;
    size_t offset;
    int min; /* of NUMBER */
    int max;
    const char *built_in;
};

#define AT(member) offsetof(struct settings, member)

static const struct setting SETTINGS[] = {
    {"database", TEXT, AT(database), 0, 0, "sqlite:var/kommunalcampus.db"},
    {"data_dir", TEXT, AT(data_dir), 0, 0, "var"},
    {"host", TEXT, AT(host), 0, 0, "127.0.0.1"},
    {"port", NUMBER, AT(port), 0, 65535, "8080"},
    {"socket", TEXT, AT(socket), 0, 0, ""},
    {"public_host", TEXT, AT(public_host), 0, 0, ""},
    {"public_url", TEXT, AT(public_url), 0, 0, ""},
    {"smtp_url", TEXT, AT(smtp_url), 0, 0, ""},
    {"smtp_user", TEXT, AT(smtp_user), 0, 0, ""},
    {"smtp_password", TEXT, AT(smtp_password), 0, 0, ""},
    {"smtp_ca_file", TEXT, AT(smtp_ca_file), 0, 0, ""},
    {"smtp_without_tls", SWITCH, AT(smtp_without_tls), 0, 0, "no"},
    {"mail_from", TEXT, AT(mail_from), 0, 0, ""},
    {"mail_folder", TEXT, AT(mail_folder), 0, 0, ""},
    {"issuer_test", SWITCH, AT(issuer_test), 0, 0, "no"},
    {"tls_in_front", SWITCH, AT(tls_in_front), 0, 0, "no"},
    {"trust_local_proxy", SWITCH, AT(trust_local_proxy), 0, 0, "no"},
    {"metrics_allow", TEXT, AT(metrics_allow), 0, 0, ""},
    {"workers", NUMBER, AT(workers), 0, 256, "0"},
    {"connections_max", NUMBER, AT(connections_max), 0, 100000, "0"},
    {"database_connections", NUMBER, AT(database_connections), 1, 64, "8"},
    {"match_model", TEXT, AT(match_model), 0, 0, ""},
    {"match_collect", SWITCH, AT(match_collect), 0, 0, "no"},
    {"guest_days", NUMBER, AT(guest_days), 1, 3650, "90"},
};

_Static_assert(ARRAY_LEN(SETTINGS) <= SETTINGS_MAX, "every setting has an origin");

static enum err
wrong(struct ctx *ctx, const char *origin, const struct setting *def, const char *why)
{
    return fail(ctx, ERR_INVALID, "%s: %s %s", origin, def->name, why);
}

static enum err
parse_number(struct ctx *ctx, const char *origin, const struct setting *def, const char *value,
             int *ret_number)
{
    int64_t n;
    char why[96];

    if (slice_int(slice_of(value), def->min, def->max, &n) != OK) {
        (void)snprintf(why, sizeof why, "must be a whole number from %d to %d, not \"%.20s\"",
                       def->min, def->max, value);
        return wrong(ctx, origin, def, why);
    }
    *ret_number = (int)n;
    return OK;
}

static enum err
parse_switch(struct ctx *ctx, const char *origin, const struct setting *def, const char *value,
             bool *ret_on)
{
    char why[64];

    if (strcmp(value, "yes") == 0 || strcmp(value, "no") == 0) {
        *ret_on = value[0] == 'y';
        return OK;
    }
    (void)snprintf(why, sizeof why, "must be yes or no, not \"%.20s\"", value);
    return wrong(ctx, origin, def, why);
}

static enum err
assign(struct ctx *ctx, struct settings *s, size_t i, const char *value, const char *origin)
{
    const struct setting *def = &SETTINGS[i];
    void *at = (char *)s + def->offset;
    char *copy;

    if (strlen(value) > SETTING_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "%s: %s is longer than %d bytes", origin, def->name,
                    SETTING_BYTES_MAX);
    s->from[i].origin = origin;
    switch (def->kind) {
    case NUMBER:
        return parse_number(ctx, origin, def, value, at);
    case SWITCH:
        return parse_switch(ctx, origin, def, value, at);
    case TEXT:
        copy = arena_cstr(ctx->arena, slice_of(value));
        if (copy == NULL)
            return fail(ctx, ERR_LIMIT, "no memory for the settings");
        *(const char **)at = copy;
        return OK;
    }
    return OK;
}

enum err
settings_set(struct settings_reader *r, int line, const char *name, const char *value)
{
    char origin[512];
    const char *path = r->settings->config_path;

    (void)snprintf(origin, sizeof origin, "%s line %d", path ? path : "settings", line);
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        char *kept;

        if (strcmp(SETTINGS[i].name, name) != 0)
            continue;
        if (r->given[i])
            return wrong(r->ctx, origin, &SETTINGS[i], "is given a second time");
        r->given[i] = true;
        kept = arena_cstr(r->ctx->arena, slice_of(origin));
        if (kept == NULL)
            return fail(r->ctx, ERR_LIMIT, "no memory for the settings");
        return assign(r->ctx, r->settings, i, value, kept);
    }
    return fail(r->ctx, ERR_INVALID,
                "%s: there is no setting \"%.60s\"; kommunalcampus doctor lists them", origin,
                name);
}

/* KC_DATABASE for "database" */
static const char *
from_environment(const struct setting *def)
{
    char name[64] = "KC_";
    size_t len = strlen(def->name);

    assert(len + 4 < sizeof name);
    for (size_t i = 0; i <= len; i++) {
        char c = def->name[i];

        name[3 + i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return getenv(name);
}

static enum err
take_environment(struct ctx *ctx, struct settings *s)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        const char *value = from_environment(&SETTINGS[i]);

        if (value != NULL)
            TRY(assign(ctx, s, i, value, "environment"));
    }
    return OK;
}

/* What only makes sense together. */
static enum err
check_together(struct ctx *ctx, const struct settings *s)
{
    bool sqlite = strncmp(s->database, "sqlite:", 7) == 0 && s->database[7] != '\0';
    bool postgres = strncmp(s->database, "postgres", 8) == 0;

    if (!sqlite && !postgres)
        return fail(ctx, ERR_INVALID,
                    "database must be sqlite:PATH, postgres://... or postgres:CONNINFO");
    if (s->host[0] == '\0' && s->socket[0] == '\0')
        return fail(ctx, ERR_INVALID, "host and socket are both empty: nothing to listen on");
    if (s->smtp_url[0] != '\0' && s->mail_folder[0] != '\0')
        return fail(ctx, ERR_INVALID,
                    "smtp_url and mail_folder are both given: one sends mails, "
                    "the other one keeps them for a demo");
    if (s->smtp_url[0] != '\0' && strchr(s->mail_from, '@') == NULL)
        return fail(ctx, ERR_INVALID, "smtp_url needs mail_from, like campus@example.org");
    if (s->data_dir[0] == '\0')
        return fail(ctx, ERR_INVALID, "data_dir is empty: there must be a folder for the keys");
    return OK;
}

enum err
settings_load(struct ctx *ctx, const char *path, struct settings *ret_settings)
{
    struct settings s = {.config_path = path ? path : getenv("KC_CONFIG")};
    struct settings_reader reader = {.ctx = ctx, .settings = &s};

    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++)
        TRY(assign(ctx, &s, i, SETTINGS[i].built_in, "built in"));
    if (s.config_path != NULL)
        TRY(settings_file_read(&reader, s.config_path));
    TRY(take_environment(ctx, &s));
    TRY(check_together(ctx, &s));
    *ret_settings = s;
    return OK;
}

/* A conninfo may hold a password: everything behind "postgres" is left out. */
static void
put_text(struct text *out, const char *name, const char *value)
{
    if (strncmp(value, "postgres", 8) == 0)
        value = "postgres (not shown)";
    else if (strcmp(name, "smtp_password") == 0 && value[0] != '\0')
        value = "(not shown)";
    text_puts(out, value);
}

void
settings_describe(const struct settings *s, struct text *out)
{
    for (size_t i = 0; i < ARRAY_LEN(SETTINGS); i++) {
        const struct setting *def = &SETTINGS[i];
        const void *at = (const char *)s + def->offset;

        text_printf(out, "  %-21s = ", def->name);
        switch (def->kind) {
        case NUMBER:
            text_int(out, *(const int *)at);
            break;
        case SWITCH:
            text_puts(out, *(const bool *)at ? "yes" : "no");
            break;
        case TEXT:
            put_text(out, def->name, *(const char *const *)at);
            break;
        }
        text_printf(out, "   (%s)\n", s->from[i].origin);
    }
}
