/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One result of a check, for one person, for a purpose and until a day (CHECK-22 to CHECK-26).
 *
 * What is shared is sealed with a random key of the share, and that key with one made of the
 * server's key, the share's code and the recipient's mail address. The sealed key lies in the
 * share's row and nowhere else: who is signed in as the recipient reads nothing without the row,
 * and taking it back, its end or deleting the check destroys the key. For its owner a note, sealed
 * with the owner's own key, says to whom and what for.
 *
 * A share is addressed to a mailbox, not to an account: nothing here tells whether an address has
 * one (ACCOUNT-5).
 */
#ifndef KC_SERVICE_CHECK_SHARE_H
#define KC_SERVICE_CHECK_SHARE_H

#include "domain/actor.h"
#include "service/accounts.h"
#include "service/check_report.h"

struct check_share_wish {
    const struct accounts *accounts;
    const struct actor *actor; /* who shares: the owner that stands before the desk */
    struct check_run_id run;
    struct slice recipient; /* account_email_is_sound() */
    struct slice purpose;   /* 1..CHECK_SHARE_PURPOSE_BYTES_MAX, one line */
    struct day last;        /* the last day: today .. CHECK_SHARE_DAYS_MAX days later */
};

/*
 * Share it, and write to the recipient when the address has an account.
 *   ERR_NOT_FOUND  the owner has no such check, or it goes on
 *   ERR_INVALID    address, purpose or day are not as said above
 *   ERR_CONFLICT   it is the own address
 *   ERR_LIMIT      CHECK_SHARES_MAX are shared now
 *   ERR_DENIED     more than CHECK_SHARES_FREE of late: *ret_wait_seconds must pass
 */
MUST_USE enum err check_share_add(struct ctx *ctx, const struct check_desk *desk,
                                  const struct check_share_wish *wish, int *ret_wait_seconds);

/* For its owner. */
struct check_share {
    struct slice code;
    struct check_run_id run;
    struct slice scope; /* what the check was about */
    struct instant ended;
    struct slice recipient; /* mail address */
    struct slice purpose;
    struct instant created;
    struct day last;
    struct instant *looks; /* when it was read, the oldest first */
    int looks_len;
};
/* What the owner shares now, the oldest first; room for CHECK_SHARES_MAX. */
MUST_USE enum err check_share_list(struct ctx *ctx, const struct check_desk *desk,
                                   struct check_share *ret_shares, int *ret_len);
/* Taken back: nobody opens it any more. Not an error when there is none. */
MUST_USE enum err check_share_drop(struct ctx *ctx, const struct check_desk *desk,
                                   const struct actor *actor, struct slice code);

/* For its recipient. */
struct check_shared {
    struct slice code;
    struct slice from; /* the owner's name when it was shared */
    struct slice purpose;
    struct instant created;
    struct day last;
    struct check_report report; /* without own ratings and answers */
};
/* What others share with somebody; the newest first, room for CHECK_SHARES_RECEIVED_MAX. */
MUST_USE enum err check_shared_list(struct ctx *ctx, const struct accounts *acc,
                                    const struct actor *actor, struct check_shared *ret_shared,
                                    int *ret_len);
/*
 * Read it; that it was read is durable when it answers OK (CHECK-24).
 *   ERR_NOT_FOUND  without a message: not for them, taken back, over
 *   ERR_LIMIT      read CHECK_SHARE_LOOKS_MAX times
 *   ERR_CORRUPT    sealed by another server, or for somebody else
 */
MUST_USE enum err check_shared_open(struct ctx *ctx, const struct accounts *acc,
                                    const struct actor *actor, struct slice code,
                                    struct check_shared *ret_shared);

/* Under which hashes a recipient's shares lie, and how often somebody shared is counted: for what a
 * person is told about themselves, and for forgetting them (PRIVACY-1). ERR_LIMIT. */
MUST_USE enum err check_share_recipient(const struct accounts *acc, struct arena *a,
                                        struct slice email, struct slice *ret_hash);
MUST_USE enum err check_share_counted(const struct accounts *acc, struct arena *a,
                                      struct slice account_code, struct slice *ret_hash);

/* Shares whose last day is over are deleted; answers how many. */
MUST_USE enum err check_share_expire(struct ctx *ctx, struct database *db, int64_t *ret_deleted);

#endif
