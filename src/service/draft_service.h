/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Drafts become rows: what files say by code is resolved to ids and saved. An
 * inner part of seeding and importing; runs inside their transaction.
 */
#ifndef KC_SERVICE_DRAFT_SERVICE_H
#define KC_SERVICE_DRAFT_SERVICE_H

#include "exchange/members_json.h"
#include "exchange/module_draft.h"

struct db;

/*
 * Save one draft without its links to other modules; sets the module's id.
 * Messages name the module.
 *   ERR_INVALID   it names a provider, venue or job profile that is not there, or is not sound
 */
MUST_USE enum err draft_module_save(struct db *db, struct module_draft *draft);
/* Save the links of a saved draft; the modules it names must be saved. */
MUST_USE enum err draft_module_link(struct db *db, struct module_draft *draft);
/* All of them, in whatever order they name each other. */
MUST_USE enum err draft_modules_save(struct db *db, const struct module_draft_list *list);
/* A member that no register knows yet becomes a municipality (or district) of its own. */
MUST_USE enum err draft_member_save(struct db *db, const struct member *member);

#endif
