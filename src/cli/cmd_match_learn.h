/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus match learn --events EVENTS.jsonl --model FILE
 *
 * Learns the bounded correction of the match score from events (docs/matching.md, "Learning
 * from behaviour") and writes the model. The same events give the same file. The file
 * appears whole or not at all: it is written beside its place, made durable, then renamed. No
 * database and no settings are needed; nothing uses the model until the setting match_model
 * names it.
 *
 * Exit codes: 0 written, 1 the events cannot be read, understood or learnt from, 2 wrong words.
 */
#ifndef KC_CLI_CMD_MATCH_LEARN_H
#define KC_CLI_CMD_MATCH_LEARN_H

#include "cli/command.h"

/* argv[0] is "learn". */
enum exit_code cmd_match_learn(struct command *c);

#endif
