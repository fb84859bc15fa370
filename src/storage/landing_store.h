/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organisation shows of itself on its page. */
#ifndef KC_STORAGE_LANDING_STORE_H
#define KC_STORAGE_LANDING_STORE_H

#include "domain/landing.h"
#include "storage/db.h"

/* Without the image; an organisation that never saved one has an empty page. */
MUST_USE enum err landing_store_find(struct db *db, struct arena *arena,
                                     struct organisation_id organisation,
                                     struct landing *ret_landing);
/* Greeting, colour and blocks; the image stays. */
MUST_USE enum err landing_store_save(struct db *db, struct organisation_id organisation,
                                     struct instant now, const struct landing *landing);
/* Another image; an empty one takes it away. After landing_store_save(). */
MUST_USE enum err landing_store_save_logo(struct db *db, struct organisation_id organisation,
                                          struct instant now, struct slice logo,
                                          enum logo_kind kind);
/* ERR_NOT_FOUND, without a message, when there is none. */
MUST_USE enum err landing_store_logo(struct db *db, struct arena *arena,
                                     struct organisation_id organisation, struct slice *ret_logo,
                                     enum logo_kind *ret_kind);

#endif
