/* SPDX-License-Identifier: EUPL-1.2 */
/* With what one gets into an account besides a password: linked services and passkeys. */
#ifndef KC_SERVICE_WAYS_IN_H
#define KC_SERVICE_WAYS_IN_H

#include "domain/account.h"
#include "storage/db.h"

/* Of all times: nothing was added later. */
#define WAYS_IN_ALL ((struct instant){INT64_MAX})
/*
 * Their names for people, of those that were added before `before`: "Stadt A, Passkey „Laptop“".
 * Empty: there are none.
 */
MUST_USE enum err ways_in_names(struct db *db, struct account_id account, enum lang lang,
                                struct instant before, struct slice *ret_names);
/* Inside a use case: those added since then (0: all) go, with what they gave and an event each;
 * nobody is written to. */
MUST_USE enum err ways_in_end(struct db *db, const struct account *account, struct instant since);

#endif
