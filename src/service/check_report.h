/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a check found, without the answers: what pages and the PDF show, what history compares, and
 * what a share holds. Texts and arrays live in the context's arena.
 */
#ifndef KC_SERVICE_CHECK_REPORT_H
#define KC_SERVICE_CHECK_REPORT_H

#include "service/check_service.h"

struct check_report {
    struct slice scope;
    struct instant begun;
    struct instant ended; /* ms == 0: not yet */
    int given;            /* answers */
    int unknown;          /* of them "Weiß ich nicht" */
    bool is_estimated;    /* difficulties are not all calibrated (CHECK-2) */
    struct check_found *found;
    int found_len; /* 1..CHECK_COMPETENCES_MAX */
};

/* The errors of check_result(). */
MUST_USE enum err check_report_make(struct ctx *ctx, const struct check_view *view,
                                    struct check_report *ret_report);
/* For anybody but the owner (CHECK-22): the same, computed as if no competence had been rated. */
MUST_USE enum err check_report_unrated(struct ctx *ctx, const struct check_view *view,
                                       struct check_report *ret_report);

#endif
