/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Commands of the program. Each is `enum exit_code cmd_x(struct command *c)`; the
 * table in main.c names them all, with their help.
 *
 * What people read goes to stdout, what went wrong to stderr as
 * "kommunalcampus: ...". Exit codes are stable.
 */
#ifndef KC_CLI_COMMAND_H
#define KC_CLI_COMMAND_H

#include "base/ctx.h"
#include "cli/settings.h"

enum exit_code {
    EXIT_FINE = 0,
    EXIT_FAILED = 1,   /* it was tried and failed; stderr says why */
    EXIT_USAGE = 2,    /* the call's words are wrong */
    EXIT_FINDINGS = 3, /* done, but something deserves attention (doctor, import) */
};

struct command {
    int argc; /* of the command's own words: argv[0] is its name */
    char **argv;
    struct ctx ctx;
    const char *config_path; /* of --config; NULL */
};

typedef enum exit_code command_run(struct command *c);

command_run cmd_advert, cmd_audit, cmd_check, cmd_doctor, cmd_import, cmd_issuer, cmd_items,
    cmd_match, cmd_migrate, cmd_plan, cmd_retention, cmd_search, cmd_seed, cmd_serve;

/* Whether the command's one word is --help: answered without settings and database. */
bool command_asks_help(const struct command *c);
/* "kommunalcampus: text" on stderr; answers EXIT_USAGE with a hint at help. */
enum exit_code command_usage(const struct command *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Tell ctx's failure on stderr; answers EXIT_FAILED. */
enum exit_code command_failed(const struct command *c, enum err kind);

/* Today in Germany; KC_TODAY=2026-11-23 in the environment sets it for demos and tests. */
MUST_USE enum err command_now(struct ctx *ctx, struct instant *ret_now);

struct database;
struct platform;

/* Open settings, database (schema checked) and, if asked for, the platform. */
struct command_opened {
    struct settings settings;
    struct database *database;
    struct platform *platform;
};
MUST_USE enum err command_open(struct command *c, bool with_platform,
                               struct command_opened *ret_opened);
void command_close(struct command_opened *opened);

struct snapshot;
/* Open everything, run `use` on the current snapshot, close; tells failures. */
enum exit_code command_on_snapshot(struct command *c,
                                   enum err (*use)(struct command *c, const struct snapshot *snap));

/* Write it to stdout. ERR_LIMIT when the text failed, ERR_IO when stdout did. */
MUST_USE enum err command_print(struct command *c, const struct text *out);

/* The whole file (or stdin for "-"), at most `bytes_max`, in ctx->arena. */
MUST_USE enum err command_read_file(struct ctx *ctx, const char *path, size_t bytes_max,
                                    struct slice *ret_bytes);

/* Seconds of the clock that never goes back; for how long something took. */
double command_seconds(void);
/* For the limits of a plan: whether `end` (a double, as of command_seconds()) is yet to come. */
bool command_time_is_left(void *end);

#endif
