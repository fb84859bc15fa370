/* SPDX-License-Identifier: EUPL-1.2 */
/* Mail addresses that an account had, each with the link that puts it back; hashes of 32 bytes. */
#ifndef KC_STORAGE_ADDRESS_STORE_H
#define KC_STORAGE_ADDRESS_STORE_H

#include "domain/account.h"
#include "storage/db.h"

struct address_undo {
    struct slice hash;
    struct account_id account;
    struct slice email;     /* the address that it had */
    struct instant since;   /* when another one was asked for */
    struct instant expires; /* of the link */
};
MUST_USE enum err address_store_add_undo(struct db *db, const struct address_undo *u);
/* When a change away from `u->email` was asked for first, among links that work; `u->since` stays
 * where there is none, or none earlier. */
MUST_USE enum err address_store_first_since(struct db *db, struct address_undo *u);
/* A link that works, without using it. ERR_NOT_FOUND, without a message. */
MUST_USE enum err address_store_find_undo(struct db *db, struct slice hash,
                                          struct address_undo *ret_undo);
/*
 * It was used: this link, others to the same mailbox, and those of later changes work no more. The
 * rows stay as long as mails to these addresses.
 */
MUST_USE enum err address_store_end_undo(struct db *db, const struct address_undo *u);
MUST_USE enum err address_store_expire(struct db *db, struct instant before, int64_t *ret_deleted);

/* The address of a change that waits to be confirmed, and until when. ERR_NOT_FOUND, without a
 * message: none does. */
MUST_USE enum err address_store_pending(struct db *db, struct account_id account,
                                        struct slice *ret_email, struct instant *ret_expires);
/*
 * An account that waited for the owner of its mailbox goes, once what was entered for it is
 * somebody's. When some of it is not, it is nobody's from now on, under `new_code` (ORG-31).
 */
MUST_USE enum err address_store_forget_waiting(struct db *db, struct account_id id,
                                               struct slice new_code);

#endif
