/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tokens of directories: made, listed and revoked by the personnel department, and shown by a
 * directory with each request. Rules: docs/rules/scim.md, SCIM-1 to SCIM-4.
 */
#ifndef KC_SERVICE_SCIM_TOKEN_H
#define KC_SERVICE_SCIM_TOKEN_H

#include "domain/directory.h"
#include "service/employee_service.h"

struct scim_token_wish {
    struct slice label; /* which directory */
    int days;           /* 1..SCIM_TOKEN_DAYS_MAX */
    bool invites;
};
/*
 * Make one; `ret_secret` is shown once and kept as a hash alone.
 *   ERR_DENIED    the actor does not manage people of the organisation
 *   ERR_INVALID   no label, too long, or the days
 *   ERR_LIMIT     SCIM_TOKENS_MAX work already
 */
MUST_USE enum err scim_token_make(struct ctx *ctx, const struct employee_use *use,
                                  const struct scim_token_wish *wish, struct slice *ret_secret);
/* The newest first, those that ended too. ERR_DENIED as above. */
MUST_USE enum err scim_token_list(struct ctx *ctx, const struct employee_use *use,
                                  struct directory_token **ret_tokens, int *ret_len);
/* ERR_DENIED as above. ERR_NOT_FOUND: this organisation has none of this id that works. */
MUST_USE enum err scim_token_revoke(struct ctx *ctx, const struct employee_use *use,
                                    struct directory_token_id id);

/* A directory that was let in: it acts in one organisation, as its personnel department would. */
struct scim_door {
    struct employee_use use;
    struct actor actor; /* without an account; its code is the token's */
    struct grant grant;
    struct directory_token_id token;
    bool invites;
};
/*
 * Let a directory in; ctx->reach is its organisation from then on. `door` points into itself.
 *   ERR_DENIED   without a message: no such token, it ended or was revoked, or the organisation is
 *                no member any more
 */
MUST_USE enum err scim_token_enter(struct ctx *ctx, struct platform *platform,
                                   const struct accounts *accounts, struct slice secret,
                                   struct scim_door *door);

#endif
