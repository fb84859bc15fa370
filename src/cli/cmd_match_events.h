/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus match events --out FILE [--forget]
 *
 * Hands on what was collected for learning (LEARN-10 to LEARN-14) as the events that `match learn`
 * reads. The file appears whole or not at all. With --forget the lists that it has are deleted from
 * the database, once it is on the disk.
 *
 * Exit codes: 0 written, 1 nothing was collected or it failed, 2 wrong words.
 */
#ifndef KC_CLI_CMD_MATCH_EVENTS_H
#define KC_CLI_CMD_MATCH_EVENTS_H

#include "cli/command.h"

/* argv[0] is "events". */
enum exit_code cmd_match_events(struct command *c);

#endif
