/* SPDX-License-Identifier: EUPL-1.2 */
#include "engine/index.h"

#include "check.h"

#include "given_catalogue.h"

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
check_same_words(const struct index *a, const struct index *b)
{
    assert_int_equal(a->words_len, b->words_len);
    assert_int_equal(a->stems_len, b->stems_len);
    assert_int_equal(a->terms_len, b->terms_len);
    for (uint32_t i = 0; i < a->words_len; i++) {
        const struct index_word *wa = &a->words[i];
        const struct index_word *wb = &b->words[i];

        assert_true(slice_eq(a->words_folded[i], b->words_folded[i]));
        assert_true(slice_eq(wa->shown, wb->shown));
        assert_int_equal(wa->count, wb->count);
        assert_int_equal(wa->terms_len, wb->terms_len);
        assert_memory_equal(a->word_terms + wa->terms_at, b->word_terms + wb->terms_at,
                            wa->terms_len * sizeof *a->word_terms);
    }
    for (uint32_t i = 0; i < a->stems_len; i++)
        assert_true(slice_eq(a->stems[i], b->stems[i]));
}

static void
check_same_postings(const struct index *a, const struct index *b)
{
    for (uint32_t t = 0; t < a->terms_len; t++) {
        struct postings pa = index_postings(a, t);
        struct postings pb = index_postings(b, t);

        assert_int_equal(pa.len, pb.len);
        assert_int_equal(pa.slots == NULL, pb.slots == NULL);
        if (pa.len == 0)
            continue;
        assert_memory_equal(pa.impacts, pb.impacts, pa.len * sizeof *pa.impacts);
        if (pa.slots != NULL) {
            assert_memory_equal(pa.slots, pb.slots, pa.len * sizeof *pa.slots);
        } else {
            assert_memory_equal(pa.bits, pb.bits, a->bits_words * sizeof *pa.bits);
            assert_memory_equal(pa.ranks, pb.ranks, a->bits_words * sizeof *pa.ranks);
        }
    }
}

static void
check_same_texts(const struct catalogue *a, const struct catalogue *b)
{
    for (uint32_t slot = 0; slot < a->modules_len; slot++) {
        for (int f = 0; f < FIELDS; f++) {
            for (int nth = 0; nth < 4; nth++) {
                struct index_text ta = index_text(a->index, slot, (enum index_field)f, nth);
                struct index_text tb = index_text(b->index, slot, (enum index_field)f, nth);

                assert_int_equal(ta.len, tb.len);
                if (ta.len > 0)
                    assert_memory_equal(ta.words, tb.words, ta.len * sizeof *ta.words);
            }
        }
    }
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
        check_same_words(alone->index, together->index);
        check_same_postings(alone->index, together->index);
        check_same_texts(alone, together);
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
