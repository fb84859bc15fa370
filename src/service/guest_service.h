/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A guest's situation: kept on the server under a hash of the random id in the
 * guest's cookie, never under a name, deletable with one click (GUEST-1).
 *
 * The key is made by the web layer (base/crypto.h: keyed hash of the id), so that
 * neither the database nor a log holds anything that would open a guest's page.
 */
#ifndef KC_SERVICE_GUEST_SERVICE_H
#define KC_SERVICE_GUEST_SERVICE_H

#include "domain/situation.h"
#include "service/platform.h"

enum { GUEST_KEY_BYTES = 32 };
struct guest_key {
    uint8_t bytes[GUEST_KEY_BYTES];
};

/*
 * The situation, or the default one when nothing is kept (*ret_known false).
 * A start that has passed is moved to next week, and an end that is too near is
 * moved on. Lives in ctx->arena. Loading counts as use (GUEST-3) and is noted once a day.
 */
MUST_USE enum err guest_situation_load(struct ctx *ctx, struct platform *p, struct guest_key key,
                                       struct situation *ret_situation, bool *ret_known);
/*
 * Keep it, whole. ERR_INVALID when it is not sound.
 */
MUST_USE enum err guest_situation_save(struct ctx *ctx, struct platform *p, struct guest_key key,
                                       const struct situation *s);
/* Note that it is still used (GUEST-3): once a visit is enough. */
MUST_USE enum err guest_touch(struct ctx *ctx, struct platform *p, struct guest_key key);
/*
 * What a guest entered, and what an account holds, when the guest signs in (ACCOUNT-12).
 *   GUEST_ADOPT_NONE   the guest entered nothing
 *   GUEST_ADOPT_DONE   the account had nothing: it is taken over
 *   GUEST_ADOPT_BOTH   both have something: the person chooses; nothing was changed
 */
enum guest_adoption { GUEST_ADOPT_NONE, GUEST_ADOPT_DONE, GUEST_ADOPT_BOTH };
MUST_USE enum err guest_adopt(struct ctx *ctx, struct platform *p, struct guest_key guest,
                              struct guest_key account, enum guest_adoption *ret_adoption);
/* The person chose the guest's: it takes the place of the account's. */
MUST_USE enum err guest_adopt_instead(struct ctx *ctx, struct platform *p, struct guest_key guest,
                                      struct guest_key account);
/* Everything about the guest is gone. OK when there was nothing (GUEST-2). */
MUST_USE enum err guest_delete(struct ctx *ctx, struct platform *p, struct guest_key key);
/* Guests not seen since `before` are deleted (GUEST-3); answers how many. */
MUST_USE enum err guest_expire(struct ctx *ctx, struct platform *p, struct instant before,
                               int64_t *ret_deleted);

#endif
