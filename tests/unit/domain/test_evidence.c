/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include "domain/evidence.h"

enum { TODAY = 20000, YEAR = 365 };

static void
level_and_refresh(void **state)
{
    static const struct {
        const char *why;
        struct evidence pieces[3];
        int len;
        int level; /* -1: unknown */
        bool refresh;
    } rows[] = {
        {"nothing", {{0}}, 0, -1, false},
        {"only in the future", {{EVIDENCE_CHECK, 5, 0, {TODAY + 1}}}, 1, -1, false},
        {"a check today", {{EVIDENCE_CHECK, 5, 0, {TODAY}}}, 1, 5, false},
        {"a check, and one tomorrow",
         {{EVIDENCE_CHECK, 5, 0, {TODAY}}, {EVIDENCE_CHECK, 1, 0, {TODAY + 1}}},
         2,
         5,
         false},
        {"a check four years ago: same level, refresh",
         {{EVIDENCE_CHECK, 5, 0, {TODAY - 4 * YEAR}}},
         1,
         5,
         true},
        {"practice, two years ago", {{EVIDENCE_PRACTICE, 3, 0, {TODAY - 2 * YEAR}}}, 1, 3, true},
        {"an exact check outweighs practice",
         {{EVIDENCE_CHECK, 6, 0.3, {TODAY}}, {EVIDENCE_PRACTICE, 2, 0, {TODAY}}},
         2,
         6,
         false},
        {"a new check outweighs one of ten years ago",
         {{EVIDENCE_CHECK, 2, 0, {TODAY - 10 * YEAR}}, {EVIDENCE_CHECK, 6, 0, {TODAY}}},
         2,
         6,
         false},
        {"two of the same day meet",
         {{EVIDENCE_CHECK, 2, 0, {TODAY}}, {EVIDENCE_CHECK, 6, 0, {TODAY}}},
         2,
         4,
         false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct evidence_level l = evidence_weigh(rows[i].pieces, rows[i].len, (struct day){TODAY});

        CHECK_INT(rows[i].why, l.known ? l.level : -1, rows[i].level);
        CHECK_INT(rows[i].why, l.refresh, rows[i].refresh);
    }
}

static void
time_alone_changes_no_level_and_only_adds_doubt(void **state)
{
    static const struct evidence pieces[] = {{EVIDENCE_CERTIFICATE, 7, 0, {TODAY - 9 * YEAR}},
                                             {EVIDENCE_BLOCK, 4, 0, {TODAY - YEAR}},
                                             {EVIDENCE_CHECK, 3, 0.5, {TODAY}}};
    struct evidence_level first = evidence_weigh(pieces, 3, (struct day){TODAY});
    double sd = first.sd;
    bool refresh = first.refresh;

    (void)state;
    for (int day = 1; day < 20 * YEAR; day++) {
        struct evidence_level l = evidence_weigh(pieces, 3, (struct day){TODAY + day});

        CHECK_INT("level", l.level, first.level);
        CHECK_TRUE("doubt grows", l.sd > sd);
        CHECK_TRUE("a suggestion stays", l.refresh >= refresh);
        sd = l.sd;
        refresh = l.refresh;
    }
    CHECK_TRUE("refresh at last", refresh);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(level_and_refresh),
        cmocka_unit_test(time_alone_changes_no_level_and_only_adds_doubt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
