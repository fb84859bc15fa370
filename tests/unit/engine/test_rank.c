/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/rank.h"

#include "check.h"
#include "unit/engine/given_catalogue.h"

static int
entry_cmp(const void *pa, const void *pb)
{
    const struct rank_entry *a = pa;
    const struct rank_entry *b = pb;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->slot < b->slot ? -1 : 1;
}

static void
the_best_are_those_of_a_full_sort(void **state)
{
    struct given *g = given_open(21, 1);

    (void)state;
    for (int round = 0; round < 300; round++) {
        struct rank_entry all[200];
        struct rank rank;
        uint32_t n = (uint32_t)given_below(g, 200);
        uint32_t max = (uint32_t)given_below(g, 60);

        assert_int_equal(rank_init(g->arena, max, &rank), OK);
        for (uint32_t i = 0; i < n; i++) {
            all[i] = (struct rank_entry){.key = given_below(g, 3),
                                         .score = (float)given_below(g, 3),
                                         .start = given_below(g, 3),
                                         .slot = i};
            rank_offer(&rank, all[i]);
        }
        rank_sort(&rank);
        qsort(all, n, sizeof *all, entry_cmp);
        assert_int_equal(rank.len, n < max ? n : max);
        for (uint32_t i = 0; i < rank.len; i++)
            assert_int_equal(rank.entries[i].slot, all[i].slot);
    }
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_are_those_of_a_full_sort),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
