/* SPDX-License-Identifier: EUPL-1.2 */
/* Members of the cooperative: admitted, changed, gone; and the page of each. */
#include <string.h>

#include "service/given.h"
#include "service/landing_service.h"
#include "service/organisation_service.h"
#include "service/suite.h"
#include "storage/account_store.h"
#include "storage/organisation_store.h"

struct office {
    struct platform *platform;
    struct accounts accounts;
    struct organisation_use use; /* the cooperative's */
    struct actor operator_;
    struct actor hr;
    struct grant grants[2];
};

static enum err
build_office(struct db *db, void *arg)
{
    struct office *o = arg;
    struct organisation cooperative = {.code = SLICE("kommunalcampus"),
                                       .kind = ORGANISATION_COOPERATIVE,
                                       .name = SLICE("KommunalCampus eG"),
                                       .state = SLICE(""),
                                       .status = ORGANISATION_ADMITTED,
                                       .has_admitted_on = true,
                                       .employees = -1,
                                       .leitweg_id = SLICE(""),
                                       .contact_name = SLICE(""),
                                       .contact_email = SLICE(""),
                                       .contact_phone = SLICE("")};
    struct account a = {.code = SLICE("OOOOOOOOOOOOOOOO"),
                        .email = SLICE("betrieb@kommunalcampus.example"),
                        .name = SLICE("Betrieb"),
                        .status = ACCOUNT_ACTIVE,
                        .created = db_ctx(db)->now,
                        .confirmed = db_ctx(db)->now};

    TRY(organisation_store_save(db, &cooperative));
    TRY(account_store_add(db, &a));
    o->operator_.id = a.id;
    o->operator_.code = a.code;
    o->grants[0] = (struct grant){cooperative.id, ROLE_OPERATOR};
    return OK;
}

static void
given_office(struct given *g, struct office *o)
{
    memset(o, 0, sizeof *o);
    o->platform = given_platform(g);
    o->accounts = (struct accounts){.db = g->database, .public_url = "https://campus.example"};
    assert_int_equal(db_write(g->database, &g->ctx, build_office, o), OK);
    o->operator_.grants = &o->grants[0];
    o->operator_.grants_len = 1;
    o->use = (struct organisation_use){&o->accounts, &o->operator_};
}

static struct application
given_application(void)
{
    return (struct application){.kind = ORGANISATION_MUNICIPALITY,
                                .ags = SLICE("08221000"),
                                .shares = 10,
                                .employees = 2000,
                                .leitweg_id = SLICE("04011000-12345-03"),
                                .contact_name = SLICE("Petra Personal"),
                                .contact_email = SLICE("hr@heidelberg.example"),
                                .contact_phone = SLICE("")};
}

static struct organisation
admitted(struct given *g, struct office *o)
{
    struct application a = given_application();
    struct organisation org = {0};
    struct organisation_staff staff = {0};
    enum err e = organisation_apply(&g->ctx, &o->use, &a, &org);

    CHECK_ERR(ctx_message(&g->ctx, e), e, OK);
    e = organisation_admit(&g->ctx, &o->use, org.code, &org);
    CHECK_ERR(ctx_message(&g->ctx, e), e, OK);
    assert_int_equal(organisation_find(&g->ctx, &o->use, org.code, &org, &staff), OK);
    CHECK_INT("its contact person is its staff", staff.len, 1);
    CHECK_SLICE("by address", staff.at[0].email, "hr@heidelberg.example");
    o->grants[1] = (struct grant){org.id, ROLE_HR};
    o->hr = (struct actor){.id = staff.at[0].of.account,
                           .code = staff.at[0].account_code,
                           .grants = &o->grants[1],
                           .grants_len = 1};
    return org;
}

static void
a_municipality_applies_is_admitted_leaves_and_comes_back(void **state)
{
    struct given *g = *state;
    struct office o;
    struct organisation org = {0};
    struct organisations all = {0};
    struct organisation_staff staff = {0};
    struct application again = given_application();
    struct landing page = {0};
    struct day today;

    given_office(g, &o);
    today = day_of(g->ctx.now);
    assert_int_equal(organisation_apply(&g->ctx, &o.use, &again, &org), OK);
    CHECK_INT("applied", org.status, ORGANISATION_APPLIED);
    CHECK_ERR("no page before it is admitted",
              landing_show(&g->ctx, o.platform, org.code, &org, &page), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    CHECK_ERR("applies twice", organisation_apply(&g->ctx, &o.use, &again, &org), ERR_CONFLICT);
    ctx_clear(&g->ctx);
    assert_int_equal(organisation_admit(&g->ctx, &o.use, SLICE("heidelberg"), &org), OK);
    CHECK_SLICE("code", org.code, "heidelberg");
    CHECK_SLICE("state", org.state, "08");
    CHECK_ERR("is admitted twice", organisation_admit(&g->ctx, &o.use, SLICE("heidelberg"), &org),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    again.shares = 20;
    assert_int_equal(organisation_change(&g->ctx, &o.use, SLICE("heidelberg"), &again), OK);
    assert_int_equal(organisation_list(&g->ctx, &o.use, ORGANISATION_MUNICIPALITY, &all), OK);
    CHECK_INT("members", all.len, 1);
    CHECK_INT("shares", all.at[0].shares, 20);
    CHECK_ERR("leaves before it came",
              organisation_leave(&g->ctx, &o.use, SLICE("heidelberg"), day_plus(today, -1)),
              ERR_INVALID);
    ctx_clear(&g->ctx);
    assert_int_equal(organisation_leave(&g->ctx, &o.use, SLICE("heidelberg"), today), OK);
    CHECK_ERR("its page is gone",
              landing_show(&g->ctx, o.platform, SLICE("heidelberg"), &org, &page), ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    assert_int_equal(organisation_find(&g->ctx, &o.use, SLICE("heidelberg"), &org, &staff), OK);
    CHECK_INT("nobody has a role there any more", staff.len, 0);
    CHECK_ERR("leaves twice", organisation_leave(&g->ctx, &o.use, SLICE("heidelberg"), today),
              ERR_CONFLICT);
    ctx_clear(&g->ctx);
    org = admitted(g, &o);
    CHECK_SLICE("its old code", org.code, "heidelberg");
    platform_close(o.platform);
}

static void
what_is_not_sound_does_not_apply(void **state)
{
    struct given *g = *state;
    struct office o;
    struct organisation org = {0};
    struct application wrong[12];
    static const enum err want[12] = {ERR_INVALID, ERR_INVALID, ERR_INVALID,   ERR_INVALID,
                                      ERR_INVALID, ERR_INVALID, ERR_NOT_FOUND, ERR_NOT_FOUND,
                                      ERR_INVALID, ERR_INVALID, ERR_INVALID,   ERR_NOT_FOUND};

    given_office(g, &o);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        wrong[i] = given_application();
    wrong[0].shares = 0;
    wrong[1].shares = SHARES_MAX + 1;
    wrong[2].leitweg_id = SLICE("04011000-12345-30");
    wrong[3].contact_name = SLICE("");
    wrong[4].contact_email = SLICE("");
    wrong[5].contact_email = SLICE("hr@heidelberg");
    wrong[6].ags = SLICE("08221999");
    wrong[7].ags = SLICE("");
    wrong[8].shares = -1;
    wrong[9].kind = ORGANISATION_FUNDER; /* without a name */
    wrong[10].kind = ORGANISATION_COOPERATIVE;
    wrong[11].kind = ORGANISATION_PROVIDER;
    wrong[11].name = SLICE("Akademie");
    wrong[11].provider = SLICE("gibt-es-nicht");
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        CHECK_ERR("wrong", organisation_apply(&g->ctx, &o.use, &wrong[i], &org), want[i]);
        ctx_clear(&g->ctx);
    }
    platform_close(o.platform);
}

static void
providers_certifiers_and_funders_have_staff_of_their_own(void **state)
{
    static const enum organisation_kind kinds[] = {ORGANISATION_PROVIDER, ORGANISATION_CERTIFIER,
                                                   ORGANISATION_FUNDER};
    static const enum role roles[] = {ROLE_PROVIDER, ROLE_CERTIFIER, ROLE_FUNDER};
    struct given *g = *state;
    struct office o;

    given_office(g, &o);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        struct application a = given_application();
        struct organisation org = {0};
        struct organisation_staff staff = {0};

        a.kind = kinds[i];
        a.name = SLICE("Haus der Bildung");
        a.shares = 0;
        assert_int_equal(organisation_apply(&g->ctx, &o.use, &a, &org), OK);
        assert_int_equal(organisation_admit(&g->ctx, &o.use, org.code, &org), OK);
        assert_int_equal(organisation_staff_add(&g->ctx, &o.use, org.code, SLICE("Zwei"),
                                                SLICE("zwei@haus.example")),
                         OK);
        assert_int_equal(organisation_find(&g->ctx, &o.use, org.code, &org, &staff), OK);
        CHECK_INT("staff", staff.len, 2);
        CHECK_INT("role", staff.at[1].of.role, roles[i]);
        assert_int_equal(
            organisation_staff_take(&g->ctx, &o.use, org.code, staff.at[0].account_code), OK);
        CHECK_ERR("not twice",
                  organisation_staff_take(&g->ctx, &o.use, org.code, staff.at[0].account_code),
                  ERR_NOT_FOUND);
        ctx_clear(&g->ctx);
        CHECK_ERR("no address",
                  organisation_staff_add(&g->ctx, &o.use, org.code, SLICE("Drei"), SLICE("drei@")),
                  ERR_INVALID);
        ctx_clear(&g->ctx);
    }
    platform_close(o.platform);
}

/* The control is who may. */
static void
only_the_cooperative_admits_and_only_the_own_page_is_changed(void **state)
{
    struct given *g = *state;
    struct office o;
    struct organisation org;
    struct application a = given_application();
    struct organisations all = {0};
    struct organisation_staff staff = {0};
    struct landing page = {.greeting = SLICE("Willkommen"), .colour = SLICE("#1c3f94")};
    struct landing_change change = {.landing = &page};
    struct organisation_id other;
    const struct actor *who[] = {NULL, NULL};

    given_office(g, &o);
    org = admitted(g, &o);
    other.n = org.id.n + 1;
    who[0] = &o.hr;
    for (size_t i = 0; i < ARRAY_LEN(who); i++) {
        struct organisation_use use = {&o.accounts, who[i]};
        const enum err got[] = {
            organisation_apply(&g->ctx, &use, &a, &org),
            organisation_admit(&g->ctx, &use, SLICE("heidelberg"), &org),
            organisation_change(&g->ctx, &use, SLICE("heidelberg"), &a),
            organisation_leave(&g->ctx, &use, SLICE("heidelberg"), day_of(g->ctx.now)),
            organisation_list(&g->ctx, &use, ORGANISATION_MUNICIPALITY, &all),
            organisation_find(&g->ctx, &use, SLICE("heidelberg"), &org, &staff),
            organisation_staff_add(&g->ctx, &use, SLICE("heidelberg"), SLICE("X"),
                                   SLICE("x@y.example")),
            organisation_staff_take(&g->ctx, &use, SLICE("heidelberg"), o.hr.code),
        };

        for (size_t k = 0; k < ARRAY_LEN(got); k++)
            CHECK_ERR("HR, nobody", got[k], ERR_DENIED);
        ctx_clear(&g->ctx);
    }
    CHECK_ERR("control: the cooperative may",
              organisation_change(&g->ctx, &o.use, SLICE("heidelberg"), &a), OK);
    CHECK_ERR("another page", landing_save(&g->ctx, o.platform, &o.hr, other, &change), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("nobody", landing_save(&g->ctx, o.platform, NULL, org.id, &change), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("control: the own page", landing_save(&g->ctx, o.platform, &o.hr, org.id, &change),
              OK);
    platform_close(o.platform);
}

static const char PNG[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x20\0\0\0\x10\x08\x06\0\0\0";

static void
a_page_has_greeting_colour_and_logo_within_the_rules(void **state)
{
    static const char *const colours[] = {"#ffff00", "#777777", "red", "#1c3f9", "1c3f94"};
    struct given *g = *state;
    struct office o;
    struct organisation org;
    struct landing page = {.greeting = SLICE("Willkommen"), .colour = SLICE("#1c3f94")};
    struct landing_change change = {
        .landing = &page, .change_logo = true, .logo = {PNG, sizeof PNG - 1}};
    struct landing got = {0};
    struct slice logo = {0};
    enum logo_kind kind = LOGO_NONE;

    given_office(g, &o);
    org = admitted(g, &o);
    assert_int_equal(landing_save(&g->ctx, o.platform, &o.hr, org.id, &change), OK);
    assert_int_equal(landing_show(&g->ctx, o.platform, org.code, &org, &got), OK);
    CHECK_SLICE("greeting", got.greeting, "Willkommen");
    CHECK_SLICE("colour", got.colour, "#1c3f94");
    assert_int_equal(landing_logo(&g->ctx, o.platform, org.code, &logo, &kind), OK);
    CHECK_INT("kind", kind, LOGO_PNG);
    CHECK_INT("bytes", logo.len, sizeof PNG - 1);
    change.change_logo = false;
    assert_int_equal(landing_save(&g->ctx, o.platform, &o.hr, org.id, &change), OK);
    assert_int_equal(landing_logo(&g->ctx, o.platform, org.code, &logo, &kind), OK);
    for (size_t i = 0; i < ARRAY_LEN(colours); i++) {
        page.colour = slice_of(colours[i]);
        CHECK_ERR(colours[i], landing_save(&g->ctx, o.platform, &o.hr, org.id, &change),
                  ERR_INVALID);
        ctx_clear(&g->ctx);
    }
    page.colour = SLICE("");
    change.change_logo = true;
    change.logo = SLICE("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>");
    CHECK_ERR("SVG", landing_save(&g->ctx, o.platform, &o.hr, org.id, &change), ERR_INVALID);
    ctx_clear(&g->ctx);
    change.logo = SLICE("");
    assert_int_equal(landing_save(&g->ctx, o.platform, &o.hr, org.id, &change), OK);
    CHECK_ERR("taken away", landing_logo(&g->ctx, o.platform, org.code, &logo, &kind),
              ERR_NOT_FOUND);
    ctx_clear(&g->ctx);
    platform_close(o.platform);
}

int
suite_organisations(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_municipality_applies_is_admitted_leaves_and_comes_back,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_is_not_sound_does_not_apply, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(providers_certifiers_and_funders_have_staff_of_their_own,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(
            only_the_cooperative_admits_and_only_the_own_page_is_changed, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(a_page_has_greeting_colour_and_logo_within_the_rules,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
