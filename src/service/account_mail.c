/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/account_mail.h"

#include "storage/mail_store.h"

struct words {
    enum say_key subject;
    enum say_key text;
    const char *path; /* of the link; NULL: none */
};

static const struct words WORDS[] = {
    [ACCOUNT_MAIL_CONFIRM] = {SAY_MAIL_CONFIRM_SUBJECT, SAY_MAIL_CONFIRM,
                              "/registrieren/bestaetigen"},
    [ACCOUNT_MAIL_KNOWN] = {SAY_MAIL_KNOWN_SUBJECT, SAY_MAIL_KNOWN, NULL},
    [ACCOUNT_MAIL_RESET] = {SAY_MAIL_RESET_SUBJECT, SAY_MAIL_RESET, "/passwort/neu"},
    [ACCOUNT_MAIL_PASSWORD] = {SAY_MAIL_PASSWORD_SUBJECT, SAY_MAIL_PASSWORD, NULL},
    [ACCOUNT_MAIL_SECOND] = {SAY_MAIL_SECOND_SUBJECT, SAY_MAIL_SECOND, NULL},
    [ACCOUNT_MAIL_INVITE] = {SAY_MAIL_INVITE_SUBJECT, SAY_MAIL_INVITE, "/einladung"},
    [ACCOUNT_MAIL_ENTERED] = {SAY_MAIL_ENTERED_SUBJECT, SAY_MAIL_ENTERED, "/konto/stelle"},
    [ACCOUNT_MAIL_LINKED] = {SAY_MAIL_LINKED_SUBJECT, SAY_MAIL_LINKED, "/konto"},
    [ACCOUNT_MAIL_RENEWED] = {SAY_MAIL_PASSWORD_SUBJECT, SAY_MAIL_RENEWED, "/konto"},
    [ACCOUNT_MAIL_MOVE] = {SAY_MAIL_MOVE_SUBJECT, SAY_MAIL_MOVE, "/konto/adresse/bestaetigen"},
    [ACCOUNT_MAIL_MOVE_KNOWN] = {SAY_MAIL_MOVE_KNOWN_SUBJECT, SAY_MAIL_MOVE_KNOWN, NULL},
    [ACCOUNT_MAIL_MOVING] = {SAY_MAIL_MOVING_SUBJECT, SAY_MAIL_MOVING, "/adresse-zurueck"},
    [ACCOUNT_MAIL_MOVED] = {SAY_MAIL_MOVED_SUBJECT, SAY_MAIL_MOVED, "/adresse-zurueck"},
    [ACCOUNT_MAIL_MOVED_BACK] = {SAY_MAIL_MOVED_BACK_SUBJECT, SAY_MAIL_MOVED_BACK, NULL},
    [ACCOUNT_MAIL_MOVED_BACK_STAYS] = {SAY_MAIL_MOVED_BACK_SUBJECT, SAY_MAIL_MOVED_BACK_STAYS,
                                       NULL},
    [ACCOUNT_MAIL_PASSKEY_ADDED] = {SAY_MAIL_PASSKEY_ADDED_SUBJECT, SAY_MAIL_PASSKEY_ADDED,
                                    "/konto"},
    [ACCOUNT_MAIL_PASSKEY_REMOVED] = {SAY_MAIL_PASSKEY_REMOVED_SUBJECT, SAY_MAIL_PASSKEY_REMOVED,
                                      "/konto"},
    [ACCOUNT_MAIL_SHARED] = {SAY_MAIL_SHARED_SUBJECT, SAY_MAIL_SHARED, "/freigaben"},
};

/* ACCOUNT-10 */
enum err
account_mail_write(const struct accounts *acc, struct db *db, const struct account_mail_letter *l)
{
    struct arena *a = db_ctx(db)->arena;
    const struct words *w = &WORDS[l->kind];
    struct text subject = text_init(a, 200);
    struct text body = text_init(a, MAIL_BODY_BYTES_MAX);
    struct mail m = {.recipient = l->recipient, .created = db_ctx(db)->now};

    say_puts(&subject, l->language, w->subject);
    if (l->name.len > 0)
        say_put(&body, l->language, SAY_MAIL_HELLO, SAY_ARGS(SAY_AS_TEXT(l->name)));
    else
        say_puts(&body, l->language, SAY_MAIL_HELLO_NOBODY);
    text_puts(&body, "\n\n");
    if (say_key_args(w->text) > 0)
        say_put(&body, l->language, w->text, SAY_ARGS(SAY_AS_TEXT(l->organisation)));
    else
        say_puts(&body, l->language, w->text);
    if (w->path != NULL)
        text_printf(&body, "\n\n%s%s%s%.*s", acc->public_url, w->path,
                    l->secret.len > 0 ? "?t=" : "", SLICE_ARG(l->secret));
    text_puts(&body, "\n\n");
    say_puts(&body, l->language, SAY_MAIL_BYE);
    text_printf(&body, "\n\n-- \nKommunalCampus\n%s\n", acc->public_url);
    TRY(text_end(&subject, &m.subject));
    TRY(text_end(&body, &m.body));
    return mail_store_add(db, &m);
}
