/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus issuer: the services that people may sign in with. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "service/issuer_service.h"
#include "web/key_file.h"

static const char HELP[] =
    "kommunalcampus issuer set FILE --secret FILE\n"
    "kommunalcampus issuer list\n"
    "kommunalcampus issuer remove CODE\n"
    "  set      enter a service that people may sign in with, or change it: "
    "docs/signing-in.md\n"
    "  --secret the file with the secret shared with it; kept sealed with the "
    "server's key\n"
    "  remove   nobody signs in with it any more; accounts stay\n";

enum { SECRET_FILE_BYTES_MAX = 1024 };

static enum err
accounts_of(struct command *c, const struct command_opened *opened, struct accounts *ret_accounts)
{
    struct text t = text_init(c->ctx.arena, SETTING_BYTES_MAX + 32);
    struct slice path = SLICE("");

    *ret_accounts = (struct accounts){.db = opened->database};
    if (crypto_start() != OK)
        return fail(&c->ctx, ERR_IO, "the system gives no random numbers");
    text_printf(&t, "%s/guest.key", opened->settings.data_dir);
    TRY(text_end(&t, &path));
    return key_file_load(&c->ctx, arena_cstr(c->ctx.arena, path), &ret_accounts->key);
}

static enum err
set(struct command *c, const struct accounts *acc)
{
    struct slice file = SLICE("");
    struct slice secret = SLICE("");

    TRY(command_read_file(&c->ctx, c->argv[2], ISSUER_ANSWER_BYTES_MAX, &file));
    TRY(command_read_file(&c->ctx, c->argv[4], SECRET_FILE_BYTES_MAX, &secret));
    return issuer_set(acc, &c->ctx, file, slice_trim(secret));
}

static enum err
list(struct command *c, const struct accounts *acc)
{
    struct issuer_choice *choices = NULL;
    struct text t = text_init(c->ctx.arena, 65536);
    int len = 0;

    TRY(issuer_list(acc, &c->ctx, &choices, &len));
    for (int i = 0; i < len; i++)
        text_printf(&t, "%-20.*s %-5s %.*s\n", SLICE_ARG(choices[i].code),
                    issuer_kind_code(choices[i].kind), SLICE_ARG(choices[i].name));
    if (len == 0)
        text_puts(&t, "none\n");
    return command_print(c, &t);
}

static enum err
run(struct command *c, const struct command_opened *opened)
{
    struct accounts acc;

    TRY(accounts_of(c, opened, &acc));
    if (strcmp(c->argv[1], "set") == 0)
        return set(c, &acc);
    if (strcmp(c->argv[1], "list") == 0)
        return list(c, &acc);
    return issuer_remove(&acc, &c->ctx, slice_of(c->argv[2]));
}

static bool
is_asked_rightly(const struct command *c)
{
    if (c->argc == 5 && strcmp(c->argv[1], "set") == 0)
        return strcmp(c->argv[3], "--secret") == 0;
    if (c->argc == 3)
        return strcmp(c->argv[1], "remove") == 0;
    return c->argc == 2 && strcmp(c->argv[1], "list") == 0;
}

enum exit_code
cmd_issuer(struct command *c)
{
    struct command_opened opened;
    enum err e;

    if (command_asks_help(c))
        return fputs(HELP, stdout), EXIT_FINE;
    if (!is_asked_rightly(c))
        return command_usage(c, "issuer knows set, list and remove: issuer --help");
    e = command_open(c, false, &opened);
    if (e != OK)
        return command_failed(c, e);
    e = run(c, &opened);
    command_close(&opened);
    return e == OK ? EXIT_FINE : command_failed(c, e);
}
