/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/account.h"

#include <string.h>

#include "check.h"

#define SIXTY "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh"

static void
one_mailbox_has_one_address(void **state)
{
    static const struct {
        const char *typed;
        const char *want; /* NULL: refused */
    } rows[] = {
        {"frau@heidelberg.example", "frau@heidelberg.example"},
        {"  Frau.Meier@Heidelberg.Example\t", "frau.meier@heidelberg.example"},
        {"a+b@x.de", "a+b@x.de"},
        {"o'neil@x-y.example", "o'neil@x-y.example"},
        {SIXTY "abcd@x.de", SIXTY "abcd@x.de"},
        {"", NULL},
        {"   ", NULL},
        {"@", NULL},
        {"a@b", NULL},
        {"a@.de", NULL},
        {"a@b.de.", NULL},
        {"a@b..de", NULL},
        {"a@-b.de", NULL},
        {"a@b-.de", NULL},
        {"a@b_c.de", NULL},
        {"@b.de", NULL},
        {"a b@c.de", NULL},
        {"a@b c.de", NULL},
        {"a@b@c.de", NULL},
        {".a@b.de", NULL},
        {"a.@b.de", NULL},
        {"a..b@c.de", NULL},
        {"\"a b\"@c.de", NULL},
        {"a@[127.0.0.1]", NULL},
        {"a@b.de\r\nBcc: x@y.de", NULL},
        {"a@b.de,c@d.de", NULL},
        {"<a@b.de>", NULL},
        {"m\xc3\xbcller@b.de", NULL},
        {"a@m\xc3\xbcller.de", NULL},
        {SIXTY "abcde@x.de", NULL},
        {"a@" SIXTY "abcd.de", NULL},
        {"a@" SIXTY "." SIXTY "." SIXTY "." SIXTY ".abcdefgh.de", NULL},
    };
    struct arena *a = arena_open(1 << 16);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct slice got = SLICE("");
        enum err e = account_email_parse(a, slice_of(rows[i].typed), &got);

        CHECK_ERR(rows[i].typed, e, rows[i].want == NULL ? ERR_INVALID : OK);
        if (e == OK)
            CHECK_SLICE(rows[i].typed, got, rows[i].want);
    }
    CHECK_TRUE("with NUL", !account_email_is_sound(SLICE("a\0@b.de")));
    CHECK_TRUE("upper case is not what is kept", !account_email_is_sound(SLICE("A@b.de")));
    arena_close(a);
}

static struct account
sound(void)
{
    return (struct account){.id = {1},
                            .code = SLICE("Ab-_567890abcdef"),
                            .email = SLICE("a@b.de"),
                            .name = SLICE("A B"),
                            .status = ACCOUNT_ACTIVE,
                            .created = {1},
                            .confirmed = {2}};
}

static void
an_account_names_its_person_or_nobody(void **state)
{
    struct account a = sound();

    (void)state;
    CHECK_TRUE("sound", account_is_sound(&a));
    a.code = SLICE("Ab-_567890abcde");
    CHECK_TRUE("code too short", !account_is_sound(&a));
    a.code = SLICE("Ab-_567890abcde=");
    CHECK_TRUE("code with another sign", !account_is_sound(&a));
    a = sound();
    a.email = SLICE("");
    CHECK_TRUE("without address", !account_is_sound(&a));
    a = sound();
    a.name = SLICE("");
    CHECK_TRUE("without name", !account_is_sound(&a));
    a = sound();
    a.confirmed.ms = 0;
    CHECK_TRUE("active, but never confirmed (ACCOUNT-1)", !account_is_sound(&a));
    a.status = ACCOUNT_UNCONFIRMED;
    CHECK_TRUE("not confirmed yet", account_is_sound(&a));
    a.status = ACCOUNT_ERASED;
    CHECK_TRUE("erased, but named", !account_is_sound(&a));
    a.email = a.name = SLICE("");
    CHECK_TRUE("erased", account_is_sound(&a));
}

static void
a_status_is_known_by_its_code_alone(void **state)
{
    enum account_status s = ACCOUNT_ACTIVE;

    (void)state;
    for (int i = 0; i < ACCOUNT_STATUSES; i++) {
        const char *code = account_status_code((enum account_status)i);

        CHECK_ERR(code, account_status_parse(slice_of(code), &s), OK);
        CHECK_INT(code, s, i);
    }
    CHECK_ERR("unknown", account_status_parse(SLICE("Active"), &s), ERR_NOT_FOUND);
    CHECK_ERR("empty", account_status_parse(SLICE(""), &s), ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_mailbox_has_one_address),
        cmocka_unit_test(an_account_names_its_person_or_nobody),
        cmocka_unit_test(a_status_is_known_by_its_code_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
