/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "exchange/experience_json.h"
#include "service/platform.h"
#include "storage/db.h"
#include "storage/migrate.h"

enum exit_code
command_usage(const struct command *c, const char *fmt, ...)
{
    va_list args;

    (void)c;
    fputs("kommunalcampus: ", stderr);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputs("\nkommunalcampus help lists the commands; COMMAND --help explains one\n", stderr);
    return EXIT_USAGE;
}

enum exit_code
command_failed(const struct command *c, enum err kind)
{
    fprintf(stderr, "kommunalcampus: %s\n", ctx_message(&c->ctx, kind));
    if (getenv("KC_DEBUG") != NULL && c->ctx.failure.file != NULL)
        fprintf(stderr, "  %s at %s:%d\n", err_name(kind), c->ctx.failure.file,
                c->ctx.failure.line);
    return EXIT_FAILED;
}

bool
command_asks_help(const struct command *c)
{
    return c->argc == 2 && strcmp(c->argv[1], "--help") == 0;
}

enum err
command_now(struct ctx *ctx, struct instant *ret_now)
{
    const char *fixed = getenv("KC_TODAY");
    struct timespec now;
    struct day today;

    if (fixed != NULL) {
        if (day_parse_iso(slice_of(fixed), &today) != OK)
            return fail(ctx, ERR_INVALID, "environment: KC_TODAY must be a day like 2026-11-23");
        *ret_now = instant_at(today, 8 * 60);
        return OK;
    }
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return fail(ctx, ERR_IO, "the clock cannot be read: %s", strerror(errno));
    ret_now->ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return OK;
}

/* The correction that `match learn` learnt, when the setting names one: it must be whole. */
static enum err
take_model(struct ctx *ctx, const struct command_opened *o)
{
    struct experience_model *model = arena_new(ctx->arena, struct experience_model);
    struct slice bytes;

    if (o->settings.match_model[0] == '\0')
        return OK;
    if (model == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the model of match_model");
    TRY(command_read_file(ctx, o->settings.match_model, EXPERIENCE_MODEL_BYTES_MAX, &bytes));
    TRY(experience_model_read(ctx, bytes, model));
    return platform_use_model(ctx, o->platform, model);
}

enum err
command_open(struct command *c, bool with_platform, struct command_opened *ret_opened)
{
    struct command_opened o = {.database = NULL};
    struct db_options options = {.must_exist = true};
    enum err e;

    TRY(settings_load(&c->ctx, c->config_path, &o.settings));
    options.connections_max = o.settings.database_connections;
    TRY(db_open(&c->ctx, slice_of(o.settings.database), &options, &o.database));
    e = migrate_check(o.database, &c->ctx, &migration_set);
    if (e == OK && with_platform)
        e = platform_open(&c->ctx, o.database, &o.platform);
    if (e == OK && with_platform) {
        platform_collect(o.platform, o.settings.match_collect);
        e = take_model(&c->ctx, &o);
    }
    if (e != OK) {
        platform_close(o.platform);
        db_close(o.database);
        return e;
    }
    *ret_opened = o;
    return OK;
}

void
command_close(struct command_opened *opened)
{
    platform_close(opened->platform);
    db_close(opened->database);
    opened->platform = NULL;
    opened->database = NULL;
}

enum exit_code
command_on_snapshot(struct command *c,
                    enum err (*use)(struct command *c, const struct snapshot *snap))
{
    struct command_opened opened;
    const struct snapshot *snap;
    enum err e = command_open(c, true, &opened);

    if (e != OK)
        return command_failed(c, e);
    snap = snapshot_acquire(opened.platform);
    e = use(c, snap);
    snapshot_release(opened.platform, snap);
    command_close(&opened);
    if (e == ERR_INVALID)
        return command_usage(c, "%s", ctx_message(&c->ctx, e));
    return e == OK ? EXIT_FINE : command_failed(c, e);
}

enum err
command_print(struct command *c, const struct text *out)
{
    struct slice s = {0};

    if (text_end(out, &s) != OK)
        return fail(&c->ctx, ERR_LIMIT, "the answer is larger than %zu bytes", out->max);
    if ((s.len > 0 && fwrite(s.at, 1, s.len, stdout) != s.len) || fflush(stdout) != 0)
        return fail(&c->ctx, ERR_IO, "stdout cannot be written: %s", strerror(errno));
    return OK;
}

enum err
command_read_file(struct ctx *ctx, const char *path, size_t bytes_max, struct slice *ret_bytes)
{
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *f = is_stdin ? stdin : fopen(path, "re");
    struct text bytes = text_init(ctx->arena, bytes_max);
    char block[65536];
    size_t n;
    bool broken;

    if (f == NULL)
        return fail(ctx, ERR_IO, "%s cannot be opened: %s", path, strerror(errno));
    while (!bytes.failed && (n = fread(block, 1, sizeof block, f)) > 0)
        text_put(&bytes, (struct slice){block, n});
    broken = ferror(f) != 0;
    if (!is_stdin)
        (void)fclose(f);
    if (broken)
        return fail(ctx, ERR_IO, "%s cannot be read: %s", path, strerror(errno));
    if (text_end(&bytes, ret_bytes) != OK)
        return fail(ctx, ERR_LIMIT, "%s is larger than %zu bytes", path, bytes_max);
    return OK;
}

double
command_seconds(void)
{
    struct timespec t = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

bool
command_time_is_left(void *end)
{
    return command_seconds() < *(const double *)end;
}
