/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus check calibrate | replay: the measuring of the competence check on files, so
 * that anybody can compare it (docs/check.md). No settings, no database; but for --from-database.
 *
 * Exit codes: 0 done, 1 a file cannot be read, understood or calibrated, 2 wrong words.
 */
#ifndef KC_CLI_CMD_CHECK_H
#define KC_CLI_CMD_CHECK_H

#include "cli/command.h"

/* argv[0] is "calibrate" or "replay". */
enum exit_code cmd_check_calibrate(struct command *c);
enum exit_code cmd_check_replay(struct command *c);

/* Items calibrated from the answers that people gave. */
enum exit_code cmd_check_items(struct command *c);

#endif
