/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/data_file.h"

#include <string.h>

#include "check.h"

static void
the_program_carries_the_files_of_data(void **state)
{
    struct slice bytes = {0};
    struct slice other = {0};

    (void)state;
    CHECK_ERR("framework.json", data_file_find(SLICE("framework.json"), &bytes), OK);
    CHECK_TRUE("has content", bytes.len > 1000 && bytes.at[0] == '{');
    CHECK_TRUE("ends with a NUL that is not counted", bytes.at[bytes.len] == '\0');
    CHECK_ERR("other", data_file_find(SLICE("other.json"), &other), ERR_NOT_FOUND);
    CHECK_INT("untouched", other.len, 0);
}

static void
files_are_listed_by_name(void **state)
{
    size_t n = 0;

    (void)state;
    for (; data_file_at(n + 1); n++)
        CHECK_TRUE("sorted", strcmp(data_file_at(n)->name, data_file_at(n + 1)->name) < 0);
    CHECK_TRUE("several", n > 2);
    CHECK_TRUE("ends", data_file_at(n + 1) == NULL && data_file_at(SIZE_MAX) == NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_carries_the_files_of_data),
        cmocka_unit_test(files_are_listed_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
