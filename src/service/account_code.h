/* SPDX-License-Identifier: EUPL-1.2 */
/* The only name of a person in addresses, logs and the audit log: 96 random bits. */
#ifndef KC_SERVICE_ACCOUNT_CODE_H
#define KC_SERVICE_ACCOUNT_CODE_H

#include "base/ctx.h"

/* ACCOUNT_CODE_CHARS of base64url, in the arena. ERR_LIMIT: the arena is full. */
MUST_USE enum err account_code_make(struct ctx *ctx, struct slice *ret_code);

#endif
