/* SPDX-License-Identifier: EUPL-1.2 */
/* Reports about groups, their switches, and who reads the audit log. */
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "service/audit_verify.h"
#include "service/report_service.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/unit_store.h"
#include "suite.h"

enum { TOWNS = 2, UNITS = 3 };

struct house {
    struct platform *platform;
    struct organisation town[TOWNS];
    struct unit units[UNITS]; /* of the first town */
    struct unit below;        /* the first of them */
    struct actor hr;          /* of the first town */
    struct grant grant;
    struct actor office;
    struct grant office_grant;
    int people; /* made so far */
};

/* Some more people in a unit: how many, and of them who confirmed. */
struct more {
    struct house *house;
    struct unit_id unit;
    int people;
    int accepted;
};

static enum err
build(struct db *db, void *arg)
{
    static const char *const towns[TOWNS] = {"astadt", "bstadt"};
    static const char *const units[UNITS] = {"Bauhof", "B\xc3\xbcrgeramt", "=Kultur"};
    struct house *h = arg;

    for (int i = 0; i < TOWNS; i++) {
        h->town[i] = (struct organisation){.code = slice_of(towns[i]),
                                           .kind = ORGANISATION_MUNICIPALITY,
                                           .name = slice_of(towns[i]),
                                           .state = SLICE("08"),
                                           .status = ORGANISATION_ADMITTED,
                                           .has_admitted_on = true,
                                           .employees = -1};
        TRY(organisation_store_save(db, &h->town[i]));
    }
    for (int i = 0; i < UNITS; i++) {
        h->units[i] = (struct unit){.name = slice_of(units[i])};
        TRY(unit_store_add(db, h->town[0].id, &h->units[i]));
    }
    h->below = (struct unit){.name = SLICE("Pass"), .parent = h->units[0].id};
    return unit_store_add(db, h->town[0].id, &h->below);
}

static enum err
add_people(struct db *db, void *arg)
{
    struct more *m = arg;

    for (int i = 0; i < m->people; i++) {
        char code[17];
        char email[40];
        struct account a = {.name = SLICE("x"),
                            .status = ACCOUNT_ACTIVE,
                            .created = db_ctx(db)->now,
                            .confirmed = db_ctx(db)->now};
        struct employment e = {.organisation = m->house->town[0].id,
                               .unit = m->unit,
                               .name = SLICE("x"),
                               .first_day = {20000},
                               .answer = i < m->accepted ? EMPLOYMENT_ACCEPTED : EMPLOYMENT_ASKED};

        (void)snprintf(code, sizeof code, "P%015d", m->house->people);
        (void)snprintf(email, sizeof email, "p%d@a.example", m->house->people++);
        a.code = slice_of(code);
        a.email = e.email = slice_of(email);
        TRY(account_store_add(db, &a));
        e.account = a.id;
        TRY(employment_store_save(db, &e));
    }
    return OK;
}

static void
house_given(struct given *g, struct house *h)
{
    *h = (struct house){.platform = given_platform(g)};
    assert_int_equal(db_write(g->database, &g->ctx, build, h), OK);
    h->grant = (struct grant){h->town[0].id, ROLE_HR};
    h->hr = (struct actor){.code = SLICE("HHHHHHHHHHHHHHHH"), .grants = &h->grant, .grants_len = 1};
    h->office_grant = (struct grant){{12345}, ROLE_OPERATOR};
    h->office = (struct actor){
        .code = SLICE("OOOOOOOOOOOOOOOO"), .grants = &h->office_grant, .grants_len = 1};
}

static void
more(struct given *g, struct house *h, struct unit_id unit, int people, int accepted)
{
    struct more m = {h, unit, people, accepted};

    assert_int_equal(db_write(g->database, &g->ctx, add_people, &m), OK);
}

static struct report_use
use_of(struct house *h, int town)
{
    return (struct report_use){h->platform, &h->hr, &h->town[town]};
}

static struct report
report_of(struct given *g, struct house *h)
{
    struct report_use use = use_of(h, 0);
    struct report r;

    assert_int_equal(report_show(&g->ctx, &use, (struct day){0}, &r), OK);
    return r;
}

static const struct report_row *
row_of(const struct report *r, enum report_part part, const char *label)
{
    for (int i = 0; i < r->view.parts[part].rows_len; i++) {
        if (slice_is(r->view.parts[part].rows[i].label, label))
            return &r->view.parts[part].rows[i];
    }
    fail_msg("no group %s", label);
    return NULL;
}

static void
a_group_of_five_is_shown_and_one_of_four_is_not(void **state)
{
    struct given *g = *state;
    struct house h;
    struct report r;

    house_given(g, &h);
    more(g, &h, h.units[0].id, 8, 4);
    more(g, &h, h.below.id, 8, 4);
    more(g, &h, h.units[1].id, 12, 6);
    more(g, &h, h.units[2].id, 4, 1);
    r = report_of(g, &h);
    CHECK_INT("everybody", r.view.all.people, 30);
    CHECK_INT("the units below are in", row_of(&r, REPORT_UNITS, "Bauhof")->people, 15);
    CHECK_INT("half of them", row_of(&r, REPORT_UNITS, "Bauhof")->fit[REPORT_ACCEPTED], 10);
    CHECK_INT("four are hidden", row_of(&r, REPORT_UNITS, "=Kultur")->people, -1);
    CHECK_INT("and what would tell them", row_of(&r, REPORT_UNITS, "B\xc3\xbcrgeramt")->people, -1);
    CHECK_INT("nobody confirmed a job: hidden", r.view.all.fit[REPORT_CONFIRMED], -1);
    CHECK_INT("all without a job", row_of(&r, REPORT_JOBS, "")->people, 30);
    platform_close(h.platform);
}

static void
too_few_people_have_no_report(void **state)
{
    struct given *g = *state;
    struct house h;
    struct report r;

    house_given(g, &h);
    more(g, &h, h.units[0].id, 4, 2);
    r = report_of(g, &h);
    CHECK_TRUE("withheld", r.view.withheld);
    CHECK_INT("nothing", r.view.all.people, -1);
    CHECK_INT("nothing", r.view.parts[REPORT_UNITS].rows_len, 0);
    platform_close(h.platform);
}

/* REPORT-5 */
static void
before_and_after_one_joins_looks_the_same(void **state)
{
    struct given *g = *state;
    struct house h;
    struct report r;
    int64_t before[2];

    house_given(g, &h);
    more(g, &h, h.units[0].id, 12, 7);
    more(g, &h, h.units[1].id, 12, 6);
    r = report_of(g, &h);
    CHECK_INT("12 in fives", row_of(&r, REPORT_UNITS, "Bauhof")->people, 10);
    more(g, &h, h.units[0].id, 20, 10);
    r = report_of(g, &h);
    CHECK_INT("within the month", row_of(&r, REPORT_UNITS, "Bauhof")->people, 10);
    (void)given_later(g, 40);
    r = report_of(g, &h);
    CHECK_INT("twenty more are seen", row_of(&r, REPORT_UNITS, "Bauhof")->people, 30);
    before[0] = row_of(&r, REPORT_UNITS, "B\xc3\xbcrgeramt")->people;
    before[1] = row_of(&r, REPORT_UNITS, "B\xc3\xbcrgeramt")->fit[REPORT_ACCEPTED];
    more(g, &h, h.units[1].id, 1, 1);
    (void)given_later(g, 80);
    r = report_of(g, &h);
    CHECK_INT("one is not", row_of(&r, REPORT_UNITS, "B\xc3\xbcrgeramt")->people, before[0]);
    CHECK_INT("nor what it says",
              row_of(&r, REPORT_UNITS, "B\xc3\xbcrgeramt")->fit[REPORT_ACCEPTED], before[1]);
    CHECK_INT("three months", r.months.len, 3);
    platform_close(h.platform);
}

struct rebuilt {
    struct house *house;
    const char *name;
    struct unit_id made; /* the unit in its place */
};

/* The first unit, dissolved: its people, and one more, are in a new one. */
static enum err
rebuild(struct db *db, void *arg)
{
    struct rebuilt *r = arg;
    struct house *h = r->house;
    struct unit unit = {.name = slice_of(r->name)};
    struct employments all = {0};
    char old[24];

    (void)snprintf(old, sizeof old, "Alt %lld", (long long)h->units[0].id.n);
    TRY(unit_store_rename(db, h->town[0].id, h->units[0].id, slice_of(old)));
    TRY(unit_store_add(db, h->town[0].id, &unit));
    TRY(employment_store_load(db, db_ctx(db)->arena, h->town[0].id, &all));
    for (int i = 0; i < all.len; i++) {
        if (all.at[i].unit.n != h->units[0].id.n)
            continue;
        all.at[i].unit = unit.id;
        TRY(employment_store_save(db, &all.at[i]));
    }
    r->made = unit.id;
    return OK;
}

/*
 * REPORT-10. The attack: a unit of 12 is dissolved and made anew with one person more, and 13 would
 * be shown as 15. The control is a new unit of 20 more.
 */
static void
a_unit_that_is_made_anew_tells_nothing_of_one_person(void **state)
{
    static const struct {
        const char *name;
        int more;
        int64_t shown;
    } table[] = {{"Bauhof", 1, 10}, {"Technische Dienste", 1, 10}, {"Dienste", 20, 35}};
    struct given *g = *state;
    struct house h;
    struct report r;

    house_given(g, &h);
    more(g, &h, h.units[0].id, 12, 6);
    more(g, &h, h.units[1].id, 60, 30);
    r = report_of(g, &h);
    CHECK_INT("12 in fives", row_of(&r, REPORT_UNITS, "Bauhof")->people, 10);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct rebuilt made = {&h, table[i].name, {0}};

        assert_int_equal(db_write(g->database, given_later(g, 40 * (int)(i + 1)), rebuild, &made),
                         OK);
        more(g, &h, made.made, table[i].more, 0);
        h.units[0].id = made.made;
        r = report_of(g, &h);
        CHECK_INT(table[i].name, row_of(&r, REPORT_UNITS, table[i].name)->people, table[i].shown);
    }
    platform_close(h.platform);
}

/* Many months of people who come and go: what is shown is never below five, and moves by five. */
static void
in_many_months_no_small_figure_is_ever_shown(void **state)
{
    struct given *g = *state;
    struct house h;
    int64_t last[UNITS] = {-1, -1, -1};

    house_given(g, &h);
    for (int month = 0; month < 12; month++) {
        (void)given_later(g, 31 * month);
        for (int i = 0; i < UNITS; i++)
            more(g, &h, h.units[i].id, (int)given_below(g, 4), 0);
        struct report r = report_of(g, &h);

        for (int i = 0; i < UNITS && !r.view.withheld; i++) {
            char name[20];
            const struct report_row *row;
            bool there = false;

            (void)snprintf(name, sizeof name, "%.*s", SLICE_ARG(h.units[i].name));
            for (int k = 0; k < r.view.parts[REPORT_UNITS].rows_len; k++)
                there |= slice_is(r.view.parts[REPORT_UNITS].rows[k].label, name);
            if (!there)
                continue;
            row = row_of(&r, REPORT_UNITS, name);
            CHECK_TRUE("hidden, or five and more", row->people < 0 || row->people >= 5);
            CHECK_TRUE("a multiple of five", row->people < 0 || row->people % 5 == 0);
            CHECK_TRUE("no less than before", row->people < 0 || row->people >= last[i]);
            last[i] = row->people;
        }
    }
    platform_close(h.platform);
}

/* REPORT-8 */
static void
what_is_switched_off_is_refused_and_stands_in_the_log(void **state)
{
    struct given *g = *state;
    struct house h;
    struct report_use use;
    struct report r;
    struct report_events events;
    struct audit_filter all = {
        .before = INT64_MAX, .action = SLICE("report"), .first = {INT64_MIN}, .last = {INT64_MAX}};

    house_given(g, &h);
    use = use_of(&h, 0);
    more(g, &h, h.units[0].id, 20, 10);
    CHECK_ERR("on", report_part(&g->ctx, &use, (struct day){0}, REPORT_UNITS, &r), OK);
    assert_int_equal(report_switch(&g->ctx, &use, REPORT_UNITS, true), OK);
    assert_int_equal(report_switch(&g->ctx, &use, REPORT_UNITS, true), OK);
    CHECK_ERR("off", report_part(&g->ctx, &use, (struct day){0}, REPORT_UNITS, &r), ERR_DENIED);
    ctx_clear(&g->ctx);
    r = report_of(g, &h);
    CHECK_TRUE("off", r.off[REPORT_UNITS] && !r.off[REPORT_JOBS]);
    CHECK_INT("no row of it", r.view.parts[REPORT_UNITS].rows_len, 0);
    CHECK_INT("the other one is there", r.view.parts[REPORT_JOBS].rows_len, 1);
    CHECK_ERR("the other one", report_part(&g->ctx, &use, (struct day){0}, REPORT_JOBS, &r), OK);
    assert_int_equal(report_events(&g->ctx, &use, all, &events), OK);
    CHECK_INT("once", events.len, 1);
    CHECK_SLICE("what", events.at[0].action, "report.off");
    CHECK_SLICE("which", events.at[0].subject, "unit");
    assert_int_equal(report_switch(&g->ctx, &use, REPORT_JOBS, true), OK);
    r = report_of(g, &h);
    CHECK_TRUE("all off: nothing at all", r.view.withheld && r.view.all.people == -1);
    assert_int_equal(report_switch(&g->ctx, &use, REPORT_UNITS, false), OK);
    CHECK_ERR("on again", report_part(&g->ctx, &use, (struct day){0}, REPORT_UNITS, &r), OK);
    platform_close(h.platform);
}

static void
nobody_reads_reports_or_the_log_of_another_organisation(void **state)
{
    struct given *g = *state;
    struct house h;
    struct report_use use;
    struct report r;
    struct report_events events;
    struct audit_filter all = {.before = INT64_MAX, .first = {INT64_MIN}, .last = {INT64_MAX}};
    bool off[REPORT_PARTS];

    house_given(g, &h);
    more(g, &h, h.units[0].id, 20, 10);
    use = use_of(&h, 0);
    assert_int_equal(report_switch(&g->ctx, &use, REPORT_UNITS, true), OK);
    use = use_of(&h, 1);
    CHECK_ERR("report", report_show(&g->ctx, &use, (struct day){0}, &r), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("switch", report_switch(&g->ctx, &use, REPORT_UNITS, true), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("switches", report_switches(&g->ctx, &use, off), ERR_DENIED);
    ctx_clear(&g->ctx);
    CHECK_ERR("log", report_events(&g->ctx, &use, all, &events), ERR_DENIED);
    ctx_clear(&g->ctx);
    use.organisation = NULL;
    CHECK_ERR("the whole log", report_events(&g->ctx, &use, all, &events), ERR_DENIED);
    ctx_clear(&g->ctx);
    use = use_of(&h, 0);
    all.organisation = SLICE("bstadt");
    CHECK_ERR("own", report_events(&g->ctx, &use, all, &events), OK);
    CHECK_INT("the own one, whatever is asked", events.len, 1);
    all.organisation = SLICE("");
    use = (struct report_use){h.platform, &h.office, NULL};
    CHECK_ERR("operator", report_events(&g->ctx, &use, all, &events), OK);
    CHECK_INT("control: the operator reads it", events.len, 1);
    use.organisation = &h.town[0];
    CHECK_ERR("operator, no figures", report_show(&g->ctx, &use, (struct day){0}, &r), ERR_DENIED);
    ctx_clear(&g->ctx);
    use = (struct report_use){h.platform, NULL, &h.town[0]};
    CHECK_ERR("nobody", report_show(&g->ctx, &use, (struct day){0}, &r), ERR_DENIED);
    ctx_clear(&g->ctx);
    use = use_of(&h, 0);
    CHECK_ERR("no such month", report_show(&g->ctx, &use, (struct day){10000}, &r), ERR_NOT_FOUND);
    platform_close(h.platform);
}

int
suite_reports(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_group_of_five_is_shown_and_one_of_four_is_not,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(too_few_people_have_no_report, given_seeded, given_done),
        cmocka_unit_test_setup_teardown(before_and_after_one_joins_looks_the_same, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(a_unit_that_is_made_anew_tells_nothing_of_one_person,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(in_many_months_no_small_figure_is_ever_shown, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(what_is_switched_off_is_refused_and_stands_in_the_log,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(nobody_reads_reports_or_the_log_of_another_organisation,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests_name("reports", tests, NULL, NULL);
}
