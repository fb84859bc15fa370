/* SPDX-License-Identifier: EUPL-1.2 */
/* The work of `match --all`, apart from its options. */
#ifndef KC_CLI_MATCH_ALL_H
#define KC_CLI_MATCH_ALL_H

#include <stdio.h>

#include "base/ctx.h"
#include "service/match_crowd.h"

/* The people of a file: where each chunk begins, and their employers. */
struct match_people {
    const char *path;
    struct crowd *crowd;
    struct day first_day;
    int64_t *chunks_at; /* offsets; one more than there are chunks: the end */
    size_t chunks_len;
    size_t chunks_size;
    int64_t people_len;
    uint64_t hash; /* of all lines */
};

/*
 * Read the file once; everything lives in `arena`.
 *   ERR_IO        it cannot be read
 *   ERR_INVALID   a line is no person, and the message names it; or there is nobody
 *   ERR_CONFLICT  an id stands twice
 *   ERR_LIMIT     too many people or employers
 */
MUST_USE enum err match_people_read(struct ctx *ctx, struct arena *arena, const char *path,
                                    struct day first_day, struct match_people *ret_people);

struct match_all {
    const struct catalogue *catalogue;
    struct match_people people;
    int top;
    int threads;
    const char *out_path;
    bool resume;
    bool quiet; /* no progress on stderr */
};

/*
 * Everybody, to the file. ERR_CONFLICT: the file is there and --resume is not asked for, or it
 * answers another question. ERR_IO, ERR_LIMIT as usual.
 */
MUST_USE enum err match_all_run(struct ctx *ctx, const struct match_all *all);

/*
 * Compare the lists of `sample` people, spread evenly, with judging every block.
 *   ERR_CORRUPT   one differs; the message names the person
 */
MUST_USE enum err match_all_verify(struct ctx *ctx, const struct match_all *all, int64_t sample);

/* Each provider's share of the offered blocks and of the first ten places, from the file
 * (MATCH-24). */
MUST_USE enum err match_all_exposure(struct ctx *ctx, const struct match_all *all, FILE *out);

#endif
