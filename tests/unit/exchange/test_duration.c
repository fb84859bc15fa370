/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/duration.h"

#include <math.h>

#include "check.h"

static void
reads_what_iso_8601_allows(void **state)
{
    static const struct {
        const char *in;
        enum err want;
        double days;
        double minutes;
        bool negative;
    } table[] = {
        {"PT90M", OK, 0, 90, false},
        {"P3W", OK, 21, 0, false},
        {"P1Y2M10DT2H30M", OK, 365.25 + 2 * 30.4375 + 10, 150, false},
        {"PT19M21S", OK, 0, 19 + 21.0 / 60, false},
        {"P0D", OK, 0, 0, false},
        {"PT0.5H", OK, 0, 30, false},
        {"P1,5D", OK, 1.5, 0, false},
        {" pt1h ", OK, 0, 60, false},
        {"-P2W", OK, 14, 0, true},
        {"P-2W", OK, 14, 0, true},
        {"+P1D", OK, 1, 0, false},
        {"P", ERR_INVALID, 0, 0, false},
        {"PT", ERR_INVALID, 0, 0, false},
        {"P1DT", ERR_INVALID, 0, 0, false},
        {"P1", ERR_INVALID, 0, 0, false},
        {"1D", ERR_INVALID, 0, 0, false},
        {"P1H", ERR_INVALID, 0, 0, false},
        {"PT1D", ERR_INVALID, 0, 0, false},
        {"P1D1Y", ERR_INVALID, 0, 0, false},
        {"P1D1D", ERR_INVALID, 0, 0, false},
        {"PT1M1H", ERR_INVALID, 0, 0, false},
        {"P1.D", ERR_INVALID, 0, 0, false},
        {"PT1HT1M", ERR_INVALID, 0, 0, false},
        {"2 weeks", ERR_INVALID, 0, 0, false},
        {"", ERR_INVALID, 0, 0, false},
        {"P101Y", ERR_LIMIT, 0, 0, false},
        {"PT999999999999H", ERR_LIMIT, 0, 0, false},
        {"P9999999999999999D", ERR_INVALID, 0, 0, false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct duration d = {0};

        CHECK_ERR(table[i].in, duration_parse(slice_of(table[i].in), &d), table[i].want);
        CHECK_TRUE(table[i].in, fabs(d.days - table[i].days) < 1e-9);
        CHECK_TRUE(table[i].in, fabs(d.minutes - table[i].minutes) < 1e-9);
        CHECK_INT(table[i].in, d.negative, table[i].negative);
    }
}

static void
reads_workloads_as_people_type_them(void **state)
{
    static const struct {
        const char *in;
        enum err want;
        int minutes;
        enum workload_per per;
    } table[] = {
        {"3 h/week", OK, 180, WORKLOAD_PER_WEEK},
        {"3h/Woche", OK, 180, WORKLOAD_PER_WEEK},
        {"3-5 Stunden pro Woche", OK, 240, WORKLOAD_PER_WEEK},
        {"3 bis 5 Std. wöchentlich", OK, 240, WORKLOAD_PER_WEEK},
        {"3 – 5 hours per week", OK, 240, WORKLOAD_PER_WEEK},
        {"1,5 Stunden am Tag", OK, 90, WORKLOAD_PER_DAY},
        {"20 hours a month", OK, 1200, WORKLOAD_PER_MONTH},
        {"ca. 20 Stunden", OK, 1200, WORKLOAD_TOTAL},
        {"90 min", OK, 90, WORKLOAD_TOTAL},
        {"PT2H", OK, 120, WORKLOAD_TOTAL},
        {"8 h", OK, 480, WORKLOAD_TOTAL},
        {"8h", OK, 480, WORKLOAD_TOTAL},
        {"P2W", ERR_INVALID, 0, WORKLOAD_TOTAL},
        {"-3 h/week", ERR_INVALID, 0, WORKLOAD_TOTAL},
        {"viel", ERR_INVALID, 0, WORKLOAD_TOTAL},
        {"12", ERR_INVALID, 0, WORKLOAD_TOTAL},
        {"3 ECTS", ERR_INVALID, 0, WORKLOAD_TOTAL},
        {"", ERR_INVALID, 0, WORKLOAD_TOTAL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct workload w = {0, WORKLOAD_TOTAL};

        CHECK_ERR(table[i].in, workload_parse(slice_of(table[i].in), &w), table[i].want);
        CHECK_INT(table[i].in, lround(w.minutes), table[i].minutes);
        CHECK_INT(table[i].in, w.per, table[i].per);
    }
}

static void
work_needs_a_length_unless_it_is_total(void **state)
{
    (void)state;
    CHECK_INT("total", workload_minutes((struct workload){90, WORKLOAD_TOTAL}, 0), 90);
    CHECK_INT("week", workload_minutes((struct workload){90, WORKLOAD_PER_WEEK}, 14), 180);
    CHECK_INT("days of one week", workload_minutes((struct workload){60, WORKLOAD_PER_DAY}, 7),
              300);
    CHECK_INT("three days", workload_minutes((struct workload){60, WORKLOAD_PER_DAY}, 3), 180);
    CHECK_INT("unknown", workload_minutes((struct workload){90, WORKLOAD_PER_WEEK}, 0), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_iso_8601_allows),
        cmocka_unit_test(reads_workloads_as_people_type_them),
        cmocka_unit_test(work_needs_a_length_unless_it_is_total),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
