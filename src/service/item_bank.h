/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The items of the competence check, from the files of data/items inside the program.
 * Read once at the start; read-only and shared by all threads afterwards.
 */
#ifndef KC_SERVICE_ITEM_BANK_H
#define KC_SERVICE_ITEM_BANK_H

#include "base/ctx.h"
#include "domain/competence.h"
#include "domain/item.h"

struct item_bank {
    const struct item **items; /* by competence in the framework's order, then as in their file */
    struct slice *competences; /* code of the competence of each */
    int len;                   /* <= ITEM_BANK_MAX */
};

/*
 * Everything lives in `ctx->arena`, which must outlive the bank. Competences are those of `f`: a
 * file of a competence that `f` does not have is passed over (it belongs to another framework).
 *   ERR_CORRUPT   a file is wrong; the message names it
 *   ERR_LIMIT
 */
MUST_USE enum err item_bank_read(struct ctx *ctx, const struct framework *f,
                                 struct item_bank *ret_bank);

/* NULL when there is no item of this code. */
const struct item *item_bank_find(const struct item_bank *bank, struct slice code);

#endif
