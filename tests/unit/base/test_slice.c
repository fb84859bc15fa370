/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/slice.h"
#include "check.h"

static void
whole_numbers_are_taken_within_their_range_only(void **state)
{
    static const struct {
        const char *in;
        int64_t min;
        int64_t max;
        enum err want;
        int64_t value;
    } table[] = {
        {"0", 0, 9, OK, 0},
        {"-7", -9, 9, OK, -7},
        {"0042", 0, 99, OK, 42},
        {"9223372036854775807", 0, INT64_MAX, OK, INT64_MAX},
        {"-9223372036854775808", INT64_MIN, 0, OK, INT64_MIN},
        {"9223372036854775808", 0, INT64_MAX, ERR_LIMIT, -1},
        {"-9223372036854775809", INT64_MIN, 0, ERR_LIMIT, -1},
        {"99999999999999999999999", 0, INT64_MAX, ERR_LIMIT, -1},
        {"10", 0, 9, ERR_LIMIT, -1},
        {"-1", 0, 9, ERR_LIMIT, -1},
        {"", 0, 9, ERR_INVALID, -1},
        {"-", 0, 9, ERR_INVALID, -1},
        {"+1", 0, 9, ERR_INVALID, -1},
        {" 1", 0, 9, ERR_INVALID, -1},
        {"1 ", 0, 9, ERR_INVALID, -1},
        {"1.0", 0, 9, ERR_INVALID, -1},
        {"0x1", 0, 9, ERR_INVALID, -1},
        {"--1", -9, 9, ERR_INVALID, -1},
        {"99999999999999999999999x", 0, INT64_MAX, ERR_INVALID, -1},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int64_t value = -1;

        CHECK_ERR(table[i].in, slice_int(slice_of(table[i].in), table[i].min, table[i].max, &value),
                  table[i].want);
        CHECK_INT(table[i].in, value, table[i].value);
    }
}

static void
parts_are_cut_off_one_after_the_other(void **state)
{
    static const struct {
        const char *in;
        const char *parts[5];
    } table[] = {
        {"a,b", {"a", "b"}}, {"a,,b", {"a", "", "b"}}, {",a", {"", "a"}}, {"a,", {"a"}},
        {"", {NULL}},        {"abc", {"abc"}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct slice rest = slice_of(table[i].in);
        struct slice part;
        int n = 0;

        while (slice_next(&rest, ',', &part)) {
            assert_true(n < 5 && table[i].parts[n] != NULL);
            CHECK_SLICE(table[i].in, part, table[i].parts[n]);
            n++;
        }
        CHECK_TRUE(table[i].in, n == 5 || table[i].parts[n] == NULL);
    }
}

static void
comparing_and_cutting_stay_within_the_slice(void **state)
{
    struct slice s = SLICE("Bürgerbüro");
    struct slice none = {NULL, 0};

    (void)state;
    CHECK_SLICE("clamped", slice_sub(s, 100, 5), "");
    CHECK_SLICE("clamped", slice_sub(s, 0, 1), "B");
    CHECK_SLICE("of nothing", slice_sub(none, 3, 5), "");
    CHECK_TRUE("starts", slice_starts(s, SLICE("Bür")) && !slice_starts(SLICE("B"), s));
    CHECK_TRUE("ends", slice_ends(s, SLICE("ro")) && !slice_ends(SLICE("o"), s));
    CHECK_INT("find", slice_find(s, SLICE("ger")), 4);
    CHECK_INT("absent", slice_find(s, SLICE("x")), s.len);
    CHECK_INT("longer than all", slice_find(SLICE("a"), s), 1);
    CHECK_TRUE("order", slice_cmp(SLICE("a"), SLICE("ab")) < 0 && slice_cmp(none, none) == 0);
    CHECK_TRUE("case", slice_eq_ascii_nocase(SLICE("HoSt"), SLICE("host")));
    CHECK_TRUE("case of ASCII alone", !slice_eq_ascii_nocase(SLICE("Ä"), SLICE("ä")));
    CHECK_SLICE("trim", slice_trim(SLICE(" \t a b\r\n")), "a b");
    CHECK_SLICE("trim to nothing", slice_trim(SLICE("  ")), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_taken_within_their_range_only),
        cmocka_unit_test(parts_are_cut_off_one_after_the_other),
        cmocka_unit_test(comparing_and_cutting_stay_within_the_slice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
