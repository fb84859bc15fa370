/* SPDX-License-Identifier: EUPL-1.2 */
/* Demand without persons: from confirmed jobs of several organisations, counted once a month. */
#include <stdlib.h>
#include <string.h>

#include "given.h"
#include "service/browse_service.h"
#include "service/demand_service.h"
#include "storage/account_store.h"
#include "storage/employment_store.h"
#include "storage/organisation_store.h"
#include "storage/reach.h"
#include "suite.h"

enum { TOWNS = 3 };

struct land {
    struct platform *platform;
    struct organisation town[TOWNS];
    const struct job_profile *job;
    struct actor provider;
    struct grant grant;
    struct actor hr;
    struct grant hr_grant;
    int people; /* made so far */
};

/* Some more people of a town. */
struct more {
    struct land *land;
    int town;
    int people;
    bool confirmed;
    bool declined;
    bool ended;
};

static enum err
build(struct db *db, void *arg)
{
    static const char *const towns[TOWNS] = {"astadt", "bstadt", "cstadt"};
    struct land *l = arg;

    for (int i = 0; i < TOWNS; i++) {
        l->town[i] = (struct organisation){.code = slice_of(towns[i]),
                                           .kind = ORGANISATION_MUNICIPALITY,
                                           .name = slice_of(towns[i]),
                                           .state = i < 2 ? SLICE("08") : SLICE("07"),
                                           .status = ORGANISATION_ADMITTED,
                                           .has_admitted_on = true,
                                           .employees = -1};
        TRY(organisation_store_save(db, &l->town[i]));
    }
    return OK;
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
        struct employment e = {.organisation = m->land->town[m->town].id,
                               .name = SLICE("x"),
                               .first_day = {20000},
                               .last_day = {20100},
                               .has_last_day = m->ended,
                               .job = m->land->job->id,
                               .answer = m->declined ? EMPLOYMENT_DECLINED : EMPLOYMENT_ACCEPTED};

        if (m->confirmed)
            e.job_confirmed = db_ctx(db)->now;
        (void)snprintf(code, sizeof code, "Q%015d", m->land->people);
        (void)snprintf(email, sizeof email, "q%d@a.example", m->land->people++);
        a.code = slice_of(code);
        a.email = e.email = slice_of(email);
        TRY(account_store_add(db, &a));
        e.account = a.id;
        TRY(employment_store_save(db, &e));
    }
    return OK;
}

static void
more(struct given *g, struct more m)
{
    CHECK_ERR("people", db_write(g->database, given_ctx(g), add_people, &m), OK);
}

static void
land_given(struct given *g, struct land *l, const struct snapshot **ret_snap)
{
    *l = (struct land){.platform = given_platform(g)};
    *ret_snap = snapshot_acquire(l->platform);
    l->job = &(*ret_snap)->catalogue->jobs[0];
    CHECK_ERR("towns", db_write(g->database, given_ctx(g), build, l), OK);
    l->grant = (struct grant){{999}, ROLE_PROVIDER};
    l->provider =
        (struct actor){.code = SLICE("PPPPPPPPPPPPPPPP"), .grants = &l->grant, .grants_len = 1};
    l->hr_grant = (struct grant){l->town[0].id, ROLE_HR};
    l->hr =
        (struct actor){.code = SLICE("HHHHHHHHHHHHHHHH"), .grants = &l->hr_grant, .grants_len = 1};
}

static void
land_done(struct land *l, const struct snapshot *snap)
{
    snapshot_release(l->platform, snap);
    platform_close(l->platform);
}

/* As a server would ask: with nobody's organisation at hand. */
static struct demand
ask(struct given *g, const struct land *l, const struct snapshot *snap, int days)
{
    struct ctx *ctx = given_later(g, days);
    struct demand d;
    enum err e;

    ctx->reach = (struct reach){NULL, 0, 0};
    e = demand_show(ctx, l->platform, snap, &l->provider, &d);
    CHECK_ERR(ctx_message(ctx, e), e, OK);
    return d;
}

/* DEMAND-1, DEMAND-2, DEMAND-3 */
static void
only_confirmed_jobs_of_several_organisations_count(void **state)
{
    static const struct more nobody[] = {
        {NULL, 0, 9, false, false, false}, /* not confirmed */
        {NULL, 1, 9, true, true, false},   /* declined */
        {NULL, 1, 9, true, false, true},   /* ended */
        {NULL, 0, 9, true, false, false},  /* of one organisation alone */
    };
    struct given *g = *state;
    struct land l;
    const struct snapshot *snap = NULL;
    struct demand d;

    land_given(g, &l, &snap);
    for (size_t i = 0; i < ARRAY_LEN(nobody); i++) {
        struct more m = nobody[i];

        m.land = &l;
        more(g, m);
    }
    d = ask(g, &l, snap, 0);
    CHECK_INT("nothing is shown", d.view.rows_len, 0);
    CHECK_INT("and how much is not", d.view.hidden, l.job->targets_len);
    land_done(&l, snap);
}

static void
what_jobs_want_is_shown_by_competence_and_level(void **state)
{
    struct given *g = *state;
    struct land l;
    const struct snapshot *snap = NULL;
    struct demand d;

    land_given(g, &l, &snap);
    more(g, (struct more){&l, 0, 12, true, false, false});
    more(g, (struct more){&l, 1, 8, true, false, false});
    more(g, (struct more){&l, 2, 3, true, false, false});
    d = ask(g, &l, snap, 0);
    CHECK_INT("a row for each target", d.view.rows_len, l.job->targets_len);
    for (int i = 0; i < d.view.rows_len; i++) {
        const struct demand_row *r = &d.view.rows[i];
        bool wanted = false;

        for (int k = 0; k < l.job->targets_len; k++)
            wanted |= l.job->targets[k].competence.n == r->competence.n &&
                      l.job->targets[k].level == r->level;
        CHECK_TRUE("a target", wanted);
        CHECK_INT("23 in fives", r->people, 25);
        CHECK_INT("two states", r->lands_len, 2);
        CHECK_INT("three people are not told", r->lands[0].people, -1);
        CHECK_INT("nor what would tell them", r->lands[1].people, -1);
        CHECK_TRUE("in order", i == 0 || d.view.rows[i - 1].unmet >= r->unmet);
    }
    land_done(&l, snap);
}

/* DEMAND-5: asked again in the month, the figures are those of before; in the next one they move
 * only when five make the difference. */
static void
before_and_after_one_joins_looks_the_same(void **state)
{
    struct given *g = *state;
    struct land l;
    const struct snapshot *snap = NULL;
    struct demand d;

    land_given(g, &l, &snap);
    more(g, (struct more){&l, 0, 12, true, false, false});
    more(g, (struct more){&l, 1, 10, true, false, false});
    d = ask(g, &l, snap, 0);
    CHECK_INT("22", d.view.rows[0].people, 20);
    more(g, (struct more){&l, 0, 1, true, false, false});
    d = ask(g, &l, snap, 0);
    CHECK_INT("23 in the same month", d.view.rows[0].people, 20);
    d = ask(g, &l, snap, 30);
    CHECK_INT("23 in the next", d.view.rows[0].people, 20);
    more(g, (struct more){&l, 1, 4, true, false, false});
    d = ask(g, &l, snap, 60);
    CHECK_INT("27, five more than what is kept", d.view.rows[0].people, 25);
    land_done(&l, snap);
}

static void
who_offers_may_see_it_and_personnel_departments_may_not(void **state)
{
    struct given *g = *state;
    struct land l;
    const struct snapshot *snap = NULL;
    struct demand d;

    land_given(g, &l, &snap);
    CHECK_ERR("nobody", demand_show(given_ctx(g), l.platform, snap, NULL, &d), ERR_DENIED);
    CHECK_ERR("hr", demand_show(given_ctx(g), l.platform, snap, &l.hr, &d), ERR_DENIED);
    CHECK_ERR("provider", demand_show(given_ctx(g), l.platform, snap, &l.provider, &d), OK);
    land_done(&l, snap);
}

int
suite_demand(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_confirmed_jobs_of_several_organisations_count,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(what_jobs_want_is_shown_by_competence_and_level,
                                        given_seeded, given_done),
        cmocka_unit_test_setup_teardown(before_and_after_one_joins_looks_the_same, given_seeded,
                                        given_done),
        cmocka_unit_test_setup_teardown(who_offers_may_see_it_and_personnel_departments_may_not,
                                        given_seeded, given_done),
    };

    return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
