/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The catalogue's revision: a number that rises with every transaction that
 * changes anything a snapshot is built from. Servers compare it with theirs and build a
 * new snapshot when it differs.
 */
#ifndef KC_STORAGE_REVISION_STORE_H
#define KC_STORAGE_REVISION_STORE_H

#include "domain/id.h"
#include "storage/db.h"

MUST_USE enum err revision_store_get(struct db *db, int64_t *ret_revision);
/*
 * The revision at which something else than single modules changed last: framework, topics,
 * providers, settings, a whole feed. A server whose snapshot is as new as that needs to read only
 * the modules changed since (module_store_load_changed()).
 */
MUST_USE enum err revision_store_frame(struct db *db, int64_t *ret_revision);
/* Once per transaction, however often it is called; the stores do that by themselves. */
MUST_USE enum err revision_store_raise(struct db *db);
/* The same when this module changed and nothing else did. */
MUST_USE enum err revision_store_raise_module(struct db *db, struct module_id id);

#endif
