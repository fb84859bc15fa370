/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus match --all: the best blocks for every person of a file.
 *
 * Input: lines of exchange/person_line.h; the catalogue of the database, or --offers (lines of
 * exchange/offer_lines.h). Output (docs/matching.md tells it): a line that names the question, then
 * chunks of MATCH_ALL_CHUNK people: a line for each, "ID TAB code:fused:person:employer:provider
 * ...", best first, and a line "#chunk N PEOPLE CHECKSUM" over the chunk's bytes. A chunk stands in
 * the file whole or is taken away by --resume, which goes on behind the last whole one; so a run
 * that was killed loses at most what was not written, and nothing is there twice. The file has ids
 * only.
 */
#ifndef KC_CLI_CMD_MATCH_ALL_H
#define KC_CLI_CMD_MATCH_ALL_H

#include "cli/command.h"

enum exit_code cmd_match_all(struct command *c);

#endif
