/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Everything that is kept about one person, for that person alone (PRIVACY-1): somebody who is
 * signed in, or a guest with what the cookie's key opens. Whose it is, is never an argument of a
 * request: the web layer makes the names from the cookie.
 */
#ifndef KC_SERVICE_OWN_DATA_H
#define KC_SERVICE_OWN_DATA_H

#include "domain/actor.h"
#include "domain/own.h"
#include "domain/say.h"
#include "service/accounts.h"
#include "service/check_history.h"
#include "service/check_share.h"
#include "service/guest_service.h"

struct own_wish {
    const struct accounts *accounts;
    const struct actor *actor; /* NULL: a guest */
    struct guest_key guest;    /* of the situation */
    const struct check_desk *desk;
};

struct own_check {
    struct check_run_id id;
    struct check_record record;
    const struct check_done *done; /* what it found; NULL: it goes on, or its items are gone */
};

struct own_data {
    struct instant made;
    bool is_guest;
    struct own_rows rows[OWN_QUERIES_MAX];
    int rows_len;
    struct own_check checks[CHECK_RUNS_MAX];
    int checks_len;
    struct check_history history;
    struct check_share shares[CHECK_SHARES_MAX];
    int shares_len;
};

/*
 * In ctx->arena. ERR_LIMIT: no memory. ERR_CORRUPT:
 * a check was sealed with another key.
 */
MUST_USE enum err own_data_load(struct ctx *ctx, const struct own_wish *wish,
                                struct own_data *ret_data);
/* Rows of a part, checks and shares counted. */
int own_data_count(const struct own_data *data, enum own_part part);
/* Whether older rows of something are left out, because there are more than OWN_ROWS_MAX. */
bool own_data_is_cut(const struct own_data *data);

/* As kommunalcampus-own/1 (docs/data-protection.md). ERR_LIMIT: over OWN_EXPORT_BYTES_MAX. */
MUST_USE enum err own_data_json(struct ctx *ctx, const struct own_data *data,
                                struct slice *ret_bytes);
/* The same to read. ERR_LIMIT. */
MUST_USE enum err own_data_pdf(struct ctx *ctx, const struct own_data *data, enum lang lang,
                               struct slice *ret_bytes);

#endif
