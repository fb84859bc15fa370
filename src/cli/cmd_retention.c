/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus retention: what is kept longer than it may be, counted or deleted. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "service/erasure.h"
#include "service/retention.h"

enum { LINE_BYTES_MAX = 16384 };

static const char HELP[] =
    "kommunalcampus retention --dry-run|--now\n"
    "  --dry-run  count what is kept longer than the rules say, and delete nothing\n"
    "  --now      delete it, and clean the database's files after erasures\n"
    "The running server does so at its start and every hour. docs/data-protection.md\n";

static void
put_rule(struct text *t, const struct retention_rule *r, int64_t hours, int64_t deleted)
{
    text_printf(t, "%-12s %8lld  ", r->kind, (long long)deleted);
    if (hours == 0)
        text_puts(t, "at the");
    else if (hours % 24 == 0)
        text_printf(t, "%lld days after the", (long long)(hours / 24));
    else
        text_printf(t, "%lld hours after the", (long long)hours);
    text_printf(t, " %s: %s\n", r->from, r->why);
}

static enum err
run(struct command *c, const struct command_opened *opened, bool dry_run)
{
    struct retention_wish wish = {opened->settings.guest_days, dry_run, -1};
    struct text t = text_init(c->ctx.arena, LINE_BYTES_MAX);
    struct retention_report report;
    bool scrubbed = false;

    TRY(retention_run(&c->ctx, opened->database, &wish, &report));
    for (int i = 0; i < RETENTION_RULES_LEN; i++)
        put_rule(&t, &RETENTION_RULES[i], retention_hours(&RETENTION_RULES[i], wish.guest_days),
                 report.deleted[i]);
    if (!dry_run)
        TRY(erasure_scrub(&c->ctx, opened->database, &scrubbed));
    if (scrubbed)
        text_puts(&t, "the database's files were cleaned after erasures\n");
    return command_print(c, &t);
}

enum exit_code
cmd_retention(struct command *c)
{
    struct command_opened opened;
    bool dry_run = c->argc == 2 && strcmp(c->argv[1], "--dry-run") == 0;
    enum err e;

    if (command_asks_help(c))
        return fputs(HELP, stdout), EXIT_FINE;
    if (!dry_run && (c->argc != 2 || strcmp(c->argv[1], "--now") != 0))
        return command_usage(c, "retention needs --dry-run or --now");
    e = command_open(c, false, &opened);
    if (e != OK)
        return command_failed(c, e);
    e = run(c, &opened, dry_run);
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
