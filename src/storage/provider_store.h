/* SPDX-License-Identifier: EUPL-1.2 */
/* Providers and venues. */
#ifndef KC_STORAGE_PROVIDER_STORE_H
#define KC_STORAGE_PROVIDER_STORE_H

#include "domain/provider.h"
#include "storage/db.h"

/* New or, when the code is known, changed; sets the id. */
MUST_USE enum err provider_store_save(struct db *db, struct provider *p);
/* ERR_NOT_FOUND, without a message, when no provider has this code. */
MUST_USE enum err provider_store_id(struct db *db, struct slice code, struct provider_id *ret_id);
/* All, by id, in the arena. */
MUST_USE enum err provider_store_load(struct db *db, struct arena *arena,
                                      struct provider **ret_providers, int *ret_len);

/* The same for venues. */
MUST_USE enum err venue_store_save(struct db *db, struct venue *v);
MUST_USE enum err venue_store_id(struct db *db, struct slice code, struct venue_id *ret_id);
/* In the context's arena. ERR_NOT_FOUND, without a message: none has this code. */
MUST_USE enum err venue_store_find(struct db *db, struct slice code, struct venue *ret_venue);
MUST_USE enum err venue_store_load(struct db *db, struct arena *arena, struct venue **ret_venues,
                                   int *ret_len);

#endif
