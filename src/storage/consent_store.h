/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts of consent, each a row that is never changed. A person is a hash of 32 bytes. */
#ifndef KC_STORAGE_CONSENT_STORE_H
#define KC_STORAGE_CONSENT_STORE_H

#include "domain/consent.h"
#include "storage/db.h"

MUST_USE enum err consent_store_add(struct db *db, struct slice person,
                                    const struct consent_act *act);
/* The last one for a purpose. ERR_NOT_FOUND, without a message: there was none. */
MUST_USE enum err consent_store_last(struct db *db, struct slice person, struct slice purpose,
                                     struct consent_act *ret_act);
/* From the first; room for CONSENT_ACTS_MAX. */
MUST_USE enum err consent_store_all(struct db *db, struct slice person,
                                    struct consent_act *ret_acts, int *ret_len);
MUST_USE enum err consent_store_count(struct db *db, struct slice person, int64_t *ret_acts);
/* What one hash consented to is another one's. */
MUST_USE enum err consent_store_move(struct db *db, struct slice from, struct slice to);
MUST_USE enum err consent_store_delete(struct db *db, struct slice person);
MUST_USE enum err consent_store_expire(struct db *db, struct day before, int64_t *ret_deleted);

#endif
