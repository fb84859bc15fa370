/* SPDX-License-Identifier: EUPL-1.2 */
/* Certification: requests, what experts said, seals. Lists live in the arena of the use case. */
#ifndef KC_STORAGE_CERTIFICATION_STORE_H
#define KC_STORAGE_CERTIFICATION_STORE_H

#include "domain/certification.h"
#include "storage/db.h"

/* Organisation, version, code and criteria. ERR_CONFLICT: the block has a request already. */
MUST_USE enum err certification_store_add(struct db *db, const struct certification_request *c,
                                          struct account_id asked_by,
                                          struct certification_id *ret_id);
/* ERR_NOT_FOUND, without a message. */
MUST_USE enum err certification_store_find(struct db *db, struct certification_id id,
                                           struct certification_request *ret_certification);
/* Of a block, newest first; of all, those that experts are at. At most CERTIFY_PAGE_MAX. */
MUST_USE enum err certification_store_of_block(struct db *db, struct slice code,
                                               struct certification_list *ret_list);
MUST_USE enum err certification_store_open(struct db *db, struct certification_list *ret_list);
/* State, days and reason, as long as the state is `before`. ERR_CONFLICT: it is not. */
MUST_USE enum err certification_store_move(struct db *db, const struct certification_request *c,
                                           enum certification_state before);

/* A review as it is kept: its judgements are JSON. */
struct certification_review_row {
    struct account_id reviewer;
    struct slice board;
    struct slice judgements;
    struct instant given;
};
/* ERR_CONFLICT: the place is taken, or the expert has judged already. */
MUST_USE enum err certification_store_review(struct db *db, const struct certification_request *c,
                                             int place, const struct certification_review_row *row);
/* Room for CERTIFY_REVIEWS_MAX. */
MUST_USE enum err certification_store_reviews(struct db *db, struct certification_id id,
                                              struct certification_review_row *ret_rows,
                                              int *ret_len);

/* What the catalogue says of the block's seal; by.len == 0 takes it. ERR_NOT_FOUND: the
 * organisation that asked offers no block of that code. */
MUST_USE enum err certification_store_show(struct db *db, const struct certification_request *c,
                                           const struct certification_seal *seal);

struct certification_due {
    struct certification_id id;
    struct organisation_id organisation;
    struct day last_day;
    struct slice title;
};
/* Seals that end from `today` to `until` and were not announced; room for CERTIFY_REMIND_BATCH. */
MUST_USE enum err certification_store_due(struct db *db, struct day today, struct day until,
                                          struct certification_due *ret_due, int *ret_len);
MUST_USE enum err certification_store_reminded(struct db *db, struct certification_id id);

#endif
