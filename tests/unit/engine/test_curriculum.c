/* SPDX-License-Identifier: EUPL-1.2 */
/* Curricula of invented people, each looked at by an independent oracle. */
#include "check.h"
#include "engine/curriculum.h"
#include "unit/engine/curriculum_oracle.h"
#include "unit/engine/curriculum_scene.h"
#include "unit/engine/given_situation.h"

/* Follow-ups, blocks with the same content, more ways up than the random catalogue has. */
static void
given_links(struct given *g)
{
    for (int i = 1; i < g->modules_len; i++) {
        struct module *m = &g->modules[i];
        struct module_id *other = arena_array(g->arena, struct module_id, 1);

        other->n = 1 + given_below(g, i);
        for (int k = 0; k < m->gives_len && given_chance(g, 70); k++) {
            m->gives[k].from = (uint8_t)given_below(g, 3);
            m->gives[k].to = (uint8_t)(m->gives[k].from + 1 + given_below(g, 3));
        }
        if (given_chance(g, 60))
            m->minutes = 60 + 30 * given_below(g, 16);
        if (m->format != FORMAT_IN_PERSON && given_chance(g, 30)) {
            m->self_paced = true;
            m->runs_len = 0;
        }
        if (given_chance(g, 15)) {
            m->follows = *other;
            m->follow_within_weeks = (int16_t)given_below(g, 6);
        } else if (given_chance(g, 15)) {
            m->excludes = other;
            m->excludes_len = 1;
        }
    }
}

/* Mostly somebody with few hard wishes, so that plans are long. */
static struct situation
given_planner(struct given *g)
{
    struct situation s = given_random_situation(g);

    s.job.n = 1 + given_below(g, GIVEN_JOBS);
    if (given_chance(g, 20))
        return s;
    memset(s.rating, RATING_UNKNOWN, sizeof s.rating);
    s.formats = (1u << FORMATS) - 1;
    s.german = s.english = true;
    s.accessibility = 0;
    s.distance_km = DISTANCE_KM_MAX;
    s.latest_end.n = s.start.n + 60 + given_below(g, 400);
    s.weekly_minutes = 120 + 30 * given_below(g, 20);
    if (given_chance(g, 50))
        s.budget.n = 100000 + 100 * given_below(g, 3000);
    if (given_chance(g, 50))
        s.half_days = HALF_DAYS_ALL;
    return s;
}

static void
every_random_curriculum_keeps_every_rule(void **state)
{
    int made = 0;
    int blocks = 0;
    int best = 0;
    int kept = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 90; seed++) {
        struct given *g = given_open(seed, 80);
        const struct catalogue *c;

        for (int i = 0; i < 80; i++)
            (void)given_random_module(g);
        given_links(g);
        c = given_catalogue(g);
        for (int i = 0; i < 7; i++) {
            struct situation s = given_planner(g);
            struct curriculum p;
            const char *fault;

            p = plan_with(g, c, &s, (enum preset)given_below(g, PRESETS),
                          given_chance(g, 10) ? 0 : 60);
            fault = oracle_fault(c, &s, &p);
            if (fault != NULL)
                fail_msg("seed %d, situation %d: %s", (int)seed, i, fault);
            made++;
            blocks += p.entries_len;
            best += p.quality == QUALITY_BEST;
            for (int k = 0; k < s.fixed_len; k++)
                kept += s.fixed[k].choice == FIXED_KEEP;
            kept -= p.refused_len;
        }
        given_close(g);
    }
    print_message("%d curricula with %d blocks (%d kept), %d of them proved best\n", made, blocks,
                  kept, best);
    assert_true(blocks > 2 * made && kept > 0 && best > made / 2);
}

static struct curriculum
scene_plan(struct scene *x, enum preset preset)
{
    const struct catalogue *c = given_catalogue(x->g);
    struct curriculum p = plan_with(x->g, c, &x->s, preset, INT64_MAX);
    const char *fault = oracle_fault(c, &x->s, &p);

    if (fault != NULL)
        fail_msg("%s", fault);
    return p;
}

static void
obstacle_build(struct scene *x, enum curriculum_obstacle obstacle)
{
    struct module *m;

    scene_target(x, 1, 4);
    switch (obstacle) {
    case OBSTACLE_NONE:
        (void)scene_module(x, "a", (struct module_gain){{1}, 0, 4});
        break;
    case OBSTACLE_NO_OFFER:
        (void)scene_module(x, "a", (struct module_gain){{2}, 0, 4});
        break;
    case OBSTACLE_WISHES:
        m = scene_module(x, "a", (struct module_gain){{1}, 0, 4});
        m->language = SLICE("en");
        break;
    case OBSTACLE_PREREQUISITES:
        m = scene_module(x, "a", (struct module_gain){{1}, 0, 4});
        scene_need(x, m, 2, 1);
        break;
    case OBSTACLE_DATES: /* what it needs ends in the week of its only sitting */
        (void)scene_module(x, "a", (struct module_gain){{2}, 0, 1});
        m = scene_module(x, "b", (struct module_gain){{1}, 0, 4});
        scene_need(x, m, 2, 1);
        (void)scene_run(x, m, 0, 2);
        break;
    case OBSTACLE_WEEKLY_TIME: /* two weeks' work before the second week */
        (void)scene_module(x, "a", (struct module_gain){{2}, 0, 1});
        (void)scene_module(x, "b", (struct module_gain){{3}, 0, 1});
        m = scene_module(x, "c", (struct module_gain){{1}, 0, 4});
        scene_need(x, m, 2, 1);
        scene_need(x, m, 3, 1);
        (void)scene_run(x, m, 1, 2);
        break;
    case OBSTACLE_BUDGET: /* each alone, not both */
        m = scene_module(x, "a", (struct module_gain){{1}, 0, 2});
        m->price.n = 30000;
        m = scene_module(x, "b", (struct module_gain){{1}, 3, 4});
        m->price.n = 30000;
        x->s.budget.n = 50000;
        break;
    case OBSTACLE_TRADE_OFF: /* one sitting at the same time as that of a weightier target */
        m = scene_module(x, "a", (struct module_gain){{1}, 0, 4});
        (void)scene_run(x, m, 1, 2);
        scene_target(x, 2, 4)->weight = 5;
        m = scene_module(x, "b", (struct module_gain){{2}, 0, 4});
        (void)scene_run(x, m, 1, 2);
        break;
    case OBSTACLES:
        break;
    }
}

static void
every_obstacle_is_told(void **state)
{
    static const char *const names[OBSTACLES] = {"none",  "no offer",    "wishes", "prerequisites",
                                                 "dates", "weekly time", "budget", "trade-off"};

    (void)state;
    for (int want = 0; want < OBSTACLES; want++) {
        struct scene x = scene_open();
        struct curriculum p;

        obstacle_build(&x, (enum curriculum_obstacle)want);
        p = scene_plan(&x, PRESET_BALANCED);
        CHECK_INT(names[want], p.goals[0].obstacle, want);
        CHECK_INT(names[want], p.quality, QUALITY_BEST);
        given_close(x.g);
    }
}

static void
a_part_of_the_way_counts(void **state)
{
    struct scene x = scene_open();
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 6);
    (void)scene_module(&x, "a", (struct module_gain){{1}, 0, 2});
    (void)scene_module(&x, "b", (struct module_gain){{1}, 2, 4});
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.entries_len, 2);
    assert_int_equal(p.goals[0].reached, 4);
    assert_int_equal(p.goals[0].obstacle, OBSTACLE_NO_OFFER);
    assert_int_equal(p.entries[1].steps[0].from, 2);
    given_close(x.g);
}

static void
one_level_short_will_do_two_will_not(void **state)
{
    (void)state;
    for (uint8_t held = 0; held <= 3; held++) {
        struct scene x = scene_open();
        struct curriculum p;

        scene_target(&x, 1, 4);
        (void)scene_module(&x, "a", (struct module_gain){{1}, 3, 4});
        x.s.rating[1] = held;
        p = scene_plan(&x, PRESET_BALANCED);
        CHECK_INT("blocks", p.entries_len, held >= 2);
        given_close(x.g);
    }
}

static void
a_seminar_day_may_be_made_up_for_in_other_weeks(void **state)
{
    struct scene x = scene_open();
    struct module *m;
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 4);
    m = scene_module(&x, "a", (struct module_gain){{1}, 0, 4});
    m->minutes = 480;
    (void)scene_run(&x, m, 3, 2);
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.entries_len, 1);
    assert_int_equal(p.entries[0].weekly_minutes, 240);
    assert_true(p.entries[0].start_week <= 3 && p.entries[0].end_week >= 3);
    x.s.weekly_minutes = 53; /* 480 minutes need ten weeks: the run's own and nine more */
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.entries_len, 0);
    given_close(x.g);
}

/* With 6 hours a week: 8 hours in two weeks of 4, and beside them others in four weeks of 2. */
static void
what_a_pace_leaves_of_a_week_is_not_lost(void **state)
{
    static const char *const codes[] = {"a", "b", "c"};
    struct scene x = scene_open();
    struct curriculum p;

    (void)state;
    for (uint16_t i = 0; i < 3; i++) {
        scene_target(&x, (uint16_t)(i + 1), 4);
        scene_module(&x, codes[i], (struct module_gain){{(uint16_t)(i + 1)}, 0, 4})->minutes = 480;
    }
    x.s.weekly_minutes = 360;
    x.s.latest_end = day_plus(x.s.start, 4 * 7 - 1);
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.goals_closed, 3);
    given_close(x.g);
}

static void
what_has_no_sittings_ends_in_time(void **state)
{
    struct scene x = scene_open();
    struct module *m;
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 4);
    m = scene_module(&x, "a", (struct module_gain){{1}, 0, 4});
    m->minutes = 480;
    x.s.latest_end = day_plus(x.s.start, 7 + 3); /* Thursday of the second week */
    assert_int_equal(scene_plan(&x, PRESET_BALANCED).entries_len, 0);
    x.s.latest_end = day_plus(x.s.start, 7 + 4);
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.entries_len, 1);
    assert_int_equal(p.entries[0].last.n, x.s.latest_end.n);
    scene_run(&x, m, 0, 0)->last = day_plus(x.s.start, 7 + 3); /* the window of a course */
    m->runs[0].sessions_len = 0;
    assert_int_equal(scene_plan(&x, PRESET_BALANCED).entries_len, 0);
    given_close(x.g);
}

static void
evening_sittings_collide_too(void **state)
{
    struct scene x = scene_open();
    struct module *m;

    (void)state;
    for (uint16_t i = 1; i <= 2; i++) {
        scene_target(&x, i, 4);
        m = scene_module(&x, i == 1 ? "a" : "b", (struct module_gain){{i}, 0, 4});
        m->minutes = 60;
        scene_run(&x, m, 1, 2)->sessions[0] =
            (struct session){day_plus(x.s.start, 9), (int16_t)(1080 + 30 * i), 1200};
    }
    assert_int_equal(scene_plan(&x, PRESET_BALANCED).entries_len, 1);
    given_close(x.g);
}

static void
a_follow_up_brings_its_course(void **state)
{
    struct scene x = scene_open();
    struct module *course;
    struct module *m;
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 4);
    course = scene_module(&x, "course", (struct module_gain){{9}, 0, 1}); /* of no use itself */
    m = scene_module(&x, "after", (struct module_gain){{1}, 0, 4});
    m->format = FORMAT_FOLLOW_UP;
    m->follows = course->id;
    m->follow_within_weeks = 2;
    p = scene_plan(&x, PRESET_BALANCED);
    assert_int_equal(p.entries_len, 2);
    assert_int_equal(p.entries[0].role, ROLE_PREPARES);
    assert_ptr_equal(p.entries[0].serves, m);
    assert_int_equal(p.entries[1].role, ROLE_FOLLOWS_UP);
    given_close(x.g);
}

static void
a_kept_block_that_cannot_be_kept_spoils_no_other(void **state)
{
    struct scene x = scene_open();
    struct module *m;
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 4);
    (void)scene_module(&x, "gap", (struct module_gain){{1}, 0, 4});
    (void)scene_module(&x, "wish", (struct module_gain){{8}, 0, 2});
    m = scene_module(&x, "hopeless", (struct module_gain){{9}, 0, 2});
    scene_need(&x, m, 10, 5);
    x.s.fixed = (struct fixed_module[]){{{2}, FIXED_KEEP}, {{3}, FIXED_KEEP}};
    x.s.fixed_len = 2;
    for (int64_t patience = 0; patience < 2; patience++) {
        const struct catalogue *c = given_catalogue(x.g);

        p = plan_with(x.g, c, &x.s, PRESET_BALANCED, patience ? INT64_MAX : 0);
        assert_null(oracle_fault(c, &x.s, &p));
        CHECK_INT("the gap and the wish", p.entries_len, 2);
        CHECK_INT("the hopeless one", p.refused_len, 1);
        assert_ptr_equal(p.refused[0], m);
        CHECK_INT("role", p.entries[1].role + p.entries[0].role, ROLE_KEPT + ROLE_CLOSES_GAP);
    }
    given_close(x.g);
}

/* More candidates than the solver takes: the only way up a second ladder must be among them. */
static void
many_good_matches_do_not_push_out_the_only_way(void **state)
{
    struct scene x = scene_open();
    struct module *m;

    (void)state;
    given_close(x.g);
    x.g = given_open(7, CURRICULUM_CANDIDATES_MAX + 60);
    x.g->jobs[0].targets_len = 0;
    scene_target(&x, 1, 4)->weight = 5;
    scene_target(&x, 2, 4)->weight = 1;
    for (int i = 0; i < CURRICULUM_CANDIDATES_MAX + 50; i++)
        (void)scene_module(&x, given_text(x.g, "m", 1000 + i).at, (struct module_gain){{1}, 0, 4});
    m = scene_module(&x, "only", (struct module_gain){{2}, 0, 4});
    m->price.n = 90000;
    m->minutes = 1200;
    {
        const struct catalogue *c = given_catalogue(x.g);
        struct curriculum p = plan_with(x.g, c, &x.s, PRESET_BALANCED, 400);

        assert_null(oracle_fault(c, &x.s, &p));
        assert_int_equal(p.candidates, CURRICULUM_CANDIDATES_MAX);
        assert_int_equal(p.goals_closed, 2);
    }
    given_close(x.g);
}

static int64_t
travel_cents(const struct curriculum *p)
{
    int64_t cents = 0;

    for (int i = 0; i < p->entries_len; i++) {
        const struct run *r = p->entries[i].run;
        int days = 0;

        for (int k = 0; r != NULL && k < r->sessions_len; k++)
            days += k == 0 || r->sessions[k].day.n != r->sessions[k - 1].day.n;
        if (p->entries[i].distance_km > 0)
            cents += (int64_t)(p->entries[i].distance_km * 60) * days;
    }
    return cents;
}

static int
last_week(const struct curriculum *p)
{
    int last = -1;

    for (int i = 0; i < p->entries_len; i++)
        last = p->entries[i].end_week > last ? p->entries[i].end_week : last;
    return last;
}

/* As proved: money with 10 cents an hour is least in the cheapest, the end first in the fastest. */
static void
each_preset_is_best_at_what_it_says(void **state)
{
    int compared = 0;

    (void)state;
    for (uint64_t seed = 500; seed < 540; seed++) {
        struct given *g = given_open(seed, 50);
        struct curriculum p[PRESETS];
        struct situation s;
        const struct catalogue *c;
        bool proved = true;
        int64_t money[PRESETS];

        for (int i = 0; i < 50; i++)
            (void)given_random_module(g);
        c = given_catalogue(g);
        s = given_planner(g);
        for (int k = 0; k < PRESETS; k++) {
            p[k] = plan_with(g, c, &s, (enum preset)k, 200);
            assert_null(oracle_fault(c, &s, &p[k]));
            proved = proved && p[k].quality == QUALITY_BEST;
            money[k] = 60 * (p[k].price.n + travel_cents(&p[k])) + 10 * p[k].minutes;
        }
        for (int k = 0; proved && k < PRESETS; k++) {
            /* 60 cents of rounding: hours count in whole cents of each block */
            CHECK_TRUE("cheapest", money[PRESET_CHEAPEST] <= money[k] + 60 * 60);
            CHECK_TRUE("fastest", last_week(&p[PRESET_FASTEST]) <= last_week(&p[k]));
            compared++;
        }
        given_close(g);
    }
    print_message("%d plans compared\n", compared);
    assert_true(compared > 60);
}

static struct curriculum
plan_in_steps(struct given *g, struct curriculum_request request, int64_t steps)
{
    struct curriculum plan;

    request.clock.steps_max = steps;
    assert_int_equal(curriculum_make(g->arena, &request, &plan), OK);
    assert_int_equal(curriculum_explain(g->arena, &request, &plan), OK);
    return plan;
}

/* However often the clock is asked: a limit of steps ends the work at the same point. */
static void
the_same_steps_make_the_same_plan(void **state)
{
    static const int64_t STEPS[] = {1, 100000, 10000000};
    int cut_short = 0;

    (void)state;
    for (uint64_t seed = 600; seed < 612; seed++) {
        struct given *g = given_open(seed, 50);
        struct situation s;
        struct patience p = {INT64_MAX};
        struct curriculum_request request = {NULL, &s, PRESET_BALANCED, {NULL, NULL, 0}};

        for (int i = 0; i < 50; i++)
            (void)given_random_module(g);
        request.catalogue = given_catalogue(g);
        s = given_planner(g);
        for (size_t i = 0; i < ARRAY_LEN(STEPS); i++) {
            struct curriculum one = plan_in_steps(g, request, STEPS[i]);
            struct curriculum_request asked = request;
            struct curriculum other;

            asked.clock.go_on = is_patient;
            asked.clock.arg = &p;
            other = plan_in_steps(g, asked, STEPS[i]);
            assert_null(oracle_fault(request.catalogue, &s, &one));
            assert_true(curriculum_same(&one, &other) && one.quality == other.quality);
            assert_int_equal(one.whys_len, other.whys_len);
            cut_short += one.quality != QUALITY_BEST;
        }
        given_close(g);
    }
    print_message("%d plans ended by their steps\n", cut_short);
    assert_true(cut_short >= 12);
}

static void
without_a_job_there_is_no_curriculum(void **state)
{
    struct scene x = scene_open();
    struct curriculum_request request = {NULL, &x.s, PRESET_BALANCED, {NULL, NULL, 0}};
    struct curriculum p;

    (void)state;
    scene_target(&x, 1, 4);
    request.catalogue = given_catalogue(x.g);
    x.s.job.n = 0;
    assert_int_equal(curriculum_make(x.g->arena, &request, &p), ERR_INVALID);
    x.s.job.n = 99;
    assert_int_equal(curriculum_make(x.g->arena, &request, &p), ERR_INVALID);
    given_close(x.g);
}

/* The control: each of these breaks a good plan, and the oracle must see it. */
enum harm {
    HARM_TWICE,
    HARM_EARLIER,
    HARM_ORDER,
    HARM_STEP,
    HARM_ROLE,
    HARM_PRICE,
    HARM_GOAL,
    HARM_OBSTACLE,
    HARM_FORGOTTEN,
    HARM_LATE,
    HARM_BLOCKED,
    HARM_BUDGET,
    HARM_DROPPED,
    HARMS
};

static void
harm_do(enum harm harm, struct situation *s, struct curriculum *p)
{
    struct curriculum_entry *e = p->entries;

    switch (harm) {
    case HARM_TWICE:
        e[1] = e[0];
        break;
    case HARM_EARLIER:
        e[1].start_week--;
        break;
    case HARM_ORDER: {
        struct curriculum_entry first = e[0];

        e[0] = e[1];
        e[1] = first;
        break;
    }
    case HARM_STEP:
        e[1].steps[0].from = 0;
        break;
    case HARM_ROLE:
        e[1].role = ROLE_KEPT;
        break;
    case HARM_PRICE:
        p->price.n++;
        break;
    case HARM_GOAL:
        p->goals[0].reached++;
        break;
    case HARM_OBSTACLE:
        p->goals[0].obstacle = OBSTACLE_DATES;
        break;
    case HARM_FORGOTTEN:
        p->entries_len--;
        break;
    case HARM_LATE:
        s->latest_end = day_plus(s->start, 12);
        break;
    case HARM_BLOCKED:
        s->blocked_weeks = &p->weeks[1].monday;
        s->blocked_weeks_len = 1;
        break;
    case HARM_BUDGET:
        s->budget.n = 1;
        break;
    case HARM_DROPPED:
        s->fixed[0] = (struct fixed_module){e[1].module->id, FIXED_DROP};
        s->fixed_len = 1;
        break;
    case HARMS:
        break;
    }
}

static void
the_oracle_sees_every_harm(void **state)
{
    (void)state;
    for (int harm = 0; harm < HARMS; harm++) {
        struct scene x = scene_open();
        struct curriculum p;

        x.s.fixed = arena_array(x.g->arena, struct fixed_module, 1);
        scene_target(&x, 1, 4);
        scene_module(&x, "a", (struct module_gain){{1}, 0, 2})->price.n = 100;
        (void)scene_module(&x, "b", (struct module_gain){{1}, 2, 4});
        p = scene_plan(&x, PRESET_FASTEST);
        assert_int_equal(p.entries_len, 2);
        harm_do((enum harm)harm, &x.s, &p);
        if (oracle_fault(given_catalogue(x.g), &x.s, &p) == NULL)
            fail_msg("harm %d is not seen", harm);
        given_close(x.g);
    }
}

/* CURRICULUM-18. Job 1 needs level 4; blocks lead from 0 to 2, from 2 to 4 and from 3 to 4. */
static void
a_check_counts_with_the_chance_of_each_level(void **state)
{
    static const struct {
        const char *why;
        uint8_t reached[LEVEL_MAX];
        int held;
        int sure;
        int blocks; /* in the plan */
    } table[] = {
        {"sure of it all", {100, 100, 95, 80, 3, 0, 0, 0}, 4, 4, 0},
        {"rather yes: no gap", {100, 90, 70, 50, 3, 0, 0, 0}, 4, 2, 0},
        {"rather no: a gap", {100, 90, 70, 49, 3, 0, 0, 0}, 3, 2, 1},
        {"sure of 2: what ends there is not needed", {100, 80, 40, 10, 0, 0, 0, 0}, 2, 2, 1},
        {"probably 2, sure of 0: from the bottom", {79, 60, 40, 10, 0, 0, 0, 0}, 2, 0, 2},
        {"surely nothing", {1, 0, 0, 0, 0, 0, 0, 0}, 0, 0, 2},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene x = scene_open();
        struct curriculum p;

        scene_target(&x, 1, 4);
        (void)scene_module(&x, "a", (struct module_gain){{1}, 0, 2});
        (void)scene_module(&x, "b", (struct module_gain){{1}, 2, 4});
        situation_measure(&x.s, (struct competence_id){1}, table[i].reached);
        CHECK_INT(table[i].why, situation_level(&x.s, (struct competence_id){1}), table[i].held);
        CHECK_INT(table[i].why, situation_sure_level(&x.s, (struct competence_id){1}),
                  table[i].sure);
        p = plan_with(x.g, given_catalogue(x.g), &x.s, PRESET_BALANCED, INT64_MAX);
        CHECK_INT(table[i].why, p.entries_len, table[i].blocks);
        CHECK_INT(table[i].why, p.goals[0].gap.chance, table[i].reached[3]);
        given_close(x.g);
    }
}

/* What the person says goes before what was measured; the same level keeps it. */
static void
an_own_rating_forgets_what_was_measured(void **state)
{
    static const uint8_t reached[LEVEL_MAX] = {99, 85, 60, 10, 0, 0, 0, 0};
    struct situation s = situation_default((struct day){GIVEN_TODAY});
    struct competence_id c = {1};

    (void)state;
    situation_measure(&s, c, reached);
    CHECK_INT("held", situation_level(&s, c), 3);
    CHECK_INT("sure", situation_sure_level(&s, c), 2);
    CHECK_INT("chance", situation_chance(&s, c, 4), 10);
    situation_rate(&s, c, 3);
    CHECK_TRUE("still measured", situation_is_measured(&s, c));
    situation_rate(&s, c, 4);
    CHECK_TRUE("no more", !situation_is_measured(&s, c));
    CHECK_INT("sure of oneself", situation_sure_level(&s, c), 4);
    CHECK_INT("chance", situation_chance(&s, c, 4), 100);
    CHECK_INT("chance", situation_chance(&s, c, 5), 0);
    CHECK_TRUE("sound", situation_is_sound(&s));
    s.reached[1][0] = 10;
    s.reached[1][1] = 11;
    CHECK_TRUE("a higher level is not likelier", !situation_is_sound(&s));
    s.reached[1][1] = 0;
    s.reached[1][0] = 101;
    CHECK_TRUE("no chance is above 100", !situation_is_sound(&s));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_random_curriculum_keeps_every_rule),
        cmocka_unit_test(every_obstacle_is_told),
        cmocka_unit_test(a_part_of_the_way_counts),
        cmocka_unit_test(one_level_short_will_do_two_will_not),
        cmocka_unit_test(a_seminar_day_may_be_made_up_for_in_other_weeks),
        cmocka_unit_test(what_a_pace_leaves_of_a_week_is_not_lost),
        cmocka_unit_test(what_has_no_sittings_ends_in_time),
        cmocka_unit_test(evening_sittings_collide_too),
        cmocka_unit_test(a_follow_up_brings_its_course),
        cmocka_unit_test(a_kept_block_that_cannot_be_kept_spoils_no_other),
        cmocka_unit_test(many_good_matches_do_not_push_out_the_only_way),
        cmocka_unit_test(each_preset_is_best_at_what_it_says),
        cmocka_unit_test(the_same_steps_make_the_same_plan),
        cmocka_unit_test(without_a_job_there_is_no_curriculum),
        cmocka_unit_test(the_oracle_sees_every_harm),
        cmocka_unit_test(a_check_counts_with_the_chance_of_each_level),
        cmocka_unit_test(an_own_rating_forgets_what_was_measured),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
