/* SPDX-License-Identifier: EUPL-1.2 */
/* What a service that people sign in with may say about whom. */
#include "domain/issuer.h"

#include "check.h"

static void
mailboxes_are_vouched_for_by_domain(void **state)
{
    static const struct {
        const char *domains;
        const char *email;
        bool may;
    } rows[] = {
        {"a.example", "x@a.example", true},
        {"b.example a.example", "x@A.example", true},
        {"*", "x@a.example", true},
        {"", "x@a.example", false},
        {"a.example", "x@b.a.example", false},
        {"a.example", "x@xa.example", false},
        {"a.example", "x@a.example.evil", false},
        {"a.example", "a.example", false},
        {"a.example", "x@", false},
        {"a.example", "x@evil@a.example", false},
        {"a.example  b.example", "x@", false},
        {"*.example", "x@a.example", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct issuer s = {.domains = slice_of(rows[i].domains)};

        CHECK_INT(rows[i].email, issuer_vouches_for(&s, slice_of(rows[i].email)), rows[i].may);
    }
}

/* ISSUER-6 */
static void
no_rule_gives_too_much(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++) {
        bool never = role == ROLE_OPERATOR || role == ROLE_SUPERIOR;
        struct issuer_rule here = {.organisation = {7}, .role = (enum role)role};
        struct issuer_rule there = {.organisation = {8}, .role = (enum role)role};
        struct issuer one = {.organisation = {7}};
        struct issuer all = {.organisation = {0}};

        CHECK_INT(role_code((enum role)role), issuer_may_give(&one, &here), !never);
        CHECK_INT(role_code((enum role)role), issuer_may_give(&one, &there), false);
        CHECK_INT(role_code((enum role)role), issuer_may_give(&all, &there), !never);
    }
}

static void
only_sound_ones_are_entered(void **state)
{
    struct issuer good = {.code = SLICE("stadt-1"),
                          .kind = ISSUER_OIDC,
                          .name = SLICE("Stadt"),
                          .url = SLICE("https://idp.example"),
                          .client = SLICE("kc"),
                          .domains = SLICE("a.example b.example")};
    struct issuer bad[6];

    (void)state;
    assert_true(issuer_is_sound(&good));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        bad[i] = good;
    bad[0].code = SLICE("Stadt");
    bad[1].name = SLICE("");
    bad[2].url = SLICE("");
    bad[3].client = SLICE("");
    bad[4].domains = SLICE("a.example  b.example");
    bad[5].kind = ISSUER_SAML; /* has no client */
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        CHECK_INT("unsound", issuer_is_sound(&bad[i]), false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mailboxes_are_vouched_for_by_domain),
        cmocka_unit_test(no_rule_gives_too_much),
        cmocka_unit_test(only_sound_ones_are_entered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
