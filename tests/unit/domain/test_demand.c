/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/demand.h"

#include "check.h"
#include "domain/disclosure.h"

static struct demand_supply
some_supply(const void *arg, struct competence_id competence, int level)
{
    const int64_t *seats = arg;

    (void)level;
    return (struct demand_supply){
        .blocks = 1, .seats = competence.n == 1 ? *seats : 0, .unlimited = competence.n == 9};
}

static const struct demand_view *
view_of(struct arena *a, const struct demand_count *cells, int len, int64_t seats)
{
    static struct demand_view view;
    struct demand_counts counts = {cells, len, some_supply, &seats};

    CHECK_ERR("view", demand_view_make(a, &counts, &view), OK);
    return &view;
}

static const struct demand_row *
row_of(const struct demand_view *v, int competence)
{
    for (int i = 0; i < v->rows_len; i++) {
        if (v->rows[i].competence.n == competence)
            return &v->rows[i];
    }
    return NULL;
}

#define LAND(s) SLICE_INIT(s)

/* DEMAND-2, DEMAND-3 */
static void
fewer_than_five_or_one_organisation_are_not_shown(void **state)
{
    static const struct {
        struct demand_count cell;
        bool shown;
    } table[] = {
        {{{1}, 3, LAND("08"), 5, 2}, true},    {{{1}, 3, LAND("08"), 4, 2}, false},
        {{{1}, 3, LAND("08"), 1, 1}, false},   {{{1}, 3, LAND("08"), 5, 1}, false},
        {{{1}, 3, LAND("08"), 500, 1}, false}, {{{1}, 3, LAND("08"), 0, 0}, false},
        {{{1}, 3, LAND(""), 12, 3}, true},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const struct demand_view *v = view_of(a, &table[i].cell, 1, 0);

        CHECK_INT("shown", v->rows_len, table[i].shown);
        CHECK_INT("counted as hidden", v->hidden, !table[i].shown && table[i].cell.people > 0);
        if (table[i].shown)
            CHECK_INT("in fives", v->rows[0].people % DISCLOSURE_PEOPLE_MIN, 0);
    }
}

/* Control for DEMAND-2: the same cells with the first step alone, or none, would tell of one. */
static void
without_the_threshold_one_person_is_seen(void **state)
{
    struct disclosure_row rows[] = {{.people = 40}, {.people = 1}};
    struct disclosure_table t = {.rows = rows, .rows_len = 2};
    static const struct demand_count cells[] = {{{1}, 3, LAND("08"), 40, 3},
                                                {{1}, 3, LAND("07"), 1, 1}};
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    const struct demand_row *row;

    (void)state;
    disclosure_hide_small(&t);
    CHECK_TRUE("the leak: the sum less the one that is shown",
               t.total.people_shown && rows[0].people_shown && t.total.people - 40 == 1);
    row = row_of(view_of(a, cells, 2, 0), 1);
    CHECK_TRUE("the sum is shown", row != NULL);
    CHECK_INT("and neither Land", row->lands[0].people, -1);
    CHECK_INT("and neither Land", row->lands[1].people, -1);
    CHECK_TRUE("which is said", row->any_hidden);
}

/* DEMAND-4: whatever is shown, no hidden Land can be told to less than a width of four. */
static void
hidden_lands_cannot_be_computed(void **state)
{
    CLEANUP(arena_cleanup) struct arena *a = arena_open(64 << 20);
    uint64_t seed = 7;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct demand_count cells[5];
        const struct demand_view *v;
        struct arena_mark mark = arena_mark(a);
        static const struct slice lands[5] = {LAND("06"), LAND("07"), LAND("08"), LAND("09"),
                                              LAND("10")};

        for (int i = 0; i < 5; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1;
            cells[i] = (struct demand_count){.competence = {1},
                                             .level = 2,
                                             .state = lands[i],
                                             .people = (int64_t)(seed >> 33) % 12,
                                             .organisations = 1 + (int64_t)(seed >> 45) % 3};
        }
        v = view_of(a, cells, 5, 0);
        if (v->rows_len == 1) {
            int hidden = 0;
            int64_t sum = 0;

            for (int i = 0; i < v->rows[0].lands_len; i++) {
                int64_t real = 0;

                for (int k = 0; k < 5; k++)
                    real +=
                        slice_eq(cells[k].state, v->rows[0].lands[i].state) ? cells[k].people : 0;
                if (v->rows[0].lands[i].people >= 0) {
                    CHECK_TRUE("large enough", real >= DISCLOSURE_PEOPLE_MIN);
                    continue;
                }
                hidden++;
                sum += real;
            }
            CHECK_TRUE("an interval",
                       hidden == 0 || (hidden > 1 && sum - hidden >= DISCLOSURE_WIDTH_MIN));
        }
        arena_rewind(a, mark);
    }
}

/* DEMAND-7 */
static void
the_largest_unmet_demand_stands_on_top(void **state)
{
    static const struct demand_count cells[] = {
        {{1}, 3, LAND("08"), 100, 2}, {{2}, 3, LAND("08"), 30, 2}, {{2}, 5, LAND("08"), 60, 2},
        {{9}, 3, LAND("08"), 400, 2}, {{3}, 1, LAND("08"), 60, 2},
    };
    CLEANUP(arena_cleanup) struct arena *a = arena_open(1 << 20);
    const struct demand_view *v = view_of(a, cells, ARRAY_LEN(cells), 88);

    (void)state;
    CHECK_INT("all", v->rows_len, 5);
    CHECK_INT("first", v->rows[0].competence.n, 2);
    CHECK_INT("first", v->rows[0].level, 5);
    CHECK_INT("then", v->rows[1].competence.n, 3);
    CHECK_INT("then", v->rows[2].unmet, 30);
    CHECK_INT("seats are taken off", v->rows[3].unmet, 10);
    CHECK_INT("what has no limit is met", v->rows[4].competence.n, 9);
    CHECK_INT("what has no limit is met", v->rows[4].unmet, 0);
    {
        static const struct demand_count met[] = {{{9}, 3, LAND("08"), 10, 2},
                                                  {{1}, 3, LAND("08"), 10, 2}};

        v = view_of(a, met, ARRAY_LEN(met), 88);
        CHECK_INT("nothing is unmet", v->rows[0].unmet + v->rows[1].unmet, 0);
        CHECK_INT("the fewest seats first", v->rows[0].competence.n, 1);
    }
}

/* DEMAND-5 */
static void
one_who_joins_is_not_seen(void **state)
{
    (void)state;
    CHECK_INT("one more", demand_follow(12, 13), 12);
    CHECK_INT("four fewer", demand_follow(12, 8), 12);
    CHECK_INT("five more", demand_follow(12, 17), 17);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewer_than_five_or_one_organisation_are_not_shown),
        cmocka_unit_test(without_the_threshold_one_person_is_seen),
        cmocka_unit_test(hidden_lands_cannot_be_computed),
        cmocka_unit_test(the_largest_unmet_demand_stands_on_top),
        cmocka_unit_test(one_who_joins_is_not_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
