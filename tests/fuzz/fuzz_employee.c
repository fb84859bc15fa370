/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of employees: entries are sound and unique, every other line has a problem. */
#include "base/limits.h"
#include "base/unicode.h"
#include "domain/account.h"
#include "exchange/employee_csv.h"
#include "fuzz.h"

static void
entry_holds(const struct employee_entry *e)
{
    MUST(e->line > 0 && account_email_is_sound(e->email));
    MUST(e->name.len > 0 && e->name.len <= EMPLOYEE_FIELD_BYTES_MAX && unicode_is_valid(e->name));
    MUST(e->number.len <= EMPLOYEE_NUMBER_BYTES_MAX && unicode_is_valid(e->number));
    MUST(e->units_len <= EMPLOYEE_UNITS_MAX);
    MUST(e->superior.len == 0 || account_email_is_sound(e->superior));
    MUST(!slice_eq(e->superior, e->email));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_open(256 << 20);
    struct ctx ctx = {.arena = a};
    struct employee_list list = {0};

    MUST(a != NULL);
    MUST(employee_csv_read(&ctx, fuzz_slice(data, size), &list) == OK);
    MUST(list.len <= list.rows && list.problems_len <= EMPLOYEE_PROBLEMS_MAX);
    MUST(list.len == list.rows || list.problems_count > 0);
    MUST(list.rows > 0 || list.problems_count > 0);
    for (int i = 0; i < list.len; i++) {
        entry_holds(&list.entries[i]);
        MUST(i == 0 || list.entries[i - 1].line < list.entries[i].line);
        for (int k = 0; k < i && list.len < 200; k++)
            MUST(!slice_eq(list.entries[i].email, list.entries[k].email));
    }
    for (int i = 1; i < list.problems_len; i++)
        MUST(list.problems[i - 1].line <= list.problems[i].line);
    arena_close(a);
    return 0;
}
