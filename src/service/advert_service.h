/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A pasted job advertisement becomes a proposal of competences with levels (engine/advert.h). The
 * text lives in the arena of the request and nowhere else (ADVERT-11).
 */
#ifndef KC_SERVICE_ADVERT_SERVICE_H
#define KC_SERVICE_ADVERT_SERVICE_H

#include "base/ctx.h"
#include "engine/advert.h"

/* What advertisements are read against. */
struct advert_base {
    const struct framework *framework;
    const struct job_profile *jobs;
    int jobs_len;
    struct slice phrases; /* in place of data/advert.de.txt; at == NULL: that */
};

/*
 * Text, or HTML that was pasted with its marks.
 *   ERR_INVALID   not UTF-8, or it holds NUL
 *   ERR_LIMIT     more than ADVERT_BYTES_MAX bytes of text, or no memory
 *   ERR_CORRUPT   the phrases cannot be used with this framework: see advert_check()
 */
MUST_USE enum err advert_propose(struct ctx *ctx, const struct advert_base *base,
                                 struct slice pasted, struct advert_proposal *ret_proposal);

/*
 * Whether the phrases can be used; how many there are.
 *   ERR_INVALID   with the line, as advert_file_read(); ERR_LIMIT
 */
MUST_USE enum err advert_check(struct ctx *ctx, const struct advert_base *base, int *ret_phrases);

/* The framework and the job profiles that the program brings: no database is needed. */
MUST_USE enum err advert_library(struct ctx *ctx, struct advert_base *ret_base);

#endif
