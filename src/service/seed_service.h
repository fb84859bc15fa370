/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a fresh installation starts with: framework, topics, job profiles,
 * member municipalities and the items of the check; and, if asked for, the demo catalogue. From the
 * files of data/ inside the program. Seeding again brings everything to the files' state: what is
 * there keeps its id, demo dates are counted from `ctx->now` anew.
 */
#ifndef KC_SERVICE_SEED_SERVICE_H
#define KC_SERVICE_SEED_SERVICE_H

#include "service/item_seed.h"

struct seed_report {
    struct slice framework_version;
    int topics;
    int competences;
    int job_profiles;
    int members;
    struct item_seeding items; /* of the competence check */
    int providers;             /* of the demo */
    int venues;
    int modules;
    int runs;
    int organisations;
    int people;
};

/* All in one transaction. ERR_INVALID when a file of data/ is wrong; the message names it. */
MUST_USE enum err seed_run(struct ctx *ctx, struct database *db, bool demo,
                           struct seed_report *ret_report);

#endif
