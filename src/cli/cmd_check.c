/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/cmd_check.h"

#include <stdio.h>
#include <string.h>

static const char HELP[] =
    "kommunalcampus check calibrate --model MODEL RESPONSES.csv   item parameters from answers\n"
    "kommunalcampus check calibrate --from-database [--keep | --adopt N --as MAIL] [--json]\n"
    "kommunalcampus check replay BANK.csv RESPONSES.csv           the questions a check would ask\n"
    "Each explains itself with --help.";

enum exit_code
cmd_check(struct command *c)
{
    if (command_asks_help(c))
        return puts(HELP) >= 0 ? EXIT_FINE : EXIT_FAILED;
    if (c->argc < 2)
        return command_usage(c, "check calibrate or check replay");
    c->argc--;
    c->argv++;
    if (strcmp(c->argv[0], "calibrate") == 0 && c->argc > 1 &&
        strcmp(c->argv[1], "--from-database") == 0)
        return cmd_check_items(c);
    if (strcmp(c->argv[0], "calibrate") == 0)
        return cmd_check_calibrate(c);
    if (strcmp(c->argv[0], "replay") == 0)
        return cmd_check_replay(c);
    return command_usage(c, "check calibrate or check replay, not \"%s\"", c->argv[0]);
}
