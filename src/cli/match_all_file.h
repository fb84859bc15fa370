/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of `match --all`: its lines, and where a killed run goes on. */
#ifndef KC_CLI_MATCH_ALL_FILE_H
#define KC_CLI_MATCH_ALL_FILE_H

#include "base/text.h"
#include "cli/match_all.h"

/*
 * Open the file to append the chunk *ret_chunks and those after it: a new one, or with
 * all->resume the old one up to its last whole chunk.
 */
MUST_USE enum err match_all_open(struct ctx *ctx, const struct match_all *all, FILE **ret_file,
                                 size_t *ret_chunks);
/* A person's line; ids in it are codes of blocks. */
void match_all_put(struct text *out, const struct catalogue *c, struct slice id,
                   const struct match_briefs *briefs);
/* The end of a chunk whose lines are all that is in `out`. */
void match_all_put_end(struct text *out, size_t number, int64_t people);

#endif
