/* SPDX-License-Identifier: EUPL-1.2 */
/* All finished checks of a person beside each other, for the person alone. */
#ifndef KC_SERVICE_CHECK_HISTORY_H
#define KC_SERVICE_CHECK_HISTORY_H

#include "domain/evidence.h"
#include "service/check_service.h"

/* A finished check. */
struct check_done {
    struct check_run_id id;
    struct slice scope;
    struct instant ended;
    struct check_found *found; /* without facets */
    int found_len;
};

struct check_history {
    struct check_done done[CHECK_RUNS_MAX]; /* the oldest first */
    int len;
};

/* The errors of check_list() and check_result(). Checks without any item left are passed over. */
MUST_USE enum err check_history(struct ctx *ctx, const struct check_desk *desk,
                                struct check_history *ret_history);

/* What a check says about a competence, as evidence with its own sd (EVIDENCE-2). */
struct evidence check_evidence(const struct check_found *f, struct day day);

#endif
