/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/account_entry.h"

#include "service/accounts.h"
#include "storage/account_store.h"

enum err
account_entry_make(struct db *db, struct slice email, struct slice name,
                   struct account *ret_account)
{
    struct account a = {.email = email,
                        .name = name,
                        .language = LANG_DE,
                        .status = ACCOUNT_UNCONFIRMED,
                        .created = db_ctx(db)->now};
    enum err e = account_store_by_email(db, email, ret_account);

    if (e != ERR_NOT_FOUND)
        return e;
    TRY(accounts_code(db_ctx(db)->arena, &a.code));
    TRY(account_store_add(db, &a));
    *ret_account = a;
    return OK;
}

enum err
account_entry_nobody(struct db *db, struct account *ret_account)
{
    struct account a = {.email = SLICE(""),
                        .name = SLICE(""),
                        .language = LANG_DE,
                        .status = ACCOUNT_ERASED,
                        .created = db_ctx(db)->now};

    TRY(accounts_code(db_ctx(db)->arena, &a.code));
    TRY(account_store_add(db, &a));
    *ret_account = a;
    return OK;
}
