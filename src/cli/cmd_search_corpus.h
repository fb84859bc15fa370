/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kommunalcampus search --corpus DOCS.jsonl --queries Q.tsv --run RUN.trec: ranks any collection
 * with the engine of the platform, so that trec_eval can judge it. Needs no database.
 */
#ifndef KC_CLI_CMD_SEARCH_CORPUS_H
#define KC_CLI_CMD_SEARCH_CORPUS_H

#include "cli/command.h"

/* Whether these are words for it and not for the search of the catalogue. */
bool cmd_search_is_corpus(const struct command *c);
enum exit_code cmd_search_corpus(struct command *c);

#endif
