/* SPDX-License-Identifier: EUPL-1.2 */
/* CERT-10: a seal that ends soon is announced to who publishes for its provider, once. */
#include "domain/mail.h"
#include "domain/say.h"
#include "service/certification_service.h"
#include "storage/certification_store.h"
#include "storage/mail_store.h"
#include "storage/reach.h"
#include "storage/role_store.h"

enum { SUBJECT_BYTES_MAX = 1000 };

static enum err
write_to(struct db *db, const struct certification_due *d, struct slice email)
{
    struct arena *a = db_ctx(db)->arena;
    struct text subject = text_init(a, SUBJECT_BYTES_MAX);
    struct text body = text_init(a, MAIL_BODY_BYTES_MAX);
    struct mail m = {.recipient = email, .created = db_ctx(db)->now};

    say_puts(&subject, LANG_DE, SAY_CERTIFY_MAIL_SUBJECT);
    say_put(&body, LANG_DE, SAY_CERTIFY_MAIL,
            SAY_ARGS(SAY_AS_TEXT(d->title), SAY_AS_DAY(d->last_day)));
    TRY(text_end(&subject, &m.subject));
    TRY(text_end(&body, &m.body));
    return mail_store_add(db, &m);
}

static enum err
use_remind(struct db *db, void *arg)
{
    struct arena *a = db_ctx(db)->arena;
    struct certification_due *due = arena_array(a, struct certification_due, CERTIFY_REMIND_BATCH);
    struct day today = day_of(db_ctx(db)->now);
    int len = 0;

    (void)arg;
    if (due == NULL)
        return fail(db_ctx(db), ERR_LIMIT, "no memory for reminders");
    TRY(certification_store_due(db, today, day_plus(today, CERTIFY_REMIND_DAYS), due, &len));
    for (int i = 0; i < len; i++) {
        struct role_holder *people = NULL;
        int people_len = 0;

        TRY(role_store_load(db, a, due[i].organisation, &people, &people_len));
        for (int k = 0; k < people_len; k++) {
            if (people[k].of.role == ROLE_PROVIDER && people[k].email.len > 0)
                TRY(write_to(db, &due[i], people[k].email));
        }
        TRY(certification_store_reminded(db, due[i].id));
    }
    return OK;
}

enum err
certification_remind(struct database *database, struct ctx *ctx)
{
    return reach_write(database, ctx, ACROSS_NIGHT, use_remind, NULL);
}
