/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A changed word index is the one that is built anew, to the last bit: words, how they are shown
 * and taken apart, terms, postings, streams; over random sequences of changes to texts full of
 * hyphens, compounds, synonyms and words that stand once.
 */
#include "engine/index_change.h"

#include "check.h"

#include "engine/index_parts.h"
#include "given_catalogue.h"
#include "unit/engine/same_index.h"

enum { SEQUENCES = 30, STEPS = 8, MODULES = 300, MODULES_MAX = 400 };

struct tally {
    int steps;
    int changed;
    int anew;
};

/* Words that are sometimes hyphenated, sometimes not, and parts of each other. */
static void
phrases_put(struct given *g, struct text *t, int len)
{
    static const char *const PHRASES[] = {
        "E-Akte",
        "Eakte",
        "Plan-Aufstellung",
        "Planaufstellung",
        "planaufstellung",
        "Haushaltsplan",
        "HAUSHALT",
        "haushalt",
        "Aufstellung",
        "aufstellen",
        "OZG",
        "ozg",
        "elektronische Akte",
        "Kolleg:innen",
        "Social-Media-Team",
        "social media",
        "Mediateam",
        "Rat-Haus",
        "Rathaus-Plan",
        "Amts-Leitung",
        "Leitungsplan",
        "Bürger-Amt",
        "Bürgeramtsleitung",
        "Digitalpakt",
        "Pakt",
        "(Digital-Pakt)",
        "E-Government",
    };

    for (int i = 0; i < len; i++) {
        text_putc(t, ' ');
        if (given_chance(g, 12))
            text_printf(t, "Kurs%d", given_below(g, 3000));
        else if (given_chance(g, 8))
            text_printf(t, "%.*splan", SLICE_ARG(given_word(g, given_below(g, 1000))));
        else if (given_chance(g, 40))
            text_puts(t, PHRASES[given_below(g, (int)ARRAY_LEN(PHRASES))]);
        else
            text_put(t, given_word(g, given_below(g, 1000)));
    }
}

static struct slice
given_phrases(struct given *g, int len)
{
    struct text t = text_init(g->arena, 100000);
    struct slice s;

    phrases_put(g, &t, len);
    if (text_end(&t, &s) != OK)
        abort();
    return slice_trim(s);
}

static void
module_change(struct given *g, struct module *m)
{
    int what = given_below(g, 100);

    if (what < 50)
        m->description = given_phrases(g, 1 + given_below(g, 30));
    else if (what < 80)
        m->title = given_phrases(g, 1 + given_below(g, 4));
    else if (what < 90)
        m->gone = !m->gone;
    else
        m->price.n = 1000 * given_below(g, 90);
}

/* A catalogue of its own copy of the modules: what changes later has another struct. */
static const struct catalogue *
catalogue_of(struct given *g, const struct module *const *modules, int len)
{
    struct catalogue_source source = given_source(g);
    struct module *copy = arena_array(g->arena, struct module, (size_t)len);
    const struct catalogue *c;

    for (int i = 0; i < len; i++)
        copy[i] = *modules[i];
    source.modules = copy;
    source.modules_len = len;
    if (catalogue_build(g->arena, &source, &c) != OK)
        abort();
    return c;
}

static void
sequence_check(uint64_t seed, struct tally *tally)
{
    struct given *g = given_open(seed, MODULES_MAX);
    const struct module *modules[MODULES_MAX];
    const struct catalogue *now;
    struct catalogue_change change = {.index_arena = g->arena};

    g->synonyms = SLICE("OZG = Onlinezugangsgesetz\nDMS = E-Akte = elektronische Akte\n"
                        "BITV > Digitalpakt\n");
    for (int i = 0; i < MODULES; i++)
        given_random_module(g)->description = given_phrases(g, 30);
    for (int i = 0; i < MODULES; i++)
        modules[i] = &g->modules[i];
    now = catalogue_of(g, modules, g->modules_len);
    for (int k = 0; k < STEPS; k++, tally->steps++) {
        struct module *list = arena_array(g->arena, struct module, 8);
        enum catalogue_index kind = CATALOGUE_INDEX_SAME;
        const struct catalogue *fresh;
        const struct catalogue *c;

        change.modules_len = 0;
        for (int n = given_below(g, 3); n >= 0; n--) {
            int i = given_below(g, g->modules_len);
            bool taken = false;

            for (int m = 0; m < change.modules_len; m++)
                taken |= list[m].id.n == modules[i]->id.n;
            if (taken)
                continue;
            list[change.modules_len] = *modules[i];
            module_change(g, &list[change.modules_len]);
            modules[i] = &list[change.modules_len++];
        }
        if (given_chance(g, 25)) {
            struct module *fresh_module = given_random_module(g);

            fresh_module->description = given_phrases(g, 10);
            list[change.modules_len] = *fresh_module;
            modules[g->modules_len - 1] = &list[change.modules_len++];
        }
        fresh = catalogue_of(g, modules, g->modules_len);
        change.before = now;
        change.modules = list;
        change.synonyms = g->synonyms;
        assert_int_equal(catalogue_change(g->arena, &change, &c, &kind), OK);
        if (index_difference(fresh, c)[0] != '\0')
            fail_msg("sequence %llu, step %d (%d): other %s", (unsigned long long)seed, k,
                     (int)kind, index_difference(fresh, c));
        tally->changed += kind == CATALOGUE_INDEX_CHANGED;
        tally->anew += kind == CATALOGUE_INDEX_NEW;
        now = c;
    }
    given_close(g);
}

static void
a_changed_index_is_the_one_built_anew(void **state)
{
    struct tally tally = {0};

    (void)state;
    for (uint64_t seed = 1; seed <= SEQUENCES; seed++)
        sequence_check(seed, &tally);
    print_message("%d steps: %d changed the index, %d built it anew\n", tally.steps, tally.changed,
                  tally.anew);
    assert_true(tally.changed > tally.steps / 2);
}

/* The control: whatever of an index is another, the comparison says so. */
static void
a_wrong_index_is_told_apart(void **state)
{
    struct given *g = given_open(5, MODULES_MAX);
    const struct module *modules[MODULES_MAX];
    const struct catalogue *c;
    const struct catalogue *other;
    struct catalogue wrong;
    struct index x;

    (void)state;
    for (int i = 0; i < 100; i++) {
        modules[i] = given_random_module(g);
        g->modules[i].description = given_phrases(g, 20);
    }
    c = catalogue_of(g, modules, 100);
    assert_string_equal(index_difference(c, c), "");
    g->modules[50].description = given_phrases(g, 20);
    other = catalogue_of(g, modules, 100);
    wrong = *other;
    wrong.index = &x;
    x = *other->index;
    x.lists = c->index->lists;
    x.terms_len = other->index->terms_len < c->index->terms_len ? other->index->terms_len
                                                                : c->index->terms_len;
    assert_string_not_equal(index_difference(other, &wrong), "");
    x = *other->index;
    x.stream = c->index->stream;
    x.stream_at = c->index->stream_at;
    assert_string_not_equal(index_difference(other, &wrong), "");
    assert_string_not_equal(index_difference(other, c), "");
    given_close(g);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_changed_index_is_the_one_built_anew),
        cmocka_unit_test(a_wrong_index_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
