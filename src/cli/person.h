/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's situation from the words of a command line, for `match` and `plan`:
 * the same wishes as on the page "Meine Situation".
 */
#ifndef KC_CLI_PERSON_H
#define KC_CLI_PERSON_H

#include "cli/command.h"
#include "domain/situation.h"
#include "service/platform.h"

struct person_request {
    struct situation situation;
    bool json;
    bool ics;
    bool help;
    struct slice before; /* --before, unread: cmd_plan.c */
    int limit;
};

/*
 * Read the options behind the command's name. Messages name the option.
 *   ERR_INVALID   an unknown option or a wrong value
 */
MUST_USE enum err person_request_read(struct command *c, const struct snapshot *snap,
                                      struct person_request *ret_request);

/* The options, for --help. */
extern const char PERSON_OPTIONS_HELP[];

#endif
