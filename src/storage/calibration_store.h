/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers given for calibration, and what was estimated from them. */
#ifndef KC_STORAGE_CALIBRATION_STORE_H
#define KC_STORAGE_CALIBRATION_STORE_H

#include "base/day.h"
#include "domain/item_version.h"
#include "storage/db.h"

enum { CALIBRATION_BUNDLE_BYTES = 16 };

struct calibration_answer {
    struct slice bundle; /* CALIBRATION_BUNDLE_BYTES */
    int place;
    struct item_version_id version;
    int credit;
    struct day month;
    struct slice language;
};
MUST_USE enum err calibration_store_give(struct db *db, const struct calibration_answer *a);

struct calibration_answers {
    struct calibration_answer *answers; /* without place and month; check by check */
    int len;
    int bundles;
};
/* ERR_LIMIT: more than RESPONSES_MAX, or the arena is full. */
MUST_USE enum err calibration_store_answers(struct db *db, struct calibration_answers *ret_answers);
/* How many checks there are answers of. */
MUST_USE enum err calibration_store_count(struct db *db, int64_t *ret_bundles);

struct calibration_parameter {
    struct item_version_id version;
    int64_t since; /* only when read */
    int answers;   /* only when written, and so the errors */
    double a;
    double b[ITEM_CREDIT_MAX];
    double se_a;
    double se_b;
};
MUST_USE enum err calibration_store_add(struct db *db, int64_t bundles, int64_t *ret_id);
MUST_USE enum err calibration_store_parameter(struct db *db, int64_t calibration,
                                              const struct calibration_parameter *p);
/* ERR_NOT_FOUND, without a message: there is none, or it is in use already. */
MUST_USE enum err calibration_store_adopt(struct db *db, int64_t calibration,
                                          struct account_id adopter, int64_t since);
/* Those whose use began after this bank, oldest first. */
struct calibration_parameters {
    struct calibration_parameter *parameters;
    int len;
};
MUST_USE enum err calibration_store_used(struct db *db, int64_t bank,
                                         struct calibration_parameters *ret_parameters);

#endif
