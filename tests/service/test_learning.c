/* SPDX-License-Identifier: EUPL-1.2 */
/* The main job on the demo catalogue, for everybody. */
#include "engine/curriculum.h"
#include "service/given.h"
#include "service/learning_service.h"
#include "service/suite.h"
#include "unit/engine/curriculum_oracle.h"

struct patience {
    int64_t left;
};

static bool
is_patient(void *arg)
{
    struct patience *p = arg;

    return p->left-- > 0;
}

/* From level 0, four hours a week, nothing said but the job. */
static void
every_job_gets_a_useful_curriculum(void **state)
{
    static const int64_t patience[] = {0, 12};
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *snap = snapshot_acquire(p);

    for (int i = 0; i < snap->catalogue->jobs_len; i++) {
        for (size_t k = 0; k < (i % 5 == 0 ? ARRAY_LEN(patience) : 1); k++) {
            struct situation s = situation_default(snap->today);
            struct patience left = {patience[k]};
            const struct curriculum_request request = {
                snap->catalogue, &s, PRESET_BALANCED, {is_patient, &left, 0}};
            struct curriculum plan;
            const char *fault;

            s.job = snap->catalogue->jobs[i].id;
            assert_int_equal(curriculum_make(given_ctx(g)->arena, &request, &plan), OK);
            fault = oracle_fault(snap->catalogue, &s, &plan);
            if (fault != NULL)
                fail_msg("%.*s: %s", SLICE_ARG(snap->catalogue->jobs[i].code), fault);
            /* Without any search it keeps the rules; with a little it is worth having. */
            if (patience[k] > 0 && (plan.entries_len < 6 || plan.minutes < 40 * 60))
                fail_msg("%.*s, patience %d: %d blocks, %d minutes",
                         SLICE_ARG(snap->catalogue->jobs[i].code), (int)patience[k],
                         plan.entries_len, plan.minutes);
        }
    }
    snapshot_release(p, snap);
    platform_close(p);
}

/* With time and money, every target of every job can be reached: the demo has ladders. */
static void
every_target_of_every_job_can_be_reached(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *snap = snapshot_acquire(p);
    int open = 0;

    for (int i = 0; i < snap->catalogue->jobs_len; i++) {
        struct situation s = situation_default(snap->today);
        struct patience left = {0}; /* these reasons need no search */
        const struct curriculum_request request = {
            snap->catalogue, &s, PRESET_BALANCED, {is_patient, &left, 0}};
        struct curriculum plan;

        s.job = snap->catalogue->jobs[i].id;
        s.weekly_minutes = 20 * 60;
        s.budget.n = CENTS_MAX;
        s.distance_km = DISTANCE_KM_MAX;
        s.latest_end = day_plus(s.start, 60 * 7 - 1);
        assert_int_equal(curriculum_make(given_ctx(g)->arena, &request, &plan), OK);
        for (int k = 0; k < plan.goals_len; k++) {
            const struct curriculum_goal *goal = &plan.goals[k];

            if (goal->obstacle != OBSTACLE_NO_OFFER && goal->obstacle != OBSTACLE_WISHES &&
                goal->obstacle != OBSTACLE_PREREQUISITES)
                continue;
            print_message(
                "%.*s: level %d of %.*s: obstacle %d\n", SLICE_ARG(snap->catalogue->jobs[i].code),
                goal->gap.needed,
                SLICE_ARG(snap->catalogue->framework->by_id[goal->gap.competence.n]->code),
                (int)goal->obstacle);
            open++;
        }
    }
    assert_int_equal(open, 0);
    snapshot_release(p, snap);
    platform_close(p);
}

static void
every_preset_keeps_the_rules(void **state)
{
    struct given *g = *state;
    struct platform *p = given_platform(g);
    const struct snapshot *snap = snapshot_acquire(p);
    struct situation s = situation_default(snap->today);

    s.job = snap->catalogue->jobs[0].id;
    for (int preset = 0; preset < PRESETS; preset++) {
        struct curriculum plan;

        s.preset = (enum preset)preset;
        assert_int_equal(learning_plan_now(given_ctx(g), snap, &s, &plan), OK);
        assert_null(oracle_fault(snap->catalogue, &s, &plan));
    }
    snapshot_release(p, snap);
    platform_close(p);
}

int
suite_learning(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_job_gets_a_useful_curriculum, given_demo, given_done),
        cmocka_unit_test_setup_teardown(every_target_of_every_job_can_be_reached, given_demo,
                                        given_done),
        cmocka_unit_test_setup_teardown(every_preset_keeps_the_rules, given_demo, given_done),
    };

    return cmocka_run_group_tests_name("learning", tests, NULL, NULL);
}
