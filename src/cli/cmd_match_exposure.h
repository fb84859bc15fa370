/* SPDX-License-Identifier: EUPL-1.2 */
/* kommunalcampus match exposure: the first places shared out among the providers (MATCH-24). */
#ifndef KC_CLI_CMD_MATCH_EXPOSURE_H
#define KC_CLI_CMD_MATCH_EXPOSURE_H

#include "cli/command.h"

/* argv[0] is "exposure". */
enum exit_code cmd_match_exposure(struct command *c);

#endif
