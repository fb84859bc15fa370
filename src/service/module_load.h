/* SPDX-License-Identifier: EUPL-1.2 */
/* All modules of the catalogue, read on several connections at once. */
#ifndef KC_SERVICE_MODULE_LOAD_H
#define KC_SERVICE_MODULE_LOAD_H

#include "base/jobs.h"
#include "domain/module.h"
#include "storage/db.h"

struct text_pack;

/* Where they are: each connection reads into an arena of its own, texts packed. */
struct module_memory {
    struct arena *arenas[JOBS_WIDTH_MAX];
    struct text_pack *packs[JOBS_WIDTH_MAX]; /* in them */
    size_t bytes_max;                        /* of each */
};

/* NULL or empty is allowed. */
void module_memory_done(struct module_memory *m);

/*
 * All modules, gone ones too, by id, their texts packed (domain/module_text.h). Other connections
 * help that see the same revision of the catalogue as `db`; when one does not, or is not free, `db`
 * reads alone. What the memory held before is gone.
 *
 *   as module_store_load()
 */
MUST_USE enum err modules_load(struct db *db, struct database *database, struct module_memory *m,
                               struct module **ret_modules, int *ret_len);

#endif
