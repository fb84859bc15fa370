/* SPDX-License-Identifier: EUPL-1.2 */
/* What a report shows of random people: by unit and by job profile, of the same people. */
#include "check.h"
#include "domain/disclosure.h"
#include "domain/report.h"

enum { GROUPS = 4, REPORTS = 3000, PEOPLE_MAX = 60 };

static uint64_t random_state = 1;

static int
below(int n)
{
    uint64_t z = (random_state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (int)((z ^ z >> 31) % (uint64_t)n);
}

struct scene {
    struct report_count groups[REPORT_PARTS][GROUPS];
    struct report_counts counts;
};

/* Everybody in one unit and one job profile; the first job is "none", and nobody there confirms. */
static void
make(struct scene *s)
{
    int people = below(PEOPLE_MAX);
    int likely = below(5);

    *s = (struct scene){.counts = {.len = {GROUPS, GROUPS}}};
    for (int p = 0; p < REPORT_PARTS; p++) {
        s->counts.at[p] = s->groups[p];
        for (int i = 0; i < GROUPS; i++)
            s->groups[p][i].subject = i;
    }
    for (int i = 0; i < people; i++) {
        int unit = below(GROUPS);
        int job = below(GROUPS);
        bool accepted = below(4) < likely;
        bool confirmed = accepted && job > 0 && below(2) == 0;
        struct report_count *in[] = {&s->groups[REPORT_UNITS][unit], &s->groups[REPORT_JOBS][job],
                                     &s->counts.all};

        for (size_t k = 0; k < ARRAY_LEN(in); k++) {
            in[k]->people++;
            in[k]->fit[REPORT_ACCEPTED] += accepted;
            in[k]->fit[REPORT_CONFIRMED] += confirmed;
            in[k]->able += accepted && job > 0;
        }
    }
}

static void
check_figure(int64_t shown, int64_t is, int64_t able)
{
    if (shown < 0)
        return;
    CHECK_INT("rounded", shown, disclosure_round(is));
    CHECK_TRUE("five at least", is >= DISCLOSURE_PEOPLE_MIN);
    CHECK_TRUE("five who do not", able < 0 || able - is >= DISCLOSURE_PEOPLE_MIN);
}

static void
check_part(const struct scene *s, const struct report_view *v, enum report_part part)
{
    const struct report_table *t = &v->parts[part];

    for (int i = 0; i < t->rows_len; i++) {
        const struct report_count *is = &s->groups[part][i];
        const struct report_row *r = &t->rows[i];

        check_figure(r->people, is->people, -1);
        for (int k = 0; k < REPORT_MEASURES; k++) {
            check_figure(r->fit[k], is->fit[k], k == REPORT_CONFIRMED ? is->able : is->people);
            CHECK_TRUE("of a hidden group nothing", r->people >= 0 || r->fit[k] < 0);
            CHECK_TRUE("of a measure without a total nothing", v->all.fit[k] >= 0 || r->fit[k] < 0);
        }
    }
    CHECK_INT("nobody has confirmed no job",
              part != REPORT_JOBS || t->rows_len == 0 || t->rows[0].fit[REPORT_CONFIRMED] < 0, 1);
}

/* One hidden figure beside a shown total would be the total minus the rest. */
static void
check_alone(const struct report_view *v, enum report_part part)
{
    const struct report_table *t = &v->parts[part];
    int hidden = 0;
    int groups = 0;

    for (int i = 0; i < t->rows_len; i++) {
        hidden += t->rows[i].people < 0;
        groups++;
    }
    CHECK_TRUE("never one group alone", groups < 2 || hidden != 1);
}

static void
a_report_of_random_people_shows_nothing_small(void **state)
{
    struct arena *a = arena_open((size_t)1 << 22);
    int shown = 0;
    int withheld = 0;

    (void)state;
    for (int i = 0; i < REPORTS; i++) {
        struct scene s;
        struct report_view v;
        bool any_empty = false;

        make(&s);
        assert_int_equal(report_view_make(a, &s.counts, &v), OK);
        withheld += v.withheld;
        CHECK_TRUE("few people: withheld", s.counts.all.people >= 5 || v.withheld);
        for (int p = 0; p < REPORT_PARTS; p++) {
            check_part(&s, &v, (enum report_part)p);
            for (int k = 0; k < GROUPS; k++)
                any_empty |= s.groups[p][k].people == 0;
        }
        for (int p = 0; p < REPORT_PARTS && !any_empty; p++)
            check_alone(&v, (enum report_part)p);
        for (int k = 0; k < v.parts[REPORT_UNITS].rows_len; k++)
            shown += v.parts[REPORT_UNITS].rows[k].fit[REPORT_ACCEPTED] >= 0;
        arena_reset(a);
    }
    CHECK_TRUE("something was shown", shown > REPORTS / 10);
    CHECK_TRUE("something was withheld", withheld > REPORTS / 100);
    arena_close(a);
}

static void
what_is_switched_off_is_not_there(void **state)
{
    struct arena *a = arena_open((size_t)1 << 20);
    struct scene s;
    struct report_view v;

    (void)state;
    do
        make(&s);
    while (s.counts.all.people < 40);
    s.counts.at[REPORT_UNITS] = NULL;
    assert_int_equal(report_view_make(a, &s.counts, &v), OK);
    CHECK_INT("off", v.parts[REPORT_UNITS].rows_len, 0);
    CHECK_INT("on", v.parts[REPORT_JOBS].rows_len, GROUPS);
    s.counts.at[REPORT_JOBS] = NULL;
    assert_int_equal(report_view_make(a, &s.counts, &v), OK);
    CHECK_TRUE("all off", v.withheld && v.all.people == -1);
    arena_close(a);
}

/*
 * The attack: the analysis by job is off, and of 30 people 10 have a job profile, which who assigns
 * it knows. "10 confirmed" is every one of them. The control are five of ten.
 */
static void
all_confirmed_is_not_told_where_jobs_are_off(void **state)
{
    struct arena *a = arena_open((size_t)1 << 20);

    (void)state;
    for (int confirmed = 5; confirmed <= 10; confirmed++) {
        for (int jobs = 0; jobs <= 1; jobs++) {
            struct report_count unit[] = {
                {.subject = 1, .people = 30, .able = 10, .fit = {20, confirmed}}};
            struct report_count job[] = {
                {.subject = 0, .people = 20, .fit = {10, 0}},
                {.subject = 7, .people = 10, .able = 10, .fit = {10, confirmed}}};
            struct report_counts c = {
                .all = unit[0], .at = {unit, jobs ? job : NULL}, .len = {1, 2}};
            struct report_view v;

            assert_int_equal(report_view_make(a, &c, &v), OK);
            CHECK_INT("everybody", v.all.fit[REPORT_CONFIRMED], confirmed == 5 ? 5 : -1);
            CHECK_INT("the unit", v.parts[REPORT_UNITS].rows[0].fit[REPORT_CONFIRMED],
                      confirmed == 5 ? 5 : -1);
            CHECK_INT("people are shown", v.parts[REPORT_UNITS].rows[0].people, 30);
            arena_reset(a);
        }
    }
    arena_close(a);
}

/* REPORT-10 */
static void
a_group_made_anew_goes_on_as_the_one_that_is_no_more(void **state)
{
    static const struct {
        const char *why;
        struct report_count kept[2];
        struct report_count now[2];
        int from[2];
    } rows[] = {
        {"the same number",
         {{.subject = 1, .people = 12}, {.subject = 2, .people = 12}},
         {{.subject = 2, .people = 90}, {.subject = 1, .people = 1}},
         {1, 0}},
        {"the same name",
         {{.subject = 1, .label = SLICE_INIT("Bauhof"), .people = 12},
          {.subject = 2, .people = 40}},
         {{.subject = 9, .label = SLICE_INIT("Bauhof"), .people = 50},
          {.subject = 2, .people = 40}},
         {0, 1}},
        {"another name, one person more",
         {{.subject = 1, .label = SLICE_INIT("Bauhof"), .people = 12},
          {.subject = 2, .people = 40}},
         {{.subject = 9, .label = SLICE_INIT("Hof"), .people = 13}, {.subject = 2, .people = 40}},
         {0, 1}},
        {"the nearest",
         {{.subject = 1, .people = 12}, {.subject = 2, .people = 15}},
         {{.subject = 8, .people = 14}, {.subject = 9, .people = 14}},
         {1, 0}},
        {"five more is news",
         {{.subject = 1, .people = 12}, {.subject = 2, .people = 40}},
         {{.subject = 9, .people = 17}, {.subject = 2, .people = 40}},
         {-1, 1}},
        {"one that is there is not taken",
         {{.subject = 1, .people = 12}, {.subject = 2, .people = 13}},
         {{.subject = 9, .people = 12}, {.subject = 1, .people = 30}},
         {1, 0}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        bool taken[2] = {false, false};

        for (int k = 0; k < 2; k++)
            CHECK_INT(rows[i].why,
                      report_predecessor((struct report_list){rows[i].kept, 2}, taken,
                                         (struct report_list){rows[i].now, 2}, k),
                      rows[i].from[k]);
    }
}

static void
what_is_followed_never_has_more_who_fit_than_people(void **state)
{
    struct report_count kept = {.people = 12, .fit = {12, 8}};
    struct report_count now = {.people = 6, .fit = {9, 5}};
    struct report_count c = report_follow(&kept, &now);

    (void)state;
    CHECK_INT("moved", c.people, 6);
    CHECK_INT("no more than people", c.fit[REPORT_ACCEPTED], 6);
    CHECK_INT("no more than people", c.fit[REPORT_CONFIRMED], 6);
    CHECK_TRUE("nor more than could", c.able >= c.fit[REPORT_CONFIRMED]);
    CHECK_TRUE("somebody is there", !c.is_gone);
    kept = (struct report_count){.people = 4, .able = 3, .fit = {4, 2}};
    c = report_follow(&kept, &(struct report_count){.people = 0});
    CHECK_TRUE("nobody is there any more", c.is_gone && c.people == 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_of_random_people_shows_nothing_small),
        cmocka_unit_test(what_is_switched_off_is_not_there),
        cmocka_unit_test(all_confirmed_is_not_told_where_jobs_are_off),
        cmocka_unit_test(a_group_made_anew_goes_on_as_the_one_that_is_no_more),
        cmocka_unit_test(what_is_followed_never_has_more_who_fit_than_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
