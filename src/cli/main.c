/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus COMMAND: finds the command and hands over. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "storage/reach.h"

#define MEBIBYTE ((size_t)1 << 20)

static command_run cmd_help, cmd_version;

static const struct {
    const char *name;
    command_run *run;
    size_t arena_bytes_max;
    const char *help;
} COMMANDS[] = {
    {"serve", cmd_serve, 64 * MEBIBYTE, "run the web server"},
    {"migrate", cmd_migrate, 64 * MEBIBYTE, "bring the database to this program's version"},
    {"seed", cmd_seed, 512 * MEBIBYTE,
     "framework, job profiles, members; --demo: the demo catalogue"},
    {"import", cmd_import, 2048 * MEBIBYTE, "moochub FILE..., municipalities FILE, postcodes FILE"},
    {"issuer", cmd_issuer, 64 * MEBIBYTE,
     "services that people may sign in with: set, list, remove"},
    {"items", cmd_items, 1024 * MEBIBYTE,
     "items of the check: import FILE, export, as CSV or QTI 3.0"},
    {"search", cmd_search, 256 * MEBIBYTE, "find learning blocks"},
    {"advert", cmd_advert, 64 * MEBIBYTE, "which competences a job advertisement asks for"},
    {"match", cmd_match, 256 * MEBIBYTE, "learning blocks that fit a person, with reasons"},
    {"plan", cmd_plan, 2048 * MEBIBYTE, "a person's curriculum; plan solve: any plan problem"},
    {"check", cmd_check, 4096 * MEBIBYTE,
     "check calibrate, check replay: the measuring of the competence check on files"},
    {"audit", cmd_audit, 64 * MEBIBYTE, "audit verify, head, export: the log of changes of rights"},
    {"retention", cmd_retention, 256 * MEBIBYTE, "delete what is kept longer than it may be"},
    {"doctor", cmd_doctor, 64 * MEBIBYTE, "what is unsafe or unusual in this installation"},
    {"version", cmd_version, MEBIBYTE, "the version"},
    {"help", cmd_help, MEBIBYTE, "this text"},
};

static enum exit_code
cmd_help(struct command *c)
{
    (void)c;
    puts("kommunalcampus [--config FILE] COMMAND [OPTIONS]\n");
    for (size_t i = 0; i < ARRAY_LEN(COMMANDS); i++)
        printf("  %-9s %s\n", COMMANDS[i].name, COMMANDS[i].help);
    puts("\nEach command explains itself with --help. Settings: docs/operations.md.");
    return EXIT_FINE;
}

static enum exit_code
cmd_version(struct command *c)
{
    if (c->argc > 1 && strcmp(c->argv[1], "--help") == 0)
        return puts("kommunalcampus version\n  says which version this is"), EXIT_FINE;
    if (c->argc > 1)
        return command_usage(c, "version takes no words");
    puts("kommunalcampus " KC_VERSION);
    return EXIT_FINE;
}

static enum exit_code
run(size_t i, struct command *c)
{
    CLEANUP(arena_cleanup) struct arena *arena = arena_open(COMMANDS[i].arena_bytes_max);
    enum err e;

    if (arena == NULL)
        return command_failed(c, ERR_LIMIT);
    c->ctx.arena = arena;
    c->ctx.reach = reach_across(ACROSS_TERMINAL);
    e = command_now(&c->ctx, &c->ctx.now);
    return e == OK ? COMMANDS[i].run(c) : command_failed(c, e);
}

int
main(int argc, char **argv)
{
    struct command c = {.argc = argc - 1, .argv = argv + 1};

    if (c.argc == 1 && strcmp(c.argv[0], "--config") == 0)
        return (int)command_usage(&c, "--config needs a file");
    if (c.argc >= 2 && strcmp(c.argv[0], "--config") == 0) {
        c.config_path = c.argv[1];
        c.argc -= 2;
        c.argv += 2;
    }
    if (c.argc < 1)
        return cmd_help(&c), EXIT_USAGE;
    if (strcmp(c.argv[0], "--help") == 0 || strcmp(c.argv[0], "-h") == 0)
        return (int)cmd_help(&c);
    if (strcmp(c.argv[0], "--version") == 0)
        return (int)cmd_version(&c);
    for (size_t i = 0; i < ARRAY_LEN(COMMANDS); i++) {
        if (strcmp(COMMANDS[i].name, c.argv[0]) == 0)
            return (int)run(i, &c);
    }
    return (int)command_usage(&c, "there is no command \"%s\"", c.argv[0]);
}
