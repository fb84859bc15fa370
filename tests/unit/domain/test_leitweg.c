/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/leitweg.h"

#include "check.h"

static void
check_digits_find_typing_errors(void **state)
{
    static const struct {
        const char *id;
        enum leitweg_fault want;
    } table[] = {
        {"04011000-12345-03", LEITWEG_SOUND}, /* of KoSIT's XRechnung examples */
        {"04011000-1234512345-06", LEITWEG_SOUND},
        {"991-33333TEST-33", LEITWEG_SOUND}, /* of the federation's test system */
        {"991-33333test-33", LEITWEG_SOUND},
        {"992-90009-96", LEITWEG_SOUND},
        {"04011000-12345-34", LEITWEG_CHECK},
        {"04011000-12354-03", LEITWEG_CHECK},
        {"04011001-12345-03", LEITWEG_CHECK},
        {"04011000-12345-30", LEITWEG_CHECK},
        {"17011000-12345-03", LEITWEG_REGION},
        {"00011000-12345-03", LEITWEG_REGION},
        {"", LEITWEG_FORM},
        {"04011000", LEITWEG_FORM},
        {"0-12345-03", LEITWEG_FORM},
        {"0401100012345-1-03", LEITWEG_FORM},
        {"04011000-12345-3", LEITWEG_FORM},
        {"04011000-12345-0A", LEITWEG_FORM},
        {"04011000-12345-", LEITWEG_FORM},
        {"04011000--03", LEITWEG_FORM},
        {"04011000-123-45-03", LEITWEG_FORM},
        {"04011000-1 345-03", LEITWEG_FORM},
        {"04011000 12345 03", LEITWEG_FORM},
        {"A4011000-12345-03", LEITWEG_FORM},
        {"04011000-1234567890123456789012345678901-03", LEITWEG_FORM},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        CHECK_INT(table[i].id, leitweg_check(slice_of(table[i].id)), table[i].want);
}

/* MOD 97-10 finds every single wrong digit and every swap of two neighbours. */
static void
no_single_wrong_digit_and_no_swap_is_missed(void **state)
{
    static const char right[] = "04011000-12345-03";
    char wrong[sizeof right];
    int tried = 0;

    (void)state;
    for (size_t i = 2; i + 1 < sizeof right; i++) {
        for (char c = '0'; c <= '9' && right[i] != '-'; c++) {
            for (size_t k = 0; k < sizeof right; k++)
                wrong[k] = right[k];
            if (c == right[i])
                continue;
            wrong[i] = c;
            tried++;
            CHECK_INT(wrong, leitweg_check(slice_of(wrong)), LEITWEG_CHECK);
        }
    }
    CHECK_INT("tried", tried, 117);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_digits_find_typing_errors),
        cmocka_unit_test(no_single_wrong_digit_and_no_swap_is_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
