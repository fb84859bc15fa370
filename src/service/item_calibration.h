/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What items measure by, estimated from the answers that people gave (CHECK-44, CHECK-45).
 *
 * One competence after the other, on the scale of people (N(0, 1.5) as CHECK-3 has it), by marginal
 * maximum likelihood: 2PL, and partial credit for situations, without guessing. Items with too few
 * answers are held at what they are measured by now; new ones among them are left out and get an
 * Elo value as a first guess, which nothing uses. Nothing is in use before somebody takes it into
 * use.
 */
#ifndef KC_SERVICE_ITEM_CALIBRATION_H
#define KC_SERVICE_ITEM_CALIBRATION_H

#include "engine/irt_fit.h"
#include "engine/irt_group.h"
#include "service/item_bank.h"
#include "service/item_service.h"

struct item_calibrated {
    const struct item_use *use;
    int answers;
    bool estimated; /* else `elo` alone says something */
    struct irt_estimate estimate;
    struct irt_fit fit;
    struct irt_group group; /* English pages beside German ones; NaN: not to be had */
    double elo;             /* NaN below RESPONSES_MIN answers (CHECK-44) */
};

struct item_calibration {
    struct item_calibrated *items; /* every item in use with an answer, by the bank's order */
    int len;
    int estimated;
    int64_t bundles; /* checks that stand behind it */
    int64_t id;      /* as kept, to be taken into use; 0: not kept */
};

/*
 * From what the database has. Kept when `keep` and anything was estimated.
 *   ERR_DENIED   fewer than RESPONSES_MIN checks were given: nothing leaves the database (CHECK-44)
 *   ERR_LIMIT, ERR_IO, ERR_BUSY
 */
MUST_USE enum err item_calibration_make(struct ctx *ctx, struct platform *p, bool keep,
                                        struct item_calibration *ret_calibration);
/* Into use from the next bank on. ERR_NOT_FOUND: there is none, or it is in use already;
 * ERR_DENIED: RIGHT_ITEM_CALIBRATE is missing. */
MUST_USE enum err item_calibration_adopt(struct ctx *ctx, const struct item_desk *desk, int64_t id);

#endif
