/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an organisation needs of accounts: who has a mail address, a place for somebody new.
 * Nothing here reads what an account holds: it is the person's own (ORG-17).
 */
#ifndef KC_STORAGE_PERSON_STORE_H
#define KC_STORAGE_PERSON_STORE_H

#include "domain/account.h"
#include "storage/db.h"

/* ERR_NOT_FOUND, without a message, when no account has it. */
MUST_USE enum err person_store_by_email(struct db *db, struct slice email,
                                        struct account_id *ret_account);
/* Unconfirmed: it cannot sign in before the person accepts. ERR_CONFLICT: the address has one. */
MUST_USE enum err person_store_add(struct db *db, const struct account *account,
                                   struct account_id *ret_account);

#endif
