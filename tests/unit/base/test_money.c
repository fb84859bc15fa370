/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/money.h"
#include "check.h"

static void
amounts_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *in;
        enum err want;
        int64_t cents;
    } table[] = {
        {"120", OK, 12000},
        {"120,5", OK, 12050},
        {"120,50", OK, 12050},
        {"120.50", OK, 12050},
        {"1.234", OK, 123400},
        {"1.234,50", OK, 123450},
        {"1,234.50", OK, 123450},
        {"1 234,50 €", OK, 123450},
        {" 0 ", OK, 0},
        {",50", OK, 50},
        {"100000000000", OK, CENTS_MAX},
        {"100000000000,01", ERR_LIMIT, -1},
        {"99999999999999999999", ERR_LIMIT, -1},
        {"-1", ERR_LIMIT, -1},
        {"", ERR_INVALID, -1},
        {"€", ERR_INVALID, -1},
        {",", ERR_INVALID, -1},
        {"zwölf", ERR_INVALID, -1},
        {"12a", ERR_INVALID, -1},
        {"1e5", ERR_INVALID, -1},
        {"..5", ERR_INVALID, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct cents c = {-1};

        CHECK_ERR(table[i].in, cents_parse(slice_of(table[i].in), &c), table[i].want);
        CHECK_INT(table[i].in, c.n, table[i].cents);
    }
}

static void
amounts_are_shown_in_both_languages(void **state)
{
    static const struct {
        int64_t cents;
        const char *german;
        const char *english;
    } table[] = {
        {0, "0,00\u00a0€", "€0.00"},
        {5, "0,05\u00a0€", "€0.05"},
        {123456789, "1.234.567,89\u00a0€", "€1,234,567.89"},
        {-100, "\u22121,00\u00a0€", "\u2212€1.00"},
        {100000, "1.000,00\u00a0€", "€1,000.00"},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(65536);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct text t = text_init(a, 100);
        struct text u = text_init(a, 100);
        struct slice s = {0};

        cents_put(&t, (struct cents){table[i].cents}, true);
        CHECK_ERR("german", text_end(&t, &s), OK);
        CHECK_SLICE("german", s, table[i].german);
        cents_put(&u, (struct cents){table[i].cents}, false);
        CHECK_ERR("english", text_end(&u, &s), OK);
        CHECK_SLICE("english", s, table[i].english);
    }
}

static void
sums_do_not_leave_the_range(void **state)
{
    struct cents sum = {7};

    (void)state;
    CHECK_ERR("fits", cents_add((struct cents){CENTS_MAX - 1}, (struct cents){1}, &sum), OK);
    CHECK_INT("sum", sum.n, CENTS_MAX);
    CHECK_ERR("past", cents_add(sum, (struct cents){1}, &sum), ERR_LIMIT);
    CHECK_ERR("below", cents_add((struct cents){-CENTS_MAX}, (struct cents){-1}, &sum), ERR_LIMIT);
    CHECK_ERR("overflow", cents_add((struct cents){INT64_MAX}, (struct cents){1}, &sum), ERR_LIMIT);
    CHECK_INT("untouched", sum.n, CENTS_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_read_as_people_type_them),
        cmocka_unit_test(amounts_are_shown_in_both_languages),
        cmocka_unit_test(sums_do_not_leave_the_range),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
