/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/day.h"
#include "check.h"

static void
parses_iso_dates_and_refuses_what_is_none(void **state)
{
    static const struct {
        const char *in;
        enum err want;
        int32_t day;
    } table[] = {
        {"1970-01-01", OK, 0},
        {"2026-11-22", OK, 20779},
        {"2024-02-29", OK, 19782},
        {"1900-01-01", OK, DAY_MIN},
        {"2199-12-31", OK, DAY_MAX},
        {"1899-12-31", ERR_LIMIT, 0},
        {"2200-01-01", ERR_LIMIT, 0},
        {"2023-02-29", ERR_INVALID, 0},
        {"2023-04-31", ERR_INVALID, 0},
        {"2023-13-01", ERR_INVALID, 0},
        {"2023-00-01", ERR_INVALID, 0},
        {"2023-1-01", ERR_INVALID, 0},
        {"2023-01-01 ", ERR_INVALID, 0},
        {"20230101", ERR_INVALID, 0},
        {"", ERR_INVALID, 0},
        {"-2023-01-01", ERR_INVALID, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct day d = {0};

        CHECK_ERR(table[i].in, day_parse_iso(slice_of(table[i].in), &d), table[i].want);
        CHECK_INT(table[i].in, d.n, table[i].day);
    }
}

static void
every_day_survives_the_way_to_a_date_and_back(void **state)
{
    (void)state;
    for (int32_t n = DAY_MIN; n <= DAY_MAX; n++) {
        struct day back = {0};

        CHECK_ERR("back", day_from_date(day_to_date((struct day){n}), &back), OK);
        CHECK_INT("back", back.n, n);
    }
}

static void
iso_weeks_follow_the_thursday(void **state)
{
    static const struct {
        const char *day;
        int year;
        int week;
    } table[] = {
        {"2026-01-01", 2026, 1},  {"2027-01-01", 2026, 53}, {"2024-12-30", 2025, 1},
        {"2026-11-22", 2026, 47}, {"2021-01-03", 2020, 53},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct day d = {0};
        int year;
        int week;

        CHECK_ERR(table[i].day, day_parse_iso(slice_of(table[i].day), &d), OK);
        day_iso_week(d, &year, &week);
        CHECK_INT(table[i].day, year, table[i].year);
        CHECK_INT(table[i].day, week, table[i].week);
    }
}

static void
german_clocks_follow_summer_time(void **state)
{
    static const struct {
        const char *utc;
        const char *day;
        int minute;
    } table[] = {
        {"2026-01-01T00:00:00Z", "2026-01-01", 60},
        {"2026-03-29T00:59:59Z", "2026-03-29", 119},
        {"2026-03-29T01:00:00Z", "2026-03-29", 180},
        {"2026-10-25T00:59:00Z", "2026-10-25", 179},
        {"2026-10-25T01:00:00Z", "2026-10-25", 120},
        {"2026-07-01T22:30:00Z", "2026-07-02", 30},
        {"2026-07-01T22:30:00+02:00", "2026-07-01", 1350},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct instant t = {0};
        struct day d = {0};

        CHECK_ERR(table[i].utc, instant_parse_iso(slice_of(table[i].utc), &t), OK);
        CHECK_ERR(table[i].day, day_parse_iso(slice_of(table[i].day), &d), OK);
        CHECK_INT(table[i].utc, day_of(t).n, d.n);
        CHECK_INT(table[i].utc, minute_of(t), table[i].minute);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_iso_dates_and_refuses_what_is_none),
        cmocka_unit_test(every_day_survives_the_way_to_a_date_and_back),
        cmocka_unit_test(iso_weeks_follow_the_thursday),
        cmocka_unit_test(german_clocks_follow_summer_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
