/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/publish_form.h"

#include "check.h"

static void
a_mark_is_sixteen_hexadecimal_digits(void **state)
{
    static const struct {
        const char *sent;
        uint64_t mark;
    } rows[] = {
        {"0123456789abcdef", 0x0123456789abcdef},
        {"ffffffffffffffff", UINT64_MAX},
        {"0123456789ABCDEF", 0x0123456789abcdef},
        {"", 0},
        {"0123456789abcde", 0},
        {"0123456789abcdef0", 0},
        {"0123456789abcdeg", 0},
        {"qrstuvwxyz012345", 0},
        {"012345678 abcdef", 0},
        {"0x23456789abcdef", 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        CHECK_TRUE(rows[i].sent, publish_mark_read(slice_of(rows[i].sent)) == rows[i].mark);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_is_sixteen_hexadecimal_digits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
