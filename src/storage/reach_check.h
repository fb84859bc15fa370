/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the database keeps organisations apart, as reach.h says: for doctor. */
#ifndef KC_STORAGE_REACH_CHECK_H
#define KC_STORAGE_REACH_CHECK_H

#include "storage/db.h"

struct reach_faults {
    bool is_bypassed;         /* the program's role is a superuser or has BYPASSRLS */
    struct slice unprotected; /* tables without policies or view, separated by ", "; empty: none */
};

/* In ctx->arena. */
MUST_USE enum err reach_check(struct database *d, struct ctx *ctx, struct reach_faults *ret_faults);

#endif
