/* SPDX-License-Identifier: EUPL-1.2 */
/* People whom an organisation enters by their mail address, before they were ever here (ORG-17). */
#ifndef KC_SERVICE_ACCOUNT_ENTRY_H
#define KC_SERVICE_ACCOUNT_ENTRY_H

#include "domain/account.h"
#include "storage/db.h"

/*
 * The account of a mail address, as it is; or a new one, with which nobody can sign in before the
 * owner of the mailbox has opened an invitation. Both are sound for account_store.
 *   ERR_LIMIT   the arena is full
 */
MUST_USE enum err account_entry_make(struct db *db, struct slice email, struct slice name,
                                     struct account *ret_account);
/*
 * An account that is nobody's and never will be: for an entry that must hang on one and may not
 * hang on the one its address has (ORG-31). Nobody is written to. ERR_LIMIT   the arena is full
 */
MUST_USE enum err account_entry_nobody(struct db *db, struct account *ret_account);

#endif
