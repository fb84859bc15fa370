/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Results that people share, as they are kept (service/check_share.h makes and opens them).
 *
 * Whose a share is follows from its check: every call of an owner names the owner's hash, every
 * call of a recipient the recipient's, and what has expired is not found (CHECK-22, CHECK-23).
 * `person` and `recipient` are 32 bytes; "now" is the time of the context.
 */
#ifndef KC_STORAGE_CHECK_SHARE_STORE_H
#define KC_STORAGE_CHECK_SHARE_STORE_H

#include "domain/id.h"
#include "storage/db.h"

struct check_share_row {
    struct slice code; /* CHECK_SHARE_CODE_CHARS */
    struct check_run_id run;
    struct slice recipient;
    struct slice sealed_key;
    struct slice content;
    struct slice note;
    struct instant created;
    struct instant expires;
};

/* ERR_NOT_FOUND, without a message: the person has no such check. */
MUST_USE enum err check_share_store_add(struct db *db, struct slice person,
                                        const struct check_share_row *row);
/* Code, run, note and instants; the oldest first, room for CHECK_SHARES_MAX. */
MUST_USE enum err check_share_store_of_owner(struct db *db, struct slice person,
                                             struct check_share_row *ret_rows, int *ret_len);
/* Readings of one share, the oldest first; room for CHECK_SHARE_LOOKS_MAX. */
struct check_share_looks {
    struct slice share;
    struct instant *at;
    int len;
};
/* Of each of the person's shares in `looks`. */
MUST_USE enum err check_share_store_looks(struct db *db, struct slice person,
                                          struct check_share_looks *looks, int looks_len);
/* ERR_NOT_FOUND, without a message: the person has no such share. */
MUST_USE enum err check_share_store_drop(struct db *db, struct slice person, struct slice code);

/* Without note; the newest first, room for CHECK_SHARES_RECEIVED_MAX. */
MUST_USE enum err check_share_store_of_recipient(struct db *db, struct slice recipient,
                                                 struct check_share_row *ret_rows, int *ret_len);
/* ERR_NOT_FOUND, without a message: not for them, or no more. */
MUST_USE enum err check_share_store_find(struct db *db, struct slice recipient, struct slice code,
                                         struct check_share_row *ret_row);
/* It is read now. ERR_LIMIT: CHECK_SHARE_LOOKS_MAX times before. */
MUST_USE enum err check_share_store_look(struct db *db, struct slice code);

MUST_USE enum err check_share_store_expire(struct db *db, int64_t *ret_deleted);

#endif
