/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/organisation.h"

#include <string.h>

#include "check.h"

static void
codes_are_good_in_addresses(void **state)
{
    static const struct {
        const char *code;
        bool sound;
    } rows[] = {
        {"heidelberg", true},  {"a", true},          {"kreis-7", true}, {"a-b-c", true},
        {"", false},           {"-a", false},        {"a-", false},     {"a--b", false},
        {"Heidelberg", false}, {"a b", false},       {"a_b", false},    {"a/b", false},
        {"..", false},         {"m\xc3\xbc", false}, {"a\n", false},
    };
    char eighty_one[82] = {0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_INT(rows[i].code, organisation_code_is_sound(slice_of(rows[i].code)), rows[i].sound);
    memset(eighty_one, 'a', 81);
    CHECK_TRUE("too long", !organisation_code_is_sound(slice_of(eighty_one)));
    CHECK_TRUE("as long as may be", organisation_code_is_sound(slice_of(eighty_one + 1)));
}

static struct organisation
sound(void)
{
    return (struct organisation){.code = SLICE("heidelberg"),
                                 .kind = ORGANISATION_MUNICIPALITY,
                                 .name = SLICE("Heidelberg"),
                                 .state = SLICE("08"),
                                 .municipality = {3},
                                 .status = ORGANISATION_ADMITTED,
                                 .has_admitted_on = true,
                                 .admitted_on = {20000},
                                 .shares = 5,
                                 .employees = -1};
}

static void
an_organisation_tells_one_story(void **state)
{
    struct organisation o = sound();

    (void)state;
    CHECK_TRUE("sound", organisation_is_sound(&o));
    o.name = SLICE("");
    CHECK_TRUE("without name", !organisation_is_sound(&o));
    o = sound();
    o.state = SLICE("17");
    CHECK_TRUE("no such state", !organisation_is_sound(&o));
    o = sound();
    o.provider.n = 4;
    CHECK_TRUE("a municipality is no provider", !organisation_is_sound(&o));
    o = sound();
    o.kind = ORGANISATION_FUNDER;
    CHECK_TRUE("a funder is no municipality", !organisation_is_sound(&o));
    o = sound();
    o.has_admitted_on = false;
    CHECK_TRUE("admitted on no day", !organisation_is_sound(&o));
    o = sound();
    o.status = ORGANISATION_APPLIED;
    CHECK_TRUE("applied and admitted", !organisation_is_sound(&o));
    o = sound();
    o.status = ORGANISATION_LEFT;
    CHECK_TRUE("left on no day", !organisation_is_sound(&o));
    o.has_left_on = true;
    o.left_on.n = 19999;
    CHECK_TRUE("left before it came", !organisation_is_sound(&o));
    o.left_on.n = 20000;
    CHECK_TRUE("left", organisation_is_sound(&o));
    o = sound();
    o.shares = -1;
    CHECK_TRUE("fewer shares than none", !organisation_is_sound(&o));
    o = sound();
    o.employees = -2;
    CHECK_TRUE("fewer people than not stated", !organisation_is_sound(&o));
    o = sound();
    o.leitweg_id = SLICE("08221000-1234567890-1234567890-1234567890-12345");
    CHECK_TRUE("Leitweg-ID too long", !organisation_is_sound(&o));
}

static void
kinds_and_statuses_are_known_by_their_code_alone(void **state)
{
    enum organisation_kind k = ORGANISATION_FUNDER;
    enum organisation_status s = ORGANISATION_LEFT;

    (void)state;
    for (int i = 0; i < ORGANISATION_KINDS; i++) {
        const char *code = organisation_kind_code((enum organisation_kind)i);

        CHECK_ERR(code, organisation_kind_parse(slice_of(code), &k), OK);
        CHECK_INT(code, k, i);
    }
    for (int i = 0; i < ORGANISATION_STATUSES; i++) {
        const char *code = organisation_status_code((enum organisation_status)i);

        CHECK_ERR(code, organisation_status_parse(slice_of(code), &s), OK);
        CHECK_INT(code, s, i);
    }
    CHECK_ERR("kind", organisation_kind_parse(SLICE("bank"), &k), ERR_NOT_FOUND);
    CHECK_ERR("status", organisation_status_parse(SLICE(""), &s), ERR_NOT_FOUND);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_good_in_addresses),
        cmocka_unit_test(an_organisation_tells_one_story),
        cmocka_unit_test(kinds_and_statuses_are_known_by_their_code_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
