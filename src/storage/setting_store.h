/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Single facts about the installation, by name: 'framework_version', 'seed_version',
 * 'synonyms'. Setting one counts as a change of the catalogue.
 */
#ifndef KC_STORAGE_SETTING_STORE_H
#define KC_STORAGE_SETTING_STORE_H

#include "storage/db.h"

/* ERR_NOT_FOUND, without a message, when it was never set. */
MUST_USE enum err setting_store_get(struct db *db, struct slice name, struct arena *arena,
                                    struct slice *ret_value);
MUST_USE enum err setting_store_set(struct db *db, struct slice name, struct slice value);

#endif
