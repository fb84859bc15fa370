/* SPDX-License-Identifier: EUPL-1.2 */
/* Municipalities, districts, members and postcodes. */
#ifndef KC_STORAGE_MUNICIPALITY_STORE_H
#define KC_STORAGE_MUNICIPALITY_STORE_H

#include "domain/municipality.h"
#include "storage/db.h"

/* Save many, new or, when the key (AGS) is known, changed. Ids are not set. */
MUST_USE enum err municipality_store_save(struct db *db, const struct municipality *m, int len);
/* All, by id, in the arena. */
MUST_USE enum err municipality_store_load(struct db *db, struct arena *arena,
                                          struct municipality **ret_municipalities, int *ret_len);
/* ERR_NOT_FOUND, without a message, when none has this key. */
MUST_USE enum err municipality_store_by_ags(struct db *db, struct arena *arena, struct slice ags,
                                            struct municipality *ret_municipality);
/* ERR_NOT_FOUND, without a message, when no municipality or district has this key. */
MUST_USE enum err municipality_store_id(struct db *db, struct slice ags,
                                        struct municipality_id *ret_id);

/*
 * These, and no others, are members, in the order in which they are shown. `source`: where
 * that is known from. ERR_NOT_FOUND when a key is unknown.
 */
MUST_USE enum err member_store_replace(struct db *db, const struct slice *ags, int len,
                                       struct slice source);
MUST_USE enum err member_store_load(struct db *db, struct arena *arena,
                                    struct municipality_id **ret_members, int *ret_len);

/* These, and no others, are the postcodes. */
MUST_USE enum err postcode_store_replace(struct db *db, const struct postcode *postcodes, int len);
/* All, by code and place, in the arena. */
MUST_USE enum err postcode_store_load(struct db *db, struct arena *arena,
                                      struct postcode **ret_postcodes, int *ret_len);

#endif
