/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs: saved with their module (module_store.h); here is how. */
#ifndef KC_STORAGE_RUN_STORE_H
#define KC_STORAGE_RUN_STORE_H

#include "domain/module.h"
#include "storage/db.h"

/* Save the runs of a saved module, set their ids, and delete those it has no more. */
MUST_USE enum err run_store_replace(struct db *db, struct module *m);

struct module_page;
/* Give each module of the page its runs with their sessions. */
MUST_USE enum err run_store_load(struct db *db, struct arena *arena,
                                 const struct module_page *page);

#endif
