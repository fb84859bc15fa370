/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/given_house.h"

#include <string.h>

#include "service/mail_service.h"
#include "storage/account_store.h"
#include "storage/organisation_store.h"
#include "storage/role_store.h"

static enum err
build_house(struct db *db, void *arg)
{
    static const char *const towns[2] = {"astadt", "bstadt"};
    static const char *const people[2] = {"hr@astadt.example", "hr@bstadt.example"};
    static const char *const codes[2] = {"AAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBB"};
    struct house *h = arg;

    for (int i = 0; i < 2; i++) {
        struct organisation o = {.code = slice_of(towns[i]),
                                 .kind = ORGANISATION_MUNICIPALITY,
                                 .name = slice_of(towns[i]),
                                 .state = SLICE("08"),
                                 .status = ORGANISATION_ADMITTED,
                                 .has_admitted_on = true,
                                 .employees = -1,
                                 .leitweg_id = SLICE(""),
                                 .contact_name = SLICE(""),
                                 .contact_email = SLICE(""),
                                 .contact_phone = SLICE("")};
        struct account a = {.code = slice_of(codes[i]),
                            .email = slice_of(people[i]),
                            .name = SLICE("Personal"),
                            .status = ACCOUNT_ACTIVE,
                            .created = db_ctx(db)->now,
                            .confirmed = db_ctx(db)->now};
        bool is_new = false;

        TRY(organisation_store_save(db, &o));
        TRY(account_store_add(db, &a));
        h->hr[i].id = a.id;
        TRY(role_store_add(db, (struct role_of){h->hr[i].id, o.id, ROLE_HR}, (struct account_id){0},
                           a.email, &is_new));
        h->town[i] = o.id;
        h->grants[i] = (struct grant){o.id, ROLE_HR};
        h->hr[i].code = slice_of(codes[i]);
        h->hr[i].grants = &h->grants[i];
        h->hr[i].grants_len = 1;
    }
    return OK;
}

void
given_house(struct given *g, struct house *h)
{
    memset(h, 0, sizeof *h);
    h->platform = given_platform(g);
    assert_int_equal(db_write(g->database, &g->ctx, build_house, h), OK);
}

struct employee_use
use_of(const struct house *h, int actor, int town)
{
    return (struct employee_use){h->platform, &h->hr[actor], h->town[town], NULL};
}

struct employee_book
book_of(struct given *g, const struct house *h, int town)
{
    struct employee_use use = use_of(h, town, town);
    struct employee_book book = {0};

    assert_int_equal(employee_book_load(&g->ctx, &use, &book), OK);
    return book;
}

struct employment *
person(struct employee_book *b, const char *email)
{
    for (int i = 0; i < b->all.len; i++) {
        if (slice_is(b->all.at[i].email, email))
            return &b->all.at[i];
    }
    fail_msg("nobody has the address %s", email);
    return NULL;
}

struct slice
mailed_secret(struct given *g, const char *email)
{
    struct mail mails[MAIL_SHOWN_MAX];
    int len = 0;

    assert_int_equal(mail_service_shown(&g->ctx, g->database, mails, &len), OK);
    for (int i = 0; i < len; i++) {
        size_t at = slice_find(mails[i].body, SLICE("/einladung?t="));

        if (slice_is(mails[i].recipient, email) && at < mails[i].body.len)
            return slice_sub(mails[i].body, at + strlen("/einladung?t="), 32);
    }
    return (struct slice){NULL, 0};
}

void
given_accounts(struct given *g, struct accounts *acc)
{
    *acc = (struct accounts){.db = g->database, .public_url = "https://campus.example"};
}
