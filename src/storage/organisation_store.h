/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisations of the cooperative. */
#ifndef KC_STORAGE_ORGANISATION_STORE_H
#define KC_STORAGE_ORGANISATION_STORE_H

#include "domain/organisation.h"
#include "storage/db.h"

/*
 * Save one, new or, when its code is known, changed (kind and `created` stay); sets its id.
 *   ERR_CONFLICT   the municipality or provider is another organisation already
 */
MUST_USE enum err organisation_store_save(struct db *db, struct organisation *o);

/* All of a kind by name, in the arena. */
MUST_USE enum err organisation_store_load(struct db *db, struct arena *arena,
                                          enum organisation_kind kind,
                                          struct organisation **ret_organisations, int *ret_len);
/* ERR_NOT_FOUND, without a message, when there is none. */
MUST_USE enum err organisation_store_by_code(struct db *db, struct arena *arena, struct slice code,
                                             struct organisation *ret_organisation);
MUST_USE enum err organisation_store_by_id(struct db *db, struct arena *arena,
                                           struct organisation_id id,
                                           struct organisation *ret_organisation);
MUST_USE enum err organisation_store_of_municipality(struct db *db, struct municipality_id id,
                                                     struct organisation_id *ret_organisation);

/* From now on it offers its blocks as this provider. ERR_CONFLICT: it has one, or that one is
 * another's. */
MUST_USE enum err organisation_store_set_provider(struct db *db, struct organisation_id id,
                                                  struct provider_id provider);

#endif
