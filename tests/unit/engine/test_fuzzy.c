/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/fuzzy.h"

#include "check.h"
#include "engine/words.h"
#include "unit/engine/given_catalogue.h"

/* The distance by its definition, on a full matrix. */
static int
naive_distance(struct slice a, struct slice b)
{
    int d[20][20];

    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            int best = i == 0 ? (int)j : j == 0 ? (int)i : 100;

            if (i > 0 && j > 0) {
                int wrong = d[i - 1][j - 1] + (a.at[i - 1] != b.at[j - 1]);

                best = d[i - 1][j] + 1 < d[i][j - 1] + 1 ? d[i - 1][j] + 1 : d[i][j - 1] + 1;
                best = wrong < best ? wrong : best;
            }
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    }
    return d[a.len][b.len];
}

/* Up to 10 letters of three, so that many words are near each other. */
static struct slice
given_letters(struct given *g)
{
    int len = 1 + given_below(g, 10);
    char *at = arena_alloc(g->arena, (size_t)len, 1);

    for (int i = 0; i < len; i++)
        at[i] = (char)('a' + given_below(g, 3));
    return (struct slice){at, (size_t)len};
}

static void
all_words_within_the_edits_are_found_and_no_others(void **state)
{
    struct given *g = given_open(11, 1);
    struct words w = words_init(g->arena);
    struct slice *sorted;
    uint32_t *new_numbers;
    uint32_t number;

    (void)state;
    for (int i = 0; i < 1500; i++)
        assert_int_equal(words_add(&w, given_letters(g), &number), OK);
    assert_int_equal(words_sort(&w, g->arena, &sorted, &new_numbers), OK);
    for (int i = 0; i < 300; i++) {
        struct slice typed = given_letters(g);
        int most = i % 3;
        struct fuzzy f;
        int edits;
        uint32_t next = 0;

        fuzzy_init(&f, sorted, w.len, typed, most);
        while (fuzzy_next(&f, &number, &edits)) {
            assert_int_equal(edits, naive_distance(sorted[number], typed));
            for (; next < number; next++)
                assert_true(naive_distance(sorted[next], typed) > most);
            next = number + 1;
        }
        for (; next < w.len; next++)
            assert_true(naive_distance(sorted[next], typed) > most);
    }
    given_close(g);
}

static void
short_words_are_not_corrected(void **state)
{
    (void)state;
    assert_int_equal(fuzzy_edits_max(3), 0);
    assert_int_equal(fuzzy_edits_max(4), 1);
    assert_int_equal(fuzzy_edits_max(7), 1);
    assert_int_equal(fuzzy_edits_max(8), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_words_within_the_edits_are_found_and_no_others),
        cmocka_unit_test(short_words_are_not_corrected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
