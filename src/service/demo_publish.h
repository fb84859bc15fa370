/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the demo's provider is at: a draft with something still open, and a block that waits for a
 * colleague. All invented.
 */
#ifndef KC_SERVICE_DEMO_PUBLISH_H
#define KC_SERVICE_DEMO_PUBLISH_H

#include "storage/db.h"

/* After demo_people_seed(). What is there stays as it is. */
MUST_USE enum err demo_publish_seed(struct db *db);

#endif
