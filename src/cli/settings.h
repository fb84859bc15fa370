/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Settings of an installation: one file, and environment variables that win.
 *
 * The file is named by --config or KC_CONFIG; without either the built-in
 * values are used. Each setting NAME of a section can be given as KC_NAME too.
 * Everything is checked at the start; messages name the file's line or the
 * variable, say what is wrong and what would be right. docs/operations.md
 * explains every setting; settings_describe() prints them with their origin.
 */
#ifndef KC_CLI_SETTINGS_H
#define KC_CLI_SETTINGS_H

#include "base/ctx.h"

enum {
    SETTING_BYTES_MAX = 180, /* of one value; inih's line is 200 */
    SETTINGS_MAX = 32,
};

/* Values are NUL-terminated and live in the arena given to settings_load(). */
struct settings {
    const char *config_path; /* NULL: no file */
    const char *database;    /* "sqlite:PATH" or "postgres:CONNINFO" */
    const char *data_dir;    /* keys; must exist, mode 0700 is best */
    const char *host;        /* address to listen on; "" = no TCP */
    int port;                /* 0..65535; 0 = any free one */
    const char *socket;      /* Unix socket to listen on too; "" = none */
    const char *public_host; /* the only Host header taken; "" = any */
    const char *public_url;  /* what links in mails begin with; "" = of public_host, or host */
    const char *smtp_url;    /* "smtp://host:587"; "" = mails stay in the outbox */
    const char *smtp_user;   /* "" = without signing in */
    const char *smtp_password;
    const char *smtp_ca_file; /* certificates trusted for it; "" = the system's */
    bool smtp_without_tls;    /* only for a server of this machine */
    const char *mail_from;    /* sender; needed with smtp_url */
    const char *mail_folder;  /* demo: mails become files here and are shown on /postfach */
    bool issuer_test;         /* tests: services may be at http:// on this machine */
    bool tls_in_front;
    bool trust_local_proxy;
    const char *metrics_allow;
    int workers;              /* 0 = one per processor */
    int connections_max;      /* 0 = the built-in limit */
    int database_connections; /* readers of SQLite, connections of PostgreSQL */
    const char *match_model; /* file of `match learn`; "" = the match does not learn, the default */
    bool match_collect;      /* lists are kept for learning, of those who agree */
    int guest_days;          /* a guest's situation is kept that long after the last visit */
    struct {
        const char *origin; /* "built in", "line 7", "environment" */
    } from[SETTINGS_MAX];
};

/*
 * `path` NULL: KC_CONFIG, else no file.
 *   ERR_INVALID   an unknown name, a wrong value, a malformed line, a setting given twice
 *   ERR_LIMIT     a line or value that is too long
 *   ERR_IO        the file cannot be read
 */
MUST_USE enum err settings_load(struct ctx *ctx, const char *path, struct settings *ret_settings);

/* One line per setting: name, value (passwords in a conninfo hidden), where it came from. */
void settings_describe(const struct settings *s, struct text *out);

/* One `name = value` of an open file; what settings_file_read() calls per line. */
struct settings_reader {
    struct ctx *ctx;
    struct settings *settings;
    bool given[SETTINGS_MAX];
};
MUST_USE enum err settings_set(struct settings_reader *r, int line, const char *name,
                               const char *value);

/*
 * Read the file at `path` and call settings_set() for each line of it. The
 * adapter of inih (settings_file.c).
 */
MUST_USE enum err settings_file_read(struct settings_reader *r, const char *path);

#endif
