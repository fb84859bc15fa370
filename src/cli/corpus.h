/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any collection of documents, and queries for it, as the search of the platform sees them.
 *
 * Documents are JSON lines: an object with "id" (text or whole number), "title" (may be empty) and
 * "text"; other members are ignored. Queries are lines "id TAB text". Ids are without white space
 * and unique. Lines of white space alone are skipped.
 *
 * A document becomes a self-paced block, so that all are on offer and none is favoured. What a
 * title has beyond MODULE_TITLE_BYTES_MAX counts as text.
 */
#ifndef KC_CLI_CORPUS_H
#define KC_CLI_CORPUS_H

#include "base/ctx.h"
#include "engine/catalogue.h"

struct corpus_query {
    struct slice id;
    struct slice text;
};

struct corpus_queries {
    struct corpus_query *at;
    uint32_t len;
};

/*
 * The documents as a catalogue snapshot; a block's code is the document's id. `synonyms`: a file
 * like data/synonyms.de.txt; NULL is that one itself.
 *
 *   ERR_INVALID    a line is no such document; the message names file and line
 *   ERR_CONFLICT   an id stands twice
 *   ERR_IO         the file cannot be read
 *   ERR_LIMIT      a line, id or text is too long, or there are too many documents
 */
MUST_USE enum err corpus_read(struct ctx *ctx, const char *path, const char *synonyms,
                              const struct catalogue **ret_catalogue);

/* The same errors; a text is at most SEARCH_TEXT_BYTES_MAX long, and there are at most
 * CORPUS_QUERIES_MAX. */
MUST_USE enum err corpus_read_queries(struct ctx *ctx, const char *path,
                                      struct corpus_queries *ret_queries);

#endif
