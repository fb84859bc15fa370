/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of check_service share; nobody else includes it. */
#ifndef KC_SERVICE_CHECK_PARTS_H
#define KC_SERVICE_CHECK_PARTS_H

#include "service/check_service.h"
#include "storage/check_store.h"
#include "storage/db.h"

static inline struct slice
check_owner_slice(const struct check_owner *owner)
{
    return (struct slice){(const char *)owner->bytes, CHECK_OWNER_BYTES};
}

/* The grid on which people are measured. */
extern const struct irt_grid CHECK_GRID;

/*
 * The key of the person's records, inside a use case. ERR_NOT_FOUND, without a message: there is
 * none. ERR_CORRUPT: it was sealed by another server.
 */
MUST_USE enum err check_key_find(struct db *db, const struct check_desk *desk,
                                 struct crypto_key *ret_key);
/* The same, made when there is none. */
MUST_USE enum err check_key_need(struct db *db, const struct check_desk *desk,
                                 struct crypto_key *ret_key);
MUST_USE enum err check_seal(struct ctx *ctx, const struct crypto_key *key,
                             const struct check_record *r, struct slice *ret_sealed);
MUST_USE enum err check_unseal(struct ctx *ctx, const struct crypto_key *key, struct slice sealed,
                               struct check_record *ret_record);

/* Items and models of the record's subjects, and the session replayed up to the last answer. */
MUST_USE enum err check_replay(struct ctx *ctx, const struct item_bank *bank,
                               struct check_view *view);
/* The items of the subjects alone: enough to draw marks before there is a session. */
MUST_USE enum err check_models(struct ctx *ctx, const struct item_bank *bank,
                               struct check_view *view);

/* The session's index of an item; -1: it is not of this check. */
int check_index_of(const struct check_view *view, struct slice code);

#endif
