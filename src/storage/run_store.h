/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs: saved with their module (module_store.h); here is how. */
#ifndef KC_STORAGE_RUN_STORE_H
#define KC_STORAGE_RUN_STORE_H

#include "domain/module.h"
#include "storage/db.h"

/* Save the runs of a saved module, set their ids, and delete those it has no more. */
MUST_USE enum err run_store_replace(struct db *db, struct module *m);

/*
 * Load the runs of `modules`, which are all modules with after < id <= last, by id.
 * Sets runs and runs_len; `scratch` is for the caller to reset.
 */
MUST_USE enum err run_store_load(struct db *db, struct arena *arena, struct arena *scratch,
                                 struct module *modules, size_t modules_len);

#endif
