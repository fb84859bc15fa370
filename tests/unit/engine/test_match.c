/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include <string.h>

#include "engine/match.h"
#include "unit/engine/given_situation.h"

/*
 * The oracle: docs/rules/match.md read again, by somebody who has not seen the engine. It answers
 * the number of the first rule that no run keeps, 0 when the block fits.
 */
static bool
oracle_week_is_blocked(const struct situation *s, int day)
{
    for (int i = 0; i < s->blocked_weeks_len; i++) {
        if (day >= s->blocked_weeks[i].n && day < s->blocked_weeks[i].n + 7)
            return true;
    }
    return false;
}

static bool
oracle_session_fits(const struct situation *s, const struct session *x)
{
    int weekday = (x->day.n % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */
    bool before_noon = x->from_minute < 720;
    bool after_lunch = x->to_minute > 780 || !before_noon;

    if (weekday >= 5 || oracle_week_is_blocked(s, x->day.n))
        return false;
    if (before_noon && !(s->half_days >> (2 * weekday) & 1))
        return false;
    return !after_lunch || (s->half_days >> (2 * weekday + 1) & 1);
}

static bool
oracle_time_fits(const struct situation *s, const struct module *m, const struct run *r)
{
    int first = r ? r->first.n : INT32_MIN;
    int last = r ? r->last.n : INT32_MAX;
    int minutes = m->minutes;
    int weeks = 0;

    if (r && r->sessions_len > 0) {
        int monday = first - (first % 7 + 7 + 3) % 7;

        if (first < s->start.n || last > s->latest_end.n)
            return false;
        for (int i = 0; i < r->sessions_len; i++) {
            if (!oracle_session_fits(s, &r->sessions[i]))
                return false;
            if (m->minutes == 0)
                minutes += r->sessions[i].to_minute - r->sessions[i].from_minute;
        }
        return minutes <= ((last - monday) / 7 + 1 + 8) * s->weekly_minutes;
    }
    first = first > s->start.n ? first : s->start.n;
    last = last < s->latest_end.n ? last : s->latest_end.n;
    if (first > last)
        return false;
    for (int day = first; day <= last; day++) {
        bool new_week = day == first || (day % 7 + 7 + 3) % 7 == 0;

        weeks += new_week && !oracle_week_is_blocked(s, day);
    }
    return weeks > 0 && minutes <= weeks * s->weekly_minutes;
}

static bool
oracle_run_fits(const struct catalogue *c, const struct situation *s, const struct module *m,
                const struct run *r)
{
    const struct venue *v = NULL;
    bool in_person = m->format == FORMAT_IN_PERSON || (r && r->venue.n != 0);
    uint32_t features = m->accessibility;
    uint32_t needs = s->accessibility;

    for (int i = 0; r && i < c->venues_len; i++) {
        if (c->venues[i].id.n == r->venue.n)
            v = &c->venues[i];
    }
    if (r && r->first.n < c->today.n && !(r->sessions_len == 0 && r->last.n >= c->today.n))
        return false;
    if (r && r->taken >= r->seats)
        return false;
    if (in_person) {
        needs &= ~(1u << ACCESS_CAPTIONS | 1u << ACCESS_TRANSCRIPT | 1u << ACCESS_KEYBOARD);
        features |= v ? v->accessibility : 0;
        if (s->distance_km == 0)
            return false;
        if (s->home.known && s->distance_km < DISTANCE_KM_MAX &&
            (!v || !v->position.known ||
             position_distance_m(s->home, v->position) > s->distance_km * 1000.0))
            return false;
    } else {
        needs &= ~(1u << ACCESS_WHEELCHAIR | 1u << ACCESS_INDUCTION_LOOP | 1u << ACCESS_LIFT |
                   1u << ACCESS_TOILET);
    }
    return (needs & ~features) == 0 && oracle_time_fits(s, m, r);
}

static bool
oracle_fits(const struct catalogue *c, const struct situation *s, const struct module *m)
{
    bool german = m->language.len == 0 || memcmp(m->language.at, "de", 2) == 0;
    bool english = m->language.len > 0 && memcmp(m->language.at, "en", 2) == 0;

    if (m->gone || !(s->formats >> m->format & 1) ||
        !((german && s->german) || (english && s->english)))
        return false;
    if (m->price.n > s->budget.n && s->budget.n != CENTS_MAX)
        return false;
    for (int i = 0; i < s->fixed_len; i++) {
        if (s->fixed[i].module.n == m->id.n && s->fixed[i].choice == FIXED_DROP)
            return false;
    }
    if (m->self_paced)
        return oracle_run_fits(c, s, m, NULL);
    for (int i = 0; i < m->runs_len; i++) {
        if (oracle_run_fits(c, s, m, &m->runs[i]))
            return true;
    }
    return false;
}

static void
check_sums(const struct match *m)
{
    int sum = 0;
    int max = 0;

    for (int i = 0; i < SUMMANDS; i++) {
        assert_true(m->summands[i].points <= m->summands[i].points_max);
        sum += m->summands[i].points;
        max += m->summands[i].points_max;
    }
    assert_int_equal(sum, m->score);
    assert_int_equal(max, 100);
}

static void
check_order(const struct match *a, const struct match *b)
{
    assert_true(a->score >= b->score);
    if (a->score == b->score)
        assert_true(a->start.n <= b->start.n);
    if (a->score == b->score && a->start.n == b->start.n)
        assert_true(slice_cmp(a->module->code, b->module->code) < 0);
}

/* How many blocks the list for `asked` holds that break a wish of `real`; checks all else. */
static int
violations(const struct catalogue *c, const struct situation *asked, const struct situation *real)
{
    struct arena *a = arena_open(64 << 20);
    struct match_list list;
    int n = 0;
    uint32_t out = 0;

    assert_int_equal(match_list(a, c, asked, MATCH_LIST_MAX, &list), OK);
    for (int i = 0; i < list.len; i++) {
        check_sums(&list.matches[i]);
        if (i > 0)
            check_order(&list.matches[i - 1], &list.matches[i]);
        n += !oracle_fits(c, real, list.matches[i].module);
        if (list.matches[i].run != NULL && asked == real)
            assert_true(oracle_run_fits(c, real, list.matches[i].module, list.matches[i].run));
    }
    for (int i = 0; i < MATCH_OUTS; i++)
        out += list.out[i];
    assert_int_equal(list.fitting + out, c->modules_len);
    arena_close(a);
    return n;
}

static int
fitting_by_oracle(const struct catalogue *c, const struct situation *s)
{
    int n = 0;

    for (uint32_t i = 0; i < c->modules_len; i++)
        n += oracle_fits(c, s, c->modules[i]);
    return n;
}

static void
no_hard_wish_is_ever_broken_and_nothing_that_fits_is_left_out(void **state)
{
    int64_t fitting = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 8; seed++) {
        struct given *g = given_open(seed, 80);
        const struct catalogue *c;

        for (int i = 0; i < 80; i++)
            given_random_module(g);
        c = given_catalogue(g);
        for (int i = 0; i < 3000; i++) {
            struct arena_mark mark = arena_mark(g->arena);
            struct situation s = given_random_situation(g);
            struct arena *a = arena_open(64 << 20);
            struct match_list list;

            assert_true(situation_is_sound(&s));
            assert_int_equal(violations(c, &s, &s), 0);
            assert_int_equal(match_list(a, c, &s, 1, &list), OK);
            assert_int_equal(list.fitting, fitting_by_oracle(c, &s));
            fitting += list.fitting;
            arena_close(a);
            arena_rewind(g->arena, mark);
        }
        given_close(g);
    }
    print_message("24000 situations, 80 blocks each: %lld pairs fit\n", (long long)fitting);
    assert_true(fitting > 50000);
}

/* The control: a list made without one wish must be caught breaking it. */
static void
loosen(struct situation *s, int wish)
{
    switch (wish) {
    case 0:
        s->fixed_len = 0;
        break;
    case 1:
        s->german = s->english = true;
        break;
    case 2:
        s->formats = (1u << FORMATS) - 1;
        break;
    case 3:
        s->budget.n = CENTS_MAX;
        break;
    case 4:
        s->accessibility = 0;
        break;
    case 5:
        s->distance_km = DISTANCE_KM_MAX;
        break;
    case 6:
        s->start.n = GIVEN_TODAY;
        break;
    case 7:
        s->latest_end.n = s->start.n + 600;
        break;
    case 8:
        s->blocked_weeks_len = 0;
        break;
    case 9:
        s->half_days = HALF_DAYS_ALL;
        break;
    default:
        s->weekly_minutes = WEEKLY_MINUTES_MAX;
    }
}

static void
a_list_made_without_one_wish_is_caught(void **state)
{
    struct given *g = given_open(99, 80);
    const struct catalogue *c;

    (void)state;
    for (int i = 0; i < 80; i++)
        given_random_module(g);
    c = given_catalogue(g);
    for (int wish = 0; wish <= 10; wish++) {
        int caught = 0;

        for (int i = 0; i < 300; i++) {
            struct situation real = given_random_situation(g);
            struct situation asked = real;

            loosen(&asked, wish);
            caught += violations(c, &asked, &real);
        }
        if (caught == 0)
            fail_msg("without wish %d nothing was caught", wish);
    }
    given_close(g);
}

/* Blocks and a person of whom one thing at a time is changed. */
struct scene {
    struct given *g;
    struct module *m;
    struct situation s;
    const struct catalogue *c;
    struct match match;
};

static struct scene
given_scene(void)
{
    struct scene x = {.g = given_open(5, 10)};
    struct module_gain *gain = arena_array(x.g->arena, struct module_gain, 2);
    struct run *run = arena_array(x.g->arena, struct run, 2);
    struct session *session = arena_array(x.g->arena, struct session, 2);

    x.m = given_module(x.g, "lab", "Im Labor", "");
    x.m->format = FORMAT_IN_PERSON;
    x.m->self_paced = false;
    x.m->price.n = 10000;
    x.m->minutes = 240;
    gain[0] = (struct module_gain){{1}, 1, 3};
    x.m->gives = gain;
    x.m->gives_len = 1;
    x.m->certificate = CERTIFICATE_GRADED;
    session[0] = (struct session){{GIVEN_TODAY + 12}, 540, 720}; /* a Tuesday */
    while (day_weekday(session[0].day) != TUESDAY)
        session[0].day.n++;
    run[0] = (struct run){.id = {1},
                          .module = x.m->id,
                          .code = SLICE("R1"),
                          .first = session[0].day,
                          .last = session[0].day,
                          .sessions = session,
                          .sessions_len = 1,
                          .venue = {1},
                          .seats = 10,
                          .taken = 1};
    x.m->runs = run;
    x.m->runs_len = 1;
    x.g->venues[0].position = (struct position){49400000, 8600000, true};
    x.s = situation_default((struct day){GIVEN_TODAY});
    x.s.home = (struct position){49400000, 8700000, true}; /* 7.2 km */
    x.s.job.n = 1;
    x.s.rating[1] = 1;
    return x;
}

static void
judge(struct scene *x)
{
    x->c = given_catalogue(x->g);
    assert_int_equal(match_one(x->g->arena, x->c, &x->s, x->m, &x->match), OK);
}

static void
every_reason_is_told(void **state)
{
    (void)state;
    for (int want = MATCH_IN; want < MATCH_OUTS; want++) {
        struct scene x = given_scene();
        struct fixed_module drop = {x.m->id, FIXED_DROP};
        struct day blocked = day_monday(x.m->runs[0].first);

        switch ((enum match_out)want) {
        case MATCH_OUT_NOT_OFFERED:
            x.m->gone = true;
            break;
        case MATCH_OUT_DROPPED:
            x.s.fixed = &drop;
            x.s.fixed_len = 1;
            break;
        case MATCH_OUT_LANGUAGE:
            x.m->language = SLICE("en");
            break;
        case MATCH_OUT_FORMAT:
            x.s.formats = 1u << FORMAT_MOOC;
            break;
        case MATCH_OUT_BUDGET:
            x.s.budget.n = 9999;
            break;
        case MATCH_OUT_ACCESSIBILITY:
            x.s.accessibility = 1u << ACCESS_LIFT;
            break;
        case MATCH_OUT_FULL:
            x.m->runs[0].taken = 10;
            break;
        case MATCH_OUT_DISTANCE:
            x.s.distance_km = 7;
            break;
        case MATCH_OUT_DATES:
            x.s.start = day_plus(x.m->runs[0].first, 1);
            break;
        case MATCH_OUT_BLOCKED_WEEK:
            x.s.blocked_weeks = &blocked;
            x.s.blocked_weeks_len = 1;
            break;
        case MATCH_OUT_HALF_DAY:
            x.s.half_days = (uint16_t)(HALF_DAYS_ALL & ~(1u << 2));
            break;
        case MATCH_OUT_WEEKLY_TIME:
            x.m->minutes = 9 * 30 + 1; /* the week of the run and eight more */
            x.s.weekly_minutes = 30;
            break;
        case MATCH_IN:
        case MATCH_OUTS:
            break;
        }
        judge(&x);
        CHECK_INT(match_out_code((enum match_out)want), x.match.out, want);
        if (want == MATCH_OUT_DISTANCE)
            assert_int_equal(x.match.out_value, 8);
        if (want == MATCH_OUT_BUDGET)
            assert_int_equal(x.match.out_value, 10000);
        given_close(x.g);
    }
}

static void
points_follow_the_table(void **state)
{
    static const struct {
        const char *why;
        int held;
        int from;
        int to;
        int gap;   /* of 46, the job wants level 2 with weight 1: the whole gap is 1 or 2 */
        int level; /* of 18 */
    } table[] = {
        {"the right rung closes it", 1, 1, 3, 0, 18}, {"made for one level more", 0, 1, 3, 0, 7},
        {"made for far more", 0, 3, 5, 0, 0},         {"half of it is known", 2, 1, 3, 0, 9},
        {"all of it is known", 3, 1, 3, 0, 0},        {"not said, for beginners", -1, 0, 2, 0, 18},
        {"not said, for others", -1, 2, 3, 0, 9},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene x = given_scene();

        x.s.rating[1] = table[i].held < 0 ? RATING_UNKNOWN : (uint8_t)table[i].held;
        x.m->gives[0].from = (uint8_t)table[i].from;
        x.m->gives[0].to = (uint8_t)table[i].to;
        judge(&x);
        assert_int_equal(x.match.basis, BASIS_JOB);
        CHECK_INT(table[i].why, x.match.summands[SUMMAND_LEVEL].points, table[i].level);
        check_sums(&x.match);
        given_close(x.g);
    }
}

static void
a_gap_is_worth_its_weight_and_never_more_than_the_need(void **state)
{
    static const struct {
        const char *why;
        int weight;
        int needed;
        int to;
        int points; /* of 46; sixteen weighted levels are all */
    } table[] = {
        {"one level of weight 5 of many", 5, 2, 2, 14},
        {"two of weight 5", 5, 3, 3, 29},
        {"more than is needed counts no more", 5, 3, 6, 29},
        {"two of weight 1", 1, 3, 3, 6},
        {"not asked by the job", 0, 0, 3, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct scene x = given_scene();
        struct job_target *t = x.g->jobs[0].targets;

        t[0] = (struct job_target){{(uint16_t)(table[i].needed ? 1 : 20)},
                                   (uint8_t)(table[i].needed ? table[i].needed : 3),
                                   (uint8_t)(table[i].weight ? table[i].weight : 1)};
        t[1] = (struct job_target){{2}, 8, 5}; /* the gap is large */
        x.g->jobs[0].targets_len = 2;
        x.m->gives[0].to = (uint8_t)table[i].to;
        judge(&x);
        CHECK_INT(table[i].why, x.match.summands[SUMMAND_GAP].points, table[i].points);
        given_close(x.g);
    }
}

static void
a_missing_prerequisite_costs_level_points(void **state)
{
    struct scene x = given_scene();
    struct module_need need = {{7}, 4};

    (void)state;
    x.m->needs = &need;
    x.m->needs_len = 1;
    x.s.rating[7] = 3;
    judge(&x);
    assert_int_equal(x.match.summands[SUMMAND_LEVEL].points, 7); /* 40 % of 18 */
    x.s.rating[7] = 4;
    judge(&x);
    assert_int_equal(x.match.summands[SUMMAND_LEVEL].points, 18);
    given_close(x.g);
}

static bool
has_objection(const struct match *m, enum match_against what)
{
    for (int i = 0; i < m->against_len; i++) {
        if (m->against[i].what == what)
            return true;
    }
    return false;
}

static void
what_is_against_a_block_is_said(void **state)
{
    struct scene x = given_scene();
    struct module_need need = {{7}, 4};
    struct module *step;

    (void)state;
    x.m->needs = &need;
    x.m->needs_len = 1;
    x.m->runs[0].taken = 9;
    x.m->certificate = CERTIFICATE_NONE;
    x.s.budget.n = 15000;
    x.s.rating[1] = 0;
    judge(&x);
    assert_int_equal(x.match.out, MATCH_IN);
    assert_int_equal(x.match.against[0].what, AGAINST_PREREQUISITE);
    assert_int_equal(x.match.against[0].value, 4);
    assert_int_equal(x.match.against[0].competence.n, 7);
    assert_false(x.match.against[0].reachable);
    assert_true(has_objection(&x.match, AGAINST_LEVEL_TOO_HIGH));
    assert_true(has_objection(&x.match, AGAINST_DEAR));
    assert_true(has_objection(&x.match, AGAINST_FEW_SEATS));
    assert_true(has_objection(&x.match, AGAINST_NOT_CERTIFIED));
    assert_true(has_objection(&x.match, AGAINST_NO_CERTIFICATE));
    assert_false(has_objection(&x.match, AGAINST_FAR));

    /* Two further blocks lead up to the prerequisite, one after the other. */
    for (int i = 0; i < 2; i++) {
        step = given_module(x.g, i ? "b" : "a", "Stufe", "");
        step->gives = arena_array(x.g->arena, struct module_gain, 1);
        step->gives[0] = (struct module_gain){{7}, (uint8_t)(2 * i), (uint8_t)(2 * i + 2)};
        step->gives_len = 1;
    }
    judge(&x);
    assert_true(x.match.against[0].reachable);
    given_close(x.g);
}

static void
without_a_job_interests_and_level_carry_the_score(void **state)
{
    struct scene x = given_scene();

    (void)state;
    x.s.job.n = 0;
    x.s.interests = 1u << 3;
    x.m->topics = 1u << 3;
    judge(&x);
    assert_int_equal(x.match.basis, BASIS_INTERESTS);
    assert_int_equal(x.match.summands[SUMMAND_INTEREST].points, 40);
    assert_int_equal(x.match.summands[SUMMAND_LEVEL].points, 26);
    x.m->topics = 1u << 3 | 1u << 4;
    judge(&x);
    assert_int_equal(x.match.summands[SUMMAND_INTEREST].points, 28);
    x.s.interests = 0;
    judge(&x);
    assert_int_equal(x.match.basis, BASIS_NEITHER);
    check_sums(&x.match);
    given_close(x.g);
}

static void
an_unknown_job_is_an_error(void **state)
{
    struct scene x = given_scene();
    struct match_list list;

    (void)state;
    x.c = given_catalogue(x.g);
    x.s.job.n = 4711;
    assert_int_equal(match_list(x.g->arena, x.c, &x.s, 10, &list), ERR_NOT_FOUND);
    given_close(x.g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hard_wish_is_ever_broken_and_nothing_that_fits_is_left_out),
        cmocka_unit_test(a_list_made_without_one_wish_is_caught),
        cmocka_unit_test(every_reason_is_told),
        cmocka_unit_test(points_follow_the_table),
        cmocka_unit_test(a_gap_is_worth_its_weight_and_never_more_than_the_need),
        cmocka_unit_test(a_missing_prerequisite_costs_level_points),
        cmocka_unit_test(what_is_against_a_block_is_said),
        cmocka_unit_test(without_a_job_interests_and_level_carry_the_score),
        cmocka_unit_test(an_unknown_job_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
