/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/ways_in.h"

#include "service/audit.h"
#include "service/identity_roles.h"
#include "service/passkey_service.h"
#include "storage/passkey_store.h"

enum { NAMES_BYTES_MAX = IDENTITIES_MAX * (ISSUER_NAME_BYTES_MAX + 2) + PASSKEY_NAMES_BYTES_MAX };

enum err
ways_in_names(struct db *db, struct account_id account, enum lang lang, struct instant before,
              struct slice *ret_names)
{
    struct text t = text_init(db_ctx(db)->arena, NAMES_BYTES_MAX);
    struct identity all[IDENTITIES_MAX];
    struct passkey passkeys[PASSKEYS_MAX];
    int len = 0;
    int passkeys_len = 0;
    int kept = 0;

    TRY(identity_store_of_account(db, account, all, &len));
    for (int i = 0; i < len; i++)
        if (all[i].created.ms < before.ms) {
            text_puts(&t, t.len > 0 ? ", " : "");
            text_put(&t, all[i].name);
        }
    TRY(passkey_store_of_account(db, account, passkeys, &passkeys_len));
    for (int i = 0; i < passkeys_len; i++)
        if (passkeys[i].created.ms < before.ms)
            passkeys[kept++] = passkeys[i];
    passkey_put_names(&t, lang, passkeys, kept);
    return text_end(&t, ret_names);
}

enum err
ways_in_end(struct db *db, const struct account *account, struct instant since)
{
    struct actor owner = {.id = account->id, .code = account->code, .name = account->name};
    struct identity all[IDENTITIES_MAX];
    int len = 0;

    TRY(identity_store_of_account(db, account->id, all, &len));
    for (int i = 0; i < len; i++) {
        struct identity_holder holder = {all[i].id, account->id, account->code};

        if (all[i].created.ms < since.ms)
            continue;
        TRY(identity_roles_end(db, &holder, &owner));
        TRY(identity_store_delete(db, account->id, all[i].id));
        TRY(audit_add(db, &(struct audit_entry){.actor = account->code,
                                                .action = "identity.unlink",
                                                .subject = account->code}));
    }
    return passkey_remove_since(db, account, since);
}
