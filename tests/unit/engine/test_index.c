/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/index.h"

#include "check.h"

#include "given_catalogue.h"
#include "unit/engine/same_index.h"

/* Last piece first, so that an order that must not matter would show. */
static void
backwards(void *of, int pieces, job_run *job, void *arg)
{
    (void)of;
    for (int i = pieces - 1; i >= 0; i--)
        job(arg, i);
}

static struct given *
given_words_of_all_kinds(uint64_t seed, int modules)
{
    static const char *const PHRASES[] = {
        " E-Akte und Eakte ",     " Mitarbeiter:innen ",     " Haushaltsplanaufstellung, Haushalt ",
        " Planaufstellung. ",     " aufstellen Aufstellung", " OZG ",
        " Onlinezugangsgesetz: ", " elektronische Akte ",    " Plan-Aufstellung ",
    };
    struct given *g = given_open(seed, modules);

    g->synonyms = SLICE("OZG = Onlinezugangsgesetz\nDMS = E-Akte = elektronische Akte\n");
    for (int i = 0; i < modules; i++) {
        struct module *m = given_random_module(g);
        struct text t = text_init(g->arena, 100000);

        text_put(&t, m->description);
        text_puts(&t, PHRASES[given_below(g, (int)ARRAY_LEN(PHRASES))]);
        text_put(&t, given_word(g, given_below(g, 1000)));
        text_puts(&t, PHRASES[given_below(g, (int)ARRAY_LEN(PHRASES))]);
        text_printf(&t, "Kursnummer K%d Raum%dplan", i, i);
        if (text_end(&t, &m->description) != OK)
            abort();
    }
    return g;
}

static void
many_threads_build_the_same_index_as_one(void **state)
{
    struct given *g = given_words_of_all_kinds(11, 5000);
    struct catalogue_source source = given_source(g);
    const struct catalogue *alone;

    (void)state;
    assert_int_equal(catalogue_build(g->arena, &source, &alone), OK);
    assert_true(alone->index->words_len > 2000);
    for (int width = 2; width <= 5; width += 3) {
        struct jobs jobs = {width, NULL, backwards};
        const struct catalogue *together;

        source.threads = &jobs;
        assert_int_equal(catalogue_build(g->arena, &source, &together), OK);
        assert_string_equal(index_difference(alone, together), "");
    }
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_threads_build_the_same_index_as_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
