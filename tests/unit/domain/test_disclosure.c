/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What can be computed from a protected table is computed here, by going through every table that
 * would look the same: no hidden figure may be the same in all of them. Once with exact figures,
 * once with rounded ones, as they are published, for somebody who knows the method and so which
 * tables it would hide in just this way.
 */
#include "check.h"
#include "domain/disclosure.h"

enum { ROWS = 4, TABLES = 400, PEOPLE_MAX = 9 };

static uint64_t random_state = 1;

static int
below(int n)
{
    uint64_t z = (random_state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (int)((z ^ z >> 31) % (uint64_t)n);
}

struct table {
    struct disclosure_row rows[ROWS];
    struct disclosure_table t;
};

static void
make(struct table *x)
{
    *x = (struct table){.t = {.measures = 1, .rows_len = 1 + below(ROWS)}};
    x->t.rows = x->rows;
    for (int i = 0; i < x->t.rows_len; i++) {
        x->rows[i].people = 1 + below(below(3) == 0 ? 20 : PEOPLE_MAX);
        x->rows[i].able[0] = x->rows[i].people;
        x->rows[i].fit[0] = below((int)x->rows[i].people + 1);
    }
}

/* What each figure can be, over all tables that look the same. */
struct range {
    int64_t low;
    int64_t high;
};

struct search {
    const struct disclosure_table *t;
    int64_t people[ROWS];
    int64_t fit[ROWS];
    struct range people_in[ROWS];
    struct range fit_in[ROWS];
    int64_t tables;
    bool rounded;      /* seen are rounded figures, as they are published */
    bool knows_method; /* only tables count of which the method hides the same */
    bool open;         /* every hidden figure has two values at least: no need to look on */
};

static void
widen(struct range *r, int64_t n)
{
    r->low = n < r->low ? n : r->low;
    r->high = n > r->high ? n : r->high;
}

static bool
alike(const struct search *s, int64_t a, int64_t b)
{
    return s->rounded ? disclosure_round(a) == disclosure_round(b) : a == b;
}

/* Whether the method would show exactly the same figures of this table. */
static bool
looks_the_same(const struct search *s)
{
    struct table x = {.t = {.measures = 1, .rows_len = s->t->rows_len}};
    bool same = true;

    x.t.rows = x.rows;
    for (int i = 0; i < x.t.rows_len; i++) {
        x.rows[i].people = x.rows[i].able[0] = s->people[i];
        x.rows[i].fit[0] = s->fit[i];
    }
    disclosure_protect(&x.t, 0);
    same = x.t.total.fit_shown[0] == s->t->total.fit_shown[0];
    for (int i = 0; i < x.t.rows_len; i++)
        same = same && x.rows[i].people_shown == s->t->rows[i].people_shown &&
               x.rows[i].fit_shown[0] == s->t->rows[i].fit_shown[0];
    return same;
}

static void
take(struct search *s)
{
    s->tables++;
    s->open = true;
    for (int k = 0; k < s->t->rows_len; k++) {
        widen(&s->people_in[k], s->people[k]);
        widen(&s->fit_in[k], s->fit[k]);
        s->open = s->open &&
                  (s->t->rows[k].people_shown || s->people_in[k].low < s->people_in[k].high) &&
                  (s->t->rows[k].fit_shown[0] || s->fit_in[k].low < s->fit_in[k].high);
    }
}

static void
try_fits(struct search *s, int i, int64_t sum)
{
    const struct disclosure_row *r = &s->t->rows[i];

    if (i == s->t->rows_len) {
        if (s->t->total.fit_shown[0] && !alike(s, sum, s->t->total.fit[0]))
            return;
        if (!s->knows_method || looks_the_same(s))
            take(s);
        return;
    }
    for (int64_t n = 0; n <= s->people[i] && !s->open; n++) {
        if (r->fit_shown[0] && !alike(s, n, r->fit[0]))
            continue;
        s->fit[i] = n;
        try_fits(s, i + 1, sum + n);
    }
}

static void
try_people(struct search *s, int i, int64_t sum)
{
    const struct disclosure_row *r = &s->t->rows[i];
    int64_t most = s->t->total.people + (s->rounded ? 2 : 0);

    if (i == s->t->rows_len) {
        if (alike(s, sum, s->t->total.people))
            try_fits(s, 0, 0);
        return;
    }
    for (int64_t n = 1; sum + n <= most && !s->open; n++) {
        if (r->people_shown && !alike(s, n, r->people))
            continue;
        s->people[i] = n;
        try_people(s, i + 1, sum + n);
    }
}

/* How many hidden figures somebody can compute who sees the rest. */
static int
computed(const struct disclosure_table *t, bool rounded, bool knows_method)
{
    struct search s = {.t = t, .rounded = rounded, .knows_method = knows_method};
    int found = 0;

    if (!t->total.people_shown)
        return 0; /* nothing is shown */
    for (int i = 0; i < ROWS; i++)
        s.people_in[i] = s.fit_in[i] = (struct range){INT64_MAX, -1};
    try_people(&s, 0, 0);
    CHECK_TRUE("the table itself is one of them", s.tables > 0);
    for (int i = 0; i < t->rows_len; i++) {
        found += !t->rows[i].people_shown && s.people_in[i].low == s.people_in[i].high;
        found += !t->rows[i].fit_shown[0] && s.fit_in[i].low == s.fit_in[i].high;
    }
    return found;
}

static void
no_hidden_figure_can_be_computed(void **state)
{
    int hidden = 0;
    int shown = 0;

    (void)state;
    for (int i = 0; i < TABLES; i++) {
        struct table x;

        make(&x);
        disclosure_protect(&x.t, 0);
        CHECK_INT("computed", computed(&x.t, false, false), 0);
        CHECK_INT("computed by who knows the method", computed(&x.t, true, true), 0);
        for (int k = 0; k < x.t.rows_len; k++) {
            hidden += !x.rows[k].fit_shown[0];
            shown += x.rows[k].people_shown;
            CHECK_TRUE("no small group", !x.rows[k].people_shown || x.rows[k].people >= 5);
            CHECK_TRUE("no small count",
                       !x.rows[k].fit_shown[0] ||
                           (x.rows[k].fit[0] >= 5 && x.rows[k].people - x.rows[k].fit[0] >= 5));
        }
    }
    CHECK_TRUE("something was hidden", hidden > TABLES / 2);
    CHECK_TRUE("something was shown", shown > TABLES / 10);
}

/* The control: with the small ones hidden alone, the total and the others tell them. */
static void
without_the_second_step_hidden_figures_are_computed(void **state)
{
    int found = 0;

    (void)state;
    for (int i = 0; i < TABLES; i++) {
        struct table x;

        make(&x);
        disclosure_hide_small(&x.t);
        found += computed(&x.t, false, false);
    }
    CHECK_TRUE("computed", found > TABLES / 20);
}

/* The control of rounding: of exact figures, who knows the method computes some. */
static void
without_rounding_who_knows_the_method_computes_hidden_figures(void **state)
{
    int found = 0;

    (void)state;
    for (int i = 0; i < TABLES; i++) {
        struct table x;

        make(&x);
        disclosure_protect(&x.t, 0);
        found += computed(&x.t, false, true);
    }
    CHECK_TRUE("computed", found > 0);
}

static void
the_second_step_hides_no_more_than_it_must_here(void **state)
{
    static const struct {
        const char *why;
        int64_t people[ROWS];
        int64_t fit[ROWS];
        int len;
        const char *people_shown; /* "+" shown, "-" hidden */
        const char *fit_shown;
    } rows[] = {
        {"all large", {20, 30, 40}, {10, 10, 20}, 3, "+++", "+++"},
        {"one small: the next goes too", {3, 30, 40}, {1, 10, 20}, 3, "--+", "--+"},
        {"two that are small and enough together", {4, 4, 40}, {2, 3, 20}, 3, "--+", "--+"},
        {"two that are small and not enough", {1, 2, 40}, {1, 2, 20}, 3, "---", "---"},
        {"everybody fits", {20, 30, 40}, {20, 10, 20}, 3, "+++", "--+"},
        {"nobody fits", {20, 30, 40}, {0, 10, 20}, 3, "+++", "--+"},
        {"one group", {12}, {6}, 1, "+", "+"},
        {"one group, four of it", {12}, {4}, 1, "+", "-"},
        {"fewer than five", {2, 2}, {1, 1}, 2, "--", "--"},
        {"five of one each: a total would tell them all",
         {1, 1, 1, 2},
         {1, 0, 0, 0},
         4,
         "----",
         "----"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct table x = {.t = {.measures = 1, .rows_len = rows[i].len}};

        x.t.rows = x.rows;
        for (int k = 0; k < rows[i].len; k++) {
            x.rows[k].people = x.rows[k].able[0] = rows[i].people[k];
            x.rows[k].fit[0] = rows[i].fit[k];
        }
        disclosure_protect(&x.t, 0);
        for (int k = 0; k < rows[i].len; k++) {
            CHECK_INT(rows[i].why, x.rows[k].people_shown, rows[i].people_shown[k] == '+');
            CHECK_INT(rows[i].why, x.rows[k].fit_shown[0], rows[i].fit_shown[k] == '+');
        }
    }
}

static void
a_total_hidden_elsewhere_hides_its_column(void **state)
{
    struct table x = {.t = {.measures = 2, .rows_len = 2}};

    (void)state;
    x.t.rows = x.rows;
    for (int k = 0; k < 2; k++)
        x.rows[k] = (struct disclosure_row){.people = 20, .fit = {10, 10}, .able = {20, 20}};
    disclosure_protect(&x.t, 2);
    CHECK_INT("hidden", disclosure_hidden(&x.t), 2);
    CHECK_TRUE("the first is shown", x.rows[0].fit_shown[0] && x.rows[1].fit_shown[0]);
    CHECK_TRUE("the second is not", !x.rows[0].fit_shown[1] && !x.rows[1].fit_shown[1]);
}

/*
 * The attack: who knows that 20 of 30 have a job profile reads off "20 confirmed" what each of them
 * did. The control is a row that is judged by everybody.
 */
static void
all_who_could_is_as_much_as_everybody(void **state)
{
    static const struct {
        const char *why;
        int64_t able;
        int64_t fit;
        bool shown;
    } rows[] = {{"all who could", 20, 20, false},        {"all but four", 20, 16, false},
                {"control: all but five", 20, 15, true}, {"nobody could", 0, 0, false},
                {"control: of everybody", 30, 20, true}, {"four could", 4, 2, false}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct table x = {.t = {.measures = 1, .rows_len = 1}};

        x.t.rows = x.rows;
        x.rows[0] =
            (struct disclosure_row){.people = 30, .fit = {rows[i].fit}, .able = {rows[i].able}};
        disclosure_protect(&x.t, 0);
        CHECK_TRUE("the people are", x.rows[0].people_shown);
        CHECK_INT(rows[i].why, x.rows[0].fit_shown[0], rows[i].shown);
        CHECK_INT(rows[i].why, x.t.total.fit_shown[0], rows[i].shown);
    }
}

/* A unit where few or none could does not hide the measure of all others. */
static void
where_few_could_the_others_are_still_shown(void **state)
{
    static const int64_t able[] = {0, 3};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(able); i++) {
        struct table x = {.t = {.measures = 1, .rows_len = 4}};
        int shown = 0;

        x.t.rows = x.rows;
        x.rows[0] = (struct disclosure_row){.people = 20, .able = {able[i]}, .fit = {able[i] / 2}};
        for (int k = 1; k < 4; k++)
            x.rows[k] =
                (struct disclosure_row){.people = 30 + k, .able = {30 + k}, .fit = {10 + k}};
        disclosure_protect(&x.t, 0);
        for (int k = 1; k < 4; k++)
            shown += x.rows[k].fit_shown[0];
        CHECK_TRUE("hidden", !x.rows[0].fit_shown[0]);
        CHECK_INT("but for its cover", shown, able[i] == 0 ? 3 : 1);
    }
}

/* The attack: of two hidden rows one is known to be empty, so the other is total minus the rest. */
static void
a_group_of_nobody_is_no_cover(void **state)
{
    (void)state;
    for (int gone = 0; gone <= 1; gone++) {
        struct table x = {.t = {.measures = 0, .rows_len = 4}};

        x.t.rows = x.rows;
        x.rows[0] = (struct disclosure_row){.people = 4, .is_gone = gone};
        x.rows[1] = (struct disclosure_row){.people = 4};
        x.rows[2] = (struct disclosure_row){.people = 30};
        x.rows[3] = (struct disclosure_row){.people = 40};
        disclosure_protect(&x.t, 0);
        CHECK_TRUE("both are small", !x.rows[0].people_shown && !x.rows[1].people_shown);
        CHECK_INT(gone ? "a third one covers it" : "control: they cover each other",
                  x.rows[2].people_shown, !gone);
        CHECK_TRUE("no more than that", x.rows[3].people_shown);
    }
}

static void
a_figure_moves_only_when_five_people_make_the_difference(void **state)
{
    static const int64_t rows[][3] = {{10, 14, 10}, {10, 15, 15}, {10, 6, 10},
                                      {10, 5, 5},   {0, 4, 0},    {0, 5, 5}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_INT("follows", disclosure_follow(rows[i][0], rows[i][1]), rows[i][2]);
    CHECK_INT("rounded", disclosure_round(0), 0);
    CHECK_INT("rounded", disclosure_round(7), 5);
    CHECK_INT("rounded", disclosure_round(8), 10);
    CHECK_INT("rounded", disclosure_round(12), 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_hidden_figure_can_be_computed),
        cmocka_unit_test(without_the_second_step_hidden_figures_are_computed),
        cmocka_unit_test(without_rounding_who_knows_the_method_computes_hidden_figures),
        cmocka_unit_test(the_second_step_hides_no_more_than_it_must_here),
        cmocka_unit_test(a_total_hidden_elsewhere_hides_its_column),
        cmocka_unit_test(all_who_could_is_as_much_as_everybody),
        cmocka_unit_test(where_few_could_the_others_are_still_shown),
        cmocka_unit_test(a_group_of_nobody_is_no_cover),
        cmocka_unit_test(a_figure_moves_only_when_five_people_make_the_difference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
