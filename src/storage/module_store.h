/* SPDX-License-Identifier: EUPL-1.2 */
/* Modules with all that hangs on them, their runs included. */
#ifndef KC_STORAGE_MODULE_STORE_H
#define KC_STORAGE_MODULE_STORE_H

#include "domain/module.h"
#include "storage/db.h"

/*
 * New or, when the code is known, changed as a whole; sets the ids of the module and its
 * runs. A run keeps its id by its code within the module; runs that `m` does not
 * have any more are deleted. Providers, venues, competences, topics, job profiles and the
 * feed must be saved. What points to other modules (excludes, chain_after, follows) is left
 * as it is: see module_store_link().
 *
 *   ERR_CONFLICT   something it refers to is not there, or the code is a block of another provider
 *                  or feed; only a feed may name another provider of its own block
 */
MUST_USE enum err module_store_save(struct db *db, struct module *m);

/*
 * Save excludes, chain_after and follows of a saved module; the others must be saved.
 *   ERR_CONFLICT   one of them is not there
 *   ERR_LIMIT      it excludes more than MODULE_EXCLUDES_MAX
 */
MUST_USE enum err module_store_link(struct db *db, const struct module *m);

/* ERR_NOT_FOUND, without a message, when no module has this code. */
MUST_USE enum err module_store_id(struct db *db, struct slice code, struct module_id *ret_id);

/* A provider's module by its code, with all that hangs on it. ERR_NOT_FOUND, without a message. */
MUST_USE enum err module_store_find(struct db *db, struct provider_id provider, struct slice code,
                                    struct module *ret_module);

/* Vanished from its feed, or came back. */
MUST_USE enum err module_store_mark_gone(struct db *db, struct module_id id, bool gone);

/* All, gone ones too, by id, in the arena. ERR_CORRUPT when one is not sound. */
MUST_USE enum err module_store_load(struct db *db, struct arena *arena, struct module **ret_modules,
                                    int *ret_len);

/* A part of all modules: those with after < id <= last. */
struct text_pack;

struct module_range {
    int64_t after;
    int64_t last;
    size_t len;             /* how many there are */
    struct text_pack *pack; /* for their texts (domain/module_text.h); NULL: they are plain */
};

/* Cut all modules into parts of about as many ids each; together in order they are all. Without
 * packs. */
MUST_USE enum err module_store_split(struct db *db, struct module_range *ret_ranges, int parts);
/*
 * A part of them, as module_store_load(), into room for range->len. It may be read on another
 * connection than the one that split them, if both see the same revision of the catalogue.
 */
MUST_USE enum err module_store_load_range(struct db *db, struct arena *arena,
                                          const struct module_range *range,
                                          struct module *ret_modules);

/*
 * Those changed after a revision, gone ones too, by id, in the arena.
 *   ERR_LIMIT, without a message, when more than MODULE_CHANGES_MAX are: then load all
 */
MUST_USE enum err module_store_load_changed(struct db *db, struct arena *arena, int64_t since,
                                            struct module **ret_modules, int *ret_len);

#endif
