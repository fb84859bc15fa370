/* SPDX-License-Identifier: EUPL-1.2 */
#include "check.h"

#include "engine/index.h"
#include "unit/engine/given_german.h"

static void
a_hint_points_from_a_word_or_its_group_to_words_that_stand_somewhere(void **state)
{
    struct given *g = given_german();
    const struct catalogue *c;
    const struct hints *h;
    const struct hint *first;
    uint32_t at = 0;

    (void)state;
    g->synonyms = SLICE("OZG = Onlinezugangsgesetz\n"
                        "Excel > Tabellen, Zauberei # one of two\n"
                        "Onlinezugangsgesetz > Leistungen digital # for the whole group\n"
                        "> Excel\n"
                        "Excel >\n"
                        "Excel > eins zwei drei vier fünf\n");
    c = given_catalogue(g);
    h = &c->index->hints;
    assert_int_equal(h->len, 2);
    first = hints_next(h, SLICE("excel"), UINT32_MAX, &at);
    assert_non_null(first);
    assert_int_equal(first->terms_len, 1);
    CHECK_SLICE("the term", c->index->stems[first->terms[0]], "tabell");
    assert_null(hints_next(h, SLICE("excel"), UINT32_MAX, &at));
    at = 0;
    assert_null(hints_next(h, SLICE("ozg"), UINT32_MAX, &at));
    at = 0;
    first = hints_next(h, SLICE("ozg"), 0, &at);
    assert_non_null(first);
    assert_int_equal(first->terms_len, 2);
    given_close(g);
}

static void
too_many_hints_are_a_limit(void **state)
{
    struct given *g = given_german();
    CLEANUP(arena_cleanup) struct arena *arena = arena_open((size_t)64 << 20);
    CLEANUP(stem_cleanup) struct stem *stem = stem_open();
    struct text t = text_init(arena, (size_t)1 << 20);
    struct slice text;
    struct hints h;

    (void)state;
    for (int i = 0; i < HINTS_MAX; i++)
        text_puts(&t, "Wort > Excel\n");
    assert_int_equal(text_end(&t, &text), OK);
    assert_int_equal(hints_build(arena, given_catalogue(g)->index, stem, text, &h), OK);
    assert_int_equal(h.len, HINTS_MAX);
    text_puts(&t, "Wort > Excel\n");
    assert_int_equal(text_end(&t, &text), OK);
    assert_int_equal(hints_build(arena, given_catalogue(g)->index, stem, text, &h), ERR_LIMIT);
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hint_points_from_a_word_or_its_group_to_words_that_stand_somewhere),
        cmocka_unit_test(too_many_hints_are_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
