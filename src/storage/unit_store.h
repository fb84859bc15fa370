/* SPDX-License-Identifier: EUPL-1.2 */
/* Units of an organisation. Every function names the organisation: no unit of another is met. */
#ifndef KC_STORAGE_UNIT_STORE_H
#define KC_STORAGE_UNIT_STORE_H

#include "domain/employment.h"
#include "storage/db.h"

/* All of an organisation by name, in the arena. */
MUST_USE enum err unit_store_load(struct db *db, struct arena *arena,
                                  struct organisation_id organisation, struct unit **ret_units,
                                  int *ret_len);
/* One more; sets its id. ERR_CONFLICT: the name is taken there. */
MUST_USE enum err unit_store_add(struct db *db, struct organisation_id organisation,
                                 struct unit *unit);
/* ERR_NOT_FOUND: no unit of this organisation. ERR_CONFLICT: the name is taken there. */
MUST_USE enum err unit_store_rename(struct db *db, struct organisation_id organisation,
                                    struct unit_id id, struct slice name);
/* ERR_NOT_FOUND likewise. ERR_CONFLICT: somebody works there, or a unit is below it. */
MUST_USE enum err unit_store_delete(struct db *db, struct organisation_id organisation,
                                    struct unit_id id);

#endif
